"""A contract in the name of the zorgorganisatie goes to the bewoner, without a besluit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from evaluatie.models import Evaluatie
from evaluatie.views.gedeeld import evaluatietabel
from opstap import clock
from opstap.partners.namens import Namens
from opstap.partners.rechten import Actie
from opstap.protocol.basis import Belemmering
from opstap.protocol.omklappen import omklap_waarschuwingen
from woningen.forms.contract import OmklapForm
from woningen.kaart import contractregels
from woningen.services import contract_omklappen
from woningen.services.omklap import omklappen_belemmeringen
from woningen.views.gedeeld import Contractformulier


class OmklapView(Contractformulier):
    """The contract goes to the bewoner, beside the evaluaties that say whether that can be (H-4)."""

    actie = Actie.CONTRACT_BEHEREN
    form_class = OmklapForm
    template_name = "evaluatie/omklap.html"
    titel = "Het contract op naam van de bewoner"
    uitleg = (
        "Doe dit als de bewoner een goede huurder is. Hieronder staat wat de evaluaties zeggen. De bewoner en de "
        "begeleider krijgen een brief. Opstap is dan klaar."
    )
    knop = "Zet het contract op naam van de bewoner"
    gelukt = "De bewoner heeft nu zelf het huurcontract. De brief staat klaar en het traject is afgesloten."

    def bezwaren(self) -> Sequence[Belemmering]:
        return omklappen_belemmeringen(self.contract)

    def waarschuwingen(self) -> Sequence[Belemmering]:
        return omklap_waarschuwingen(opstap_tot=self.contract.opstap_tot, peildatum=clock.vandaag())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        evaluaties = Evaluatie.objects.filter(contract=self.contract).met_vaststelling().order_by("nummer")
        tabel = evaluatietabel(self.traject, evaluaties)
        return super().get_context_data(feiten=list(contractregels(self.contract)), **tabel, **kwargs)

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        contract_omklappen(contract=self.contract.sleutel, versie=versie, namens=namens, **form.cleaned_data)
        return self.terug_url()
