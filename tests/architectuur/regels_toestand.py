"""States change by transitions, and services alone call them (law 4)."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator

from tests.architectuur.bron import Bron, Klacht, Regel, aanroepen, laatste_naam, tekst_van

_SCHRIJF = (
    "een toestand verandert alleen door een overgang: roep in een service de overgang van het model aan "
    "(tests/toestanden.toml zegt welke er zijn) en bewaar de rij"
)
_MAAK = (
    "een rij begint in de eerste toestand van haar machine: laat status weg en roep daarna in een service de overgang "
    "aan (zie tests/toestanden.toml)"
)
_ONBEKEND = "hier is niet te zien of er een toestand wordt geschreven: noem de velden voluit, zonder status"
_OVERGANG = (
    "alleen een service roept een overgang aan: zet dit in services.py van deze kamer (vergrendelen, regel, overgang, "
    "bewaren, logboek) en roep die service aan"
)
_MAKERS = frozenset({"create", "get_or_create", "update_or_create", "acreate", "aget_or_create", "aupdate_or_create"})
_VERNIEUWERS = frozenset({"update", "aupdate"})
_IN_BULK = frozenset({"bulk_update", "abulk_update"})


def schrijft_toestand(velden: Collection[str]) -> Regel:
    """Assignment, setattr, __dict__, update and bulk_update, in whatever spelling."""

    def regel(bron: Bron) -> Iterator[Klacht]:
        for knoop in bron.knopen:
            if isinstance(knoop, ast.Attribute) and isinstance(knoop.ctx, ast.Store | ast.Del) and knoop.attr in velden:
                yield knoop.lineno, _SCHRIJF
            elif isinstance(knoop, ast.Subscript) and isinstance(knoop.ctx, ast.Store | ast.Del):
                yield from _in_dict(knoop, velden)
            elif isinstance(knoop, ast.Call):
                yield from _bij_naam(knoop, velden)
                yield from _vernieuwt(knoop, velden)

    return regel


def _in_dict(knoop: ast.Subscript, velden: Collection[str]) -> Iterator[Klacht]:
    """`rij.__dict__["status"] = ...` and `vars(rij)["status"] = ...`"""
    houder = knoop.value
    via_dict = isinstance(houder, ast.Attribute) and houder.attr == "__dict__"
    via_vars = isinstance(houder, ast.Call) and laatste_naam(houder.func) == "vars"
    if via_dict or via_vars:
        yield from _naam(knoop.slice, velden, knoop.lineno)


def _bij_naam(knoop: ast.Call, velden: Collection[str]) -> Iterator[Klacht]:
    """`setattr(rij, "status", ...)`, `delattr`, `object.__setattr__`"""
    if laatste_naam(knoop.func) in {"setattr", "delattr", "__setattr__", "__delattr__"} and len(knoop.args) > 1:
        yield from _naam(knoop.args[1], velden, knoop.lineno)


def _naam(knoop: ast.AST, velden: Collection[str], regel: int) -> Iterator[Klacht]:
    naam = tekst_van(knoop)
    if naam is None:
        yield regel, _ONBEKEND
    elif naam in velden:
        yield regel, _SCHRIJF


def _vernieuwt(knoop: ast.Call, velden: Collection[str]) -> Iterator[Klacht]:
    naam = laatste_naam(knoop.func)
    if not isinstance(knoop.func, ast.Attribute):
        return
    if naam in _VERNIEUWERS:
        yield from _velden(knoop.keywords, velden, knoop.lineno, _SCHRIJF)
    elif naam in _IN_BULK:
        lijst = next((k.value for k in knoop.keywords if k.arg == "fields"), None) or (knoop.args + [None, None])[1]
        yield from _lijst(lijst, velden, knoop.lineno)


def _lijst(lijst: ast.AST | None, velden: Collection[str], regel: int) -> Iterator[Klacht]:
    if not isinstance(lijst, ast.List | ast.Tuple | ast.Set):
        yield regel, _ONBEKEND
        return
    for lid in lijst.elts:
        yield from _naam(lid, velden, regel)


def _velden(
    argumenten: Collection[ast.keyword], velden: Collection[str], regel: int, uitleg: str, *, vreemd: str = _ONBEKEND
) -> Iterator[Klacht]:
    """Keywords, also `**{"status": ...}`; with `**something` nobody can see what is written."""
    for argument in argumenten:
        if argument.arg is not None:
            if argument.arg in velden:
                yield regel, uitleg
        elif isinstance(argument.value, ast.Dict) and all(tekst_van(k) for k in argument.value.keys):
            if {tekst_van(k) for k in argument.value.keys} & set(velden):
                yield regel, uitleg
        elif vreemd:
            yield regel, vreemd


def begint_anders(velden: Collection[str], modellen: Collection[str]) -> Regel:
    """A new row with a state of its own: `create(status=...)`, `Model(status=...)`, `defaults={"status": ...}`."""

    def regel(bron: Bron) -> Iterator[Klacht]:
        for knoop in aanroepen(bron):
            naam = laatste_naam(knoop.func)
            if naam in modellen or (isinstance(knoop.func, ast.Attribute) and naam in _MAKERS):
                yield from _velden(knoop.keywords, velden, knoop.lineno, _MAAK, vreemd="")
                for argument in knoop.keywords:
                    if argument.arg in {"defaults", "create_defaults"}:
                        yield from _velden([ast.keyword(None, argument.value)], velden, knoop.lineno, _MAAK, vreemd="")

    return regel


def roept_overgang(overgangen: Collection[str]) -> Regel:
    """Transitions take no arguments: a call without any, or the method itself handed over (`stap(rij.houden)`)."""

    def regel(bron: Bron) -> Iterator[Klacht]:
        met_argumenten = {id(k.func) for k in aanroepen(bron) if k.args or k.keywords}
        for knoop in bron.knopen:
            if isinstance(knoop, ast.Attribute) and isinstance(knoop.ctx, ast.Load):
                if knoop.attr in overgangen and id(knoop) not in met_argumenten:
                    yield knoop.lineno, _OVERGANG
            elif isinstance(knoop, ast.Call) and _bij_naam_geroepen(knoop, overgangen):
                yield knoop.lineno, _OVERGANG

    return regel


def _bij_naam_geroepen(knoop: ast.Call, overgangen: Collection[str]) -> bool:
    """`getattr(rij, "houden")`, `methodcaller("houden")`, and `getattr(rij, naam)()`."""
    if laatste_naam(knoop.func) in {"getattr", "methodcaller"}:
        return any(tekst_van(a) in overgangen for a in knoop.args)
    vraag = knoop.func
    return (
        isinstance(vraag, ast.Call)
        and laatste_naam(vraag.func) == "getattr"
        and len(vraag.args) > 1
        and tekst_van(vraag.args[1]) is None
    )


_MEER_DAN_EEN_STAP = (
    "een overgang verandert alleen de toestand: klok, logboek, mail en bewaren horen in de service die haar aanroept"
)
_DOET_MEER = frozenset({"save", "create", "meld", "gebeurtenis_vastleggen", "bericht_klaarzetten", "brief_maken"})


def overgang_doet_meer(bron: Bron) -> Iterator[Klacht]:
    for functie in bron.knopen:
        if not isinstance(functie, ast.FunctionDef):
            continue
        if any(isinstance(d, ast.Call) and laatste_naam(d.func) == "transition" for d in functie.decorator_list):
            if len(functie.args.args) > 1 or functie.args.kwonlyargs:
                yield functie.lineno, "een overgang krijgt niets mee: geef het aan de service, die zet het op de rij"
            for knoop in ast.walk(functie):
                meer = isinstance(knoop, ast.Call) and laatste_naam(knoop.func) in _DOET_MEER
                if meer or (isinstance(knoop, ast.Name) and knoop.id == "clock"):
                    yield knoop.lineno, _MEER_DAN_EEN_STAP
