"""How the sentences about a kind of duty are made: when it is due, with the values of the regeling filled in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from opstap.protocol.begrippen import Fase
from opstap.protocol.beslissen import Zaak
from opstap.protocol.contractvormen import VORMEN, Overgang
from opstap.protocol.datums import hoeveel
from opstap.protocol.parameters import Parameters

Zin = Callable[[Parameters], str]


@dataclass(frozen=True, slots=True)
class Woorden:
    """`wanneer` answers empty where this regeling does not know the duty; `wie` where no single role must act."""

    fase: Fase
    wanneer: Zin
    klaar: str
    zaak: Zaak | None = None
    wie: str = ""
    #: Said instead of the days late of what was late on the day it began.
    al_voorbij: str = "de datum was al voorbij toen dit begon"


def altijd(tekst: str) -> Zin:
    return lambda p: tekst


def dagen(aantal: int, waarna: str) -> Zin:
    return altijd(f"{hoeveel(aantal, 'dagen')} {waarna}")


def met(naam: str, tekst: str) -> Zin:
    """Only where the regeling gives this value; it stands where `{}` is."""
    return lambda p: "" if (gegeven := getattr(p, naam)) is None else tekst.format(met_eenheid(naam, gegeven))


def bij(overgang: Overgang, tekst: str) -> Zin:
    """Only where one of the kinds of contract of this regeling ends so."""
    return lambda p: tekst if any(VORMEN[v].overgang is overgang for v in p.contractvormen or ()) else ""


def met_eenheid(naam: str, waarde: int) -> str:
    eenheid = next(e for e in ("dagen", "weken", "maanden") if e in naam.split("_"))
    if eenheid == "dagen" and waarde and waarde % 7 == 0:
        return hoeveel(waarde // 7, "weken")
    return hoeveel(waarde, eenheid)
