"""The days on which a duty must be told, from the hand-written tables; counted day by day.

Shares nothing with opstap.protocol: the calendar is the second reading of tests/protocol/orakel.py.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from tests.protocol import orakel

_HIER = Path(__file__).parent
REGELINGEN: dict[str, dict[str, Any]] = tomllib.loads((_HIER / "regelingen.toml").read_text())
PLICHTEN: dict[str, dict[str, Any]] = tomllib.loads((_HIER / "plichten.toml").read_text())

MENS, TEAM, TOP, SYSTEEM = "verantwoordelijke", "teamleider", "escalatie", "actie"
GEMEENTE, BESTUUR = "gemeente", "bestuurlijk"
LADDER = ((MENS, "dagen"), (TEAM, "teamleider"), (TOP, "escalatie"), (GEMEENTE, "gemeente"), (BESTUUR, "bestuurlijk"))

#: the rungs above who must do it
HOGER = {TEAM, TOP, GEMEENTE, BESTUUR}

#: who must hear it: role, organisation, rung
Kring = tuple[str, str, str]

maanden = cache(orakel.loop_maanden)
dagen = cache(orakel.loop_dagen)
werkdagen = cache(orakel.loop_werkdagen)
werkdag = cache(orakel.werkdag)


@dataclass(frozen=True, slots=True)
class Eis:
    """One duty that the facts ask for; `klaar` = the day it was done."""

    soort: str
    plek: str
    datum: date
    rol: str
    organisatie: str
    klaar: date | None = None
    vanaf: date | None = None
    #: of a duty about the window of the aanzegging: the end it counts from, and whether a streefdatum announces it
    einde: date | None = None
    met_streef: bool = False
    #: the day on which Opstap looks whether it is missed
    gemist: date | None = None
    #: who was asked by name
    bij_naam: str = ""


def heeft_haast(eis: Eis, dag: date) -> bool:
    """A kind that cannot wait, with fewer than two working days left after today."""
    return bool(PLICHTEN[eis.soort].get("haast")) and eis.datum < werkdagen(dag, 2)


def treden(eis: Eis) -> Iterator[tuple[date, str]]:
    """(day, rung) of everything that must happen around this duty."""
    tabel = PLICHTEN[eis.soort]
    if tabel.get("venster"):
        yield from _venster(eis, met_aanloop=tabel["venster"] == "met_aanloop")
    else:
        for wie, wanneer in LADDER:
            yield from ((dagen(eis.datum, n), wie) for n in tabel.get(wanneer, ()))
    if tabel.get("systeem"):
        yield dagen(eis.datum, 1), SYSTEEM
    if eis.gemist:
        yield eis.gemist, SYSTEEM


def na_het_wachten(eis: Eis, tot: date) -> Iterator[tuple[date, str]]:
    """Silence until that day; then who must do it hears. When that is past the date, everything that comes after the
    date comes as long after that day; before the date only what was passed over of the higher rungs, the day after."""
    yield tot, MENS
    for dag, wie in treden(eis):
        erna = (dag - eis.datum).days
        if tot > eis.datum:
            if wie != MENS:
                yield dagen(tot, max(erna, 1)), wie
            elif erna >= 0:
                yield dagen(tot, erna), wie
        elif dag >= tot:
            yield dag, wie
        elif wie != MENS:
            yield dagen(tot, 1), wie


def _venster(eis: Eis, *, met_aanloop: bool) -> Iterator[tuple[date, str]]:
    """design.md section 4: -6 months, -4 months, -3 months - 28 days (one up); the window opens, then weekly, daily in
    its last 14 days to the consulent and a second person; two working days without reaction = the next level. P-51: six
    days before it closes the gemeente, three days before it her bestuur."""
    assert eis.einde is not None
    opent, laatste = maanden(eis.einde, -3), eis.datum
    if met_aanloop:
        if not eis.met_streef:
            yield maanden(eis.einde, -6), MENS
        yield maanden(eis.einde, -4), MENS
        yield dagen(opent, -28), TEAM
    dagelijks = dagen(laatste, -13)
    dag = opent
    while dag < dagelijks:
        yield dag, MENS
        dag = dagen(dag, 7)
    yield werkdagen(opent, 2), TEAM
    for n in range(14):
        yield dagen(dagelijks, n), MENS
        yield dagen(dagelijks, n), TEAM
    yield werkdagen(dagelijks, 2), TOP
    yield dagen(laatste, -6), GEMEENTE
    yield dagen(laatste, -3), BESTUUR
