"""What a file says: in every spelling that people send, and with row, column and advice for what is wrong."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from decimal import Decimal

import pytest

from opstap.protocol.bemiddelen import Woningtype
from tests.woningen.bladen import KOP, csv_van, xlsx_van
from woningen.inlezen import bestand
from woningen.inlezen.bestand import BestandFout, lees
from woningen.inlezen.rijen import Gelezen, Woningregel, lees_woningen

EEN = ("Cafélaan 1", "Studio", "612,50", "De Linden", "A", "0", "2", "ja", "nee")
_LANG_ADRES = "@" * 200_000 + "A1"
GOED = {"complex": "De Linden", "portiek": "A", "verdieping": 0, "kamers": 2, "lift": True, "stil_huis": False}


def _gelezen(inhoud: bytes) -> Gelezen:
    return lees_woningen(lees(inhoud))


@pytest.mark.parametrize(
    "inhoud",
    [
        csv_van(KOP, EEN),
        csv_van(KOP, EEN, codering="utf-8-sig"),
        csv_van(KOP, EEN, codering="cp1252"),
        csv_van(KOP, EEN, codering="utf-16"),
        csv_van(KOP, EEN, scheiding="\t"),
        csv_van(KOP, [f'"{cel}"' for cel in EEN], scheiding=","),
        csv_van(KOP, (*EEN[:2], "€ 612.5", *EEN[3:])),
        csv_van([k.upper() for k in KOP], (EEN[0].replace(" ", "  "), "STUDIO", *EEN[2:7], "J", "N")),
        xlsx_van(KOP, (EEN[0], "studio", 612.5, "De Linden", "A", 0, 2, True, False)),
        xlsx_van(KOP, (EEN[0], "studio", 612.49999999999995, "De Linden", "A", 0.0, 2, "ja", "nee")),
    ],
    ids=["utf-8", "bom", "cp1252", "utf-16", "tab", "komma", "punt", "hoofdletters", "xlsx", "xlsx krom"],
)
def test_every_spelling_of_the_same_home_gives_the_same_home(inhoud: bytes) -> None:
    gelezen = _gelezen(inhoud)
    assert gelezen.fouten == []
    (regel,) = gelezen.regels
    assert (regel.rij, regel.adres, regel.woningtype) == (2, EEN[0], Woningtype.STUDIO)
    assert (regel.kale_huur, dict(regel.kenmerken)) == (Decimal("612.50"), GOED)
    assert Woningregel.uit_json(regel.als_json()) == regel


def test_empty_rows_and_cells_say_nothing_and_unknown_clears() -> None:
    leeg, kort = [""] * len(KOP), ("Kade 2", "studio", "500")
    gelezen = _gelezen(
        csv_van(KOP, leeg, kort, leeg, ("Kade 3", "studio", "500", "onbekend", "", "?", "", "weet niet"))
    )
    assert gelezen.fouten == [] and [(r.rij, dict(r.kenmerken)) for r in gelezen.regels] == [
        (3, {}), (5, {"complex": None, "verdieping": None, "lift": None}),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("plaats", "cel", "melding"),
    [
        (0, "", "Rij 2, kolom Adres: dit is leeg"),
        (0, "x" * 161, "Rij 2, kolom Adres: Dit is langer dan 160"),
        (0, "Kade BSN 111222333", "Rij 2, kolom Adres: Hier staat een burgerservicenummer"),
        (1, "kasteel", "Rij 2, kolom Soort: Deze soort kent Opstap niet. Kies uit: portiekflat"),
        (2, "veel", "Rij 2, kolom Kale huur: Dit is geen bedrag"),
        (2, "0", "Rij 2, kolom Kale huur: Dit is geen bedrag"),
        (2, "1e3", "Rij 2, kolom Kale huur: Dit is geen bedrag"),
        (2, "612,505", "Rij 2, kolom Kale huur: Dit is geen bedrag"),
        (2, "=1+1", "Rij 2, kolom Kale huur: Hier staat een formule"),
        (3, "", "Rij 2, kolom Complex: dit is leeg. Vul in bij welk complex het portiek hoort"),
        (5, "1e etage", "Rij 2, kolom Verdieping: Dit is geen getal van -2 tot en met 60"),
        (6, "0", "Rij 2, kolom Kamers: Dit is geen getal van 1 tot en met 20"),
        (7, "misschien", "Rij 2, kolom Lift: Vul ja of nee in"),
    ],
)
@pytest.mark.parametrize("maak", [csv_van, xlsx_van])
def test_a_fault_names_row_and_column_and_says_what_to_do(maak, plaats: int, cel: str, melding: str) -> None:
    rij = [*EEN[:plaats], cel, *EEN[plaats + 1 :]]
    gelezen = _gelezen(maak(KOP, rij, ("Kade 9", "studio", "500")))
    assert len(gelezen.fouten) == 1 and gelezen.fouten[0].startswith(melding), gelezen.fouten
    assert [r.rij for r in gelezen.regels] == [3]


def test_the_same_address_twice_names_both_rows() -> None:
    gelezen = _gelezen(csv_van(KOP, EEN, ("Kade 2", "studio", "500"), (EEN[0].upper(), "studio", "500")))
    assert gelezen.fouten == ["Rij 4, kolom Adres: dit adres staat ook in rij 2. Haal een van beide weg."]


@pytest.mark.parametrize(
    ("inhoud", "melding"),
    [
        (b"", "leeg"),
        (csv_van(KOP), "geen woningen"),
        (csv_van((*KOP, "Bewoner"), EEN), "De kolom “Bewoner” kent Opstap niet"),
        (csv_van((*KOP, "adres"), EEN), "twee keer"),
        (csv_van(KOP[1:], EEN[1:]), "De kolom “Adres” ontbreekt"),
        (csv_van(["x"] * 60, EEN), "meer dan 50 kolommen"),
        (b"\xd0\xcf\x11\xe0oud", "oud of beveiligd"),
        (b"PK\x03\x04stuk", "niet te lezen"),
        (b"Adres\x00;Soort", "niet te lezen"),
        (b"Adres;Soort;Kale huur\r\n\"open", "niet te lezen"),
        (b"\xff\xfea", "niet te lezen"),
        (bytes(range(129, 160)), "niet te lezen"),
        (xlsx_van(blad="<worksheet><sheetData><row><c><v>"), "niet te lezen"),
        (xlsx_van(blad='<!DOCTYPE x [<!ENTITY a "b">]><worksheet>&a;</worksheet>'), "niet te lezen"),
        (xlsx_van(blad='<worksheet><row r="1"><c r="XFD1"><v>1</v></c></row></worksheet>'), "niet te lezen"),
        (xlsx_van(blad='<worksheet><row r="1"><c t="s"><v>99</v></c></row></worksheet>'), "niet te lezen"),
        (xlsx_van(blad=f'<worksheet><row r="1"><c r="{_LANG_ADRES}"><v>1</v></c></row></worksheet>'), "niet te lezen"),
        (xlsx_van(KOP, ("x" * 32_768, *EEN[1:])), "te veel tekst in"),
        (xlsx_van(KOP, *[("x" * 32_767,) * 20] * 50), "te veel tekst in"),
        (xlsx_van(KOP, EEN, extra={"xl/media/groot.bin": bytes(31 * 1024 * 1024)}), "niet te lezen"),
        (b"x" * (5 * 1024 * 1024 + 1), "groter dan 5 MB"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_read_is_refused_whole(inhoud: bytes, melding: str) -> None:
    """Seen to fail: a text of one cell, or a text that many cells share, filled the memory."""
    with pytest.raises(BestandFout, match=melding):
        _gelezen(inhoud)


def test_a_part_that_is_larger_than_it_says_is_not_unpacked() -> None:
    """The sizes in the list of a zip can lie: no more is read than was promised, and then it does not add up."""
    echt = xlsx_van(KOP, EEN)
    with zipfile.ZipFile(io.BytesIO(echt)) as zip_:
        maat = zip_.getinfo("xl/worksheets/eerste.xml").file_size
    leugen = echt.replace(maat.to_bytes(4, "little"), (10).to_bytes(4, "little"))
    assert leugen != echt
    with pytest.raises(BestandFout, match="niet te lezen"):
        lees(leugen)


def test_more_homes_than_fit_are_refused_before_they_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bestand, "RIJEN", 3)
    rijen = [(f"Kade {n}", "studio", "500") for n in range(4)]
    for maak in (csv_van, xlsx_van):
        assert len(lees(maak(KOP, *rijen[:3]))) == 4
        with pytest.raises(BestandFout, match="meer dan 3 woningen"):
            lees(maak(KOP, *rijen))


def test_starting_the_web_reads_no_xml_of_spreadsheets() -> None:
    """Only who reads a file pays for it: no library of spreadsheets is known to Opstap at all."""
    vraag = (
        "import os, sys; os.environ['DJANGO_SETTINGS_MODULE'] = 'tests.settings'; import django; django.setup();"
        "import opstap.urls, woningen.urls;"
        "print([m for m in ('openpyxl', 'xlsxwriter', 'pandas') if m in sys.modules])"
    )
    uit = subprocess.run([sys.executable, "-c", vraag], capture_output=True, text=True, check=True)
    assert uit.stdout.strip() == "[]"
