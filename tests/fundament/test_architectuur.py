"""The laws that a machine can read from the source: size, state, clock, imports (design.md 1, 2, 7)."""

from __future__ import annotations

import ast
import inspect
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.utils.module_loading import import_string

from opstap import bedrading
from opstap.protocol import feiten

PROJECT: Path = settings.BASE_DIR
KAMERS = ("opstap", "aanmelding", "woningen", "evaluatie")
#: Where the ORM may be asked directly: the manager of the rows of the page itself, never another room's services.
MAG_VRAGEN = {
    "opstap/partners/schermen.py": "the one-time key",
    "opstap/trajecten/schermen.py": "the traject the address names",
}


def _bron(*mappen: str, zonder: str = "migrations") -> Iterator[tuple[str, str]]:
    for map_ in mappen:
        for pad in sorted((PROJECT / map_).rglob("*.py")):
            if zonder not in pad.parts:
                yield str(pad.relative_to(PROJECT)), pad.read_text(encoding="utf-8")


CODE = list(_bron(*KAMERS))
#: tests of these rooms hold themselves to the limit too; `alles` and helpers included
TOETSEN = list(_bron("tests"))


def _te_lang(bron: list[tuple[str, str]], grens: int) -> list[tuple[str, int]]:
    return [(pad, n) for pad, tekst in bron if (n := tekst.count("\n")) > grens]


def test_no_module_is_longer_than_400_lines_and_no_test_longer_than_600() -> None:
    assert (_te_lang(CODE, 400), _te_lang(TOETSEN, 600)) == ([], [])


def test_no_template_is_longer_than_120_lines() -> None:
    sjablonen = [(str(p.relative_to(PROJECT)), p.read_text("utf-8")) for p in (PROJECT / "templates").rglob("*.*")]
    assert (len(sjablonen) > 20, _te_lang(sjablonen, 120)) == (True, [])


