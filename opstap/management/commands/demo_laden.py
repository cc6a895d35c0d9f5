from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from opstap.demo.laden import demo_laden


class Command(BaseCommand):
    help = "Laadt de demoregio in een lege database; een tweede keer verandert niets."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--opnieuw", action="store_true", help="de database is net leeggemaakt")

    def handle(self, *args: Any, **opties: Any) -> None:
        if settings.PRODUCTIE:
            raise CommandError("De demo hoort niet in productie. Er is niets geladen.")
        aantal = demo_laden()
        if aantal:
            self.stdout.write(f"Demoregio geladen: {aantal} trajecten.")
