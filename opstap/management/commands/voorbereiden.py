"""What `demo` and `start` need before the server runs; stdout is for the person at the console."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from opstap.management.opdracht import Opdracht
from opstap.regelingen.services import regelingen_klaarzetten
from opstap.termijnen.services import plannen_bijwerken


def _is_bij() -> bool:
    """Whether this Opstap finds its own tables."""
    loper = MigrationExecutor(connection)
    return not loper.migration_plan(loper.loader.graph.leaf_nodes())


class Command(Opdracht):
    help = "Zet de database klaar voor demo of start (draait als onderdeel daarvan)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--demo", action="store_true", help="met de oefenregio")
        parser.add_argument("--statisch", action="store_true", help="met de statische bestanden verzameld")

    def handle(self, *, demo: bool, statisch: bool, **_: Any) -> None:
        was_bij = _is_bij()
        call_command("migrate", interactive=False, verbosity=0)
        if statisch:
            call_command("collectstatic", interactive=False, verbosity=0)
        if demo:
            call_command("demo_laden", stdout=self.stderr)
            call_command("demo_accounts", stdout=self.stdout)
            return
        regelingen_klaarzetten()
        if not was_bij:
            plannen_bijwerken()
        if link := self._inrichten_link():
            self.stdout.write(f"Richt Opstap in met deze link (een uur geldig, werkt één keer):\n  {link}")

    def _inrichten_link(self) -> str | None:
        from opstap.partners.services import inrichten_link

        return inrichten_link(basis_url=settings.BASIS_URL)
