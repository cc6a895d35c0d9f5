"""Read everything somebody can reach by following links, as it stands in front of them."""

from __future__ import annotations

import html
import re
import shutil
import subprocess
from collections.abc import Collection, Iterator
from typing import Any

from tests.toegang.meten import kop, lijf
from tests.toegang.wereld import Iemand

_LINK = re.compile(r'(?:href|action)="(/[^"#]*)')
_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
#: Not a page about anybody, or an act of its own.
_NIET = re.compile(r"^/(static|account)/|^/beheer/(jsi18n|r)/|/history/$|[?&](o|p|_changelist_filters|all)=")


_HUIS = re.compile(rf"^/(woningen|complexen)/{_UUID.pattern}/")


def bladzijden(iemand: Iemand, begin: Collection[str], over: Collection[str] | None = None) -> dict[str, str]:
    """address -> text of every page reached from `begin`.

    `over`: keys of trajecten and duties; of the pages about one only those, and none about a colleague. Of the homes
    and buildings then one of each kind of page is enough.
    """
    rij, gezien, gelezen = list(begin), set(begin), {}
    while rij:
        adres = rij.pop(0)
        antwoord = iemand.vrager.antwoord("GET", adres)
        assert antwoord.status_code in {200, 302, 403, 404}, (iemand.sleutel, adres, antwoord.status_code)
        if antwoord.status_code != 200:
            continue
        gelezen[adres] = tekst(antwoord)
        for link in map(html.unescape, _LINK.findall(gelezen[adres])):
            soort = _soort(link) if over is None else _HUIS.sub(r"/\1/*/", link)
            if not {link, soort} & gezien and not _NIET.search(link) and _is_over(link, over):
                gezien |= {link, soort}
                rij.append(link)
    return gelezen


def _soort(link: str) -> str:
    """One page in beheer of each kind of row is enough; of the rest every page is its own kind."""
    return re.sub(r"/\d+/", "/*/", link) if link.startswith("/beheer/") else link


def _is_over(link: str, over: Collection[str] | None) -> bool:
    van = re.match(r"/(?:trajecten|taken|afwezig|overdragen)/([0-9a-f-]{36})/", link)
    return over is None or van is None or van[1] in over


def tekst(antwoord: Any) -> str:
    """A page without its one-time values, unescaped; of a letter the words on paper; and the headers."""
    rauw = lijf(antwoord)
    koppen = "\n".join(f"{naam}: {waarde}" for naam, waarde in sorted(kop(antwoord).items())) + "\n"
    if antwoord["Content-Type"] == "application/pdf":
        return koppen + pdftekst(rauw)
    return koppen + html.unescape(rauw.decode("utf-8", "replace"))


def pdftekst(pdf: bytes) -> str:
    """The words of a PDF and what stands in its properties; the raw bytes where pdftotext is not installed."""
    if shutil.which("pdftotext") is None or not pdf.startswith(b"%PDF"):
        return pdf.decode("latin-1")
    woorden = subprocess.run(["pdftotext", "-raw", "-", "-"], input=pdf, stdout=subprocess.PIPE, check=True).stdout
    return woorden.decode("utf-8").replace("\n", " ") + pdf.decode("latin-1")


def zonder_sleutels(bladen: dict[str, str]) -> Iterator[tuple[str, str]]:
    """The same pages with each key replaced by the place where it first turned up: two builds look alike."""
    nummers: dict[str, str] = {}

    def nummer(m: re.Match[str]) -> str:
        return nummers.setdefault(m[0], f"sleutel-{len(nummers)}")

    for adres, inhoud in bladen.items():
        yield _UUID.sub(nummer, adres), _UUID.sub(nummer, inhoud)
