"""What the kandidaat was told, and what he says of it. `wie`: whose word it is."""

from __future__ import annotations

from typing import Any

from django import forms

from opstap.partners.velden import DatumVeld, KeuzeVeld
from opstap.protocol.verklaringen import Zegt
from opstap.trajecten.enums import Wijze


class KennisnemingForm(forms.Form):
    datum = DatumVeld()
    wijze = KeuzeVeld(Wijze, label="Hoe?", error_messages={"required": "Kies hoe het is verteld."})

    def __init__(self, *args: Any, wie: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["datum"].label = f"Op welke dag vertelde u dit aan {wie}?"


class InstemmingForm(forms.Form):
    zegt = KeuzeVeld(Zegt)
    datum = DatumVeld(label="Op welke dag?")
    wijze = KeuzeVeld(Wijze, label="Hoe?", error_messages={"required": "Kies hoe het antwoord is gegeven."})

    def __init__(self, *args: Any, wie: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["zegt"].label = f"Wat zegt {wie}?"

    def clean_zegt(self) -> Zegt:
        return Zegt(self.cleaned_data["zegt"])
