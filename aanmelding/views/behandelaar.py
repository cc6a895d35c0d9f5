"""What only the zorgorganisatie fills in: the endorsement of a behandelaar, and the lower eigen bijdrage."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import Http404

from aanmelding import services
from aanmelding.delen.behandelaar import BEHANDELAAR, verklaring_van
from aanmelding.forms import BehandelaarForm, EigenBijdrageForm
from aanmelding.services.behandelaar import eigen_bijdrage_bezwaren, eigen_bijdrage_dag
from aanmelding.views.basis import Aanmeldformulier, Deelformulier
from opstap import clock
from opstap.partners.namens import Namens
from opstap.partners.rechten import Actie
from opstap.protocol.aanmeldstappen import behandelaar_belemmeringen
from opstap.protocol.basis import Belemmering
from opstap.protocol.datums import datum_voluit

_JA_NEE = {True: "ja", False: "nee", None: None}


class BehandelaarView(Deelformulier):
    actie = Actie.AANMELDING_INVULLEN
    deel = BEHANDELAAR
    form_class = BehandelaarForm
    uitleg = (
        "Is er een behandelaar? Dan moet die vinden dat de kandidaat eraan toe is. Schrijf geen naam op en niets over "
        "de behandeling. De commissie ziet alleen of dit in orde is."
    )
    gelukt = "Dit is opgeslagen."

    def begin(self) -> dict[str, Any]:
        rij = verklaring_van(self.aanmelding)
        if rij is None:
            return {}
        return {
            "heeft_behandelaar": _JA_NEE[rij.heeft_behandelaar],
            "onderschrijft": _JA_NEE[rij.onderschrijft],
            "datum": rij.datum,
        }

    def belemmeringen(self) -> Sequence[Belemmering]:
        return behandelaar_belemmeringen(
            status=self.aanmelding.status,
            heeft_behandelaar=False,
            onderschrijft=None,
            datum=None,
            peildatum=clock.vandaag(),
            parameters=self.traject.regelingversie.parameters,
        )

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        services.behandelaar_vastleggen(traject=self.traject.sleutel, versie=versie, namens=namens, **form.cleaned_data)
        return self.verder_url()


class EigenBijdrageView(Aanmeldformulier):
    """Only for a stay that the Wlz pays; who may not know of that gets no page."""

    actie = Actie.AANMELDING_INVULLEN
    form_class = EigenBijdrageForm
    toont_opgeslagen = True
    titel = "Lagere eigen bijdrage"
    knop = "Leg vast dat het geregeld is"
    gelukt = "Vastgelegd dat de eigen bijdrage omlaag gaat."

    def laden(self, **kwargs: Any) -> None:
        super().laden(**kwargs)
        dag = eigen_bijdrage_dag(self.aanmelding)
        if dag is None:
            raise Http404
        self.uitleg = (
            f"Vanaf {datum_voluit(dag)} betaalt de kandidaat minder, om te sparen voor het eigen huis. "
            "De corporatie en de commissie zien dit niet."
        )

    def begin(self) -> dict[str, Any]:
        return {"datum": self.aanmelding.eigen_bijdrage_op}

    def belemmeringen(self) -> Sequence[Belemmering]:
        return eigen_bijdrage_bezwaren(self.aanmelding, clock.vandaag())

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        services.eigen_bijdrage_vastleggen(
            traject=self.traject.sleutel, datum=form.cleaned_data["datum"], versie=versie, namens=namens
        )
        return self.terug_url()
