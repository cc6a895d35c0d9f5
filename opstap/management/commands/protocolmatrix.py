"""`manage.py protocolmatrix`: which rule and which test carry each clause. Needs no database.

What counts as code: a function or class with `@regelt`; a function that answers with a `Belemmering` of the clause;
a kind of duty in the catalogue that the planner plans; a value of a preset that the code reads and whose comment names
the clause. A rule in `opstap/protocol` counts only when another room comes to it: a rule nobody asks stops nobody.
What counts as a test: a function with `@pytest.mark.clausule`, or in a module whose `pytestmark` names it.
Both are read from the source text; no test is imported.
"""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings

from opstap.management.opdracht import Fout, Opdracht
from opstap.protocolmatrix.matrix import aantallen, als_markdown, fouten, stand_van

DOC = Path("docs/protocolmatrix.md")


class Command(Opdracht):
    help = "Schrijft docs/protocolmatrix.md: elke clausule met haar regel en haar toets."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="alleen kijken of alles klopt; niets schrijven")

    def handle(self, *args: Any, **options: Any) -> None:
        stand = stand_van(settings.BASE_DIR)
        doc, tekst, bezwaren = settings.BASE_DIR / DOC, als_markdown(stand), fouten(stand)
        if not options["check"]:
            doc.write_text(tekst, encoding="utf-8")
            self.stdout.write(f"{DOC} is geschreven.")
        elif not doc.exists() or doc.read_text(encoding="utf-8") != tekst:
            bezwaren.append(f"{DOC} is niet bij. Voer uit: python3 manage.py protocolmatrix")
        if bezwaren:
            raise Fout("\n".join([*bezwaren, f"De protocolmatrix klopt niet: {len(bezwaren)} keer."]))
        regels = aantallen(list(stand.register.values()), "/")
        self.stdout.write(f"De protocolmatrix klopt (clausules/regel/handmatig/nog niet: {regels}).")
