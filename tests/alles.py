"""`manage.py test`: the whole suite on SQLite, then again on PostgreSQL and Redis what asks them something.

`--snel` is the short round: SQLite only, no server, no browser. Other arguments go to pytest in both runs.
With CI set a missing server or browser is a failure; without it the gap is reported.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from contextlib import ExitStack
from dataclasses import dataclass

from opstap.opstarten import PROJECT, StartFout, pakketten
from opstap.opstarten.toezicht import sterf_met_ouder
from tests import servers

SERVERS = ("DATABASE_URL", "BROKER_URL")
#: Ask no database anything: rules, and what is read from the source.
ZONDER_RIJEN = (
    "tests/protocol",
    *(f"tests/architectuur/test_{wat}.py" for wat in ("bedrading", "bladzijden", "kamers", "klok", "omvang")),
    *(f"tests/architectuur/test_{wat}.py" for wat in ("toestand", "toestanden", "velden", "wissen")),
    *(f"tests/fundament/test_{wat}.py" for wat in ("nummervelden", "papier", "plan", "protocolmatrix", "sjabloon")),
)
#: Say the same on every engine. Of the browser the whole course and the concepts stay: what it shows, what it keeps and
#: what axe finds is decided in Chromium, and the services behind it are asked on both engines in their own rooms.
ZONDER_SERVER = (
    *ZONDER_RIJEN,
    "tests/opstarten",  # processes that choose their own
    "tests/simulatie/test_sabotage.py",  # proves the simulator
    # one fixed world on a server; the random one looks for lives that nobody thought of, and finds them on SQLite
    "tests/simulatie/test_simulatie.py::test_in_five_years_no_duty_is_missed_early_or_double[toeval]",
    *(f"tests/chromium/test_{wat}.py" for wat in ("aanmelden_telefoon", "beheer", "formulieren", "foutbladen")),
    *(f"tests/chromium/test_{wat}.py" for wat in ("getypt", "keukentafel", "mdo", "reizen_woningen")),
    *(f"tests/chromium/test_{wat}.py" for wat in ("rekenhulp", "routes", "toegankelijk")),
    *(f"tests/architectuur/test_{wat}.py" for wat in ("brieven", "lezers")),  # what is on paper; who reads a field
    "tests/fundament/test_koppen.py",  # headers, by middleware
    "tests/fundament/test_nederlands.py",  # words
)
#: Who may what, and how a page looks, is decided in Python: after every case on SQLite one in so many is asked again.
#: The services behind a page are asked on both engines, by tests of their own room.
STEEKPROEF = 8
EIGEN_VERDELING = ("-n", "--numprocesses", "--pdb", "--collect-only")


@dataclass(frozen=True)
class Ronde:
    naam: str
    uitslag: int
    seconden: float


def main(woorden: list[str]) -> int:
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    snel, ci = "--snel" in woorden, bool(os.environ.get("CI"))
    gaten = [] if snel else pakketten.zorg(pakketten.TOETSEN)
    if gaten:
        _meld_gaten(gaten)
        if ci:
            return 1
    rondes = [_ronde("SQLite", [], woorden, {})]
    if not snel and not {"postgresql", "redis-server"} & set(gaten):
        rondes.append(_op_servers(woorden))
    _samenvatting(rondes, gaten)
    return max(ronde.uitslag for ronde in rondes)


def _op_servers(woorden: list[str]) -> Ronde:
    begin = time.monotonic()
    with ExitStack() as stapel:
        env = {
            "DATABASE_URL": stapel.enter_context(servers.postgresql()),
            "BROKER_URL": stapel.enter_context(servers.redis()),
        }
        print(f"\nPostgreSQL en Redis staan klaar na {time.monotonic() - begin:.1f} s.", flush=True)
        return _ronde("PostgreSQL en Redis", _niet_nog_eens(woorden), woorden, env)


def _niet_nog_eens(woorden: list[str]) -> list[str]:
    """Who names a path gets all of it, in both rounds."""
    noemt_pad = any(woord.startswith("tests") for woord in woorden)
    weg = (f"--{'deselect' if '::' in pad else 'ignore'}={pad}" for pad in ZONDER_SERVER)
    return [] if noemt_pad else [f"--steekproef={STEEKPROEF}", *weg]


def _ronde(naam: str, ook: list[str], woorden: list[str], env: dict[str, str]) -> Ronde:
    """One run of pytest; its environment decides on which engine, and only who calls on how many processes."""
    print(f"\n=== Toetsen op {naam} ===", flush=True)
    begin = time.monotonic()
    schoon = {sleutel: waarde for sleutel, waarde in os.environ.items() if sleutel not in SERVERS}
    traagste = ["--durations=25"] if os.environ.get("CI") else []
    opdracht = [sys.executable, "-m", "pytest", *_verdeling(woorden), *traagste, *ook, *woorden]
    proces = subprocess.Popen(opdracht, cwd=PROJECT, env={**schoon, **env}, preexec_fn=sterf_met_ouder())
    try:
        uitslag = proces.wait()
    finally:
        _beeindig(proces)
    return Ronde(naam, abs(uitslag), time.monotonic() - begin)


def _beeindig(proces: subprocess.Popen[bytes]) -> None:
    """After a Ctrl-C pytest cleans up by itself; after another signal it is asked to, and at last it is told."""
    for vraag in (lambda: None, lambda: proces.send_signal(signal.SIGINT), proces.kill):
        vraag()
        with contextlib.suppress(subprocess.TimeoutExpired):
            proces.wait(timeout=5)
            return


def _verdeling(woorden: list[str]) -> list[str]:
    """Two processes, unless the caller chose otherwise or names one test."""
    eigen = any(woord.startswith(EIGEN_VERDELING) or "::" in woord for woord in woorden)
    return [] if eigen else ["-n", "2"]


def _meld_gaten(gaten: list[str]) -> None:
    print("!" * 78)
    print(f"NIET ALLES WORDT GETOETST: {', '.join(gaten)} ontbreekt.")
    print(f"Typ: {pakketten.typregel(gaten)}")
    print("!" * 78, flush=True)


def _samenvatting(rondes: list[Ronde], gaten: list[str]) -> None:
    print("\nSamenvatting")
    for ronde in rondes:
        print(f"  {ronde.naam:<22}{'goed' if ronde.uitslag == 0 else 'FOUT':<6}{ronde.seconden:6.1f} s")
    if gaten:
        print(f"  overgeslagen omdat het ontbreekt: {', '.join(gaten)}")


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except StartFout as fout:
        print(fout, file=sys.stderr)
        sys.exit(1)
    except KeyboardInterrupt:
        print("\nAfgebroken; de servers zijn gestopt.", file=sys.stderr)
        sys.exit(130)
