from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from opstap.errors import OpstapFout
from opstap.management.opdracht import Fout, Opdracht
from opstap.reservekopie import reservekopie_maken, reservekopie_noteren


class Command(Opdracht):
    help = "Maakt een kopie van de hele database in een map, terwijl Opstap doorloopt, en onthoudt wanneer dat was."

    def add_arguments(self, parser: ArgumentParser) -> None:
        hoe = parser.add_mutually_exclusive_group(required=True)
        hoe.add_argument("map", nargs="?", type=Path, help="waar de kopie komt; het liefst op een andere schijf")
        hoe.add_argument("--gemaakt", action="store_true", help="de kopie is al anders gemaakt: onthoud alleen wanneer")

    def handle(self, *, map: Path | None, gemaakt: bool, **_: Any) -> None:
        if map is None:
            reservekopie_noteren()
            self.stdout.write("Genoteerd: er is nu een reservekopie.")
            return
        try:
            kopie = reservekopie_maken(map)
        except OpstapFout as fout:
            raise Fout(fout.melding) from fout
        self.stdout.write(f"Gemaakt: {kopie} ({kopie.stat().st_size // 1024} kB). Er staan persoonsgegevens in.")
