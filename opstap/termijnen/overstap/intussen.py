"""A form that somebody else saved meanwhile: what was left alone follows, what was typed stays, and both are said."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.text import capfirst

from opstap.protocol.tijdlijn import NIET_VASTGELEGD

#: Goes along in the form: what stood in each field when it was opened. Only compared with, never saved.
BEGIN = "_begin"

_VOLGT = "{label}: intussen veranderd in “{nu}”. Dat staat hier nu ook."
_BOTST = "{label}: intussen veranderd in “{nu}”. Wat u typte, staat er nog. Bewaart u het, dan geldt dat."


def begin_veld() -> forms.Field:
    return forms.CharField(required=False, widget=forms.HiddenInput)


def begin_tekst(waarden: Mapping[str, Any]) -> str:
    return json.dumps({code: _zoals_getypt(waarde) for code, waarde in waarden.items()})


def bijwerken(form: Any, waarden: Mapping[str, Any]) -> None:
    """`waarden`: what is there now, per field. Each field that somebody else changed gets a message."""
    data, toen = form.data.copy(), _gelezen(form.data.get(BEGIN, ""))
    for code, waarde in waarden.items():
        nu, getypt = _zoals_getypt(waarde), _zoals_getypt(form.data.getlist(code))
        if toen.get(code, nu) == nu or getypt == nu:
            continue
        blijft = getypt != toen[code]
        if not blijft:
            data.setlist(code, nu)
        veld = form.fields[code]
        form.add_error(code, (_BOTST if blijft else _VOLGT).format(label=veld.label, nu=_woorden(veld, nu)))
    data[BEGIN] = begin_tekst(waarden)
    form.data = data


def _zoals_getypt(waarde: Any) -> list[str]:
    """As a browser sends it, whatever the order of tick boxes."""
    delen = waarde if isinstance(waarde, list) else [waarde]
    return sorted(str(deel) for deel in delen if deel not in (None, ""))


def _gelezen(tekst: str) -> Mapping[str, Any]:
    try:
        gelezen = json.loads(tekst)
    except (ValueError, RecursionError):
        return {}
    return gelezen if isinstance(gelezen, dict) else {}


def _woorden(veld: forms.Field, waarden: list[str]) -> str:
    labels = {str(code): str(label) for code, label in getattr(veld, "choices", ())}
    return ", ".join(labels.get(waarde, waarde) for waarde in waarden) or capfirst(NIET_VASTGELEGD)
