"""Towards the end: consultation before the besluit, the last day, and the home that comes back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from opstap import clock
from opstap.partners.namens import Namens
from opstap.partners.rechten import Actie
from opstap.protocol.basis import Belemmering
from opstap.protocol.beslissen import Zaak
from opstap.protocol.herhuisvesten import woning_terug_belemmeringen
from opstap.trajecten.schermen import Beslisscherm
from woningen.forms import DatumForm, EindafspraakForm, OverlegForm
from woningen.kaart import contractregels
from woningen.services import einde_afspreken, overleg_vastleggen, woning_terugnemen
from woningen.services.beeindigen import einde_afspreken_belemmeringen
from woningen.services.omzetting import overleg_belemmeringen
from woningen.views.gedeeld import Contractformulier


class OverlegView(Contractformulier, Beslisscherm):
    actie = Actie.OMZETTING_BESLUITEN
    zaak = Zaak.OMZETTING
    form_class = OverlegForm
    titel = "Overleg over het vaste contract"
    uitleg = "Voor het besluit overlegt u met de huurder en met de zorgorganisatie. Een aanbod om te praten telt ook."
    knop = "Leg het overleg vast"
    gelukt = "Het overleg is vastgelegd."

    def bezwaren(self) -> Sequence[Belemmering]:
        return self.niet_beslisser() or overleg_belemmeringen(self.contract)

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        overleg_vastleggen(contract=self.contract.sleutel, namens=namens, **form.cleaned_data)
        return self.terug_url()


class EindafspraakView(Contractformulier):
    """The last day: agreed on while the end is sought together, or by notice of the huurder or a court (Z-13.10)."""

    actie = Actie.CONTRACT_BEHEREN
    form_class = EindafspraakForm
    titel = "De laatste dag van de huur"
    uitleg = (
        "Alleen een afspraak met de huurder, een opzegging door de huurder of een vonnis laat de huur eerder stoppen. "
        "De huurder en de begeleider krijgen een brief."
    )
    knop = "Leg de laatste dag vast"
    gelukt = "De laatste dag is vastgelegd. De brief staat klaar."

    def bezwaren(self) -> Sequence[Belemmering]:
        return einde_afspreken_belemmeringen(self.contract)

    def begin(self) -> dict[str, Any]:
        return {"overlegd_op": clock.vandaag()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(feiten=list(contractregels(self.contract)), **kwargs)

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        einde_afspreken(contract=self.contract.sleutel, versie=versie, namens=namens, **form.cleaned_data)
        return self.terug_url()


class WoningTerugView(Contractformulier):
    """The keys came back: the tenancy and the traject are over."""

    actie = Actie.CONTRACT_BEHEREN
    titel = "De woning is terug"
    uitleg = "Leg vast wanneer de sleutel terugkwam. De huur stopt op de afgesproken dag en het traject is klaar."
    knop = "Neem de woning terug"
    gelukt = "De woning is terug. Het traject is afgesloten."

    def get_form(self, data: Any = None) -> DatumForm:
        return DatumForm(data, initial={"datum": clock.vandaag()}, label="Op welke dag kwam de sleutel terug?")

    def bezwaren(self) -> Sequence[Belemmering]:
        afspraak = self.contract.eindafspraak
        return woning_terug_belemmeringen(
            afgesproken_einde=afspraak.einde if afspraak else None,
            ingebruikname=self.contract.ingebruikname,
            sleutel_terug_op=clock.vandaag(),
            peildatum=clock.vandaag(),
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(feiten=list(contractregels(self.contract)), **kwargs)

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        woning_terugnemen(
            contract=self.contract.sleutel, sleutel_terug_op=form.cleaned_data["datum"], versie=versie, namens=namens
        )
        return self.terug_url()
