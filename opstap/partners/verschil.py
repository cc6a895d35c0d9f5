"""What is stored now beside what somebody typed: nobody writes over what she did not see (laws 4, 10)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.http import QueryDict

from opstap.partners.getypt import is_getypt, vraag_van, woorden

#: The tick that takes over one field (its value is the name), and the button that takes over all of them.
OVERNEMEN, ALLES = "overnemen", "overnemen_alles"
#: Goes along in the form: what stood in each field when it was opened. Only compared with, never saved.
BEGIN = "_begin"
NIETS = "niets ingevuld"


@dataclass(frozen=True, slots=True)
class Verschil:
    """One field: what was typed and what is stored, in words. `aan`: it was left as it was, so what is stored stays."""

    naam: str
    vraag: str
    getypt: str
    nu: str
    aan: bool


def verschillen(form: forms.BaseForm, getypt: QueryDict) -> list[Verschil]:
    """`form`: with what was typed, and what is stored as its initial values."""
    gevonden, toen = [], _gelezen(getypt.get(BEGIN, ""))
    for naam in form.changed_data:
        veld = form[naam]
        was, nu = woorden(getypt.getlist(veld.html_name), veld.field), woorden(_als_gestuurd(veld), veld.field)
        if is_getypt(naam) and not veld.is_hidden and was != nu:
            aan = getypt.getlist(veld.html_name) == toen[naam] if naam in toen else not was
            gevonden.append(Verschil(naam, vraag_van(naam, veld.field), was or NIETS, nu or NIETS, aan))
    return gevonden


def begin_tekst(form: forms.BaseForm) -> str:
    """`form`: with what is stored."""
    return json.dumps({naam: _als_gestuurd(form[naam]) for naam in form.fields})


def _gelezen(tekst: str) -> Mapping[str, Any]:
    try:
        gelezen = json.loads(tekst)
    except (ValueError, RecursionError):
        return {}
    return gelezen if isinstance(gelezen, dict) else {}


def met_overgenomen(form: forms.BaseForm, getypt: QueryDict) -> QueryDict:
    """What was typed, with what is stored in the fields that were ticked. `form`: with what is stored."""
    data = getypt.copy()
    for naam in data.pop(OVERNEMEN, []):
        if naam in form.fields:
            data.setlist(form[naam].html_name, _als_gestuurd(form[naam]))
    return data


def _als_gestuurd(veld: BoundField) -> list[str]:
    """What is stored in this field, as a browser sends it."""
    waarde = veld.field.prepare_value(veld.initial)
    if isinstance(veld.field, forms.BooleanField):
        return ["on"] if waarde else []
    getoond = veld.field.widget.format_value(waarde)
    return [str(w) for w in (getoond if isinstance(getoond, list | tuple) else [getoond]) if w not in (None, "")]
