"""Forms that more rooms share: when a commissie met, and the correction of a day."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms

from opstap.partners.velden import DatumVeld, KeuzeVeld
from opstap.regelingen.models import Commissielid
from opstap.trajecten.beslissers import Vergadering
from opstap.trajecten.enums import Correctiereden


class VergaderForm(forms.Form):
    """When the commissie met and who were there; both fields are absent where no commissie decides (`leden` None)."""

    def __init__(self, *args: Any, leden: Sequence[Commissielid] | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if leden is None:
            return
        self.fields["vergadering_op"] = DatumVeld(
            label="Op welke dag vergaderde de commissie?",
            error_messages={
                "required": "Vul in op welke dag de commissie vergaderde.",
                "invalid": "Vul bij de vergadering een datum in, bijvoorbeeld 2-3-2026.",
            },
        )
        self.fields["aanwezig"] = forms.TypedMultipleChoiceField(
            label="Wie waren erbij?",
            choices=[
                (str(lid.gebruiker.sleutel), f"{lid.gebruiker.naam}, {lid.vertegenwoordigt.naam}") for lid in leden
            ],
            coerce=UUID,
            widget=forms.CheckboxSelectMultiple,
            error_messages={
                "required": "Vink aan wie er bij de vergadering waren; zonder leden is er geen besluit.",
                "invalid_choice": "Vink bij “Wie waren erbij?” alleen mensen uit de lijst aan.",
            },
        )

    def vergadering(self) -> Vergadering:
        data = self.cleaned_data
        return Vergadering(op=data.get("vergadering_op"), aanwezig=tuple(data.get("aanwezig") or ()))


class RedenForm(forms.Form):
    """Only why."""

    reden = KeuzeVeld(Correctiereden, label="Waarom verbetert u dit?")


class CorrectieForm(RedenForm):
    """The day it must be, and why; with the question of the page as its label."""

    datum = DatumVeld()
    field_order = ("datum", "reden")

    def __init__(self, *args: Any, label: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["datum"].label = label
