"""A question about the aanmelding."""

from __future__ import annotations

from typing import Any

from django import forms


class AanvulForm(forms.Form):
    """`delen` are (code, name) of the parts that may be asked about."""

    onderdelen = forms.MultipleChoiceField(
        label="Waar gaat uw vraag over?",
        help_text="Kies een of meer delen. De kandidaat leest in een brief wat tussen haakjes staat, niet uw vraag.",
        widget=forms.CheckboxSelectMultiple(),
        error_messages={"required": "Kies over welk deel uw vraag gaat."},
    )
    tekst = forms.CharField(
        label="Wat wilt u weten?",
        required=False,
        max_length=600,
        help_text="Kort, in gewone zinnen. Vraag niet naar ziekte of behandeling.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, delen: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["onderdelen"].choices = delen  # type: ignore[attr-defined]
