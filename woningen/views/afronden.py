"""The end of Opstap where the huur goes on as it is. The omklap stands in evaluatie, one room up."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from opstap import clock
from opstap.partners.namens import Namens
from opstap.partners.rechten import Actie
from opstap.protocol.basis import Belemmering
from opstap.protocol.omklappen import afronden_waarschuwingen
from woningen.kaart import contractregels
from woningen.services import opstap_afronden
from woningen.services.omklap import opstap_afronden_belemmeringen
from woningen.views.gedeeld import Contractformulier


class OpstapAfrondenView(Contractformulier):
    actie = Actie.CONTRACT_BEHEREN
    titel = "Opstap afronden"
    uitleg = (
        "De afspraken van het opstapcontract zijn dan klaar. De huur gaat door zoals die is: voor onbepaalde tijd. De "
        "huurder en de begeleider krijgen een brief."
    )
    knop = "Rond Opstap af"
    gelukt = "Opstap is klaar. De brief staat klaar en het traject is afgesloten."

    def bezwaren(self) -> Sequence[Belemmering]:
        return opstap_afronden_belemmeringen(self.contract)

    def waarschuwingen(self) -> Sequence[Belemmering]:
        return afronden_waarschuwingen(opstap_tot=self.contract.opstap_tot, peildatum=clock.vandaag())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(feiten=list(contractregels(self.contract)), **kwargs)

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        opstap_afronden(contract=self.contract.sleutel, versie=versie, namens=namens)
        return self.terug_url()
