"""A copy of the whole database while it stays in use, and the note of when that was made."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from pathlib import Path

from django.conf import settings
from django.db import Error, connection

from opstap import clock
from opstap.errors import OpstapFout
from opstap.models import Hartslag, Hartslagsoort
from opstap.sql import kopieer_sqlite

_ZONDER_PG_DUMP = (
    "Het programma pg_dump staat niet op deze machine. Maak de kopie waar PostgreSQL draait, bijvoorbeeld met "
    "“pg_dump -Fc opstap > opstap.dump”, en draai daarna hier “manage.py reservekopie --gemaakt”."
)
_NIET_GELUKT = (
    "De kopie is niet gelukt. Hierboven staat waarom. Staat daar niets, kijk dan of er plaats genoeg is op de schijf."
)
_NIET_GESCHREVEN = "De kopie kon niet worden gemaakt in {map}. Kijk of u daar mag schrijven en of er plaats genoeg is."


def reservekopie_maken(map_: Path) -> Path:
    """Whole or not at all: made beside its name and renamed. Readable by the owner only: everybody is in it."""
    moment = f"{clock.echt_nu().astimezone(clock.AMSTERDAM):%Y-%m-%d-%H%M%S}"
    doel = map_ / f"opstap-{moment}.{'sqlite3' if settings.IS_SQLITE else 'dump'}"
    half = doel.with_suffix(".half")
    Hartslag.objects.begint(Hartslagsoort.RESERVEKOPIE)
    try:
        map_.mkdir(mode=0o700, parents=True, exist_ok=True)
        half.touch(mode=0o600)
        try:
            (_sqlite if settings.IS_SQLITE else _postgresql)(half)
            half.rename(doel)
        finally:
            for deel in map_.glob(f"{half.name}*"):  # SQLite may leave its journal beside it
                deel.unlink(missing_ok=True)
    except (OSError, sqlite3.Error, Error) as fout:
        raise OpstapFout(_NIET_GESCHREVEN.format(map=map_)) from fout
    Hartslag.objects.is_klaar(Hartslagsoort.RESERVEKOPIE)
    return doel


def reservekopie_noteren() -> None:
    """Made by other means: remember that it was."""
    Hartslag.objects.begint(Hartslagsoort.RESERVEKOPIE)
    Hartslag.objects.is_klaar(Hartslagsoort.RESERVEKOPIE)


#: Handed over in the environment: a password on the command line can be read by everybody on the machine.
_LIBPQ = {
    "dbname": "PGDATABASE",
    "host": "PGHOST",
    "port": "PGPORT",
    "user": "PGUSER",
    "password": "PGPASSWORD",
    "sslmode": "PGSSLMODE",
    "sslrootcert": "PGSSLROOTCERT",
}


def _sqlite(doel: Path) -> None:
    if not kopieer_sqlite(connection, doel):
        raise OpstapFout("De kopie klopt niet. Kijk of de schijf in orde is en probeer het opnieuw.")


def _postgresql(doel: Path) -> None:
    programma = shutil.which("pg_dump")
    if programma is None:
        raise OpstapFout(_ZONDER_PG_DUMP)
    waar = connection.get_connection_params()
    omgeving = {naam: str(waar[sleutel]) for sleutel, naam in _LIBPQ.items() if waar.get(sleutel)}
    gedaan = subprocess.run([programma, "--format=custom", f"--file={doel}"], env=os.environ | omgeving)
    if gedaan.returncode:
        raise OpstapFout(_NIET_GELUKT)
