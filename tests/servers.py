"""A throwaway PostgreSQL and Redis for one test run, in their own temporary folders."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from opstap.opstarten import StartFout
from opstap.opstarten.pakketten import postgres_map
from opstap.opstarten.toezicht import sterf_met_ouder

# Nothing here needs to survive a power cut.
ROEKELOOS = (
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "listen_addresses=",
    "max_connections=200",
)


@contextmanager
def postgresql() -> Iterator[str]:
    """A cluster behind a private socket, no TCP; gives its DATABASE_URL."""
    bin_ = postgres_map()
    if bin_ is None:
        raise StartFout("PostgreSQL ontbreekt")
    with _map("opstap-pg-") as map_:
        data = str(map_ / "data")
        initdb = [str(bin_ / "initdb"), "-D", data, "-U", "opstap", "--auth=trust", "--no-sync"]
        subprocess.run(
            [*initdb, "--encoding=UTF8", "--locale=C.UTF-8"],
            check=True,
            stdout=subprocess.DEVNULL,
            cwd=map_,
            **_wie(),
        )
        opties = [woord for optie in ROEKELOOS for woord in ("-c", optie)]
        opdracht = [str(bin_ / "postgres"), "-D", data, "-k", str(map_), *opties]
        klaar = [str(bin_ / "pg_isready"), "-q", "-h", str(map_)]
        with _draaiend(opdracht, map_, signal.SIGINT, lambda: subprocess.run(klaar).returncode == 0):
            yield f"postgres://opstap@/postgres?host={map_}"


@contextmanager
def redis() -> Iterator[str]:
    """A Redis without persistence on a free loopback port; gives its BROKER_URL."""
    pad = shutil.which("redis-server")
    if pad is None:
        raise StartFout("Redis ontbreekt")
    poort = vrije_poort()
    with _map("opstap-redis-") as map_:
        opdracht = [pad, "--bind", "127.0.0.1", "--port", str(poort), "--save", "", "--dir", str(map_)]
        with _draaiend(opdracht, map_, signal.SIGTERM, lambda: _antwoordt(poort)):
            yield f"redis://127.0.0.1:{poort}/0"


def _wie() -> dict[str, Any]:
    """PostgreSQL refuses root: root hands over to an unprivileged user, anybody else runs it as himself."""
    if os.geteuid() != 0:
        return {}
    persoon = _onbevoegd()
    return {"user": persoon.pw_uid, "group": persoon.pw_gid, "extra_groups": []}


def _onbevoegd() -> pwd.struct_passwd:
    try:
        return pwd.getpwnam("postgres")
    except KeyError:
        return pwd.getpwnam("nobody")


@contextmanager
def _map(voorvoegsel: str) -> Iterator[Path]:
    """A temporary folder of the user the server runs as."""
    map_ = Path(tempfile.mkdtemp(prefix=voorvoegsel, dir="/tmp"))
    try:
        if os.geteuid() == 0:
            os.chown(map_, _onbevoegd().pw_uid, _onbevoegd().pw_gid)
        yield map_
    finally:
        shutil.rmtree(map_, ignore_errors=True)


@contextmanager
def _draaiend(opdracht: list[str], map_: Path, stop: int, klaar: Callable[[], bool]) -> Iterator[None]:
    """A server that answers, in its own session so that a Ctrl-C reaches us first, and that dies with us."""
    with (map_ / "log").open("wb") as log:
        proces = subprocess.Popen(
            opdracht,
            cwd=map_,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
            preexec_fn=sterf_met_ouder(),
            **_wie(),
        )
    try:
        _wacht(proces, klaar, map_ / "log")
        yield
    finally:
        proces.send_signal(stop)
        try:
            proces.wait(timeout=10)
        except subprocess.TimeoutExpired:
            proces.kill()
            proces.wait()


def _wacht(proces: subprocess.Popen[bytes], klaar: Callable[[], bool], log: Path) -> None:
    uiterlijk = time.monotonic() + 30
    while not klaar():
        if proces.poll() is not None or time.monotonic() > uiterlijk:
            raise StartFout(f"{proces.args!r} start niet: {log.read_text(errors='replace')[-500:]}")
        time.sleep(0.05)


def vrije_poort() -> int:
    with socket.socket() as proef:
        proef.bind(("127.0.0.1", 0))
        return proef.getsockname()[1]


def _antwoordt(poort: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", poort), timeout=1) as lijn:
            lijn.sendall(b"PING\r\n")
            return lijn.recv(16).startswith(b"+PONG")
    except OSError:
        return False
