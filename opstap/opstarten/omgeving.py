"""The environment in .venv, made from the hash-locked requirements.

It is built beside and renamed when complete; the stamp in it names what it satisfies. No stamp, an
outdated stamp or a Python that does not run means: build it again.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from opstap.opstarten import PROJECT, StartFout, log_map, niet_schrijfbaar, pakketten

INSTALLEER = ["install", "--quiet", "--no-input", "--disable-pip-version-check", "--retries=2"]
INSTALLEER += ["--require-hashes", "--only-binary=:all:", "-r"]
VENV_PAKKET = ["python3-venv"]
GEEN_NETWERK = ("No matching distribution", "Could not find a version", "onnection", "name resolution")


class Omgeving:
    """The .venv of one project folder."""

    def __init__(self, project: Path = PROJECT) -> None:
        self.project = project
        self.venv = project / ".venv"
        self.werkplaats = project / ".venv.nieuw"
        self.python = self.venv / "bin" / "python"
        self.stempel = self.venv / "opstap-stempel"

    def staat(self, *, dev: bool = False) -> bool:
        """Complete, for these lock files, with a Python that runs."""
        return self._eisen(dev, _versie(self.python)) <= self._gestempeld()

    def zorg(self, *, dev: bool = False) -> None:
        """Make the environment when it does not stand. Two at once: the second waits and finds it."""
        if self.staat(dev=dev):
            return
        try:
            with self._alleen():
                if not self.staat(dev=dev):
                    self._bouw(dev or any("requirements-dev" in regel for regel in self._gestempeld()))
        except PermissionError as fout:
            raise niet_schrijfbaar(self.project) from fout
        except OSError as fout:
            raise StartFout(f"De map .venv kon niet worden gemaakt: {fout.strerror or fout}.") from fout

    def is_hier(self) -> bool:
        """Is this the Python of the environment?"""
        return Path(sys.prefix).resolve() == self.venv.resolve()

    def _gestempeld(self) -> set[str]:
        try:
            return set(self.stempel.read_text(encoding="utf-8").splitlines())
        except OSError:
            return set()

    def _eisen(self, dev: bool, versie: str) -> set[str]:
        sloten = ["requirements.txt", "requirements-dev.txt"] if dev else ["requirements.txt"]
        return {f"python {versie}"} | {
            f"{slot} {hashlib.sha256((self.project / slot).read_bytes()).hexdigest()}" for slot in sloten
        }

    @contextmanager
    def _alleen(self) -> Iterator[None]:
        self.werkplaats.mkdir(exist_ok=True)
        with (self.werkplaats / "slot").open("w") as slot:
            fcntl.flock(slot, fcntl.LOCK_EX)
            yield
            shutil.rmtree(self.werkplaats, ignore_errors=True)

    def _bouw(self, dev: bool) -> None:
        begin = time.monotonic()
        if self.venv.exists():
            print("De omgeving in .venv is niet compleet of verouderd en wordt opnieuw gemaakt.")
        print("Opstap maakt zijn omgeving in .venv (eenmalig, ongeveer een halve minuut) ...", flush=True)
        nieuw = self.werkplaats / "venv"
        for half in (nieuw, self.werkplaats / "oud"):
            shutil.rmtree(half, ignore_errors=True)
        slot = self.project / ("requirements-dev.txt" if dev else "requirements.txt")
        _vul(nieuw, slot)
        _verhuis(nieuw, self.venv)
        eisen = self._eisen(dev, _versie(nieuw / "bin" / "python"))
        (nieuw / self.stempel.name).write_text("\n".join(sorted(eisen)) + "\n", encoding="utf-8")
        if self.venv.exists() or self.venv.is_symlink():
            self.venv.rename(self.werkplaats / "oud")
        nieuw.rename(self.venv)
        print(f"Omgeving klaar in {time.monotonic() - begin:.0f} s.", flush=True)


def _versie(python: Path) -> str:
    """What the interpreter itself says, as in 3.11; empty when it does not run."""
    try:
        vraag = [str(python), "-I", "-S", "-c", "import sys; print('%d.%d' % sys.version_info[:2])"]
        return subprocess.run(vraag, capture_output=True, text=True, timeout=20).stdout.strip()
    except (OSError, subprocess.SubprocessError):
        return ""


def _vul(doel: Path, slot: Path) -> None:
    """A new environment with everything of the lock file. Without python3-venv another pip can fill it."""
    maker = getattr(sys, "_base_executable", sys.executable)
    python = str(doel / "bin" / "python")
    if pakketten.ontbreekt(VENV_PAKKET) and _heeft_pip(maker):
        _draai([maker, "-m", "venv", "--without-pip", str(doel)])
        pip = [maker, "-m", "pip", "--python", python]
    elif pakketten.zorg(VENV_PAKKET):
        raise StartFout(f"Python mist de module venv; typ: {pakketten.typregel(VENV_PAKKET)}")
    else:
        _draai([maker, "-m", "venv", str(doel)])
        pip = [python, "-m", "pip"]
    _draai([*pip, *INSTALLEER, str(slot)])


def _heeft_pip(python: str) -> bool:
    return subprocess.run([python, "-m", "pip", "--version"], capture_output=True).returncode == 0


def _draai(opdracht: list[str]) -> None:
    """Run one step of the building, output in the log; a failure becomes one sentence."""
    log = log_map() / "omgeving.log"
    klaar = subprocess.run(opdracht, stdin=subprocess.DEVNULL, capture_output=True, errors="replace")
    uitvoer = klaar.stdout + klaar.stderr
    with log.open("a", encoding="utf-8") as bestand:
        bestand.write(f"$ {' '.join(opdracht)}\n{uitvoer}\n")
    if klaar.returncode:
        raise StartFout(f"{_uitleg(uitvoer)} Bijzonderheden: {log}")


def _uitleg(uitvoer: str) -> str:
    if "No space left" in uitvoer:
        return "De schijf is vol: maak ruimte en probeer het opnieuw."
    if "DO NOT MATCH THE HASHES" in uitvoer or "Hash mismatch" in uitvoer:
        return "Een opgehaald pakket is niet het vergrendelde pakket; er is niets geïnstalleerd."
    if any(teken in uitvoer for teken in GEEN_NETWERK):
        return "De pakketten zijn niet op te halen: controleer de netwerkverbinding en probeer het opnieuw."
    return "De pakketten konden niet worden geïnstalleerd."


def _verhuis(nieuw: Path, straks: Path) -> None:
    """Scripts name their own folder; let them name the folder they will stand in."""
    for bestand in [*(nieuw / "bin").iterdir(), nieuw / "pyvenv.cfg"]:
        if bestand.is_symlink() or not bestand.is_file():
            continue
        inhoud = bestand.read_bytes()
        if b"\0" not in inhoud[:4096]:
            bestand.write_bytes(inhoud.replace(os.fsencode(nieuw), os.fsencode(straks)))
