"""The source as trees, and rules over them: a rule reads one module and says which line is wrong and where it goes."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from django.conf import settings

PROJECT: Path = settings.BASE_DIR
KAMERS = ("opstap", "aanmelding", "woningen", "evaluatie")


@dataclass(frozen=True)
class Bron:
    """One module."""

    pad: str
    tekst: str

    @cached_property
    def boom(self) -> ast.Module:
        return ast.parse(self.tekst)

    @cached_property
    def knopen(self) -> list[ast.AST]:
        """Every node, so that ten rules walk the tree once."""
        return list(ast.walk(self.boom))

    @property
    def delen(self) -> frozenset[str]:
        """The names in the path: `aanmelding/views/basis.py` is of aanmelding, views and basis."""
        return frozenset(self.pad.removesuffix(".py").split("/"))

    def is_een(self, *lagen: str) -> bool:
        return not self.delen.isdisjoint(lagen)

    def regel(self, nummer: int) -> str:
        regels = self.tekst.splitlines()
        return regels[nummer - 1].strip() if 0 < nummer <= len(regels) else ""

    @cached_property
    def namen(self) -> dict[str, str]:
        """What each imported name stands for, dotted: `dt` -> `datetime`, `nu` -> `django.utils.timezone.now`."""
        gevonden: dict[str, str] = {}
        for knoop in self.knopen:
            if isinstance(knoop, ast.Import):
                for naam in knoop.names:
                    gevonden[naam.asname or naam.name.split(".")[0]] = (
                        naam.name if naam.asname else naam.name.split(".")[0]
                    )
            elif isinstance(knoop, ast.ImportFrom) and knoop.module:
                gevonden |= {n.asname or n.name: f"{knoop.module}.{n.name}" for n in knoop.names}
        return gevonden

    def voluit(self, knoop: ast.AST) -> str:
        """The dotted name an expression stands for, through its imports; empty when it is something else."""
        if isinstance(knoop, ast.Name):
            return self.namen.get(knoop.id, knoop.id)
        if isinstance(knoop, ast.Attribute) and (links := self.voluit(knoop.value)):
            return f"{links}.{knoop.attr}"
        return ""


#: One rule: (module) -> line and what to do instead.
Klacht = tuple[int, str]
Regel = Callable[[Bron], Iterator[Klacht]]


@cache
def bronnen(*mappen: str) -> tuple[Bron, ...]:
    """Every module of these folders, without migrations."""
    return tuple(
        Bron(str(pad.relative_to(PROJECT)), pad.read_text(encoding="utf-8"))
        for map_ in mappen
        for pad in sorted((PROJECT / map_).rglob("*.py"))
        if "migrations" not in pad.parts
    )


def code() -> tuple[Bron, ...]:
    """All production code."""
    return bronnen(*KAMERS)


def klachten(regel: Regel, bron: Iterable[Bron], *, behalve: Iterable[str] = ()) -> list[str]:
    """`path:line: code -- where it goes`, without the modules that may."""
    mag = set(behalve)
    return [
        f"{b.pad}:{nummer}: {b.regel(nummer)} -- {uitleg}"
        for b in bron
        if b.pad not in mag
        for nummer, uitleg in sorted(set(regel(b)))
    ]


def proef(regel: Regel, tekst: str, pad: str = "aanmelding/views/proef.py") -> list[str]:
    """What the rule says of a piece of source: for the tests of the rules themselves."""
    return klachten(regel, [Bron(pad, tekst)])


# --- small readers -------------------------------------------------------------------------------------------------


def aanroepen(bron: Bron) -> Iterator[ast.Call]:
    return (k for k in bron.knopen if isinstance(k, ast.Call))


def laatste_naam(functie: ast.AST) -> str:
    """`x.y.save` and `save` are both `save`."""
    if isinstance(functie, ast.Attribute):
        return functie.attr
    return functie.id if isinstance(functie, ast.Name) else ""


def tekst_van(knoop: ast.AST | None) -> str | None:
    """The string that stands there; None when it is not a plain string."""
    return knoop.value if isinstance(knoop, ast.Constant) and isinstance(knoop.value, str) else None
