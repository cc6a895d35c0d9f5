"""Correct the day of the key, or the receipt of the aanzegging."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from opstap import clock
from opstap.partners.namens import Namens
from opstap.partners.rechten import Actie
from opstap.protocol.basis import Belemmering
from opstap.protocol.contract import aanzegging_nog_mogelijk
from opstap.protocol.datums import datum_voluit
from opstap.trajecten.forms import CorrectieForm
from woningen.enums import AanzegBewijs
from woningen.forms import OntvangstVerbeterenForm
from woningen.services import ontvangst_verbeteren, sleuteldag_verbeteren
from woningen.services.correcties import ontvangst_verbeteren_belemmeringen, sleuteldag_verbeteren_belemmeringen
from woningen.views.gedeeld import Contractformulier


class SleuteldagView(Contractformulier):
    actie = Actie.CONTRACT_BEHEREN
    form_class = CorrectieForm
    titel = "Dag van de sleutel verbeteren"
    uitleg = (
        "De eerste evaluatie verschuift mee als zij nog niet gehouden is. In de tijdlijn blijft staan wat er stond."
    )
    knop = "Verbeter de dag"
    gelukt = "De dag van de sleutel is verbeterd."

    def bezwaren(self) -> Sequence[Belemmering]:
        return sleuteldag_verbeteren_belemmeringen(self.contract)

    def form_opties(self) -> dict[str, Any]:
        return {"label": "Op welke dag kreeg de bewoner de sleutel?"}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        dag = self.contract.ingebruikname
        feiten = [("Nu staat er", datum_voluit(dag))] if dag else []
        return super().get_context_data(feiten=feiten, **kwargs)

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        sleuteldag_verbeteren(contract=self.contract.sleutel, versie=versie, namens=namens, **form.cleaned_data)
        return self.terug_url()


class OntvangstView(Contractformulier):
    actie = Actie.CONTRACT_BEHEREN
    form_class = OntvangstVerbeterenForm
    titel = "Ontvangst van de aanzegging verbeteren"
    uitleg = "Alleen de dag waarop de huurder de aanzegging ontving, telt voor de wet. Leg vast wat u kunt bewijzen."
    knop = "Verbeter de ontvangst"
    gelukt = "De ontvangst is verbeterd."

    def bezwaren(self) -> Sequence[Belemmering]:
        return ontvangst_verbeteren_belemmeringen(self.contract)

    def waarschuwingen(self) -> Sequence[Belemmering]:
        """What follows in law when it turns out that nothing was received."""
        if aanzegging_nog_mogelijk(einde=self.contract.einde, peildatum=clock.vandaag()):
            melding = "Ontving de huurder niets? Dan loopt het contract door en moet u de aanzegging opnieuw versturen."
        else:
            dag = datum_voluit(self.contract.einde)
            melding = f"Ontving de huurder niets? Dan is het te laat: per {dag} geldt de huur voor onbepaalde tijd."
        return [Belemmering("I-25", melding)]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rij = self.contract.aanzeggingen.ontvangen().first()
        feiten = []
        if rij is not None and rij.ontvangen_op is not None:
            bewijs = AanzegBewijs(rij.bewijs).label
            feiten = [("Verstuurd", datum_voluit(rij.verzonden_op)), ("Nu staat er", datum_voluit(rij.ontvangen_op))]
            feiten.append(("Bewijs", bewijs))
        return super().get_context_data(feiten=feiten, **kwargs)

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        ontvangst_verbeteren(contract=self.contract.sleutel, versie=versie, namens=namens, **form.cleaned_data)
        return self.terug_url()
