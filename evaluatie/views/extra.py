"""Plan an evaluatie beside the plan, and take it back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from evaluatie.forms import ExtraForm, ExtraIntrekkenForm
from evaluatie.models import Evaluatie
from evaluatie.services import extra_evaluatie_intrekken, extra_evaluatie_plannen
from evaluatie.services.extra import extra_kan_belemmeringen
from evaluatie.views.evaluaties import wie_erbij
from evaluatie.views.gedeeld import Inzagescherm, Rijscherm
from opstap.partners.namens import Namens
from opstap.partners.rechten import Actie
from opstap.protocol.basis import Belemmering
from opstap.protocol.beslissen import Zaak
from opstap.protocol.datums import datum_met_dag
from opstap.protocol.ritme import extra_intrekken_belemmeringen
from opstap.trajecten.schermen import Beslisscherm, Trajectformulier


class ExtraView(Inzagescherm, Beslisscherm, Trajectformulier):
    actie = Actie.EVALUATIE_HOUDEN
    zaak = Zaak.EVALUATIE
    inzage = "evaluaties"
    titel = "Extra evaluatie plannen"
    uitleg = "Een extra evaluatie mag altijd. De andere evaluaties houden hun eigen nummer en dag."
    knop = "Plan de extra evaluatie"
    gelukt = "De extra evaluatie is gepland."

    def belemmeringen(self) -> Sequence[Belemmering]:
        return self.niet_beslisser() or extra_kan_belemmeringen(self.traject)

    def terug_url(self) -> str:
        return self.url("evaluaties")

    def get_form(self, data: Any = None) -> ExtraForm:
        parameters = self.traject.regelingversie.parameters
        met, zonder = (wie_erbij(keuze, parameters) for keuze in (True, False))
        return ExtraForm(data, samen=met if met != zonder else "")

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        rij = extra_evaluatie_plannen(
            traject=self.traject.sleutel,
            datum=form.cleaned_data["datum"],
            met_allen=form.cleaned_data.get("met_allen", False),
            hoe=form.plan(),
            namens=namens,
        )
        return self.url("evaluatie", rij.sleutel)


class ExtraIntrekkenView(Rijscherm, Beslisscherm, Trajectformulier):
    actie = Actie.EVALUATIE_HOUDEN
    zaak = Zaak.EVALUATIE
    inzage = "evaluatie"
    model = Evaluatie
    form_class = ExtraIntrekkenForm
    titel = "De extra evaluatie is toch niet nodig"
    knop = "Haal de extra evaluatie weg"
    gelukt = "De extra evaluatie gaat niet door. Wie was uitgenodigd, krijgt bericht."

    def belemmeringen(self) -> Sequence[Belemmering]:
        e: Evaluatie = self.rij
        return self.niet_beslisser() or extra_intrekken_belemmeringen(soort=e.soort, te_houden=e.is_te_houden)

    def terug_url(self) -> str:
        return self.url("evaluatie", self.rij.sleutel)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        self.uitleg = f"De evaluatie is op {datum_met_dag(self.rij.gepland_op)}. De andere evaluaties blijven staan."
        return super().get_context_data(**kwargs)

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        extra_evaluatie_intrekken(
            evaluatie=self.rij.sleutel, reden=form.cleaned_data["reden"], namens=namens, versie=versie
        )
        return self.terug_url()
