"""In which month, and how: all that is said beforehand."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from opstap import clock
from opstap.partners.velden import KeuzeVeld
from opstap.protocol.begrippen import Route
from opstap.protocol.datums import maand_voluit, plus_maanden

#: So far ahead somebody plans to leave.
MAANDEN = 24


class VoorafForm(forms.Form):
    maand = forms.TypedChoiceField(
        label="In welke maand vertrekt de kandidaat?",
        coerce=date.fromisoformat,
        error_messages={
            "required": "Kies de maand waarin de kandidaat vertrekt.",
            "invalid_choice": "Kies een maand uit de lijst.",
        },
    )
    route = KeuzeVeld(
        Route,
        label="Hoe wil de kandidaat een woning vinden?",
        error_messages={"required": "Kies hoe de kandidaat een woning wil vinden."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        eerste = clock.vandaag().replace(day=1)
        maanden = [plus_maanden(eerste, n) for n in range(MAANDEN)]
        self.fields["maand"].choices = [("", "Kies een maand"), *((m.isoformat(), maand_voluit(m)) for m in maanden)]  # type: ignore[attr-defined]
