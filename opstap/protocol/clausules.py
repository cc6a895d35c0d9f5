"""The register of clauses: one text per id, and which function carries which clause."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from opstap.protocol.begrippen import Keuze

Functie = TypeVar("Functie", bound=Callable[..., Any])


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


@dataclass(frozen=True, slots=True)
class Clausule:
    id: str
    tekst: str
    soort: ClausuleSoort


class OnbekendeClausule(KeyError):
    """Someone names a clause that the register does not have."""

    def __str__(self) -> str:
        return f"Clausule {self.args[0]} staat niet in clausules.toml; voeg haar toe of verbeter het nummer."


def _lees_register() -> Mapping[str, Clausule]:
    inhoud = tomllib.loads(Path(__file__).with_name("clausules.toml").read_text(encoding="utf-8"))
    return MappingProxyType(
        {id_: Clausule(id_, rij["tekst"], ClausuleSoort(rij["soort"])) for id_, rij in inhoud.items()}
    )


_REGISTER = _lees_register()
_GEREGELD: dict[str, tuple[str, ...]] = {}


def clausules() -> Mapping[str, Clausule]:
    """Every known clause, in the order of the source."""
    return _REGISTER


def clausule(id_: str) -> Clausule:
    """Raises OnbekendeClausule (a KeyError)."""
    try:
        return _REGISTER[id_]
    except KeyError:
        raise OnbekendeClausule(id_) from None


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
