"""A run may begin with a kept database only when no migration could make another one."""

from __future__ import annotations

import ast
from pathlib import Path

from opstap.opstarten import PROJECT
from tests import sjabloon

KAMERS = {"opstap", "aanmelding", "woningen", "evaluatie"}


def _gelezen(migratie: Path) -> set[str]:
    """The modules of ours that it imports."""
    namen: set[str] = set()
    for knoop in ast.walk(ast.parse(migratie.read_text())):
        if isinstance(knoop, ast.Import):
            namen |= {alias.name for alias in knoop.names}
        elif isinstance(knoop, ast.ImportFrom) and knoop.module:
            namen.add(knoop.module)
    return {naam for naam in namen if naam.partition(".")[0] in KAMERS}


def test_all_that_a_migration_reads_gives_the_kept_database_another_name() -> None:
    """Seen to fail without `opstap/sql.py` among the sources."""
    bronnen = set(sjabloon.bestanden())
    migraties = [pad for pad in bronnen if pad.parent.name == "migrations"]
    assert len(migraties) > 50
    for migratie in migraties:
        for naam in _gelezen(migratie):
            module = PROJECT / naam.replace(".", "/")
            delen = set(module.glob("*.py")) if module.is_dir() else {module.with_suffix(".py")}
            assert delen <= bronnen, f"{migratie.name} leest {naam}"


def test_a_copy_is_what_was_kept_and_another_source_finds_none(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(sjabloon, "MAP", tmp_path / "map")
    monkeypatch.setattr(sjabloon, "BRONNEN", ("requirements.txt",))
    monkeypatch.delenv("CI", raising=False)
    import sqlite3

    with sqlite3.connect(tmp_path / "vers") as vers:
        vers.execute("CREATE TABLE proef (pk)")
    vers.close()
    assert not sjabloon.neerzetten(tmp_path / "kopie")
    sjabloon.bewaren(tmp_path / "vers", tmp_path / "map" / "van een andere bron")
    assert not sjabloon.neerzetten(tmp_path / "kopie")
    sjabloon.bewaren(tmp_path / "vers", sjabloon.pad())
    assert sjabloon.neerzetten(tmp_path / "kopie")
    with sqlite3.connect(tmp_path / "kopie") as kopie:
        assert kopie.execute("SELECT name FROM sqlite_master").fetchall() == [("proef",)]
    kopie.close()
    monkeypatch.setattr(sjabloon, "BRONNEN", ("requirements.txt", "manage.py"))
    assert not sjabloon.neerzetten(tmp_path / "kopie")
    monkeypatch.setenv("CI", "true")
    monkeypatch.setattr(sjabloon, "BRONNEN", ("requirements.txt",))
    assert not sjabloon.neerzetten(tmp_path / "kopie")
