"""The first sheet of an XLSX file: a zip with XML in it. Reads no more than is asked, and no DTD."""

from __future__ import annotations

import io
import math
import posixpath
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from xml.parsers import expat

#: A file of 10,000 homes takes a third of this when it is unpacked.
UITGEPAKT = 30 * 1024 * 1024
_BREEDST = 256
#: The most that a spreadsheet lets in one cell.
LANGST = 32_767
_STUK = 64 * 1024
_EERSTE_BLAD = "xl/worksheets/sheet1.xml"
#: What a formula becomes: the cell is refused, whatever the program that wrote it made of it.
FORMULE = "=formule"
FOUT = "=fout"

Rij = tuple[int, list[str]]
Kenmerken = dict[str, str]


class Onleesbaar(Exception):
    """Not a file that a spreadsheet wrote."""


class TeVeelTekst(Exception):
    """One text, or what all cells say together, is longer than a list of homes can be."""


class _Genoeg(Exception):
    """More rows than anybody asked for."""


def rijen_uit_xlsx(inhoud: bytes, *, hoogstens: int) -> Iterator[Rij]:
    """(number, cells) of each row of the first sheet with something in it. Raises Onleesbaar, TeVeelTekst."""
    try:
        with zipfile.ZipFile(io.BytesIO(inhoud)) as zip_:
            _eis_te_dragen(zip_)
            teksten = _Teksten(zip_).teksten
            yield from _Blad(zip_, _eerste_blad(zip_), teksten, hoogstens).rijen
    except (
        zipfile.BadZipFile, zlib.error, expat.ExpatError, EOFError, KeyError, ValueError, IndexError,
        NotImplementedError, RuntimeError,
    ) as fout:  # fmt: skip
        raise Onleesbaar from fout


def _eis_te_dragen(zip_: zipfile.ZipFile) -> None:
    """A small zip can unpack into all the memory there is. zipfile reads no more than these sizes say."""
    delen = zip_.infolist()
    if sum(deel.file_size for deel in delen) > UITGEPAKT or len(delen) > 1000:
        raise Onleesbaar
    if any(deel.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for deel in delen):
        raise Onleesbaar


def _ontleed(
    zip_: zipfile.ZipFile, naam: str, begin: Callable[..., None], eind: Callable[..., None], tekst: Callable[..., None]
) -> None:
    lezer = expat.ParserCreate(namespace_separator=" ")
    lezer.StartDoctypeDeclHandler = _geen_dtd
    lezer.StartElementHandler = lambda naam, kenmerken: begin(_kort(naam), {_kort(n): w for n, w in kenmerken.items()})
    lezer.EndElementHandler = lambda naam: eind(_kort(naam))
    lezer.CharacterDataHandler = tekst
    lezer.buffer_text = True
    with zip_.open(naam) as deel:
        while stuk := deel.read(_STUK):
            lezer.Parse(stuk, False)
    lezer.Parse(b"", True)


def _geen_dtd(*_: object) -> None:
    raise Onleesbaar


def _kort(naam: str) -> str:
    return naam.rpartition(" ")[2]


def _eerste_blad(zip_: zipfile.ZipFile) -> str:
    """Where the first sheet of the workbook stands."""
    bladen: list[str] = []
    doelen: dict[str, str] = {}

    def blad(naam: str, kenmerken: Kenmerken) -> None:
        if naam == "sheet":
            bladen.append(kenmerken["id"])

    def relatie(naam: str, kenmerken: Kenmerken) -> None:
        if naam == "Relationship":
            doelen[kenmerken["Id"]] = kenmerken["Target"]

    _ontleed(zip_, "xl/workbook.xml", blad, _niets, _niets)
    _ontleed(zip_, "xl/_rels/workbook.xml.rels", relatie, _niets, _niets)
    return posixpath.normpath(posixpath.join("/xl", doelen[bladen[0]])).lstrip("/") if bladen else _EERSTE_BLAD


def _niets(*_: object) -> None: ...


