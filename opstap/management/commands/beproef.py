from __future__ import annotations

import os
import subprocess
import sys
from argparse import ArgumentParser
from contextlib import ExitStack
from typing import Any

from django.conf import settings

from opstap.management.opdracht import Fout, Opdracht

#: name -> the tests that prove it
BEPROEVINGEN = {
    "laatste_plek": "tests/woningen/test_laatste_plek.py",
}


class Command(Opdracht):
    help = "Draait een zware proef op een eigen PostgreSQL en Redis. Vol: de cijfers komen in docs/beproevingen/."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("naam", choices=sorted(BEPROEVINGEN))
        parser.add_argument("--omvang", choices=["klein", "vol"], default="klein")

    def handle(self, *args: Any, naam: str, omvang: str, **opties: Any) -> None:
        try:
            from tests import servers
        except ImportError as fout:
            raise Fout("Hier ontbreken de toetsen. Typ eerst: python3 manage.py test --snel") from fout
        with ExitStack() as stapel:
            env = os.environ | {
                "OMVANG": omvang,
                "DATABASE_URL": stapel.enter_context(servers.postgresql()),
                "BROKER_URL": stapel.enter_context(servers.redis()),
                "DJANGO_SETTINGS_MODULE": "tests.settings",
            }
            opdracht = [sys.executable, "-m", "pytest", "-q", "-s", BEPROEVINGEN[naam]]
            uitslag = subprocess.run(opdracht, cwd=settings.BASE_DIR, env=env).returncode
        if uitslag:
            sys.exit(uitslag)
