"""The forms of the start of the tenancy."""

from __future__ import annotations

from typing import Any

from django import forms

from opstap.partners.velden import DatumVeld, KeuzesVeld
from opstap.protocol.starten import GESPREK, Startpunt, Woonafspraak


class StartgesprekForm(forms.Form):
    besproken = KeuzesVeld(
        Startpunt,
        alleen=GESPREK,
        label="Wat is besproken?",
        help_text="Nog niet besproken? Laat het leeg. U kunt later verder.",
        required=False,
    )
    datum = DatumVeld(
        label="Op welke dag besprak u wat u nu aanvinkt?",
        help_text="Bijvoorbeeld 2-3-2026. Vinkt u niets nieuws aan? Laat de dag leeg.",
        required=False,
    )


class BevestigForm(forms.Form):
    plan_op = DatumVeld(
        label="Op welke dag was het plan over alle leefgebieden klaar?",
        help_text="Maak het samen met de kandidaat. Het plan zelf komt niet in Opstap. Nog niet klaar? Laat dit leeg.",
        required=False,
    )
    start = DatumVeld(
        label="Op welke dag begint de begeleiding in de woning?",
        help_text="Nog niet zeker? Laat dit leeg.",
        required=False,
        vooruit=2,
    )


class WoonafsprakenForm(forms.Form):
    afspraken = KeuzesVeld(Woonafspraak, label="Wat spreekt u met elkaar af?", required=False)
    tekst = forms.CharField(
        label="Wat spreekt u nog meer af?",
        help_text="Dit staat straks in het contract. Schrijf niets op over gezondheid of waarom er begeleiding is.",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def clean(self) -> dict[str, Any]:
        gegevens = super().clean() or {}
        if not self.errors and not gegevens.get("afspraken") and not gegevens.get("tekst", "").strip():
            self.add_error("afspraken", "Kies minstens één afspraak, of schrijf er zelf een op.")
        return gegevens
