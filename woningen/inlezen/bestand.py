"""The rows of a CSV or XLSX file, in memory and within bounds. What a cell means is for `rijen`."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from opstap.errors import OpstapFout
from woningen.inlezen.werkblad import Onleesbaar, TeVeelTekst, rijen_uit_xlsx

GROOTSTE = 5 * 1024 * 1024
RIJEN = 10_000
KOLOMMEN = 50
#: What a program writes at the start of a text in UTF-16.
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_OUD_OF_BEVEILIGD = b"\xd0\xcf\x11\xe0"

#: (number of the row as a spreadsheet shows it, cells without spaces around them); empty rows are left out.
Rij = tuple[int, list[str]]


class BestandFout(OpstapFout):
    """The file as a whole cannot be read; the message says what to do."""


def lees(inhoud: bytes) -> list[Rij]:
    """Every row with something in it, the first one with the names of the columns. Raises BestandFout."""
    if not inhoud:
        raise BestandFout("Het bestand is leeg. Kies een bestand met woningen.")
    if len(inhoud) > GROOTSTE:
        raise BestandFout("Het bestand is groter dan 5 MB. Splits het in delen.")
    if inhoud.startswith(_OUD_OF_BEVEILIGD):
        raise BestandFout("Dit is een oud of beveiligd Excel-bestand. Sla het zonder wachtwoord op als .xlsx of .csv.")
    try:
        is_xlsx = inhoud.startswith(b"PK")
        return _begrensd(rijen_uit_xlsx(inhoud, hoogstens=RIJEN + 2) if is_xlsx else _rijen_uit_csv(inhoud))
    except TeVeelTekst as fout:
        raise BestandFout(
            "Er staat te veel tekst in dit bestand: in een cel passen hoogstens 32.767 tekens. Haal lange teksten weg."
        ) from fout
    except Onleesbaar as fout:
        raise BestandFout("Dit bestand is niet te lezen. Sla het opnieuw op als .xlsx of .csv.") from fout


def _begrensd(rijen: Iterable[Rij]) -> list[Rij]:
    gevuld: list[Rij] = []
    for nummer, cellen in rijen:
        schoon = [cel.strip() for cel in cellen]
        while schoon and not schoon[-1]:
            schoon.pop()
        if not schoon:
            continue
        if len(schoon) > KOLOMMEN:
            raise BestandFout(
                f"Rij {nummer} heeft meer dan {KOLOMMEN} kolommen. Haal weg wat niet bij de woningen hoort."
            )
        if len(gevuld) > RIJEN:
            raise BestandFout(f"Er staan meer dan {RIJEN} woningen in. Splits het bestand in delen.")
        gevuld.append((nummer, schoon))
    return gevuld


def _rijen_uit_csv(inhoud: bytes) -> Iterable[Rij]:
    tekst = _tekst(inhoud)
    if "\x00" in tekst:
        raise Onleesbaar
    kop = next((regel for regel in tekst.splitlines() if regel.strip()), "")
    scheiding = max(";,\t", key=kop.count)
    try:
        yield from enumerate(csv.reader(io.StringIO(tekst, newline=""), delimiter=scheiding, strict=True), start=1)
    except csv.Error as fout:
        raise Onleesbaar from fout


def _tekst(inhoud: bytes) -> str:
    """UTF-8, or what an older Windows program writes."""
    for codering in ["utf-16"] if inhoud.startswith(_UTF16) else ["utf-8-sig", "cp1252"]:
        try:
            return inhoud.decode(codering)
        except UnicodeDecodeError:
            continue
    raise Onleesbaar
