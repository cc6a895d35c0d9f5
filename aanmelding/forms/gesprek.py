"""When there was a conversation with the kandidaat, and who were there."""

from __future__ import annotations

from django import forms

from opstap.partners.velden import DatumVeld, KeuzesVeld
from opstap.protocol.gesprek import Gesprek, Gesprekspartner


class GesprekForm(forms.Form):
    gesprek_op = DatumVeld(
        label="Wanneer was het gesprek met de kandidaat?",
        error_messages={
            "required": "Vul de datum van het gesprek in, bijvoorbeeld 2-3-2026.",
            "invalid": "Vul bij het gesprek een datum in, bijvoorbeeld 2-3-2026.",
        },
    )
    gesprek_met = KeuzesVeld(Gesprekspartner, label="Wie waren er nog meer bij?", required=False)

    def gesprek(self) -> Gesprek | None:
        """None when it was not asked, or not answered."""
        dag = self.cleaned_data.get("gesprek_op")
        return Gesprek(dag, tuple(self.cleaned_data.get("gesprek_met") or ())) if dag else None
