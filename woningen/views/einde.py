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
from woningen.enums import LOOPT_TIJDELIJK
from woningen.forms import DatumForm, OverlegForm
from woningen.forms.einde import EindafspraakForm, OpzeggingIntrekkenForm, OverlijdenForm
from woningen.kaart import contractregels
from woningen.services import (
    einde_afspreken,
    opzegging_intrekken,
    overleg_vastleggen,
    overlijden_vastleggen,
    woning_terugnemen,
)
from woningen.services.beeindigen import einde_afspreken_belemmeringen
from woningen.services.correcties import opzegging_loopt_bezwaren
from woningen.services.omzetting import overleg_belemmeringen
from woningen.services.overlijden import overlijden_mogelijk_belemmeringen
from woningen.views.gedeeld import Contractformulier, MetContract, Woonformulier


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


class OpzeggingIntrekkenView(Contractformulier):
    """The huurder withdraws the notice, and the corporatie agrees (L-13)."""

    actie = Actie.CONTRACT_BEHEREN
    form_class = OpzeggingIntrekkenForm
    titel = "De huurder trekt de opzegging in"
    uitleg = (
        "Een opzegging blijft gelden, tenzij de huurder die intrekt en de corporatie dat goedvindt. De huur gaat dan "
        "door zoals die was. Is er al een brief over de laatste dag verstuurd? Dan maakt Opstap een nieuwe brief."
    )
    knop = "Leg vast dat de huur doorgaat"
    gelukt = "De opzegging is ingetrokken. De huur gaat door."

    def bezwaren(self) -> Sequence[Belemmering]:
        return opzegging_loopt_bezwaren(self.contract)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(feiten=list(contractregels(self.contract)), **kwargs)

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        opzegging_intrekken(contract=self.contract.sleutel, versie=versie, namens=namens, **form.cleaned_data)
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


class OverlijdenView(MetContract, Woonformulier):
    """Kandidaat or huurder died: everything that was to come stops, and the traject closes."""

    actie = Actie.CONTRACT_BEHEREN
    form_class = OverlijdenForm
    titel = "Overlijden vastleggen"
    uitleg = (
        "Alle brieven, taken en afspraken die nog zouden komen, vervallen meteen. De begeleider en de anderen die "
        "meewerken, krijgen bericht. Een condoleance schrijft u zelf."
    )
    knop = "Leg het overlijden vast"
    gelukt = "Vastgelegd. Het traject is afgesloten; er gaat niets meer uit."

    @property
    def met_huur(self) -> bool:
        return self.contract is not None and self.contract.status in LOOPT_TIJDELIJK

    @property
    def via_zorg(self) -> bool:
        return self.met_huur and self.contract is not None and self.contract.vorm.via_zorg

    def versie(self) -> int | None:
        return None

    def bezwaren(self) -> Sequence[Belemmering]:
        return overlijden_mogelijk_belemmeringen(self.traject)

    def waarschuwingen(self) -> Sequence[Belemmering]:
        if not self.met_huur:
            return ()
        if self.via_zorg:
            melding = (
                "De zorgorganisatie huurt deze woning, en de bewoner huurde van haar. Door de wet stopt alleen wat de "
                "bewoner huurde. Spreek met de zorgorganisatie af wat de laatste dag van haar huur is."
            )
            return [Belemmering("L-23", melding)]
        melding = (
            "De huur stopt door de wet aan het eind van de tweede maand na het overlijden. De erfgenamen mogen een "
            "maand eerder opzeggen; vink dat aan als zij dat deden. Blijft er een medehuurder wonen? Dan gaat het "
            "contract met die persoon verder, en let u zelf op de laatste dag en de aanzegging."
        )
        return [Belemmering("L-23", melding)]

    def form_opties(self) -> dict[str, Any]:
        return {"met_huur": self.met_huur, "via_zorg": self.via_zorg}

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        velden = {"huur_gaat_door": False} | form.cleaned_data
        overlijden_vastleggen(traject=self.traject.sleutel, namens=namens, **velden)
        return self.terug_url()
