"""What only the zorgorganisatie fills in: the endorsement of a behandelaar, and what the Wlz asks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.http import Http404

from aanmelding import services
from aanmelding.delen.behandelaar import BEHANDELAAR, verklaring_van
from aanmelding.forms import BehandelaarForm, EigenBijdrageForm, IndicatieForm
from aanmelding.services.behandelaar import (
    eigen_bijdrage_bezwaren,
    eigen_bijdrage_dag,
    indicatie_bezwaren,
    indicatie_dag,
)
from aanmelding.views.basis import Aanmeldformulier, Deelformulier
from opstap import clock
from opstap.partners.namens import Namens
from opstap.partners.rechten import Actie
from opstap.protocol.aanmeldstappen import ONVERSTUURD, behandelaar_belemmeringen
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

    def is_invulbaar(self) -> bool:
        """It is no part of what is sent: after that it stands apart, and leads back to the traject."""
        return self.aanmelding.status in ONVERSTUURD

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        services.behandelaar_vastleggen(traject=self.traject.sleutel, versie=versie, namens=namens, **form.cleaned_data)
        return self.verder_url()


class Wlzformulier(Aanmeldformulier):
    """Only for a stay that the Wlz pays; who may not know of that gets no page."""

    actie = Actie.AANMELDING_INVULLEN
    toont_opgeslagen = True

    def dag(self) -> date | None:
        """By when; None = not asked here."""
        raise NotImplementedError

    def zin(self, dag: date) -> str:
        raise NotImplementedError

    def laden(self, **kwargs: Any) -> None:
        super().laden(**kwargs)
        if (dag := self.dag()) is None:
            raise Http404
        self.uitleg = f"{self.zin(dag)} De corporatie en de commissie zien dit niet."


class EigenBijdrageView(Wlzformulier):
    form_class = EigenBijdrageForm
    titel = "Lagere eigen bijdrage"
    knop = "Leg vast dat het geregeld is"
    gelukt = "Vastgelegd dat de eigen bijdrage omlaag gaat."

    def dag(self) -> date | None:
        return eigen_bijdrage_dag(self.aanmelding)

    def zin(self, dag: date) -> str:
        return f"Vanaf {datum_voluit(dag)} betaalt de kandidaat minder, om te sparen voor het eigen huis."

    def begin(self) -> dict[str, Any]:
        return {"datum": self.aanmelding.eigen_bijdrage_op}

    def belemmeringen(self) -> Sequence[Belemmering]:
        return eigen_bijdrage_bezwaren(self.aanmelding, clock.vandaag())

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        services.eigen_bijdrage_vastleggen(
            traject=self.traject.sleutel, datum=form.cleaned_data["datum"], versie=versie, namens=namens
        )
        return self.terug_url()


class IndicatieView(Wlzformulier):
    form_class = IndicatieForm
    titel = "Indicatie omzetten"
    knop = "Leg vast dat het geregeld is"
    gelukt = "Vastgelegd dat de indicatie is omgezet."

    def dag(self) -> date | None:
        return indicatie_dag(self.aanmelding)

    def zin(self, dag: date) -> str:
        return (
            "De Wlz betaalt het verblijf. Voor het eigen huis is een indicatie voor begeleiding thuis nodig. "
            f"Zorg dat die er is op {datum_voluit(dag)}."
        )

    def begin(self) -> dict[str, Any]:
        return {"datum": self.aanmelding.indicatie_op}

    def belemmeringen(self) -> Sequence[Belemmering]:
        return indicatie_bezwaren(self.aanmelding, clock.vandaag())

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        services.indicatie_vastleggen(
            traject=self.traject.sleutel, datum=form.cleaned_data["datum"], versie=versie, namens=namens
        )
        return self.terug_url()
