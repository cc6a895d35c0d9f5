"""`demo` and `start`: web, worker and beat on this machine, one supervisor above them."""

from __future__ import annotations

import argparse
import contextlib
import errno
import fcntl
import http.client
import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from opstap.opstarten import PROJECT, StartFout, log_map, niet_schrijfbaar, pakketten, var_map
from opstap.opstarten.toezicht import Kind, Toezicht, sterf_met_ouder

DATABASE = "opstap.sqlite3"
DEMO_TEKEN = "demo"  # an empty file: the database in this folder was made by `demo`
UITLEG = {
    "demo": "python3 manage.py demo [--poort N] [--opnieuw]\n\n"
    "Start Opstap met een oefenregio. --opnieuw wist de oefengegevens en begint vers.",
    "start": "python3 manage.py start [--poort N]\n\n"
    "Start Opstap met een eigen, lege database. De eerste keer krijgt u een inrichtlink.",
}


class Lezer(argparse.ArgumentParser):
    """Argument parsing that explains itself in Dutch."""

    def error(self, message: str) -> None:  # type: ignore[override]
        raise StartFout(f"Dit begrijpt Opstap niet; zo werkt het: {self.description}")

    def format_help(self) -> str:
        return f"{self.description}\n"


def lees(opdracht: str, woorden: list[str]) -> argparse.Namespace:
    lezer = Lezer(description=UITLEG[opdracht], allow_abbrev=False)
    lezer.add_argument("--poort", type=int, choices=range(1, 65536), default=8000)
    lezer.set_defaults(demo=opdracht == "demo", opnieuw=False)
    if opdracht == "demo":
        lezer.add_argument("--opnieuw", action="store_true")
    return lezer.parse_args(woorden)


def controleer(keuzes: argparse.Namespace) -> None:
    """Everything that can be known before the work begins."""
    if keuzes.demo and _productie():
        raise StartFout("De demo start niet zolang PRODUCTIE aan staat: haal PRODUCTIE uit de omgeving.")
    log_map()
    if not os.access(var_map(), os.W_OK | os.X_OK):
        raise niet_schrijfbaar(var_map())
    _juiste_gegevens(keuzes.demo)
    with _slot():
        _poort_vrij(keuzes.poort)


def draai(keuzes: argparse.Namespace) -> int:
    """Prepare the database, start the children, say where Opstap is, and watch until a signal comes."""
    env = omgeving(keuzes)
    adres = f"http://127.0.0.1:{keuzes.poort}/"
    if weg := pakketten.zorg(pakketten.BRIEVEN):
        print(f"Brieven als PDF werken pas na: {pakketten.typregel(weg)}")
    with _slot():
        print("Opstap zet de database klaar ...", flush=True)
        slotwoord = _voorbereiden(keuzes, env)
        with Toezicht(kinderen(keuzes.poort, env)) as toezicht:
            _wacht_op_gezondheid(keuzes.poort, toezicht)
            print(f"Opstap draait op {adres}\n\n{slotwoord}", flush=True)
            print(f"Stoppen: Ctrl-C. Logboeken: {log_map()}", flush=True)
            try:
                toezicht.waak()
            except KeyboardInterrupt:
                print("\nOpstap stopt ...", flush=True)
    return 0


def omgeving(keuzes: argparse.Namespace) -> dict[str, str]:
    """The environment of the children. The demo is always embedded, whatever the caller has set."""
    env = {**os.environ, "OPSTAP_VAR": str(var_map()), "PYTHONUNBUFFERED": "1"}
    env["DJANGO_SETTINGS_MODULE"] = "opstap.settings"
    vreemd = ("DATABASE_URL", "BROKER_URL", "EMAIL_URL", "ALLOWED_HOSTS", "BASIS_URL") if keuzes.demo else ()
    for naam in (*vreemd, "OPSTAP_DEMO"):
        env.pop(naam, None)
    if keuzes.demo:
        env["OPSTAP_DEMO"] = "1"
    env.setdefault("BASIS_URL", f"http://127.0.0.1:{keuzes.poort}")
    return env


def kinderen(poort: int, env: dict[str, str]) -> list[Kind]:
    web = f"gunicorn opstap.wsgi:application --bind 127.0.0.1:{poort} --worker-class gthread --workers 1"
    web += " --threads 8 --graceful-timeout 5 --no-control-socket"
    celery = "celery -A opstap.celery"
    worker = f"{celery} worker -P threads -c 4 --without-mingle --without-gossip --loglevel WARNING"
    beat = [*f"{celery} beat --loglevel WARNING -s".split(), str(var_map() / "beat-schema")]
    opdrachten = {"web": web.split(), "worker": worker.split(), "beat": beat}
    return [
        Kind(naam, [sys.executable, "-m", *woorden], log=log_map() / f"{naam}.log", env=env, cwd=PROJECT)
        for naam, woorden in opdrachten.items()
    ]


