"""A form with a name and a day of birth, that asks who it is when somebody like that is known already."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms

from opstap.protocol.klank import persoonsklank
from opstap.trajecten.models import Traject


class BekendForm(forms.Form):
    """The question comes after sending and only then; its answer counts for this name and day and no other."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.data.get("bekend"):
            self.fields["bekend"] = forms.CharField(required=False, max_length=80, widget=forms.HiddenInput)

    def gegevens(self) -> dict[str, Any]:
        """What was filled in, without the answer to the question."""
        return {naam: waarde for naam, waarde in self.cleaned_data.items() if naam != "bekend"}

    def vraag_bekend(self, *, volgt_op: Sequence[Traject], anders: str) -> None:
        """Ask which of these it is, or somebody else; one tick when there is nothing to choose."""
        keuzes = [(f"{self._afdruk}:{t.sleutel}", f"Ja. Deze aanmelding volgt op {t.kenmerk}.") for t in volgt_op]
        widget = forms.RadioSelect if keuzes else forms.CheckboxSelectMultiple
        self.fields["bekend"] = forms.ChoiceField(
            label="Is het dezelfde persoon?" if keuzes else "Verder",
            choices=[*keuzes, (self._afdruk, anders)],
            widget=widget,
        )
        self._bound_fields_cache.pop("bekend", None)  # type: ignore[attr-defined]

    def is_beantwoord(self) -> bool:
        return self._antwoord()[0] == self._afdruk

    def vervolg_op(self) -> UUID | None:
        afdruk, _, sleutel = self._antwoord()
        try:
            return UUID(sleutel) if afdruk == self._afdruk and sleutel else None
        except ValueError:
            return None

    def _antwoord(self) -> tuple[str, str, str]:
        return str(self.cleaned_data.get("bekend", "")).partition(":")

    @property
    def _afdruk(self) -> str:
        wie = persoonsklank(self.cleaned_data["naam"], self.cleaned_data["geboortedatum"])
        return hashlib.sha256(wie.encode()).hexdigest()[:16]
