from __future__ import annotations

from typing import Any

from django.conf import settings

from opstap.demo.laden import demo_laden
from opstap.management.opdracht import Fout, Opdracht


class Command(Opdracht):
    help = "Laadt de demoregio in een lege database; een tweede keer verandert niets."

    def handle(self, *args: Any, **opties: Any) -> None:
        if settings.PRODUCTIE:
            raise Fout("De demo hoort niet in productie. Er is niets geladen.")
        aantal = demo_laden()
        if aantal:
            self.stdout.write(f"Demoregio geladen: {aantal} trajecten.")
