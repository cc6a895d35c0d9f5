"""Where the code carries a clause, and which tests prove it: read from the source text, nothing is imported."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

KAMERS = ("opstap", "aanmelding", "woningen", "evaluatie")
REGELS = "opstap/protocol/"
CATALOGUS = f"{REGELS}termijnsoorten.py"
PLANNER = f"{REGELS}termijnen.py"
PRESETS = "opstap/regelingen/presets"
NUMMER = re.compile(r"\b[ZAPHCIL]-\d+(?:\.\d+)?[a-g]?\b")
_PARAMETER = re.compile(r"^(?:\[parameters\.)?(\w+)\]?(?: = [^#\n]*)? *#(.*)$", re.MULTILINE)


@dataclass(frozen=True, slots=True, order=True)
class Plek:
    """One place in the code that carries a clause; `naam` is a function, a kind of duty or a parameter."""

    pad: str
    naam: str


@dataclass(frozen=True, slots=True, order=True)
class Toets:
    """One test with the marker; `aantal` is how many clauses its marker names (few = the most telling)."""

    aantal: int
    pad: str
    naam: str


def plekken(wortel: Path) -> dict[str, set[Plek]]:
    """Clause id -> places that carry it and that the running system comes to."""
    gevonden: dict[str, set[Plek]] = {}
    bron = dict(_bomen(wortel, *KAMERS))
    gebruikt = _gebruikt(bron)
    for pad, boom in bron.items():
        for id_, naam in _in_code(boom):
            if not pad.startswith(REGELS) or naam.split(".")[-1] in gebruikt:
                gevonden.setdefault(id_, set()).add(Plek(pad, naam))
    for id_, plek in (*_soorten(bron), *_parameters(wortel, gebruikt, _gevraagd(bron, gebruikt))):
        gevonden.setdefault(id_, set()).add(plek)
    return gevonden


def genoemd(wortel: Path) -> dict[str, set[Plek]]:
    """Clause id -> modules that write it down anywhere, also in the log or on a page."""
    gevonden: dict[str, set[Plek]] = {}
    for pad, boom in _bomen(wortel, *KAMERS):
        for knoop in ast.walk(boom):
            if isinstance(knoop, ast.Constant) and isinstance(knoop.value, str) and NUMMER.fullmatch(knoop.value):
                gevonden.setdefault(knoop.value, set()).add(Plek(pad, f"regelnummer {knoop.lineno}"))
    return gevonden


def toetsen(wortel: Path) -> dict[str, set[Toets]]:
    """Clause id -> tests whose own marker, or that of their module, names it."""
    gevonden: dict[str, set[Toets]] = {}
    for pad, boom in _bomen(wortel, "tests"):
        van_module = [id_ for knoop in boom.body for id_ in _pytestmark(knoop)]
        for _, functie in _delen(boom):
            if isinstance(functie, ast.FunctionDef) and functie.name.startswith("test_"):
                ids = [*van_module, *(id_ for d in functie.decorator_list for id_ in _ids(d, "clausule"))]
                for id_ in ids:
                    gevonden.setdefault(id_, set()).add(Toets(len(ids), pad, functie.name))
    return gevonden


def _bomen(wortel: Path, *mappen: str) -> Iterator[tuple[str, ast.Module]]:
    for map_ in mappen:
        for pad in sorted((wortel / map_).rglob("*.py")):
            if "migrations" not in pad.parts:
                yield pad.relative_to(wortel).as_posix(), _boom(pad, pad.stat().st_mtime_ns)


@cache
def _boom(pad: Path, gewijzigd: int) -> ast.Module:
    return ast.parse(pad.read_text(encoding="utf-8"))


def _ids(knoop: ast.AST, naam: str) -> list[str]:
    """The clauses that a call of `naam` names: `regelt("Z-9.2")`, `pytest.mark.clausule("Z-9.2")`."""
    if not isinstance(knoop, ast.Call) or _naam(knoop.func) != naam:
        return []
    return [a.value for a in knoop.args if isinstance(a, ast.Constant) and isinstance(a.value, str)]


def _naam(knoop: ast.AST) -> str:
    return knoop.attr if isinstance(knoop, ast.Attribute) else getattr(knoop, "id", "")


def _pytestmark(knoop: ast.stmt) -> list[str]:
    if not isinstance(knoop, ast.Assign) or _naam(knoop.targets[0]) != "pytestmark":
        return []
    return [id_ for deel in ast.walk(knoop.value) for id_ in _ids(deel, "clausule")]


def _in_code(knoop: ast.AST, buiten: str = "") -> Iterator[tuple[str, str]]:
    """(id, function): what `regelt` marks, and every Belemmering that a function gives."""
    for kind in ast.iter_child_nodes(knoop):
        naam = buiten
        if isinstance(kind, ast.FunctionDef | ast.ClassDef):
            naam = f"{buiten}.{kind.name}".lstrip(".")
            yield from ((id_, naam) for d in kind.decorator_list for id_ in _ids(d, "regelt"))
        elif buiten:
            yield from ((id_, buiten) for id_ in _ids(kind, "Belemmering")[:1] if NUMMER.fullmatch(id_))
        yield from _in_code(kind, naam)


def _soorten(bron: dict[str, ast.Module]) -> Iterator[tuple[str, Plek]]:
    """The kinds of duty of the catalogue that the planner really plans."""
    gepland = {k.value for k in ast.walk(bron[PLANNER]) if isinstance(k, ast.Constant)}
    for knoop in ast.walk(bron[CATALOGUS]):
        if (teksten := _ids(knoop, "Termijnsoort")) and teksten[0] in gepland:
            yield teksten[2], Plek(CATALOGUS, teksten[0])


def _parameters(wortel: Path, gebruikt: set[str], gevraagd: set[str]) -> Iterator[tuple[str, Plek]]:
    """The values of a preset that the code asks for and whose comment names the clause they come from."""
    for pad in sorted((wortel / PRESETS).glob("*.toml")):
        tekst = pad.read_text(encoding="utf-8")
        inhoud = tomllib.loads(tekst)
        namen = (gevraagd & set(inhoud["parameters"])) | (gebruikt & set(inhoud))
        for naam, uitleg in _PARAMETER.findall(tekst):
            if naam in namen:
                yield from ((id_, Plek(pad.relative_to(wortel).as_posix(), naam)) for id_ in NUMMER.findall(uitleg))


def _gevraagd(bron: dict[str, ast.Module], gebruikt: set[str]) -> set[str]:
    """Parameters that the running system reads: `parameters.x`, `p.x`, or a used method of Parameters with `self.x`."""
    lezers: list[ast.AST] = [boom for pad, boom in bron.items() if not pad.startswith(REGELS)]
    lezers += [k for p, boom in bron.items() if p.startswith(REGELS) for naam, k in _delen(boom) if naam in gebruikt]
    return {
        knoop.attr
        for lezer in lezers
        for knoop in ast.walk(lezer)
        if isinstance(knoop, ast.Attribute) and _naam(knoop.value) in {"parameters", "p", "self"}
    }


def _gebruikt(bron: dict[str, ast.Module]) -> set[str]:
    """Every name that the other rooms come to: what they name themselves, and what the rules they reach name."""
    regels: dict[str, list[ast.AST]] = {}
    for pad, boom in bron.items():
        for naam, knoop in _delen(boom) if pad.startswith(REGELS) else ():
            regels.setdefault(naam, []).append(knoop)
    gebruikt: set[str] = set()
    nieuw = {naam for pad, boom in bron.items() if not pad.startswith(REGELS) for naam in _genoemd(boom)}
    while nieuw:
        gebruikt |= nieuw
        nieuw = {naam for deel in nieuw & set(regels) for regel in regels[deel] for naam in _genoemd(regel)} - gebruikt
    return gebruikt


def _delen(boom: ast.Module | ast.ClassDef) -> Iterator[tuple[str, ast.AST]]:
    """What a module or class defines: functions, methods and constants, each by its name."""
    for knoop in boom.body:
        if isinstance(knoop, ast.FunctionDef):
            yield knoop.name, knoop
        elif isinstance(knoop, ast.ClassDef):
            yield from _delen(knoop)
        else:
            yield from ((k.id, knoop) for k in ast.walk(knoop) if isinstance(k, ast.Name) and _schrijft(k))


def _genoemd(boom: ast.AST) -> Iterator[str]:
    return (_naam(k) for k in ast.walk(boom) if isinstance(k, ast.Name | ast.Attribute) and not _schrijft(k))


def _schrijft(knoop: ast.Name | ast.Attribute) -> bool:
    return isinstance(knoop.ctx, ast.Store)
