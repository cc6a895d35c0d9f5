"""Exchange with another gemeente, for one traject."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from opstap.partners.namens import Namens
from opstap.partners.rechten import Actie
from opstap.protocol.basis import Belemmering
from opstap.protocol.beslissen import Zaak
from opstap.protocol.datums import datum_voluit
from opstap.protocol.uitruil import Uitruilreden, Uitruilrichting
from opstap.trajecten.schermen import Beslisscherm
from woningen.forms.afspraken import TerugnemenForm, UitruilForm
from woningen.models import Uitruil
from woningen.services import uitruil_terugnemen, uitruil_vastleggen
from woningen.services.uitruil import waarschuwingen, woont_hier
from woningen.views.bemiddelen import Bemiddelformulier

_WIE_DIT_ZIET = (
    "De corporatie die verhuurt, ziet dit niet. Een beleidsmedewerker ziet alleen hoeveel het er in een jaar zijn."
)
_VASTLEGGEN, _TERUGNEMEN = "vastleggen", "terugnemen"


class UitruilView(Bemiddelformulier, Beslisscherm):
    """Write it down; when it stands there, take it back. Only who shares out the homes knows of it."""

    actie = Actie.VERHUURDER_VRAGEN
    zaak = Zaak.VERDELING
    titel = "Uitruil met een andere gemeente"

    def laden(self, **kwargs: Any) -> None:
        super().laden(**kwargs)
        self.uitruil = Uitruil.objects.geldig().filter(traject=self.traject).first()
        self.stap = _VASTLEGGEN if self.uitruil is None else _TERUGNEMEN
        nieuw = self.uitruil is None
        self.uitleg = _WIE_DIT_ZIET if nieuw else ""
        self.knop = "Leg de uitruil vast" if nieuw else "Neem de uitruil terug"
        self.gelukt = "De uitruil is vastgelegd." if nieuw else "De uitruil telt niet meer."

    def versie(self) -> int | None:
        return self.uitruil.versie if self.uitruil else None

    def form_van(self, stap: str) -> Any:
        return UitruilForm() if stap == _VASTLEGGEN else TerugnemenForm()

    def get_form(self, data: Any = None) -> Any:
        return (UitruilForm if self.uitruil is None else TerugnemenForm)(data, initial=self.begin())

    def intussen(self) -> str:
        return self.laatst_gedaan("uitruil_vastgelegd", "uitruil_teruggenomen")

    def bezwaren(self) -> Sequence[Belemmering]:
        return self.niet_beslisser()

    def waarschuwingen(self) -> Sequence[Belemmering]:
        return waarschuwingen(self.traject) if self.uitruil is None else ()

    def begin(self) -> dict[str, Any]:
        if self.uitruil is not None or not woont_hier(self.bemiddeling):
            return {}
        assert self.bemiddeling is not None
        return {"richting": Uitruilrichting.ERIN.value, "op": self.bemiddeling.toegewezen_op}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(feiten=self._feiten(), **kwargs)

    def _feiten(self) -> list[tuple[str, str]]:
        rij = self.uitruil
        if rij is None:
            return []
        feiten = [
            ("Wat er gebeurde", Uitruilrichting(rij.richting).label),
            ("Gemeente", rij.gemeente),
            ("Op", datum_voluit(rij.op)),
        ]
        return [*feiten, ("Boven het aantal, omdat", Uitruilreden(rij.reden).label)] if rij.reden else feiten

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        if self.uitruil is None:
            uitruil_vastleggen(traject=self.traject.sleutel, namens=namens, **form.cleaned_data)
        else:
            uitruil_terugnemen(
                traject=self.traject.sleutel, reden=form.cleaned_data["reden"], versie=versie, namens=namens
            )
        return self.terug_url()
