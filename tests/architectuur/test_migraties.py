"""After all migrations every trigger, constraint and index that was promised is there, on both engines (law 11)."""

from __future__ import annotations

import os
import re
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.models import CheckConstraint, UniqueConstraint

from opstap.veldentabel import eigen_modellen
from tests.architectuur.bron import KAMERS, PROJECT

pytestmark = pytest.mark.django_db

#: Written by hand: what may never be changed or deleted once it stands there (laws 8 and 9).
ALLEEN_TOEVOEGEN = {
    "logboek_gebeurtenis": {"update"},
    "logboek_inzage": {"update"},
    "logboek_zegel": {"update"},
    "trajecten_besluit": {"update"},
    "regelingen_regelingversie": {"update"},
    "aanmelding_aanmeldversie": {"update"},
    "post_mailtekst": {"update"},
}
#: On SQLite a trigger; PostgreSQL has a constraint for it (a home never has two tenants at once).
NIET_TEGELIJK = {"woningen_huurovereenkomst": {"insert", "update"}}
_WEG = (
    "een migratie die de tabel opnieuw maakt, laat op SQLite haar triggers vallen: herhaal alleen_toevoegen(...) in "
    "diezelfde migratie (opstap/sql.py)"
)


def triggers() -> dict[str, set[str]]:
    """table -> what is refused, as this engine has it."""
    gevonden: dict[str, set[str]] = {}
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT tbl_name, sql FROM sqlite_master WHERE type = 'trigger'")
            rijen = [(tabel, re.findall(r"BEFORE (UPDATE|DELETE|INSERT)", sql)) for tabel, sql in cursor.fetchall()]
        else:
            cursor.execute(
                "SELECT event_object_table, event_manipulation FROM information_schema.triggers "
                "WHERE trigger_schema = current_schema()"
            )
            rijen = [(tabel, [bewerking]) for tabel, bewerking in cursor.fetchall()]
    for tabel, bewerkingen in rijen:
        gevonden.setdefault(tabel, set()).update(b.lower() for b in bewerkingen)
    return gevonden


def test_every_trigger_is_there_after_all_migrations() -> None:
    """Seen to fail on SQLite with a migration that makes a field of Besluit longer and does nothing else."""
    assert triggers() == ALLEEN_TOEVOEGEN | (NIET_TEGELIJK if connection.vendor == "sqlite" else {}), _WEG


def test_every_trigger_of_a_migration_stands_on_the_list() -> None:
    patroon = re.compile(r'alleen_toevoegen\(\s*"(\w+)"')
    gemaakt = {
        tabel
        for kamer in KAMERS
        for pad in (PROJECT / kamer).rglob("migrations/*.py")
        for tabel in patroon.findall(pad.read_text(encoding="utf-8"))
    }
    assert gemaakt == set(ALLEEN_TOEVOEGEN), "zet haar in ALLEEN_TOEVOEGEN van deze toets, of haal haar daar weg"


def test_a_trigger_that_fell_is_seen() -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute('DROP TRIGGER "trajecten_besluit_geen_update"')
        else:
            cursor.execute('DROP TRIGGER "trajecten_besluit_alleen_toevoegen" ON "trajecten_besluit"')
    assert set(ALLEEN_TOEVOEGEN) - set(triggers()) == {"trajecten_besluit"}


def _beloofd(model: Any) -> set[str]:
    return {c.name for c in model._meta.constraints if isinstance(c, CheckConstraint | UniqueConstraint)} | {
        i.name for i in model._meta.indexes
    }


@pytest.mark.parametrize("model", eigen_modellen(), ids=lambda m: m.__name__)
def test_every_constraint_and_index_of_a_model_is_in_the_database(model: Any) -> None:
    with connection.cursor() as cursor:
        er_zijn = connection.introspection.get_constraints(cursor, model._meta.db_table)
    assert sorted(_beloofd(model) - set(er_zijn)) == []


def test_no_migration_is_missing_and_no_room_has_two_ends() -> None:
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)
    assert MigrationLoader(None).detect_conflicts() == {}


@pytest.mark.traag
def test_all_at_once_gives_the_tables_that_the_steps_give(tmp_path: Path) -> None:
    """A squashed migration is for a new database; who came along step by step must have the same. On SQLite only:
    the models are the same on both engines. Seen to fail without the trigger of a besluit."""
    wegen = (["-m", "django", "migrate", "-v0"], [str(Path(__file__).with_name("stapsgewijs.py"))])
    ineens, stapsgewijs = (_tabellen(tmp_path / str(n), opdracht) for n, opdracht in enumerate(wegen))
    assert len(ineens) > 100
    assert ineens == stapsgewijs


def _tabellen(var: Path, opdracht: list[str]) -> dict[str, list[str]]:
    """name of a table, index or trigger -> the sorted words of what made it: the order of columns may differ."""
    var.mkdir()
    env = {"PATH": os.environ["PATH"], "PYTHONPATH": str(PROJECT), "DJANGO_SETTINGS_MODULE": "opstap.settings"}
    subprocess.run([sys.executable, *opdracht], cwd=PROJECT, env={**env, "OPSTAP_VAR": str(var)}, check=True)
    with sqlite3.connect(var / "opstap.sqlite3") as database:
        rijen = database.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    return {naam: sorted(re.findall(r"[^\s,()]+", sql)) for naam, sql in rijen}
