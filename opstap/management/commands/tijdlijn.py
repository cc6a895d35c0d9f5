"""`manage.py tijdlijn`: every date that follows from a few given ones. Needs no database."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from datetime import date
from typing import Any

from opstap.management.opdracht import Fout, Opdracht
from opstap.protocol.datums import datum_uit_tekst
from opstap.protocol.evalueren import is_ritme_toegestaan
from opstap.protocol.parameters import Parameters
from opstap.protocol.tijdlijn import Startdatums, als_json, als_tekst, tijdlijn
from opstap.regelingen.presets import OnbekendePreset, Preset, preset

FOUT_IN_VRAAG = 2
DATUMS = {
    "uitstroom": "geplande dag van uitstroom",
    "compleet": "dag waarop de aanmelding compleet was",
    "besluit": "dag van het besluit over toelating",
    "ingang": "ingangsdatum van het huurcontract",
    "ingebruikname": "eerste dag in de woning",
    "einde": "eerste dag zonder tijdelijk contract; zonder deze datum de langste duur van de regeling",
}


class Command(Opdracht):
    help = "Toont alle datums die volgen uit de datums die u geeft, met de clausule erbij."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--regeling", metavar="SLUG", help="bijvoorbeeld zutphen-2024 of apeldoorn")
        for naam, uitleg in DATUMS.items():
            parser.add_argument(f"--{naam}", metavar="DATUM", help=f"{uitleg} (jjjj-mm-dd of d-m-jjjj)")
        parser.add_argument("--ritme", metavar="MAANDEN", help="om de hoeveel maanden er een evaluatie is")
        parser.add_argument("--json", action="store_true", help="alleen JSON schrijven")

    def handle(self, *args: Any, **options: Any) -> None:
        regeling = _regeling(options["regeling"])
        start = Startdatums(
            **{naam: _datum(naam, options[naam]) for naam in DATUMS},
            ritme=_ritme(options["ritme"], regeling.parameters),
        )
        lijn = tijdlijn(start=start, parameters=regeling.parameters)
        if options["json"]:
            self.stdout.write(json.dumps(als_json(lijn), ensure_ascii=False, indent=2))
        else:
            self.stdout.write(f"Tijdlijn {regeling.naam}\n\n{als_tekst(lijn)}")


def _regeling(slug: str | None) -> Preset:
    if not slug:
        raise _fout("Geef met --regeling aan welke regeling u bedoelt.")
    try:
        return preset(slug)
    except OnbekendePreset as fout:
        raise _fout(str(fout)) from fout


def _datum(naam: str, tekst: str | date | None) -> date | None:
    if tekst is None or isinstance(tekst, date):
        return tekst
    try:
        return datum_uit_tekst(tekst)
    except ValueError as fout:
        raise _fout(f"--{naam}: {fout}") from fout


def _ritme(tekst: str | int | None, parameters: Parameters) -> int | None:
    if tekst is None:
        return None
    ritme = int(tekst) if str(tekst).isdecimal() else 0
    if not is_ritme_toegestaan(ritme=ritme, parameters=parameters):
        ritmes = parameters.evaluatie_ritmes or (parameters.evaluatie_ritme_maanden,)
        keuze = " of ".join(str(maanden) for maanden in ritmes if maanden)
        raise _fout(f"--ritme: deze regeling kent '{tekst}' niet; kies {keuze or 'geen ritme'}.")
    return ritme


def _fout(melding: str) -> Fout:
    return Fout(melding, returncode=FOUT_IN_VRAAG)
