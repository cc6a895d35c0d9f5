"""Calendar arithmetic and Dutch dates. A month clamps to its last day; count from the anchor, never chain."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

DAGEN = ("ma", "di", "wo", "do", "vr", "za", "zo")
MAANDEN = (
    *("januari", "februari", "maart", "april", "mei", "juni"),
    *("juli", "augustus", "september", "oktober", "november", "december"),
)


def plus_maanden(datum: date, aantal: int) -> date:
    """The same day `aantal` months later (negative: earlier), or that month's last day if it has none."""
    jaar, maand = divmod(datum.year * 12 + datum.month - 1 + aantal, 12)
    return date(jaar, maand + 1, min(datum.day, monthrange(jaar, maand + 1)[1]))


def plus_dagen(datum: date, aantal: int) -> date:
    return datum + timedelta(days=aantal)


def plus_weken(datum: date, aantal: int) -> date:
    return datum + timedelta(weeks=aantal)


def laatste_dag(einde: date) -> date:
    """The last day inside a period whose `einde` is the first day outside it."""
    return einde - timedelta(days=1)


def datum_voluit(datum: date) -> str:
    """`2 maart 2026`."""
    return f"{datum.day} {MAANDEN[datum.month - 1]} {datum.year}"


def datum_met_dag(datum: date) -> str:
    """`ma 2 maart 2026`."""
    return f"{DAGEN[datum.weekday()]} {datum_voluit(datum)}"