class _Teksten:
    """The texts that cells refer to by number; how a word sounds (`rPh`) is no part of it."""

    def __init__(self, zip_: zipfile.ZipFile) -> None:
        self.teksten: list[str] = []
        self._stukken: list[str] = []
        self._leest = self._klank = False
        self._lengte = 0
        if "xl/sharedStrings.xml" in zip_.namelist():
            _ontleed(zip_, "xl/sharedStrings.xml", self._begin, self._eind, self._tekst)

    def _begin(self, naam: str, kenmerken: Kenmerken) -> None:
        if naam == "si":
            self._stukken, self._lengte = [], 0
        elif naam == "rPh":
            self._klank = True
        elif naam == "t":
            self._leest = not self._klank

    def _eind(self, naam: str) -> None:
        if naam == "si":
            self.teksten.append("".join(self._stukken))
        elif naam == "rPh":
            self._klank = False
        elif naam == "t":
            self._leest = False

    def _tekst(self, tekst: str) -> None:
        if not self._leest:
            return
        self._lengte += len(tekst)
        if self._lengte > LANGST:
            raise TeVeelTekst
        self._stukken.append(tekst)


class _Blad:
    """The cells of one sheet, each at the place its address says."""

    def __init__(self, zip_: zipfile.ZipFile, naam: str, teksten: list[str], hoogstens: int) -> None:
        self.rijen: list[Rij] = []
        self._teksten, self._hoogstens = teksten, hoogstens
        self._soort, self._stukken, self._leest, self._formule = "", [""], False, False
        self._kolom = self._tekens = 0
        with suppress(_Genoeg):
            _ontleed(zip_, naam, self._begin, self._eind, self._tekst)

    def _begin(self, naam: str, kenmerken: Kenmerken) -> None:
        if naam == "row":
            self._nieuwe_rij(kenmerken.get("r"))
        elif naam == "c":
            self._soort, self._stukken, self._formule = kenmerken.get("t", "n"), [], False
            self._kolom = _kolom(kenmerken["r"]) if "r" in kenmerken else len(self.rijen[-1][1])
        elif naam == "f":
            self._formule = True
        elif naam in ("v", "t"):
            self._leest = True

    def _nieuwe_rij(self, nummer: str | None) -> None:
        """A row without anything leaves only its number."""
        vorige = self.rijen.pop() if self.rijen and not self.rijen[-1][1] else None
        if len(self.rijen) >= self._hoogstens:
            raise _Genoeg
        laatste = vorige or (self.rijen[-1] if self.rijen else (0, []))
        self.rijen.append((int(nummer) if nummer else laatste[0] + 1, []))

    def _eind(self, naam: str) -> None:
        if naam in ("v", "t"):
            self._leest = False
        elif naam == "c" and (waarde := self._waarde()):
            self._eis_niet_te_veel(waarde)
            cellen = self.rijen[-1][1]
            cellen.extend([""] * (self._kolom + 1 - len(cellen)))
            cellen[self._kolom] = waarde

    def _tekst(self, tekst: str) -> None:
        if self._leest:
            self._stukken.append(tekst)

    def _eis_niet_te_veel(self, waarde: str) -> None:
        """Many cells may share one text: it stands in the file once, and is read as often as a cell says it."""
        self._tekens += len(waarde)
        if len(waarde) > LANGST or self._tekens > UITGEPAKT:
            raise TeVeelTekst

    def _waarde(self) -> str:
        tekst = "".join(self._stukken)
        if self._formule:
            return FORMULE
        if not tekst:
            return ""
        if self._soort == "s":
            return self._teksten[int(tekst)]
        if self._soort == "b":
            return "ja" if tekst == "1" else "nee"
        if self._soort == "e":
            return FOUT
        return _getal(tekst) if self._soort == "n" else tekst


def _kolom(adres: str) -> int:
    """`A1` is 0, `AA7` is 26."""
    letters = adres.rstrip("0123456789")
    if not 0 < len(letters) <= 3:
        raise Onleesbaar
    nummer = 0
    for letter in letters:
        nummer = nummer * 26 + ord(letter) - ord("A") + 1
    if not 0 < nummer <= _BREEDST:
        raise Onleesbaar
    return nummer - 1


def _getal(tekst: str) -> str:
    """As a person would type it: a spreadsheet writes 612.3 as 612.29999999999995."""
    getal = float(tekst)
    if not math.isfinite(getal) or abs(getal) > 1e12:
        return tekst
    return str(int(getal)) if getal.is_integer() else repr(getal)
