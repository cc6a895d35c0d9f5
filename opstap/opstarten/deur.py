"""Behind manage.py: which command needs which environment, and going there."""

from __future__ import annotations

import importlib.util
import os
import signal
import sys

from opstap.opstarten import PROJECT, StartFout, server
from opstap.opstarten.omgeving import Omgeving

EIGEN = """Opstap:
  python3 manage.py demo     Opstap met een oefenregio, om rond te kijken
  python3 manage.py start    Opstap met een eigen, lege database
  python3 manage.py test     alle toetsen (--snel: de korte ronde)
  python3 manage.py omgeving alleen de omgeving van ontwikkelaars maken in .venv
"""


def binnen(argv: list[str]) -> int:
    """Run the command; what a person can put right is said in one sentence, without a traceback."""
    opdracht = argv[1] if len(argv) > 1 else "help"
    try:
        if opdracht in ("demo", "start"):
            return _server(argv)
        if opdracht == "omgeving":
            Omgeving().zorg(dev=True)
            return 0
        if opdracht == "test":
            _ga(Omgeving(), argv, dev=True)
            os.chdir(PROJECT)
            os.execv(sys.executable, [sys.executable, "-m", "tests.alles", *argv[2:]])
        return _django(argv, opdracht)
    except StartFout as fout:
        print(fout, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Afgebroken.", file=sys.stderr)
        return 130


def _server(argv: list[str]) -> int:
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    keuzes = server.lees(argv[1], argv[2:])
    try:
        server.controleer(keuzes)
        _ga(Omgeving(), argv)
        return server.draai(keuzes)
    except OSError as fout:
        raise StartFout(f"Opstap kan niet verder: {fout.strerror} ({fout.filename}).") from fout


def _django(argv: list[str], opdracht: str) -> int:
    omgeving = Omgeving()
    if not omgeving.is_hier():
        if omgeving.staat():
            _ga(omgeving, argv)
        if importlib.util.find_spec("django") is None:
            raise StartFout("De omgeving van Opstap ontbreekt: typ eerst python3 manage.py demo (of test).")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "opstap.settings")
    from django.core.management import execute_from_command_line

    if opdracht in ("help", "--help", "-h") and len(argv) <= 2:
        print(EIGEN)
    execute_from_command_line(argv)
    return 0


def _ga(omgeving: Omgeving, argv: list[str], *, dev: bool = False) -> None:
    """Make the environment if needed and go on inside it; returns only when we are there."""
    omgeving.zorg(dev=dev)
    if not omgeving.is_hier():
        python = str(omgeving.python)
        os.execv(python, [python, str(PROJECT / "manage.py"), *argv[1:]])