def _regels(functie: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of what it does: without the signature and the docstring."""
    doet = functie.body[1:] if ast.get_docstring(functie) else functie.body
    return (functie.end_lineno or 0) - doet[0].lineno + 1 if doet else 0


def test_no_function_is_longer_than_60_lines() -> None:
    """Ruff holds the limit of 40 statements (PLR0915); one argument per line may make those 60 lines, no more."""
    lang = [
        (pad, knoop.name, _regels(knoop))
        for pad, tekst in CODE
        for knoop in ast.walk(ast.parse(tekst))
        if isinstance(knoop, ast.FunctionDef | ast.AsyncFunctionDef) and _regels(knoop) > 60
    ]
    assert lang == []


def _plekken(patroon: str, bron: list[tuple[str, str]] | None = None) -> list[str]:
    return [
        f"{pad}:{nummer}: {regel.strip()}"
        for pad, tekst in (bron if bron is not None else CODE)
        for nummer, regel in enumerate(tekst.splitlines(), start=1)
        if re.search(patroon, regel)
    ]


def test_a_state_changes_by_a_transition_and_never_by_writing_it() -> None:
    """Law 4. Filters and keyword arguments of a constructor are no writes."""
    assert _plekken(r"\.update\([^)]*\bstatus=") == []
    assert _plekken(r"^\s*[\w.]+\.status = ") == []
    assert _plekken(r"bulk_update\(.*status") == []


def test_only_the_clock_reads_a_clock() -> None:
    lezers = (
        r"timezone\.now|timezone\.localdate|localtime\(|date\.today|datetime\.now|datetime\.today|utcnow|time\.time\("
    )
    assert [p for p in _plekken(lezers) if not p.startswith("opstap/clock.py:")] == []


def test_no_model_field_reads_a_clock_by_itself() -> None:
    assert _plekken(r"auto_now|default=.*\bnow\b") == []


def test_views_ask_services_and_querysets_and_write_nothing_themselves() -> None:
    """A read through a QuerySet method is fine; making, changing or deleting a row is the work of a service (law 3)."""
    schermen = [(p, t) for p, t in CODE if "views" in p or p.endswith("schermen.py")]
    schrijft = (
        r"\.objects\.(create|bulk_create|get_or_create|update_or_create|update|delete)\("
        r"|\.save\(|\.delete\(\)|select_for_update"
    )
    assert len(schermen) > 5
    assert [p for p in _plekken(schrijft, schermen) if p.split(":")[0] not in MAG_VRAGEN] == []


def test_every_list_of_trajecten_on_a_page_is_cut_to_who_is_looking() -> None:
    schermen = [(p, t) for p, t in CODE if "views" in p and "Traject.objects" in t]
    zonder = [p for p in _plekken(r"Traject\.objects\.(?!zichtbaar_voor)", schermen)]
    toegestaan = ["opstap/trajecten/views.py", "pk__in=[t.pk for t in rijen]"]  # rows of a list that was cut already
    assert [p for p in zonder if not all(deel in p for deel in toegestaan)] == []


def test_raw_sql_stands_in_one_module() -> None:
    """And in the answer of /gezondheid, which must ask the database something."""
    rauw = _plekken(r"\.raw\(|RawSQL|\.extra\(|cursor\(\)|schema_editor\.execute")
    assert {p.split(":")[0] for p in rauw} <= {"opstap/sql.py", "opstap/views.py"}


def test_no_page_carries_code_or_style_of_its_own_and_nothing_is_called_safe() -> None:
    """Law 10 and the content security policy."""
    sjablonen = [(str(p.relative_to(PROJECT)), p.read_text("utf-8")) for p in (PROJECT / "templates").rglob("*.html")]
    fout = r"<script(?![^>]*\ssrc=)|<style|\sstyle=|\son[a-z]+=\"|\|\s*safe\b|autoescape off"
    gevonden = _plekken(fout, sjablonen) + _plekken(r"mark_safe|SafeString|format_html", CODE)
    assert [p for p in gevonden if not p.startswith("templates/brieven/")] == []


def test_no_layer_looks_up_and_nobody_leans_on_monitor_or_wiring() -> None:
    uit = subprocess.run(
        [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"], cwd=PROJECT, capture_output=True, text=True
    )
    assert uit.returncode == 0, uit.stdout


def test_the_protocol_is_plain_python() -> None:
    """In a process of its own: importing every rule loads no Django."""
    code = (
        "import sys, pkgutil, importlib, opstap.protocol as p\n"
        "[importlib.import_module(f'opstap.protocol.{m.name}') for m in pkgutil.iter_modules(p.__path__)]\n"
        "print('django' in sys.modules)"
    )
    uit = subprocess.run([sys.executable, "-c", code], cwd=PROJECT, capture_output=True, text=True)
    assert (uit.stdout.strip(), uit.stderr) == ("False", "")


# --- the wiring --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("feit", "naam"),
    [(feit, naam) for feit, namen in bedrading.REACTIES.items() for naam in namen],
    ids=lambda waarde: waarde if isinstance(waarde, str) else waarde.__name__,
)
def test_every_reaction_exists_and_takes_exactly_its_fact(feit: type, naam: str) -> None:
    (parameter,) = inspect.signature(import_string(naam)).parameters.values()
    assert issubclass(feit, feiten.Feit) is True
    assert [f for f in parameter.annotation.split(" | ") if f == feit.__name__] == [feit.__name__]


def test_every_change_plans_the_duties_again() -> None:
    assert bedrading.REACTIES[feiten.TrajectGewijzigd] == ("opstap.termijnen.services.herplan_na",)


def test_every_slice_of_the_facts_has_a_provider_and_each_provider_a_slice() -> None:
    import dataclasses

    delen = {f.name for f in dataclasses.fields(feiten.TrajectFeiten)} - {"gestart_op", "afgesloten_op"}
    assert set(bedrading.FEITENLEVERANCIERS) == delen
    for naam in (*bedrading.FEITENLEVERANCIERS.values(), *bedrading.KAARTEN):
        assert callable(import_string(naam))


def test_no_migration_is_missing(db: Any) -> None:
    from django.core.management import call_command

    call_command("makemigrations", "--check", "--dry-run", verbosity=0)
