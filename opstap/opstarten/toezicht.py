"""Supervision of child processes: restart the dead, stop all together, and let none survive its parent."""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

PR_SET_PDEATHSIG = 1
GENADE = 6.0  # seconds between the friendly and the hard stop
GEZOND = 60.0  # a child that lived this long starts again without delay
LANGSTE_PAUZE = 30.0
LOG_VOL = 5 * 1024 * 1024


def sterf_met_ouder() -> Callable[[], None]:
    """A preexec function: the kernel kills the child when this process dies, however it dies."""
    ouder = os.getpid()
    prctl = ctypes.CDLL(None).prctl if sys.platform == "linux" else None

    def voor_exec() -> None:
        if prctl is not None:
            prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != ouder:  # the parent died before prctl
            os._exit(1)

    return voor_exec


def zeg(regel: str) -> None:
    print(regel, flush=True)


class Kind:
    """One supervised process, leader of its own group, with its output in a log file."""

    def __init__(self, naam: str, opdracht: Sequence[str], *, log: Path, env: Mapping[str, str], cwd: Path) -> None:
        self.naam, self.opdracht, self.log, self.env, self.cwd = naam, list(opdracht), log, dict(env), cwd
        self.proces: subprocess.Popen[bytes] | None = None
        self.mislukt = 0
        self.gestart_op = self.herstart_op = 0.0

    def start(self) -> None:
        if self.log.exists() and self.log.stat().st_size > LOG_VOL:
            self.log.replace(self.log.with_suffix(".log.1"))
        with self.log.open("ab") as uitvoer:
            self.proces = subprocess.Popen(
                self.opdracht,
                env=self.env,
                cwd=self.cwd,
                stdin=subprocess.DEVNULL,
                stdout=uitvoer,
                stderr=uitvoer,
                start_new_session=True,
                preexec_fn=sterf_met_ouder(),
            )
        self.gestart_op = time.monotonic()

    def leeft(self) -> bool:
        return self.proces is not None and self.proces.poll() is None

    def verzorg(self, nu: float) -> bool:
        """Restart a dead child when its pause is over; True when it was just found dead."""
        if self.leeft():
            return False
        if self.herstart_op <= self.gestart_op:  # newly dead
            self.sein(signal.SIGKILL)  # what it left behind in its group
            self.mislukt = 0 if nu - self.gestart_op > GEZOND else self.mislukt + 1
            self.herstart_op = nu + min(LANGSTE_PAUZE, 2.0**self.mislukt / 2)
            return True
        if nu >= self.herstart_op:
            self.start()
        return False

    def sein(self, signaal: int) -> None:
        if self.proces is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.proces.pid, signaal)


class Toezicht:
    """Keeps a handful of children alive until a signal comes."""

    def __init__(self, kinderen: Sequence[Kind], *, meld: Callable[[str], None] = zeg) -> None:
        self.kinderen, self.meld = kinderen, meld

    def __enter__(self) -> Toezicht:
        for naam in (signal.SIGTERM, signal.SIGHUP):
            signal.signal(naam, signal.default_int_handler)
        for kind in self.kinderen:
            kind.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Stop all, friendly first; a second Ctrl-C changes nothing any more."""
        for naam in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(naam, signal.SIG_IGN)
        for kind in self.kinderen:
            kind.sein(signal.SIGTERM)
        uiterlijk = time.monotonic() + GENADE
        while time.monotonic() < uiterlijk and any(kind.leeft() for kind in self.kinderen):
            time.sleep(0.05)
        for kind in self.kinderen:
            kind.sein(signal.SIGKILL)
            if kind.proces is not None:
                kind.proces.wait()

    def ronde(self) -> None:
        nu = time.monotonic()
        for kind in self.kinderen:
            if kind.verzorg(nu):
                self.meld(f"Onderdeel {kind.naam} is gestopt en wordt opnieuw gestart; zie {kind.log}")

    def waak(self) -> None:
        """Until KeyboardInterrupt, which SIGTERM and SIGHUP raise too."""
        while True:
            self.ronde()
            time.sleep(0.3)
