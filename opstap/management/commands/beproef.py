from __future__ import annotations

import os
import subprocess
import sys
from argparse import ArgumentParser
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from opstap.management.opdracht import Fout, Opdracht


@dataclass(frozen=True)
class Beproeving:
    """Where the tests stand that prove it, and whether SQLite must prove it too."""

    toetsen: str
    ook_sqlite: bool = False


BEPROEVINGEN = {
    "een_huurder": Beproeving("tests/woningen/test_een_huurder.py", ook_sqlite=True),
    "gedrang": Beproeving("tests/woningen/test_gedrang.py", ook_sqlite=True),
    "laatste_plek": Beproeving("tests/woningen/test_laatste_plek.py"),
    "vensters": Beproeving("tests/protocol/test_vensters.py"),
    "simulatie": Beproeving("tests/simulatie"),
    "sweep": Beproeving("tests/sweep", ook_sqlite=True),
    "storingen": Beproeving("tests/storingen", ook_sqlite=True),
    "woningen_inlezen": Beproeving("tests/woningen/test_inlezen_paginas.py", ook_sqlite=True),
}
#: a full proof may take longer than what is otherwise a test that hangs
LANG = ("-o", "faulthandler_timeout=7200")


class Command(Opdracht):
    help = "Draait een zware proef op een eigen PostgreSQL en Redis. Vol: de cijfers komen in docs/beproevingen/."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("naam", choices=sorted(BEPROEVINGEN))
        parser.add_argument("--omvang", choices=["klein", "vol"], default="klein")
        parser.add_argument("--sabotage", metavar="NAAM", help="maak iets stuk en kijk of de proef het ziet; of: alle")
        parser.add_argument("--zaad", type=int, help="simulatie: speel deze wereld na")
        parser.add_argument("--aantal", type=int, help="simulatie: met zoveel trajecten")

    def handle(self, *args: Any, naam: str, omvang: str, sabotage: str | None, **opties: Any) -> None:
        self.meer = [f"--{optie}={opties[optie]}" for optie in ("zaad", "aantal") if opties.get(optie) is not None]
        try:
            from tests import servers
        except ImportError as fout:
            raise Fout("Hier ontbreken de toetsen. Typ eerst: python3 manage.py test --snel") from fout
        proef = BEPROEVINGEN[naam]
        with ExitStack() as stapel:
            self.servers = {
                "DATABASE_URL": stapel.enter_context(servers.postgresql()),
                "BROKER_URL": stapel.enter_context(servers.redis()),
            }
            if sabotage:
                self._saboteer(naam, sabotage)
                return
            uitslagen = [self._draai(proef.toetsen, omvang)]
            if proef.ook_sqlite:
                uitslagen.append(self._draai(proef.toetsen, omvang, sqlite=True))
        if any(uitslagen):
            sys.exit(max(uitslagen))

    def _draai(self, toetsen: str, omvang: str, *, sqlite: bool = False, **extra: str) -> int:
        schoon = {naam: waarde for naam, waarde in os.environ.items() if naam not in self.servers}
        env = schoon | ({} if sqlite else self.servers) | extra
        env |= {"OMVANG": omvang, "DJANGO_SETTINGS_MODULE": "tests.settings"}
        opdracht = [sys.executable, "-m", "pytest", "-q", "-s", *LANG, *self.meer, toetsen]
        return subprocess.run(opdracht, cwd=settings.BASE_DIR, env=env).returncode

    def _saboteer(self, naam: str, gevraagd: str) -> None:
        """The proof must fail on each of them; a proof that does not is worth nothing."""
        from tests.storingen.sabotage import SABOTAGES, SQLITE

        if naam != "storingen" or gevraagd not in {*SABOTAGES, "alle"}:
            raise Fout(f"Kies bij storingen een van: alle, {', '.join(SABOTAGES)}")
        blind = []
        for sabotage in SABOTAGES if gevraagd == "alle" else [gevraagd]:
            wat = SABOTAGES[sabotage]
            self.stdout.write(f"\n--- {sabotage}: deze proef moet mislukken", ending="\n")
            toetsen = f"tests/storingen/{wat.toets}"
            if self._draai(toetsen, "klein", sqlite=wat.motor == SQLITE, SABOTAGE=sabotage) != 1:
                blind.append(sabotage)
            self.stdout.write(f"--- {sabotage}: {'NIET gezien' if sabotage in blind else 'gezien'}")
        if blind:
            raise Fout(f"De proef zag dit niet: {', '.join(blind)}")
