"""The only place with engine-specific SQL: triggers that defend what the ORM cannot (law 11)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

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
