"""Nothing grows past what somebody can read (design.md section 7). No list of exceptions."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from tests.architectuur.bron import PROJECT, Bron, bronnen, code

_SPLITS = "splits het: een map met dezelfde naam, een bestand per gebruik of aggregaat"
_ONDERDEEL = "haal er een stuk uit naar templates/onderdelen/"
_KORT = "houd het kort: een README wijst de weg, een ADR is een halve bladzijde"


def te_lang(teksten: Iterable[tuple[str, str]], grens: int, raad: str) -> list[str]:
    """`path: how many lines, how many at most -- what to do`."""
    return [f"{pad}: {n} regels, hooguit {grens} -- {raad}" for pad, t in teksten if (n := t.count("\n")) > grens]


def _tekst(patroon: str) -> list[tuple[str, str]]:
    return [(str(p.relative_to(PROJECT)), p.read_text("utf-8")) for p in sorted(PROJECT.glob(patroon)) if p.is_file()]


def _modules(*mappen: str) -> list[tuple[str, str]]:
    return [(b.pad, b.tekst) for b in (bronnen(*mappen) if mappen else code())]


@pytest.mark.parametrize(
    ("teksten", "grens", "raad"),
    [
        (_modules(), 400, _SPLITS),
        (_modules("tests"), 600, _SPLITS),
        (_tekst("templates/**/*.*"), 120, _ONDERDEEL),
        (_tekst("README.md"), 120, _KORT),
        (_tekst("docs/ontwikkelen.md"), 120, _KORT),
        (_tekst("docs/adr/*.md"), 40, _KORT),
    ],
    ids=["modules", "tests", "templates", "README", "ontwikkelen", "ADRs"],
)
def test_no_file_is_longer_than_its_kind_may_be(teksten: list[tuple[str, str]], grens: int, raad: str) -> None:
    assert teksten != []
    assert te_lang(teksten, grens, raad) == []


def test_a_file_that_is_too_long_is_named_with_what_to_do() -> None:
    assert te_lang([("a.py", "x\n" * 400), ("b.py", "x\n" * 401)], 400, _SPLITS) == [
        f"b.py: 401 regels, hooguit 400 -- {_SPLITS}"
    ]


def lange_functies(bron: Iterable[Bron], grens: int) -> Iterator[str]:
    """Lines of what it does: without the signature and the docstring."""
    for b in bron:
        for knoop in b.knopen:
            if isinstance(knoop, ast.FunctionDef | ast.AsyncFunctionDef):
                doet = knoop.body[1:] if ast.get_docstring(knoop) else knoop.body
                regels = (knoop.end_lineno or 0) - doet[0].lineno + 1 if doet else 0
                if regels > grens:
                    yield f"{b.pad}:{knoop.lineno}: {knoop.name} doet {regels} regels -- geef een deel een eigen naam"


def test_no_function_is_longer_than_60_lines() -> None:
    """Ruff holds the limit of 40 statements (PLR0915); one argument per line may make those 60 lines, no more."""
    assert list(lange_functies(code(), 60)) == []


def test_a_function_that_is_too_long_is_named() -> None:
    kort = Bron("a.py", "def f():\n" + "    x = 1\n" * 60)
    lang = Bron("b.py", "def f():\n    '''Why.'''\n" + "    x = 1\n" * 61)
    (gevonden,) = lange_functies([kort, lang], 60)
    assert gevonden.startswith("b.py:1: f doet 61 regels")


def test_no_class_is_longer_than_250_lines() -> None:
    lang = [
        f"{b.pad}:{k.lineno}: {k.name}"
        for b in code()
        for k in b.knopen
        if isinstance(k, ast.ClassDef) and (k.end_lineno or 0) - k.lineno >= 250
    ]
    assert lang == []


def test_the_limits_look_at_something() -> None:
    assert len(code()) > 150 and len(bronnen("tests")) > 80 and Path(PROJECT / "README.md").exists()
