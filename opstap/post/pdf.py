"""HTML to PDF/UA. WeasyPrint is imported late: the web process starts without it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from django.conf import settings

from opstap.errors import OpstapFout

_LETTER = "ttf_opensans"
_VARIANT = "pdf/ua-1"
#: An empty back of a sheet: no number, no sender.
_LEEG = (
    '<!doctype html><html lang="nl"><title>{titel}</title>'
    "<style>@page {{ @bottom-left {{ content: none }} @bottom-right {{ content: none }} }}</style><body></body></html>"
)
_GEWICHTEN = {
    ("normal", 400): "Regular",
    ("italic", 400): "Italic",
    ("normal", 600): "SemiBold",
    ("normal", 700): "Bold",
}


def html_naar_pdf(html: str) -> bytes:
    """A tagged PDF that declares pdf/ua-1. Never fetches anything but our own style and fonts.

    Raises OpstapFout when the system library for making PDF (Pango) is missing.
    """
    return _schrijven(_Drukker().opmaken(html))


def bladen_naar_pdf(teksten: Iterable[str], *, titel: str) -> bytes:
    """Several texts in one PDF, each on the front of a sheet: after an odd number of pages comes an empty one."""
    drukker = _Drukker()
    leeg = drukker.opmaken(_LEEG.format(titel=titel))
    paginas: list[Any] = []
    for html in teksten:
        paginas += drukker.opmaken(html).pages
        if len(paginas) % 2:
            paginas += leeg.pages
    return _schrijven(leeg.copy(paginas))


def _schrijven(document: Any) -> bytes:
    resultaat: bytes = document.write_pdf(pdf_variant=_VARIANT)
    return resultaat


class _Drukker:
    """Style and fonts, read once for as many texts as follow."""

    def __init__(self) -> None:
        try:
            from weasyprint import HTML
            from weasyprint.text.fonts import FontConfiguration
        except OSError as fout:
            raise OpstapFout("Er ontbreekt een onderdeel om brieven te maken (Pango). Vraag de beheerder.") from fout
        self._html, self._lettertypen = HTML, FontConfiguration()
        self._stijl = _stijl(self._lettertypen)

    def opmaken(self, html: str) -> Any:
        document = self._html(string=html, url_fetcher=_haalt_niets())
        return document.render(stylesheets=self._stijl, font_config=self._lettertypen, pdf_variant=_VARIANT)


def _stijl(lettertypen: Any) -> list[Any]:
    from weasyprint import CSS

    regels = "".join(
        f'@font-face {{ font-family: "Open Sans"; font-style: {stijl}; font-weight: {gewicht}; src: url("{uri}") }}'
        for (stijl, gewicht), uri in _lettertypen().items()
    )
    tekst = (settings.BASE_DIR / "static" / "css" / "brief.css").read_text(encoding="utf-8")
    return [CSS(string=regels + tekst, font_config=lettertypen, url_fetcher=_alleen_letters())]


@lru_cache
def _lettertypen() -> dict[tuple[str, int], str]:
    """(style, weight) -> file URI of Open Sans from its package."""
    spec = find_spec(_LETTER)
    if spec is None or spec.origin is None:
        raise OpstapFout("Het lettertype Open Sans ontbreekt.")
    bestanden = {p.stem.split("-")[-1]: p for p in Path(spec.origin).parent.rglob("*.ttf")}
    return {soort: bestanden[naam].as_uri() for soort, naam in _GEWICHTEN.items()}


def _haalt_niets() -> Any:
    from weasyprint.urls import URLFetcher

    return URLFetcher(allowed_protocols=set())


def _alleen_letters() -> Any:
    from weasyprint.urls import URLFetcher

    return URLFetcher(allowed_protocols={"file"})
