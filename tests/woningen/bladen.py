"""Files as other programs write them, made here by hand."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from xml.sax.saxutils import escape

KOP = ("Adres", "Soort", "Kale huur", "Complex", "Portiek", "Verdieping", "Kamers", "Lift", "Stil")
_NS = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PAKKET = "http://schemas.openxmlformats.org/package/2006/relationships"

_RELATIE = '<Relationship Id="rId7" Target="worksheets/eerste.xml"/>'


def csv_van(*rijen: Sequence[object], scheiding: str = ";", codering: str = "utf-8") -> bytes:
    return "".join(scheiding.join(str(cel) for cel in rij) + "\r\n" for rij in rijen).encode(codering)


def xlsx_van(*rijen: Sequence[object], blad: str = "", extra: dict[str, bytes] | None = None) -> bytes:
    """Texts shared, numbers as numbers, True and False as such, `=...` as a formula. `blad`: this XML instead."""
    teksten: dict[str, int] = {}
    inhoud = "".join(
        f'<row r="{n}">{"".join(_cel(n, k, cel, teksten) for k, cel in enumerate(rij))}</row>'
        for n, rij in enumerate(rijen, start=1)
    )
    gedeeld = "".join(f"<si><r><t>{escape(t[:1])}</t></r><r><t>{escape(t[1:])}</t></r></si>" for t in teksten)
    delen = {
        "xl/workbook.xml": f'<workbook {_NS} xmlns:r="{_RELS}"><sheets><sheet r:id="rId7"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PAKKET}">{_RELATIE}</Relationships>',
        "xl/worksheets/eerste.xml": blad or f"<worksheet {_NS}><sheetData>{inhoud}</sheetData></worksheet>",
        "xl/sharedStrings.xml": f"<sst {_NS}>{gedeeld}</sst>",
    }
    bestand = io.BytesIO()
    with zipfile.ZipFile(bestand, "w", zipfile.ZIP_DEFLATED) as zip_:
        for naam, tekst in delen.items():
            zip_.writestr(naam, tekst)
        for naam, bytes_ in (extra or {}).items():
            zip_.writestr(naam, bytes_)
    return bestand.getvalue()


def _cel(rij: int, kolom: int, cel: object, teksten: dict[str, int]) -> str:
    adres = f'r="{chr(ord("A") + kolom)}{rij}"'
    if cel == "" or cel is None:
        return ""
    if isinstance(cel, bool):
        return f'<c {adres} t="b"><v>{int(cel)}</v></c>'
    if isinstance(cel, int | float):
        return f"<c {adres}><v>{cel}</v></c>"
    if str(cel).startswith("="):
        return f"<c {adres}><f>{escape(str(cel)[1:])}</f><v>9</v></c>"
    return f'<c {adres} t="s"><v>{teksten.setdefault(str(cel), len(teksten))}</v></c>'
