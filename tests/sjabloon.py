"""An SQLite database on which every migration ran, kept in var/: a run of a few tests begins with a copy of it.

Its name says of which files it was made. CI keeps nothing: there every migration runs every time.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from opstap.opstarten import PROJECT

MAP = PROJECT / "var" / "toetsdatabase"
#: All that a migration reads, see tests/fundament/test_sjabloon.py.
BRONNEN = ("*/**/migrations/*.py", "*/**/models.py", "*/models/*.py", "*/**/enums.py", "opstap/protocol/**/*.py")
BRONNEN += ("opstap/sql.py", "opstap/clock.py", "opstap/modellen.py", "opstap/partners/rechten.py", "requirements.txt")


def bestanden() -> list[Path]:
    """The sources in a fixed order, without what is installed here."""
    gevonden = {pad for patroon in BRONNEN for pad in PROJECT.glob(patroon)}
    return sorted(pad for pad in gevonden if not {".venv", "tests", "var"} & set(pad.relative_to(PROJECT).parts))


def pad() -> Path:
    """Where the database of these sources is kept."""
    vinger = hashlib.sha256()
    for pad in bestanden():
        vinger.update(str(pad.relative_to(PROJECT)).encode() + b"\0" + pad.read_bytes() + b"\0")
    return MAP / f"{vinger.hexdigest()[:32]}.sqlite3"


def neerzetten(database: Path) -> bool:
    """Copy it to where the test database comes; False when there is none yet, or none to be read."""
    if os.environ.get("CI"):
        return False
    try:
        shutil.copyfile(pad(), database)
    except OSError:
        return False
    return True


def bewaren(database: Path, sjabloon: Path) -> None:
    """Keep this fresh database, and nothing older; not when a source changed since `sjabloon` was its name."""
    if os.environ.get("CI") or pad() != sjabloon:
        return
    half = MAP / f"{os.getpid()}.half"
    with suppress(OSError, sqlite3.Error):  # who may not write here, begins anew each time
        MAP.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(database)) as bron, closing(sqlite3.connect(half)) as kopie:
            bron.backup(kopie)
        half.replace(sjabloon)
        for oud in MAP.glob("*.sqlite3"):
            if oud != sjabloon:
                oud.unlink(missing_ok=True)
