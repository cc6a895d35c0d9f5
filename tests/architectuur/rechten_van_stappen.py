"""Read from the services which rights stand in front of each transition: the bridge between states and permissions."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from tests.architectuur.bron import Bron, laatste_naam

#: Sets it off without a person: a reaction on a Feit, or the sweep.
SYSTEEM = "systeem"
_ACTIE = "opstap.partners.rechten.Actie"


@dataclass
class Functie:
    """One function of a room's services: what it calls, which transitions it makes, which rights it asks."""

    kamer: str
    naam: str
    is_begin: bool
    overgangen: set[str] = field(default_factory=set)
    rechten: set[str] = field(default_factory=set)
    roept: set[str] = field(default_factory=set)


def functies(bron: Iterable[Bron], overgangen: Collection[str]) -> dict[str, Functie]:
    """By dotted name. In the admin every function is a use-case of the beheerder."""
    gevonden: dict[str, Functie] = {}
    for b in bron:
        module = b.pad.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
        for knoop in b.boom.body:
            if isinstance(knoop, ast.FunctionDef):
                gevonden[f"{module}.{knoop.name}"] = _lees(b, module, knoop, overgangen)
    return gevonden


def _kamer(module: str) -> str:
    """A part of a room, with services of its own, is that room."""
    delen = module.split(".services")[0].removesuffix(".admin").split(".")
    return ".".join(delen[:2] if delen[0] == "opstap" else delen[:1])


def _lees(bron: Bron, module: str, functie: ast.FunctionDef, overgangen: Collection[str]) -> Functie:
    atomair = any("atomic" in bron.voluit(d) for d in functie.decorator_list)
    beheer = bron.is_een("admin")
    gelezen = Functie(_kamer(module), functie.name, is_begin=atomair or beheer or functie.name.endswith("_na"))
    gelezen.rechten |= {"beheren"} if beheer else _rechten(bron, functie)
    eigen = {k.name for k in bron.boom.body if isinstance(k, ast.FunctionDef)}
    for knoop in ast.walk(functie):
        if isinstance(knoop, ast.Attribute) and isinstance(knoop.ctx, ast.Load) and knoop.attr in overgangen:
            gelezen.overgangen.add(knoop.attr)
        if isinstance(knoop, ast.Name | ast.Attribute):
            voluit = bron.voluit(knoop)
            gelezen.roept |= {f"{module}.{voluit}"} if voluit in eigen else set()
            gelezen.roept |= {voluit} if ".services." in voluit else set()
    return gelezen


def _rechten(bron: Bron, functie: ast.FunctionDef) -> set[str]:
    return {
        knoop.attr.lower()
        for poort in _poorten(functie)
        for knoop in ast.walk(poort)
        if isinstance(knoop, ast.Attribute) and bron.voluit(knoop.value) == _ACTIE
    }


def _poorten(functie: ast.FunctionDef) -> Iterator[ast.AST]:
    """Where a right is asked: `eis_recht(.., Actie.X, ..)`, `openen(..)`; or a function that says which right it is."""
    if isinstance(functie.returns, ast.Name) and functie.returns.id == "Actie":
        yield functie
    for knoop in ast.walk(functie):
        if isinstance(knoop, ast.Call) and laatste_naam(knoop.func).startswith(("eis_", "openen")):
            yield knoop


def rechten_per_overgang(alle: Mapping[str, Functie]) -> dict[tuple[str, str], set[str]]:
    """(room, transition) -> the rights of every use-case that reaches it; `systeem` when one asks no right."""
    gevonden: dict[tuple[str, str], set[str]] = defaultdict(set)
    per_naam = {(f.kamer, f.naam): naam for naam, f in alle.items()}
    for begin in (f for f in alle.values() if f.is_begin):
        bereikt = _bereikt(begin, alle, per_naam)
        rechten = set().union(*(f.rechten for f in bereikt)) or {SYSTEEM}
        for f in bereikt:
            for overgang in f.overgangen:
                gevonden[f.kamer, overgang] |= rechten
    return gevonden


def _bereikt(begin: Functie, alle: Mapping[str, Functie], per_naam: Mapping[tuple[str, str], str]) -> list[Functie]:
    """Everything one run may call inside its own room: what another room does, it does under its own right."""
    gezien: dict[str, Functie] = {}
    rij = [begin]
    while rij:
        f = rij.pop()
        if f.naam in gezien:
            continue
        gezien[f.naam] = f
        for naam in f.roept:
            sleutel = per_naam.get((_kamer(naam.rsplit(".", 1)[0]), naam.rsplit(".", 1)[-1]))
            volgende = alle.get(naam) or (alle[sleutel] if sleutel else None)
            if volgende is not None and volgende.kamer == begin.kamer:
                rij.append(volgende)
    return list(gezien.values())
