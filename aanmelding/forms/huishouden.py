"""Who comes along to the new home."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from aanmelding.services import Huishoudgegevens, Medehuurder
from opstap.partners.velden import DatumVeld, JaNeeVeld, NaamVeld

_HOOGSTENS = 12


class JarenVeld(forms.CharField):
    """Reads `2014, 2019` and `2014 en 2019`; gives a list of years and shows what was typed."""

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(map(str, value)) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        jaren = [stuk for stuk in re.split(r"[\s,;]+|\ben\b", super().to_python(value) or "") if stuk]
        if len(jaren) > _HOOGSTENS or not all(re.fullmatch(r"[0-9]{4}", jaar) for jaar in jaren):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return [int(jaar) for jaar in jaren]


class HuishoudenForm(forms.Form):
    leeg_mag = True
    alleen = JaNeeVeld(label="Komt de kandidaat alleen wonen?", required=False)
    medehuurder_naam = NaamVeld(
        label="Wie huurt er ook?",
        max_length=120,
        required=False,
        help_text="Een partner of huisgenoot die het contract ook tekent. De corporatie ziet deze naam nog niet.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"max_length": "Maak de naam van wie ook huurt korter: er passen 120 tekens in."},
    )
    medehuurder_geboren = DatumVeld(
        label="Geboortedatum van wie ook huurt",
        required=False,
        terug=120,
        help_text="Bijvoorbeeld 1-3-1990.",
        error_messages={"invalid": "Vul de geboortedatum van wie ook huurt in, bijvoorbeeld 1-3-1990."},
    )
    kinderen = JarenVeld(
        label="Geboortejaren van de kinderen die er komen wonen",
        required=False,
        max_length=80,
        help_text="Bijvoorbeeld 2014, 2019. Schrijf geen namen op.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={
            "invalid": "Vul van elk kind alleen het geboortejaar in, bijvoorbeeld 2014, 2019.",
            "max_length": "Vul van elk kind alleen het geboortejaar in, bijvoorbeeld 2014, 2019.",
        },
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        naam, geboren = data.get("medehuurder_naam"), data.get("medehuurder_geboren")
        if naam and not geboren and "medehuurder_geboren" not in self.errors:
            self.add_error("medehuurder_geboren", "Vul ook de geboortedatum in van wie ook huurt.")
        if geboren and not naam and "medehuurder_naam" not in self.errors:
            self.add_error("medehuurder_naam", "Vul ook de naam in van wie ook huurt.")
        if data.get("alleen") is None and (naam or geboren or data.get("kinderen")):
            self.add_error("alleen", "Kies of de kandidaat alleen komt wonen.")
        return data

    def gegevens(self) -> Huishoudgegevens:
        d = self.cleaned_data
        naam = d["medehuurder_naam"]
        return Huishoudgegevens(
            alleen=d["alleen"],
            medehuurder=Medehuurder(naam, d["medehuurder_geboren"]) if naam else None,
            kinderen=d["kinderen"],
        )