def _productie() -> bool:
    return os.environ.get("PRODUCTIE", "").lower() in ("1", "true", "yes", "on")


def _juiste_gegevens(demo: bool) -> None:
    """Practice data and real data never meet in one database."""
    if (var_map() / DEMO_TEKEN).exists() == demo or _is_leeg(var_map() / DATABASE):
        return
    wat = "niet door de demo gemaakt" if demo else "die van de demo"
    raise StartFout(f"De database in {var_map()} is {wat}: verplaats {DATABASE} of kies een andere map met OPSTAP_VAR.")


def _is_leeg(database: Path) -> bool:
    """No file, or one in which nothing was ever made."""
    if not database.exists():
        return True
    with contextlib.closing(sqlite3.connect(database)) as lijn, contextlib.suppress(sqlite3.DatabaseError):
        return not lijn.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchall()
    return False


@contextlib.contextmanager
def _slot() -> Iterator[None]:
    """One Opstap per var folder; the kernel frees the lock however the holder ends."""
    with (var_map() / "slot").open("a") as slot:
        try:
            fcntl.flock(slot, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as fout:
            raise StartFout(f"Er draait al een Opstap met de map {var_map()}: stop die eerst.") from fout
        yield


def _poort_vrij(poort: int, geduld: float = 2.0) -> None:
    """A moment of patience: the workers of a killed server need a second to leave."""
    uiterlijk = time.monotonic() + geduld
    while bezwaar := _bezwaar(poort):
        if bezwaar == errno.EACCES:
            raise StartFout(f"Poort {poort} is voorbehouden: kies een hogere, bijvoorbeeld --poort 8000.")
        if time.monotonic() > uiterlijk:
            ander = poort + 1 if poort < 65535 else 8000
            raise StartFout(f"Poort {poort} is al in gebruik: kies een andere, bijvoorbeeld --poort {ander}.")
        time.sleep(0.2)


def _bezwaar(poort: int) -> int:
    """The error number with which the system refuses this port; 0 when it is ours to take."""
    with socket.socket() as proef:
        proef.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            proef.bind(("127.0.0.1", poort))
        except OSError as fout:
            return fout.errno or errno.EIO
    return 0


def _voorbereiden(keuzes: argparse.Namespace, env: dict[str, str]) -> str:
    """Migrate and load in one child process; its last words are for the person at the console."""
    if keuzes.opnieuw:
        _wis_gegevens(var_map())
    if keuzes.demo:
        (var_map() / DEMO_TEKEN).touch()
    opdracht = [sys.executable, "manage.py", "voorbereiden"]
    opdracht += ["--demo"] * keuzes.demo + ["--statisch"] * _productie()
    log = log_map() / "voorbereiden.log"
    with log.open("ab") as fouten:
        klaar = subprocess.run(
            opdracht,
            cwd=PROJECT,
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=fouten,
            preexec_fn=sterf_met_ouder(),
        )
    if klaar.returncode:
        raise StartFout(f"De database kon niet worden klaargezet; de oorzaak staat in {log}.")
    return klaar.stdout.decode()


def _wis_gegevens(var: Path) -> None:
    """What the demo made, and nothing else: the key and the logs stay."""
    for bestand in [*var.glob(f"{DATABASE}*"), *var.glob("beat-schema*")]:
        bestand.unlink()
    for map_ in ("broker", "post"):
        shutil.rmtree(var / map_, ignore_errors=True)


def _wacht_op_gezondheid(poort: int, toezicht: Toezicht, geduld: float = 60.0) -> None:
    uiterlijk = time.monotonic() + geduld
    while not _gezond(poort):
        toezicht.ronde()
        if time.monotonic() > uiterlijk:
            raise StartFout(f"De website antwoordt niet; de oorzaak staat in {log_map() / 'web.log'}.")
        time.sleep(0.2)


def _gezond(poort: int) -> bool:
    naam = os.environ.get("ALLOWED_HOSTS", "").split(",")[0].strip(" .") or "127.0.0.1"
    verbinding = http.client.HTTPConnection("127.0.0.1", poort, timeout=5)
    try:
        verbinding.request("GET", "/gezondheid/web", headers={"Host": naam})
        return verbinding.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        verbinding.close()
