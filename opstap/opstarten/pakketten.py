"""Debian packages: tell what is missing and, as root, install it without starting any service."""

from __future__ import annotations

import ctypes
import importlib.util
import os
import shutil
import subprocess
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from opstap.opstarten import log_map

BELEID = Path("/usr/sbin/policy-rc.d")
BRIEVEN = ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0")
TOETSEN = ("postgresql", "redis-server", "chromium", "poppler-utils", "docker-compose")


def postgres_map() -> Path | None:
    """The folder with initdb and postgres; Debian keeps it outside the PATH."""
    namen = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda pad: float(pad.parts[-3]))
    pad = namen[-1] if namen else shutil.which("initdb")
    return Path(pad).resolve().parent if pad else None


def _bibliotheek(naam: str) -> Callable[[], bool]:
    def aanwezig() -> bool:
        try:
            ctypes.CDLL(naam)
        except OSError:
            return False
        return True

    return aanwezig


AANWEZIG: dict[str, Callable[[], bool]] = {
    "python3-venv": lambda: importlib.util.find_spec("ensurepip") is not None,
    "libpango-1.0-0": _bibliotheek("libpango-1.0.so.0"),
    "libpangoft2-1.0-0": _bibliotheek("libpangoft2-1.0.so.0"),
    "libharfbuzz-subset0": _bibliotheek("libharfbuzz-subset.so.0"),
    "postgresql": lambda: postgres_map() is not None,
    "redis-server": lambda: shutil.which("redis-server") is not None,
    "chromium": lambda: shutil.which("chromium") is not None,
    "poppler-utils": lambda: shutil.which("pdftotext") is not None,
    "docker-compose": lambda: shutil.which("docker-compose") is not None,
}


def ontbreekt(namen: Iterable[str]) -> list[str]:
    importlib.invalidate_caches()
    return [naam for naam in namen if not AANWEZIG[naam]()]


def typregel(namen: Iterable[str]) -> str:
    """The exact line a person can type."""
    return "sudo apt-get update && sudo apt-get install " + " ".join(namen)


def zorg(namen: Iterable[str]) -> list[str]:
    """Install what is missing if we may; return what is missing still."""
    weg = ontbreekt(namen)
    if not weg or os.geteuid() != 0 or not shutil.which("apt-get"):
        return weg
    print(f"Opstap installeert via apt: {' '.join(weg)} ...", flush=True)
    with _geen_diensten():
        if _apt("update"):
            _apt("install", "--yes", "--no-install-recommends", *weg)
    return ontbreekt(weg)


def _apt(*woorden: str) -> bool:
    opdracht = ["apt-get", "-o", "DPkg::Lock::Timeout=120", *woorden]
    with (log_map() / "apt.log").open("a", encoding="utf-8") as log:
        return (
            subprocess.run(
                opdracht,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env={**os.environ, "DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C.UTF-8"},
            ).returncode
            == 0
        )


@contextmanager
def _geen_diensten() -> Iterator[None]:
    """A freshly installed server must not start: Debian asks policy-rc.d, 101 means "no"."""
    if BELEID.exists():
        yield
        return
    BELEID.write_text("#!/bin/sh\nexit 101\n")
    BELEID.chmod(0o755)
    try:
        yield
    finally:
        BELEID.unlink()
