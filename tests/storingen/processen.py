"""Real processes on the database of this run: workers, beats and a web server that can be killed and frozen."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from django.db import connection

from opstap.opstarten import PROJECT
from opstap.opstarten.toezicht import sterf_met_ouder


def database_url() -> str:
    """Where the test database of this run is, for another process."""
    waarden = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{waarden['NAME']}"
    map_ = waarden["HOST"] or waarden["OPTIONS"].get("host", "")
    return f"postgres://{waarden['USER']}@/{waarden['NAME']}?host={map_}"


def wacht_tot(waar: Callable[[], bool], *, seconden: float, wat: str) -> float:
    """Poll; how long it took."""
    begin = time.monotonic()
    while not waar():
        if time.monotonic() - begin > seconden:
            raise AssertionError(f"{wat}: niet binnen {seconden} s")
        time.sleep(0.03)
    return time.monotonic() - begin


@dataclass
class Proces:
    """One process, leader of its own group, that dies with us."""

    pid: int
    log: Path
    soort: str = ""

    def leeft(self) -> bool:
        """Running or frozen; what is dead and not yet waited for does not live."""
        return toestand(self.pid) not in {"", "Z", "X"}

    def kinderen(self) -> list[int]:
        """The children of a worker: those who do the work. None when it works with threads."""
        try:
            return [int(pid) for pid in Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text().split()]
        except OSError:
            return []

    def sein(self, signaal: int) -> None:
        """To the whole group."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.pid, signaal)

    def moord(self) -> None:
        """kill -9, the whole group."""
        self.sein(signal.SIGKILL)
        wacht_tot(lambda: not self.leeft(), seconden=90, wat="sterven")

    def stop(self, *, geduld: float) -> float:
        """Ask it to stop, as a deploy does; how long it took. Who does not hear is killed."""
        begin = time.monotonic()
        sein(self.pid, signal.SIGTERM)
        with contextlib.suppress(AssertionError):
            wacht_tot(lambda: not self.leeft(), seconden=geduld, wat="stoppen")
        duur = time.monotonic() - begin
        self.moord()
        return duur


def sein(pid: int, signaal: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signaal)


def toestand(pid: int) -> str:
    """The letter of /proc: R, S, D, T (frozen), Z (dead, not waited for); empty when it is gone."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except OSError:
        return ""


def bevries(pids: Iterable[int]) -> None:
    """They do nothing more from here; returns when that is so."""
    pids = list(pids)
    for pid in pids:
        sein(pid, signal.SIGSTOP)
    wacht_tot(lambda: all(toestand(pid) in {"T", "Z", "X", ""} for pid in pids), seconden=30, wat="bevriezen")


@dataclass
class Toneel:
    """Makes the processes of one proof and stops them all. `env`: which broker, which mail server, which times."""

    map_: Path
    env: dict[str, str]
    processen: list[Proces] = field(default_factory=list)
    _teller: int = 0
    _kweker: subprocess.Popen[str] | None = None
    _web: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def _omgeving(self, **extra: str) -> dict[str, str]:
        basis = {k: v for k, v in os.environ.items() if k not in {"BROKER_URL", "EMAIL_URL"}}
        basis |= {
            "DATABASE_URL": database_url(),
            "DJANGO_SETTINGS_MODULE": "tests.storingen.instellingen",
            "OPSTAP_VAR": str(self.map_),
            "PYTHONUNBUFFERED": "1",
            "PYTHONWARNINGS": "ignore",
        }
        return basis | self.env | extra

    def _celery(self, naam: str, opdracht: str, **extra: str) -> Proces:
        """Through the nursery, which is made for the first."""
        if self._kweker is None:
            with (self.map_ / "kweker.log").open("ab") as log:
                self._kweker = subprocess.Popen(
                    [sys.executable, "-m", "tests.storingen.kweker"],
                    cwd=PROJECT,
                    env=self._omgeving(),
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=log,
                    text=True,
                    preexec_fn=sterf_met_ouder(),
                )
        self._teller += 1
        log_ = self.map_ / f"{naam}-{self._teller}.log"
        vraag = {"woorden": ["-A", "tests.storingen.proefwerker", *opdracht.split()], "env": extra, "log": str(log_)}
        assert self._kweker.stdin is not None and self._kweker.stdout is not None
        print(json.dumps(vraag), file=self._kweker.stdin, flush=True)
        antwoord = self._kweker.stdout.readline()
        assert antwoord, (self.map_ / "kweker.log").read_text()
        proces = Proces(int(antwoord), log_, naam)
        self.processen.append(proces)
        return proces

    def werker(self, **extra: str) -> Proces:
        """As `start` has it beside the folder broker; as production has it beside Redis."""
        pool = "-P threads -c 2" if connection.vendor == "sqlite" else "-P prefork -c 2"
        naam = f"w{self._teller}@proef"
        return self._celery("werker", f"worker {pool} -l WARNING --without-mingle --without-gossip -n {naam}", **extra)

    def beat(self) -> Proces | None:
        if os.environ.get("SABOTAGE") == "alleen_de_bel":
            return None
        return self._celery("beat", f"beat -s {self.map_ / f'schema-{self._teller}'} -l WARNING")

    def bel(self, bellen: Iterable[tuple[str, int | None]]) -> None:
        """Publish these: the name of the task, and in how many seconds it is too old. From a process of its own."""
        code = (
            "import json, sys; from opstap.celery import app\n"
            "for naam, verloopt in json.load(sys.stdin): app.send_task(naam, expires=verloopt)"
        )
        subprocess.run(
            [sys.executable, "-c", code],
            cwd=PROJECT,
            env=self._omgeving(),
            input=json.dumps(list(bellen)),
            text=True,
            check=True,
        )

    def web(self, poort: int) -> Proces:
        opdracht = f"gunicorn tests.storingen.web:application --bind 127.0.0.1:{poort} --worker-class gthread"
        opdracht += " --workers 1 --threads 8 --graceful-timeout 5 --no-control-socket"
        log = self.map_ / f"web-{len(self.processen)}.log"
        with log.open("ab") as uitvoer:
            popen = subprocess.Popen(
                [sys.executable, "-m", *opdracht.split()],
                cwd=PROJECT,
                env=self._omgeving(),
                stdin=subprocess.DEVNULL,
                stdout=uitvoer,
                stderr=uitvoer,
                start_new_session=True,
                preexec_fn=sterf_met_ouder(),
            )
        self._web.append(popen)
        self.processen.append(Proces(popen.pid, log))
        return self.processen[-1]

    def herstel(self) -> None:
        """What the supervisor of `start` does: a worker or beat that died comes back."""
        for proces in list(self.processen):
            if proces.soort and not proces.leeft():
                proces.moord()  # its children may have outlived it
                self.processen.remove(proces)
                (self.werker if proces.soort == "werker" else self.beat)()

    def einde(self) -> None:
        for proces in self.processen:
            proces.moord()  # also the group of one that is dead: its children may have outlived it
        for popen in self._web:
            popen.wait()
        if self._kweker is not None:
            self._kweker.kill()
            self._kweker.communicate()

    def logboek(self) -> str:
        return "\n".join(f"== {p.log.name}\n{p.log.read_text(errors='replace')[-3000:]}" for p in self.processen)
