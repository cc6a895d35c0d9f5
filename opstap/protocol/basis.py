"""The one answer every rule gives: a list of obstacles; empty means allowed."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Belemmering:
    """Why something may not happen (or is not yet complete), in words for the person who asks.

    `clausule` is an id of `clausules.py`; `melding` is a full Dutch sentence that says what to do;
    `veld` names the form field it belongs to, when there is one.
    """

    clausule: str
    melding: str
    veld: str = ""
