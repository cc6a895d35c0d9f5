"""After a death was written down: take a mistake back, or write down the last day that became known later."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import Http404

from opstap.partners.namens import Namens
from opstap.partners.rechten import Actie
from opstap.protocol.basis import Belemmering
from opstap.protocol.overlijden import herroepen_gevolgen
from opstap.trajecten.enums import Uitkomst
from opstap.trajecten.forms import RedenForm
from opstap.trajecten.schermen import Trajectformulier
from woningen.forms.einde import HuurdagNaOverlijdenForm
from woningen.kaart import contractregels
from woningen.models import Huurovereenkomst
from woningen.services import huurdag_na_overlijden, overlijden_herroepen
from woningen.services.overlijden_correcties import (
    gestopt_contract,
    overlijden_herroepen_belemmeringen,
)


class OverlijdenHerroepenView(Trajectformulier):
    actie = Actie.CONTRACT_BEHEREN
    form_class = RedenForm
    titel = "Het overlijden klopt niet"
    uitleg = "Is het overlijden bij de verkeerde vastgelegd? Draai het hier terug. Wie het bericht kreeg, hoort het."
    knop = "Draai het overlijden terug"
    gelukt = "Het overlijden is teruggedraaid. Het traject loopt weer."

    def laden(self, **kwargs: Any) -> None:
        super().laden(**kwargs)
        self.contract = gestopt_contract(self.traject)

    def belemmeringen(self) -> Sequence[Belemmering]:
        return overlijden_herroepen_belemmeringen(self.traject)

    def waarschuwingen(self) -> Sequence[Belemmering]:
        return herroepen_gevolgen(met_huur=self.contract is not None)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        feiten = list(contractregels(self.contract)) if self.contract else []
        return super().get_context_data(feiten=feiten, **kwargs)

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        overlijden_herroepen(traject=self.traject.sleutel, namens=namens, **form.cleaned_data)
        return self.terug_url()


class HuurdagNaOverlijdenView(Trajectformulier):
    """Only where a huur stopped by it: else the page does not exist."""

    actie = Actie.CONTRACT_BEHEREN
    form_class = HuurdagNaOverlijdenForm
    titel = "De laatste dag van de huur na een overlijden"
    knop = "Leg dit vast"
    gelukt = "Dit is vastgelegd."
    contract: Huurovereenkomst

    def laden(self, **kwargs: Any) -> None:
        super().laden(**kwargs)
        contract = gestopt_contract(self.traject)
        if contract is None or self.traject.uitkomst != Uitkomst.OVERLEDEN:
            raise Http404
        self.contract = contract

    @property
    def uitleg(self) -> str:  # type: ignore[override]
        if self.contract.vorm.via_zorg:
            return "De zorgorganisatie is huurder. Sprak u een andere laatste dag af, of blijft er iemand wonen?"
        return (
            "De erfgenamen mogen de huur opzeggen: dan stopt die een maand eerder. Wie al samen met de huurder woonde, "
            "mag nog zes maanden blijven, en langer als de rechter dat zegt. Een medehuurder blijft huren."
        )

    def versie(self) -> int | None:
        return self.contract.versie

    def form_opties(self) -> dict[str, Any]:
        return {"via_zorg": self.contract.vorm.via_zorg}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(feiten=list(contractregels(self.contract)), **kwargs)

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        huurdag_na_overlijden(traject=self.traject.sleutel, versie=versie, namens=namens, **form.cleaned_data)
        return self.terug_url()
