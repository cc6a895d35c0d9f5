"""The forms of the start of the tenancy."""

from __future__ import annotations

from typing import Any

from django import forms

from opstap.partners.velden import DatumVeld, JaNeeVeld, KeuzesVeld, nodig_als
from opstap.protocol.starten import GESPREK, Startpunt, Woonafspraak


class StartgesprekForm(forms.Form):
    besproken = KeuzesVeld(
        Startpunt,
        alleen=GESPREK,
        label="Wat is besproken?",
        help_text="Nog niet besproken? Laat het leeg. U kunt later verder.",
        required=False,
    )
    datum = DatumVeld(label="Op welke dag was het gesprek?")


class BevestigForm(forms.Form):
    heeft_plan = JaNeeVeld(
        label="Is er samen met de kandidaat een plan gemaakt over alle leefgebieden?",
        help_text="Het plan zelf komt niet in Opstap.",
    )
    plan_op = nodig_als(DatumVeld(label="Op welke dag was dat klaar?"), "er een plan is")
    start = DatumVeld(
        label="Op welke dag begint de begeleiding in de woning?",
        help_text="Nog niet zeker? Laat dit leeg.",
        required=False,
        vooruit=2,
    )

    def clean(self) -> dict[str, Any]:
        gegevens = super().clean() or {}
        if gegevens.get("heeft_plan") and not gegevens.get("plan_op") and "plan_op" not in self.errors:
            self.add_error("plan_op", "Vul in op welke dag het plan klaar was, bijvoorbeeld 2-3-2026.")
        if gegevens.pop("heeft_plan", None) is False:
            gegevens["plan_op"] = None
        return gegevens


class WoonafsprakenForm(forms.Form):
    afspraken = nodig_als(
        KeuzesVeld(Woonafspraak, label="Wat spreekt u met elkaar af?"), "u hieronder niets opschrijft"
    )
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
