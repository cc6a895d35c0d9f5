"""Calendar arithmetic and Dutch dates. A month clamps to its last day; count from the anchor, never chain."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

DAGEN = ("ma", "di", "wo", "do", "vr", "za", "zo")
WEEKDAGEN = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
MAANDEN = (
    *("januari", "februari", "maart", "april", "mei", "juni"),
    *("juli", "augustus", "september", "oktober", "november", "december"),
)


#: Years in which a date of a traject can lie; leaves room to count from it.
JAREN = range(1900, 2200)


def datum_uit_tekst(tekst: str) -> date:
    """Reads `2026-03-02`, `2-3-2026` and `2 maart 2026`. Raises ValueError with a Dutch text."""
    tekst = _maand_als_getal(tekst)
    iso = re.fullmatch(r"([0-9]{4})-([0-9]{2})-([0-9]{2})", tekst.strip())
    nederlands = re.fullmatch(r"([0-9]{1,2})-([0-9]{1,2})-([0-9]{4})", tekst.strip())
    delen = iso.groups() if iso else nederlands.groups()[::-1] if nederlands else ()
    try:
        jaar, maand, dag = (int(deel) for deel in delen)
        if jaar not in JAREN:
            raise ValueError
        return date(jaar, maand, dag)
    except ValueError:
        melding = f"'{tekst}' is geen datum; schrijf die als jjjj-mm-dd of d-m-jjjj."
        raise ValueError(melding) from None


def _maand_als_getal(tekst: str) -> str:
    """`2 maart 2026` or `2 mrt 2026` as `2-3-2026`; anything else stays as it is."""
    woorden = re.fullmatch(r"([0-9]{1,2})[ -]([a-z]{3,9})\.?[ -]([0-9]{4})", tekst.strip().lower())
    if woorden is None:
        return tekst
    dag, naam, jaar = woorden.groups()
    namen = [m for m in MAANDEN if m == naam or m[:3] == naam or (m, naam) == ("maart", "mrt")]
    return f"{dag}-{MAANDEN.index(namen[0]) + 1}-{jaar}" if namen else tekst


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


def maand_voluit(datum: date) -> str:
    """As people write a month: "maart 2026"."""
    return datum_voluit(datum).split(" ", 1)[1]


def datum_met_dag(datum: date) -> str:
    """`ma 2 maart 2026`."""
    return f"{DAGEN[datum.weekday()]} {datum_voluit(datum)}"


def datum_met_weekdag(datum: date) -> str:
    """`maandag 2 maart 2026`."""
    return f"{WEEKDAGEN[datum.weekday()]} {datum_voluit(datum)}"


_EEN = {
    "dagen": "dag",
    "weken": "week",
    "maanden": "maand",
    "mails": "mail",
    "brieven": "brief",
    "overstappen": "overstap",
    "plekken": "plek",
    "woningen": "woning",
    "complexen": "complex",
    "kandidaten": "kandidaat",
    "taken en herinneringen": "taak of herinnering",
    "collega’s": "collega",
}


def hoeveel(aantal: int, eenheid: str) -> str:
    """`1 dag`, `4 weken`; a word that has no other form for one stays: `1 procent`."""
    return f"{aantal} {_EEN.get(eenheid, eenheid) if aantal == 1 else eenheid}".strip()


def over_dagen(datum: date, vandaag: date) -> str:
    """`over 12 dagen`, `morgen`, `vandaag`, `3 dagen te laat`."""
    dagen = (datum - vandaag).days
    if dagen in _DICHTBIJ:
        return _DICHTBIJ[dagen]
    return f"over {dagen} dagen" if dagen > 0 else f"{-dagen} dagen te laat"


_DICHTBIJ = {-1: "1 dag te laat", 0: "vandaag", 1: "morgen"}
