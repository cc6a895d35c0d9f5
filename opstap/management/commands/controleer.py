from __future__ import annotations

import sys
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

from opstap.management.opdracht import Opdracht


class Command(Opdracht):
    help = "Controleert of alles in de database met elkaar klopt; verandert niets. Fout: afsluitcode 1."

    def handle(self, *args: Any, **opties: Any) -> None:
        controles = import_string(f"{settings.BEDRADING}.CONTROLES")
        fouten = 0
        for naam in controles:
            for zin in import_string(naam)():
                fouten += 1
                self.stderr.write(f"{naam.rsplit('.', 1)[-1]}: {zin}")
        if fouten:
            self.stderr.write(f"{fouten} dingen kloppen niet.")
            sys.exit(1)
        self.stdout.write(f"Alles klopt ({len(controles)} controles).")
