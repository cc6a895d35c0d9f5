"""What is asked to make a contract, per kind, and when it goes over to the bewoner."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms

from opstap.partners.velden import DatumVeld, GetalVeld, KeuzesVeld, KeuzeVeld, nodig_als
from opstap.protocol.contractvormen import Huurbetaler, Overgang, Vorm, Vormreden
from opstap.protocol.datums import hoeveel
from opstap.trajecten.enums import Wijze
from woningen.enums import Gedragsaanwijzing, Grondslag


class ContractForm(forms.Form):
    """`vorm`: the kind of contract; what it or the regeling settles is not asked."""

    reden_contractvorm = KeuzeVeld(Vormreden, label="Waarom dit soort contract?")
    ingangsdatum = DatumVeld(label="Eerste dag van de huur", vooruit=2)
    duur_maanden = GetalVeld(label="Duur in maanden", min_value=1, max_value=600)
    evaluatieritme = forms.TypedChoiceField(
        label="Om de hoeveel maanden een evaluatie?", coerce=int, widget=forms.RadioSelect
    )
    begeleidingsuren = GetalVeld(label="Hoeveel uur begeleiding per week hoort erbij?", min_value=1, max_value=168)
    huurbetaler = KeuzeVeld(Huurbetaler, label="Wie betaalt de huur in de eerste maanden?")
    grondslag = KeuzeVeld(Grondslag, label="Waarom mag dit contract tijdelijk zijn?")
    grondslag_beoordeeld_op = DatumVeld(label="Op welke dag beoordeelde u dat?")
    gedragsaanwijzingen = KeuzesVeld(Gedragsaanwijzing, label="Waar houdt de huurder zich aan?")
    instemming_op = DatumVeld(
        label="Op welke dag zei de kandidaat ja tegen het delen van informatie bij evaluaties?",
        help_text="Nog geen ja? Laat dit leeg. U kunt het later vastleggen.",
        required=False,
    )
    instemming_wijze = nodig_als(KeuzeVeld(Wijze, label="Hoe zei de kandidaat dat?"), "u een dag invult")

    def __init__(
        self, *args: Any, vorm: Vorm, ritmes: Sequence[int], begeleiding: bool, zonder: Iterable[str], **kwargs: Any
    ) -> None:
        """`begeleiding`: accepting it can be asked of the huurder; `zonder`: the fields that are settled already."""
        super().__init__(*args, **kwargs)
        self.fields["duur_maanden"].label = _DUUR[vorm.overgang]
        self.fields["evaluatieritme"].choices = [(r, f"Om de {hoeveel(r, 'maanden')}") for r in ritmes]  # type: ignore[attr-defined]
        if not begeleiding:
            keuzes = self.fields["gedragsaanwijzingen"]
            keuzes.choices = [k for k in keuzes.choices if k[0] != Gedragsaanwijzing.BEGELEIDING_TOELATEN]  # type: ignore[attr-defined]
        for naam in zonder:
            del self.fields[naam]

    def clean(self) -> dict[str, Any]:
        gegevens = super().clean() or {}
        if gegevens.get("instemming_op") and not gegevens.get("instemming_wijze"):
            self.add_error("instemming_wijze", "Kies hoe de kandidaat ja zei.")
        return gegevens


_DUUR = {
    Overgang.BESLUIT: "Duur in maanden",
    Overgang.OMKLAP: "Hoeveel maanden staat het contract eerst op naam van de zorgorganisatie?",
    Overgang.AANVANG: "Hoeveel maanden gelden de afspraken van het opstapcontract?",
}


class OmklapForm(forms.Form):
    op_naam_sinds = DatumVeld(label="Wat is de eerste dag op naam van de bewoner?")
    getekend_op = DatumVeld(label="Op welke dag tekenden de bewoner en de corporatie dat contract?")
