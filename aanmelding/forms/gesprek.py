"""When there is or was a conversation with the kandidaat, and who were there."""

from __future__ import annotations

from typing import Any

from django import forms

from opstap.partners.velden import DatumVeld, KeuzesVeld, KeuzeVeld
from opstap.protocol.gesprek import GESPREKSPLAATSEN, Gesprek, Gesprekspartner
from opstap.protocol.momenten import Plaats
from opstap.termijnen.forms import MomentForm, waarveld


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


class GesprekPlannenForm(MomentForm):
    dag = DatumVeld(label="Op welke dag is het gesprek?", vooruit=2)
    plaats = KeuzeVeld(Plaats, alleen=GESPREKSPLAATSEN, label="Waar is het?")
    waar = waarveld()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(["dag", "om", "minuten", "plaats", "waar"])
