"""`manage.py mail_terug`: what the mail server hands over when a mail of Opstap did not arrive."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from django.db import DatabaseError

from opstap.management.opdracht import Fout, Opdracht
from opstap.post.dsn import GROOTSTE, GeenTerugmelding, lees_terugmelding
from opstap.post.services import bericht_teruggekomen

#: sysexits.h: the mail server keeps the mail and offers it again.
PROBEER_LATER = 75
VERWERKT = "verwerkt"


class Command(Opdracht):
    help = (
        "Leest een teruggekomen mail van de invoer, of elk bestand van een map. Afsluitcode 0: gelezen, wat het ook "
        "was; 75: nu niet gelukt, bied het later opnieuw aan."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--map", metavar="MAP", type=Path, help="lees alles in deze map en zet het in MAP/verwerkt")

    def handle(self, *args: Any, **opties: Any) -> None:
        try:
            if opties["map"] is None:
                self.stdout.write(_verwerk(sys.stdin.buffer))
                return
            for bestand in _bestanden(opties["map"]):
                with bestand.open("rb") as mail:
                    self.stdout.write(f"{bestand.name}: {_verwerk(mail)}")
                bestand.rename(bestand.parent / VERWERKT / bestand.name)
        except DatabaseError as fout:
            raise Fout(
                "De database doet het nu niet. Bied de mail later opnieuw aan.", returncode=PROBEER_LATER
            ) from fout
        except OSError as fout:
            raise _later("Opstap kan deze map niet lezen of er niet in schrijven. Kijk of hij bestaat.") from fout


def _later(melding: str) -> Fout:
    return Fout(melding, returncode=PROBEER_LATER)


def _bestanden(map_: Path) -> Iterator[Path]:
    """What stands in the folder itself; hidden files are half written, a link leads elsewhere."""
    gevonden = sorted(map_.iterdir())
    (map_ / VERWERKT).mkdir(exist_ok=True)
    return (b for b in gevonden if b.is_file() and not b.is_symlink() and not b.name.startswith("."))


def _verwerk(mail: BinaryIO) -> str:
    """One sentence about what was done with it."""
    inhoud = mail.read(GROOTSTE + 1)
    while mail.read(GROOTSTE):  # to the end: the mail server must not meet a closed pipe
        continue
    try:
        terug = lees_terugmelding(inhoud)
    except GeenTerugmelding as fout:
        return fout.melding
    return bericht_teruggekomen(sleutel=terug.bericht, status=terug.status, mislukt=terug.mislukt).label
