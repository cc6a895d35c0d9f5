"""Looks at every text of a form before it is kept (Z-20.8). The rule is in protocol/privacywacht."""

from __future__ import annotations

import hashlib
import logging
from typing import Any

from django import forms

from opstap.partners.velden import NaamVeld, NummerVeld
from opstap.protocol.privacywacht import BSN_MELDING, Treffer, bsn_in, gevoelig_in, gevoelig_melding

_log = logging.getLogger("opstap.tekstwacht")

#: The tick under the form; its value says which words were read.
VINKJE = "gelezen"
TOCH = "Ik las waarom dit beter weg kan. Het moet toch blijven staan."


def bewaak(form: forms.BaseForm) -> str:
    """Adds an error to every field with a number that may not be kept, or with words that nobody has ticked yet.

    Gives the value of the tick that lets those words stand; empty when no words ask for it. Logs the field and the
    kind of a hit, never its text.
    """
    gevonden: dict[str, list[Treffer]] = {}
    for naam, veld in form.fields.items():
        tekst = form.cleaned_data.get(naam)
        if not _is_tekst(veld) or not isinstance(tekst, str):
            continue
        if bsn_in(tekst):
            _noteer(form, naam, "bsn")
            form.add_error(naam, forms.ValidationError(BSN_MELDING, code="bsn"))
        elif not isinstance(veld, NaamVeld) and (treffers := gevoelig_in(tekst)):
            gevonden[naam] = treffers
    return _vraag(form, gevonden)


def _is_tekst(veld: forms.Field) -> bool:
    geen = (NummerVeld, forms.EmailField)
    return isinstance(veld, forms.CharField) and not isinstance(veld, geen) and not veld.widget.is_hidden


def _vraag(form: forms.BaseForm, gevonden: dict[str, list[Treffer]]) -> str:
    if not gevonden:
        return ""
    woorden = sorted(f"{naam} {treffer.woord}" for naam, treffers in gevonden.items() for treffer in treffers)
    vinkje = hashlib.sha256("\n".join(woorden).encode()).hexdigest()[:16]
    if form.data.get(form.add_prefix(VINKJE)) != vinkje:
        for naam, treffers in gevonden.items():
            _noteer(form, naam, ",".join(sorted({t.soort for t in treffers})))
            form.add_error(naam, forms.ValidationError(gevoelig_melding(treffers), code="gevoelig"))
    return vinkje


def _noteer(form: Any, naam: str, wat: str) -> None:
    _log.info("tekstwacht: %s in %s.%s", wat, type(form).__name__, naam)
