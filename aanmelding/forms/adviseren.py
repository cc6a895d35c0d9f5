"""Ask for advies and give it: a question from a list, an answer from a list."""

from __future__ import annotations

from typing import Any

from django import forms

from opstap.partners.velden import KeuzeVeld
from opstap.protocol.adviseren import Adviessoort, Begeleidingsadvies, Geschikt


class AdviesVragenForm(forms.Form):
    """`adviseurs`: (key of the organisation, its name and what it is asked)."""

    aan = forms.ChoiceField(
        label="Wie vraagt u om advies?",
        help_text="De vraag staat vast. Wie u vraagt, leest alleen de naam van de kandidaat en deze vraag.",
        widget=forms.RadioSelect(),
        error_messages={"required": "Kies wie u om advies vraagt."},
    )

    def __init__(self, *args: Any, adviseurs: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["aan"].choices = adviseurs  # type: ignore[attr-defined]


def _tekst() -> forms.CharField:
    return forms.CharField(
        label="Wilt u daar iets bij zeggen?",
        required=False,
        max_length=600,
        help_text="Alleen over wonen en begeleiding. Schrijf niets over ziekte, behandeling of straf.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )


_ONBEKEND = "Kent u de kandidaat niet? Kies dan het laatste antwoord."


class GeschiktForm(forms.Form):
    antwoord = KeuzeVeld(
        Geschikt,
        label=Adviessoort.GESCHIKT.label,
        help_text=_ONBEKEND,
        error_messages={"required": "Kies wat uw organisatie vindt."},
    )
    tekst = _tekst()


class BegeleidingsadviesForm(forms.Form):
    antwoord = KeuzeVeld(
        Begeleidingsadvies,
        label=Adviessoort.BEGELEIDING.label,
        help_text=f"Kies hoe vaak er iemand komt. {_ONBEKEND}",
        error_messages={"required": "Kies hoe vaak er begeleiding nodig is."},
    )
    tekst = _tekst()
