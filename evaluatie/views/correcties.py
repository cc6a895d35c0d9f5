"""Correct the day on which an evaluatie or an MDO was held."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from evaluatie.models import Evaluatie, Mdo
from evaluatie.services import evaluatie_dag_verbeteren, mdo_dag_verbeteren
from evaluatie.views.gedeeld import Rijscherm
from opstap.partners.namens import Namens
from opstap.partners.rechten import Actie
from opstap.protocol.basis import Belemmering
from opstap.protocol.beslissen import Zaak
from opstap.protocol.datums import datum_voluit
from opstap.trajecten.forms import CorrectieForm
from opstap.trajecten.schermen import Beslisscherm, Trajectformulier
from woningen.services.gedeeld import gesloten_belemmeringen


class Dagformulier(Rijscherm, Trajectformulier):
    """One day of a conversation that was held."""

    form_class = CorrectieForm
    knop = "Verbeter de dag"
    gelukt = "De dag is verbeterd."

    def belemmeringen(self) -> Sequence[Belemmering]:
        if self.rij.gehouden_op is None:
            return [Belemmering("Z-12.12", "Dit gesprek is nog niet gehouden; er is geen dag om te verbeteren.")]
        return gesloten_belemmeringen(self.traject)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        dag = self.rij.gehouden_op
        feiten = [("Nu staat er", datum_voluit(dag))] if dag else []
        return super().get_context_data(feiten=feiten, **kwargs)


class EvaluatieDagView(Dagformulier, Beslisscherm):
    actie = Actie.EVALUATIE_HOUDEN
    zaak = Zaak.EVALUATIE
    model = Evaluatie
    inzage = "evaluatie"
    titel = "Dag van de evaluatie verbeteren"
    uitleg = "Wat er besproken is, blijft staan. In de tijdlijn blijft staan welke dag er stond."

    def belemmeringen(self) -> Sequence[Belemmering]:
        return self.niet_beslisser() or super().belemmeringen()

    def form_opties(self) -> dict[str, Any]:
        return {"label": "Op welke dag was de evaluatie?"}

    def terug_url(self) -> str:
        return self.url("evaluatie", self.rij.sleutel)

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        evaluatie_dag_verbeteren(evaluatie=self.rij.sleutel, namens=namens, versie=versie, **form.cleaned_data)
        return self.terug_url()


class MdoDagView(Dagformulier):
    actie = Actie.MDO_HOUDEN
    model = Mdo
    inzage = "mdo"
    titel = "Dag van het MDO verbeteren"
    uitleg = "Staat de oude dag in een brief? Dan leest u bij die brief dat hij op oude gegevens rust."

    def form_opties(self) -> dict[str, Any]:
        return {"label": "Op welke dag was het MDO?"}

    def terug_url(self) -> str:
        return self.url("mdo", self.rij.sleutel)

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        mdo_dag_verbeteren(mdo=self.rij.sleutel, namens=namens, versie=versie, **form.cleaned_data)
        return self.terug_url()
