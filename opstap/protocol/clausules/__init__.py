"""The register of clauses: one text per id, how it is kept, and which function carries it."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from opstap.protocol.begrippen import Keuze

Functie = TypeVar("Functie", bound=Callable[..., Any])

MAP = Path(__file__).parent


class Bron(Keuze):
    """One file of clauses per source, in this order."""

    ZUTPHEN = "zutphen", "Protocol Opstapwoningen Zutphen 2024"
    APELDOORN = "apeldoorn", "Apeldoornse Opstapregeling"
    PLATFORM31 = "platform31", "Weer thuis in de wijk (Platform31)"
    HANDREIKING = "handreiking", "Zelfstandig wonen voor bijzondere doelgroepen (handreiking voor corporaties)"
    CORPOVENISTA = "corpovenista", "Tussen wal en schip (Corpovenista)"
    LEZINGEN = "lezingen", "Onze lezing waar een bron onduidelijk is"
    HUURRECHT = "huurrecht", "Huurrecht"


class ClausuleSoort(Keuze):
    TERMIJN = "termijn"
    CRITERIUM = "criterium"
    ROL = "rol"
    CONTINGENT = "contingent"
    DOCUMENT = "document"
    BESLUIT = "besluit"
    PRIVACY = "privacy"
    OVERLEG = "overleg"
    RAPPORTAGE = "rapportage"
    CONTRACTVORM = "contractvorm"
    LEZING = "lezing", "lezing van een onduidelijke tekst"
    WET = "wet", "wet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Clausule:
    """A rule, unless `handmatig` says why a person does this or `nog_niet` which later part brings it."""

    id: str
    bron: Bron
    soort: ClausuleSoort
    tekst: str
    handmatig: str = ""
    nog_niet: str = ""

    @property
    def is_regel(self) -> bool:
        return not (self.handmatig or self.nog_niet)


class OnbekendeClausule(KeyError):
    """Someone names a clause that the register does not have."""

    def __str__(self) -> str:
        return f"Clausule {self.args[0]} staat niet in {MAP.name}/*.toml; voeg die toe of verbeter het nummer."


def _lees_register() -> Iterator[tuple[str, Clausule]]:
    for bron in Bron:
        for id_, rij in tomllib.loads((MAP / f"{bron}.toml").read_text(encoding="utf-8")).items():
            yield id_, Clausule(id=id_, bron=bron, **{**rij, "soort": ClausuleSoort(rij["soort"])})


#: The sources that are themselves a regeling: a clause of one is no clause of another.
_REGELINGEN = frozenset({Bron.ZUTPHEN, Bron.APELDOORN})

_REGISTER = MappingProxyType(dict(_lees_register()))
_GEREGELD: dict[str, tuple[str, ...]] = {}


def clausules() -> Mapping[str, Clausule]:
    """Every known clause, in the order of the sources."""
    return _REGISTER


def alle_nummers() -> frozenset[str]:
    """Every id that the sources have, so that one that falls out of the register is missed."""
    inhoud: dict[str, int] = tomllib.loads((MAP / "inhoud.toml").read_text(encoding="utf-8"))
    return frozenset(
        f"{deel}{'.' if '-' in deel else '-'}{nummer}"
        for deel, aantal in inhoud.items()
        for nummer in range(1, aantal + 1)
    )


def clausule(id_: str) -> Clausule:
    """Raises OnbekendeClausule (a KeyError)."""
    try:
        return _REGISTER[id_]
    except KeyError:
        raise OnbekendeClausule(id_) from None


def van_een_regeling(id_: str) -> bool:
    """Stands in the text of a regeling itself."""
    return clausule(id_).bron in _REGELINGEN


def aan_te_halen(id_: str, letter: str) -> bool:
    """May a page of the regeling with this letter name the clause as its own? Readings and the law hold in each."""
    return not van_een_regeling(id_) or id_.startswith(f"{letter}-")


def regelt(*ids: str) -> Callable[[Functie], Functie]:
    """Mark a function as the place where these clauses are enforced; the function itself is unchanged."""
    for id_ in ids:
        clausule(id_)

    def onthoud(functie: Functie) -> Functie:
        naam = f"{functie.__module__}.{functie.__qualname__}"
        for id_ in ids:
            bekend = _GEREGELD.get(id_, ())
            if naam not in bekend:
                _GEREGELD[id_] = (*bekend, naam)
        return functie

    return onthoud


def geregeld() -> Mapping[str, tuple[str, ...]]:
    """Clause id -> dotted names of its rules, as far as their modules are imported."""
    return MappingProxyType(dict(_GEREGELD))
