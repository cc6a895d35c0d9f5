"""The one answer every rule gives: a list of obstacles; empty means allowed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from opstap.protocol.datums import datum_voluit


@dataclass(frozen=True, slots=True)
class Belemmering:
    """Why something may not happen (or is not yet complete), in words for the person who asks.

    `clausule` is an id of `clausules.py`; `melding` is a full Dutch sentence that says what to do;
    `veld` names the form field it belongs to, when there is one.
    """

    clausule: str
    melding: str
    veld: str = ""


def al_gebeurd_belemmeringen(*, dag: date, peildatum: date, clausule: str, wat: str, veld: str) -> list[Belemmering]:
    """What is written down has happened. `wat` begins with a capital: "De sleutel is"."""
    if dag <= peildatum:
        return []
    melding = f"{wat} op zijn laatst vandaag ({datum_voluit(peildatum)}); vul de dag in waarop het gebeurde."
    return [Belemmering(clausule, melding, veld)]
