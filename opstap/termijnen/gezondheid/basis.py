"""The words of a check."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from opstap.protocol.begrippen import Keuze


class Oordeel(Keuze):
    """From good to bad."""

    GOED = "goed"
    LET_OP = "let_op", "let op"
    STUK = "stuk"


class Controlesoort(Keuze):
    DATABASE = "database", "De database"
    MIGRATIES = "migraties", "De tabellen"
    TIK = "tik", "Het werk op de achtergrond"
    REM = "rem", "Of Opstap verder mag"
    UITGAVE = "uitgave", "De versie van Opstap"
    TAKEN = "taken", "Taken en herinneringen"
    POST = "post", "De mail"
    BRIEVEN = "brieven", "Brieven als PDF"
    BLIJFT_LIGGEN = "blijft_liggen", "Wat op een mens wacht"
    CONTACTEN = "contacten", "De escalatiecontacten"
    LOGBOEK = "logboek", "Het logboek"
    RESERVEKOPIE = "reservekopie", "De reservekopie"
    SCHIJF = "schijf", "De ruimte op de schijf"


@dataclass(frozen=True, slots=True)
class Controle:
    """`zin`: what it means and what to do. `leeftijd`: of what it looked at, in real time."""

    soort: Controlesoort
    oordeel: Oordeel
    zin: str
    leeftijd: timedelta | None = None


def naar_leeftijd(leeftijd: timedelta, *, let_op: timedelta, stuk: timedelta | None = None) -> Oordeel:
    if stuk is not None and leeftijd >= stuk:
        return Oordeel.STUK
    return Oordeel.LET_OP if leeftijd >= let_op else Oordeel.GOED


def duur(tijd: timedelta) -> str:
    """`40 seconden`, `3 minuten`, `5 uur`, `2 dagen`: rounded down."""
    seconden = max(int(tijd.total_seconds()), 0)
    for een, meer, lengte in _MATEN:
        if (aantal := seconden // lengte) or lengte == 1:
            return f"{aantal} {een if aantal == 1 else meer}"
    raise AssertionError


_MATEN = (("dag", "dagen", 86_400), ("uur", "uur", 3_600), ("minuut", "minuten", 60), ("seconde", "seconden", 1))
