"""A copy that can be put back, made while Opstap goes on, and remembered."""

from __future__ import annotations

import shutil
import sqlite3
import stat
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection, transaction

from opstap import reservekopie as kopie
from opstap.errors import OpstapFout
from opstap.management.opdracht import Fout
from opstap.models import Hartslag, Oefenklok
from opstap.reservekopie import reservekopie_maken

alleen_sqlite = pytest.mark.skipif(connection.vendor != "sqlite", reason="geldt alleen op SQLite")


@pytest.mark.postgres
def test_the_copy_of_postgresql_can_be_read_back(transactional_db: None, tmp_path: Path) -> None:
    if shutil.which("pg_dump") is None:
        pytest.skip("geen pg_dump op deze machine")
    call_command("reservekopie", str(tmp_path))
    (bestand,) = tmp_path.iterdir()
    assert bestand.read_bytes().startswith(b"PGDMP") and stat.S_IMODE(bestand.stat().st_mode) == 0o600
    assert Hartslag.objects.get().klaar_op is not None


@pytest.mark.postgres
def test_without_pg_dump_it_says_how_and_remembers_nothing(db, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda naam: None)
    with pytest.raises(Fout, match="pg_dump staat niet op deze machine.*--gemaakt"):
        call_command("reservekopie", str(tmp_path))
    assert (Hartslag.objects.get().klaar_op, list(tmp_path.iterdir())) == (None, [])


@alleen_sqlite
def test_the_copy_holds_what_was_committed_and_nothing_that_was_not(transactional_db: None, tmp_path: Path) -> None:
    """In a folder that is made for it, beside a write that is under way in another connection; for the owner only."""
    Oefenklok.objects.create(pk=1, dagen=7)
    with transaction.atomic():
        Oefenklok.objects.update(dagen=8)
        assert kopie.kopieer_sqlite(connection, tmp_path / "x.sqlite3")
    assert _dagen(tmp_path / "x.sqlite3") == 7
    bestand = reservekopie_maken(tmp_path / "nieuw")
    assert (_dagen(bestand), stat.S_IMODE(bestand.stat().st_mode)) == (8, 0o600)
    assert [p.name for p in bestand.parent.iterdir()] == [bestand.name]
    assert Hartslag.objects.get(soort="reservekopie").klaar_op is not None


def _dagen(bestand: Path) -> Any:
    with closing(sqlite3.connect(bestand)) as lijn:
        return lijn.execute("SELECT dagen FROM opstap_oefenklok").fetchone()[0]


@alleen_sqlite
def test_a_copy_that_cannot_be_made_leaves_nothing_and_is_not_remembered(db, tmp_path: Path, monkeypatch) -> None:
    (tmp_path / "bestand").touch()
    with pytest.raises(Fout, match="kon niet worden gemaakt in .*bestand"):
        call_command("reservekopie", str(tmp_path / "bestand"))
    monkeypatch.setattr(kopie, "kopieer_sqlite", lambda *_: False)
    with pytest.raises(OpstapFout, match="De kopie klopt niet"):
        reservekopie_maken(tmp_path / "map")
    assert (Hartslag.objects.get().klaar_op, list((tmp_path / "map").iterdir())) == (None, [])


def test_a_copy_that_was_made_elsewhere_is_remembered(db, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("reservekopie", "--gemaakt")
    assert Hartslag.objects.get(soort="reservekopie").klaar_op is not None
    assert capsys.readouterr().out == "Genoteerd: er is nu een reservekopie.\n"
