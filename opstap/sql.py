"""The only place with engine-specific SQL: triggers that defend what the ORM cannot, a copy of SQLite, which database
this is (law 11)."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import DatabaseError, InterfaceError, OperationalError

ALLEEN_TOEVOEGEN = "opstap: deze tabel is alleen om toe te voegen"


def _alleen_toevoegen_sqlite(tabel: str, bewerking: str, wanneer: str) -> str:
    return (
        f'CREATE TRIGGER "{tabel}_geen_{bewerking}" BEFORE {bewerking.upper()} ON "{tabel}" '
        f"{wanneer}BEGIN SELECT RAISE(ABORT, '{ALLEEN_TOEVOEGEN}'); END"
    )


_WEIGER_POSTGRESQL = f"""
CREATE OR REPLACE FUNCTION opstap_weiger() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '{ALLEEN_TOEVOEGEN}' USING ERRCODE = 'restrict_violation'; END $$
"""


def alleen_toevoegen(tabel: str, *bewerkingen: str, als: str = "") -> tuple[Callable[..., None], Callable[..., None]]:
    """Forward and backward for RunPython: refuse `bewerkingen` ("update", "delete") on `tabel` on both engines.

    `als`: only for rows that are so, for example "OLD.status = 'vastgesteld'". On SQLite a later migration that
    alters the table makes it anew, without triggers: repeat this operation there.
    """
    wanneer = f"WHEN ({als}) " if als else ""

    def vooruit(apps: Any, schema_editor: Any) -> None:
        if schema_editor.connection.vendor == "sqlite":
            for bewerking in bewerkingen:
                schema_editor.execute(_alleen_toevoegen_sqlite(tabel, bewerking, wanneer))
            return
        schema_editor.execute(_WEIGER_POSTGRESQL)
        soorten = " OR ".join(b.upper() for b in bewerkingen)
        schema_editor.execute(
            f'CREATE TRIGGER "{tabel}_alleen_toevoegen" BEFORE {soorten} ON "{tabel}" '
            f"FOR EACH ROW {wanneer}EXECUTE FUNCTION opstap_weiger()"
        )

    def terug(apps: Any, schema_editor: Any) -> None:
        if schema_editor.connection.vendor == "sqlite":
            for bewerking in bewerkingen:
                schema_editor.execute(f'DROP TRIGGER IF EXISTS "{tabel}_geen_{bewerking}"')
            return
        schema_editor.execute(f'DROP TRIGGER IF EXISTS "{tabel}_alleen_toevoegen" ON "{tabel}"')

    return vooruit, terug


def niet_tegelijk(
    tabel: str, naam: str, *, wie: str, van: str, tot: str, behalve: tuple[str, str]
) -> tuple[Callable[..., None], Callable[..., None]]:
    """Forward and backward for RunPython: no two rows with the same `wie` share a day of [`van`, `tot`).

    `tot` NULL = without end. `behalve` = (column, value) of rows that do not count. Refused under `naam` on both
    engines. PostgreSQL compares numbers as ranges of one, so no extension is needed (btree_gist). On SQLite a later
    migration that alters the table makes it anew, without triggers: repeat this operation there.
    """
    kolom, waarde = behalve

    def vooruit(apps: Any, schema_editor: Any) -> None:
        if schema_editor.connection.vendor == "sqlite":
            for bewerking in ("INSERT", f'UPDATE OF "{wie}", "{van}", "{tot}", "{kolom}"'):
                schema_editor.execute(_niet_tegelijk_sqlite(tabel, naam, bewerking, wie, van, tot, behalve))
            return
        einde = f'CASE WHEN "{tot}" IS NOT NULL THEN GREATEST("{van}", "{tot}") END'
        schema_editor.execute(
            f'ALTER TABLE "{tabel}" ADD CONSTRAINT "{naam}" EXCLUDE USING gist ('
            f'int8range("{wie}", "{wie}", \'[]\') WITH &&, daterange("{van}", {einde}, \'[)\') WITH &&'
            f") WHERE (\"{kolom}\" <> '{waarde}')"
        )

    def terug(apps: Any, schema_editor: Any) -> None:
        if schema_editor.connection.vendor == "sqlite":
            for bewerking in ("insert", "update"):
                schema_editor.execute(f'DROP TRIGGER IF EXISTS "{naam}_{bewerking}"')
            return
        schema_editor.execute(f'ALTER TABLE "{tabel}" DROP CONSTRAINT IF EXISTS "{naam}"')

    return vooruit, terug


def _niet_tegelijk_sqlite(
    tabel: str, naam: str, bewerking: str, wie: str, van: str, tot: str, behalve: tuple[str, str]
) -> str:
    kolom, waarde = behalve
    telt = " AND ".join(
        f'{rij}."{kolom}" <> \'{waarde}\' AND ({rij}."{tot}" IS NULL OR {rij}."{tot}" > {rij}."{van}")'
        for rij in ("ander", "NEW")
    )
    raakt = " AND ".join(
        f'({deze}."{tot}" IS NULL OR {die}."{van}" < {deze}."{tot}")'
        for deze, die in (("ander", "NEW"), ("NEW", "ander"))
    )
    return (
        f'CREATE TRIGGER "{naam}_{bewerking.split()[0].lower()}" BEFORE {bewerking} ON "{tabel}" '
        f'WHEN EXISTS (SELECT 1 FROM "{tabel}" ander WHERE ander."{wie}" = NEW."{wie}" AND ander."id" IS NOT NEW."id" '
        f"AND {telt} AND {raakt}) BEGIN SELECT RAISE(ABORT, '{naam}'); END"
    )


def kopieer_sqlite(connection: Any, doel: Path) -> bool:
    """Copy a database that others read and write meanwhile; whether the copy is sound.

    Looked at through Django: a CHECK may use a function that only Django gives to SQLite.
    """
    with closing(sqlite3.connect(connection.settings_dict["NAME"])) as van, closing(sqlite3.connect(doel)) as naar:
        van.backup(naar)
        naar.execute("UPDATE opstap_peiling SET thuis = 'kopie'")
        naar.commit()
    kopie = connection.copy()
    kopie.settings_dict["NAME"] = str(doel)
    try:
        with kopie.cursor() as cursor:
            return bool(cursor.execute("PRAGMA integrity_check").fetchone() == ("ok",))
    finally:
        kopie.close()


def thuis(connection: Any) -> tuple[str, datetime | None]:
    """Which database this is, and what time it is there when it has a clock of its own.

    A table that was put back from a dump has another oid, also in the same cluster. A copy of SQLite carries a mark.
    """
    if connection.vendor == "sqlite":
        return "sqlite", None
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT (SELECT system_identifier FROM pg_control_system()) || '/' || 'opstap_peiling'::regclass::oid, "
            "clock_timestamp()"
        )
        naam, op = cursor.fetchone()
    return naam, op


def is_botsing(fout: Exception) -> bool:
    """Two transactions were in each other's way and this one was undone whole: done again it may succeed."""
    return getattr(fout.__cause__, "pgcode", "") in {"40001", "40P01"}


def is_weg(fout: BaseException | None) -> bool:
    """The database is away. Cut off in the middle of an answer, psycopg2 knows neither kind nor code of the fault."""
    if type(fout) is DatabaseError:
        return getattr(fout.__cause__, "pgcode", "") is None
    return isinstance(fout, OperationalError | InterfaceError)
