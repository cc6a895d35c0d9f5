"""HTML to PDF/UA. WeasyPrint is imported late: the web process starts without it."""

from __future__ import annotations

from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from django.conf import settings

from opstap.errors import OpstapFout

_LETTER = "ttf_opensans"
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
    try:
        from weasyprint import HTML
        from weasyprint.text.fonts import FontConfiguration
    except OSError as fout:
        raise OpstapFout("Er ontbreekt een onderdeel om brieven te maken (Pango). Vraag de beheerder.") from fout
    lettertypen = FontConfiguration()
    document = HTML(string=html, url_fetcher=_haalt_niets())
    resultaat: bytes = document.write_pdf(
        stylesheets=_stijl(lettertypen), font_config=lettertypen, pdf_variant="pdf/ua-1"
    )
    return resultaat


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
