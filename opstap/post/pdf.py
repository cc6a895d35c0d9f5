"""HTML to PDF/UA. WeasyPrint is imported late: the web process starts without it."""

from __future__ import annotations

import os
import re
import resource
import subprocess
import sys
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
    '<!doctype html><html lang="nl-NL"><title>{titel}</title>'
    "<style>@page {{ @bottom-left {{ content: none }} @bottom-right {{ content: none }} }}</style><body></body></html>"
)
#: In characters; no letter of ours comes near it. In seconds, and in bytes.
GROOT, GEDULD, GEHEUGEN = 100_000, 60, 2 * 1024**3
#: Somebody's emoji, which the letters of Open Sans do not have; with what only changes how one looks.
_EMOJI = re.compile(
    "(?:[\u231a-\u23ff\u2600-\u27bf\u2b05-\u2b55\U0001f000-\U0001faff][\u200d\ufe0f\U000e0020-\U000e007f]*)+"
)
_LOS = re.compile("[\ufe0f\u20e3]")
_GEWICHTEN = {
    ("normal", 400): "Regular",
    ("italic", 400): "Italic",
    ("normal", 600): "SemiBold",
    ("normal", 700): "Bold",
}


class TeLang(OpstapFout):
    def __init__(self) -> None:
        super().__init__("Deze brief is te lang om er een PDF van te maken. De tekst staat in Opstap.")


def html_naar_pdf(html: str) -> bytes:
    """A tagged PDF that declares pdf/ua-1. Never fetches anything but our own style and fonts.

    Raises OpstapFout when the system library for making PDF (Pango) is missing, TeLang when it takes more than any
    letter needs: what is long is made in a process of its own, that can be stopped (F13).
    """
    return _apart(html) if len(html) > GROOT else _schrijven(_Drukker().opmaken(html))


def _apart(html: str) -> bytes:
    opdracht = [sys.executable, "-m", "opstap.post.pdf"]
    env = os.environ | {"DJANGO_SETTINGS_MODULE": os.environ.get("DJANGO_SETTINGS_MODULE", "opstap.settings")}
    try:
        gedaan = subprocess.run(
            opdracht, input=html.encode(), capture_output=True, timeout=GEDULD, cwd=settings.BASE_DIR, env=env
        )
    except subprocess.TimeoutExpired as fout:
        raise TeLang from fout
    if gedaan.returncode:
        raise TeLang
    return gedaan.stdout


def _van_invoer() -> None:
    """In that process: from the input to the output, with no more memory and time than it may have."""
    resource.setrlimit(resource.RLIMIT_AS, (GEHEUGEN, GEHEUGEN))
    resource.setrlimit(resource.RLIMIT_CPU, (GEDULD, GEDULD))  # also when whoever asked is dead
    sys.stdout.buffer.write(_schrijven(_Drukker().opmaken(sys.stdin.buffer.read().decode())))


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
        document = self._html(string=zonder_emoji(html), url_fetcher=_haalt_niets())
        return document.render(stylesheets=self._stijl, font_config=self._lettertypen, pdf_variant=_VARIANT)


def zonder_emoji(tekst: str) -> str:
    """On paper an emoji would be an empty box, or a sign of whatever letters this machine has."""
    return _LOS.sub("", _EMOJI.sub("(emoji)", tekst))


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


if __name__ == "__main__":
    _van_invoer()
