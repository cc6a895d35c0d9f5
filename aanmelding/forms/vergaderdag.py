"""When a commissie means to meet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from opstap.partners.velden import DatumVeld, TijdVeld


class VergaderdagForm(forms.Form):
    """`commissies`: (key of the regeling, name); asked when there is more than one."""

    regeling = forms.ChoiceField(
        label="Van welke regeling?", error_messages={"required": "Kies van welke regeling de commissie is."}
    )
    dag = DatumVeld(label="Op welke dag vergadert de commissie?", terug=0, vooruit=2)
    om = TijdVeld(label="Hoe laat begint het?")

    def __init__(self, *args: Any, commissies: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["regeling"].choices = [("", "Kies een regeling"), *commissies]  # type: ignore[attr-defined]
        if len(commissies) < 2:
            del self.fields["regeling"]
