"""Correct what was written down about a contract: a day, a receipt, a last day, or the contract as a whole."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.urls import reverse

from opstap import clock
from opstap.partners.namens import Namens
from opstap.partners.rechten import Actie
from opstap.protocol.basis import Belemmering
from opstap.protocol.contract import aanzegging_nog_mogelijk
from opstap.protocol.datums import datum_voluit, laatste_dag
from opstap.trajecten.forms import CorrectieForm, RedenForm
from woningen.enums import AanzegBewijs
from woningen.forms import OntvangstVerbeterenForm
from woningen.forms.einde import EindafspraakVerbeterenForm
from woningen.kaart import contractregels
from woningen.services import (
    contract_intrekken,
    eindafspraak_verbeteren,
    ingangsdatum_verbeteren,
    ontvangst_verbeteren,
    sleuteldag_verbeteren,
)
from woningen.services.contract_correcties import (
    contract_intrekken_belemmeringen,
    ingangsdatum_verbeteren_belemmeringen,
)
from woningen.services.correcties import (
    eindafspraak_verbeteren_belemmeringen,
    ontvangst_verbeteren_belemmeringen,
    sleuteldag_verbeteren_belemmeringen,
    zonder_laatste_dag,
)
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

    def begin(self) -> dict[str, Any]:
        return {"datum": self.contract.ingebruikname}

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
        if aanzegging_nog_mogelijk(einde=self.contract.opstap_tot, peildatum=clock.vandaag()):
            melding = "Ontving de huurder niets? Dan loopt het contract door en moet u de aanzegging opnieuw versturen."
        else:
            dag = datum_voluit(self.contract.opstap_tot)
            melding = f"Ontving de huurder niets? Dan is het te laat: per {dag} geldt de huur voor onbepaalde tijd."
        return [Belemmering("I-25", melding)]

    def begin(self) -> dict[str, Any]:
        rij = self.contract.aanzeggingen.ontvangen().first()
        return {"ontvangen_op": rij.ontvangen_op, "bewijs": rij.bewijs} if rij else {}

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


class IngangsdatumView(Contractformulier):
    actie = Actie.CONTRACT_BEHEREN
    form_class = CorrectieForm
    titel = "Eerste dag van de huur verbeteren"
    uitleg = "Opstap past het contract aan. Maak daarna bij de brief een nieuw contract. Iedereen tekent dat."
    knop = "Verbeter de eerste dag"
    gelukt = "De eerste dag van de huur is verbeterd. Maak nu een nieuwe brief, en laat die tekenen."

    def bezwaren(self) -> Sequence[Belemmering]:
        return ingangsdatum_verbeteren_belemmeringen(self.contract)

    def waarschuwingen(self) -> Sequence[Belemmering]:
        if not self.contract.partijen.filter(ondertekening__isnull=False).exists():
            return ()
        melding = "Er staan al handtekeningen onder het contract met de oude dag. Die gelden dan niet meer."
        return [Belemmering("Z-2.11", melding)]

    def form_opties(self) -> dict[str, Any]:
        return {"label": "Op welke dag begint de huur?"}

    def begin(self) -> dict[str, Any]:
        return {"datum": self.contract.ingangsdatum}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        feiten = [("Nu staat er", datum_voluit(self.contract.ingangsdatum))]
        intrekken = reverse("woningen:contract_intrekken", args=[self.traject.sleutel])
        eerst = {"tekst": "Trek het contract in", "url": intrekken} if self._kan_ingetrokken() else None
        return super().get_context_data(feiten=feiten, eerst=eerst, **kwargs)

    def _kan_ingetrokken(self) -> bool:
        return bool(self.bezwaren()) and not contract_intrekken_belemmeringen(self.contract)

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        ingangsdatum_verbeteren(contract=self.contract.sleutel, versie=versie, namens=namens, **form.cleaned_data)
        return self.terug_url()


class ContractIntrekkenView(Contractformulier):
    actie = Actie.CONTRACT_BEHEREN
    form_class = RedenForm
    titel = "Contract intrekken"
    uitleg = (
        "Klopt er iets niet in het contract en is de sleutel nog niet gegeven? Trek het in en maak een nieuw contract "
        "op voor dezelfde woning. Vertel het aan iedereen die al tekende: hun handtekening geldt dan niet meer."
    )
    knop = "Trek het contract in"
    gelukt = "Het contract is ingetrokken. Maak nu een nieuw contract op."

    def bezwaren(self) -> Sequence[Belemmering]:
        return contract_intrekken_belemmeringen(self.contract)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(feiten=list(contractregels(self.contract)), **kwargs)

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        contract_intrekken(contract=self.contract.sleutel, versie=versie, namens=namens, **form.cleaned_data)
        return self.terug_url()


class EindafspraakVerbeterenView(Contractformulier):
    actie = Actie.CONTRACT_BEHEREN
    form_class = EindafspraakVerbeterenForm
    titel = "Laatste dag van de huur verbeteren"
    uitleg = (
        "Alleen als er iets verkeerd is vastgelegd. Spreekt u een nieuwe dag af? Leg dan een nieuwe laatste dag vast."
    )
    knop = "Verbeter dit"
    gelukt = "De laatste dag van de huur is verbeterd."

    def bezwaren(self) -> Sequence[Belemmering]:
        return eindafspraak_verbeteren_belemmeringen(self.contract)

    def begin(self) -> dict[str, Any]:
        afspraak = self.contract.eindafspraak
        return {"laatste_huurdag": laatste_dag(afspraak.einde)} if afspraak else {}

    def form_opties(self) -> dict[str, Any]:
        return {"gevolg": zonder_laatste_dag(self.contract)}

    def waarschuwingen(self) -> Sequence[Belemmering]:
        """What follows when there turns out to be no last day: in the letters, and in law."""
        contract, einde = self.contract, self.contract.einde
        if gevolg := zonder_laatste_dag(contract):
            tot = datum_voluit(laatste_dag(contract.opstap_tot))
            melding = (
                f"Het contract liep tot en met {tot}. Kiest u dat er geen laatste dag is? Weet dan dat {gevolg}. "
                "De huurder krijgt een brief en de betrokkenen krijgen bericht. Dat is niet terug te draaien."
            )
            return [Belemmering("L-10", melding)]
        melding = (
            "Is de brief hierover al weg? Leg dat eerst vast bij de brief. Is er toch geen laatste dag, dan maakt "
            "Opstap een brief die dat vertelt. Een brief die nog niet weg is, hoeft dan niet meer weg."
        )
        gevonden = [Belemmering("Z-13.10", melding)]
        if einde is not None and not aanzegging_nog_mogelijk(einde=einde, peildatum=clock.vandaag()):
            dag = datum_voluit(einde)
            melding = f"Is er geen laatste dag? Dan is het te laat voor een aanzegging: per {dag} wordt de huur vast."
            gevonden.append(Belemmering("I-25", melding))
        return gevonden

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        afspraak = self.contract.eindafspraak
        feiten = []
        if afspraak is not None:
            feiten.append(("Nu staat er", datum_voluit(laatste_dag(afspraak.einde))))
            feiten.append(("Hoe", afspraak.get_wijze_display()))
        return super().get_context_data(feiten=feiten, **kwargs)

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        eindafspraak_verbeteren(contract=self.contract.sleutel, versie=versie, namens=namens, **form.cleaned_data)
        return self.terug_url()
