"""A letter without end is stopped, waits for a person, and holds up nobody (F13)."""

from __future__ import annotations

import subprocess
import sys
import time

import pytest

from opstap import clock
from opstap.post import pdf
from opstap.post.models import Brief, BriefInhoud
from opstap.post.services import brieven_opmaken
from opstap.post.services.brieven import TE_LANG
from tests.evaluatie.conftest import Wonen

pytestmark = pytest.mark.traag

_REGEL = "<p>" + "woord en nog een woord " * 100 + "</p>"
#: Every element again in an element, that much deeper than a machine can count.
_DIEP = "<div style='display:table;width:50%'>" * 3000 + "x" + "</div>" * 3000


def _html(inhoud: str) -> str:
    return f'<!doctype html><html lang="nl"><head><title>Brief</title></head><body>{inhoud}</body></html>'


@pytest.fixture
def maak(bewoner: Wonen):
    def maak(titel: str, inhoud: str) -> Brief:
        brief = Brief.objects.create(
            traject=bewoner.traject, soort="toelating", titel=titel, datum=clock.vandaag(), geadresseerde="kandidaat",
            hash="x", afzender=bewoner.regio.zorg, uitvoeren_vanaf=clock.dienst_nu(),
        )  # fmt: skip
        BriefInhoud.objects.create(brief=brief, html=_html(inhoud))
        return brief

    return maak


@pytest.mark.parametrize("vijandig", [_REGEL * 20_000, _DIEP], ids=["vijfduizend bladzijden", "te diep"])
def test_a_letter_without_end_is_stopped_and_the_next_one_is_made(
    maak, bewoner: Wonen, monkeypatch: pytest.MonkeyPatch, vijandig: str
) -> None:
    """Seen to fail with everything made in the process itself: busy for more than a minute and a half."""
    monkeypatch.setattr(pdf, "GEDULD", 3)
    brieven = [maak("vijandig", vijandig), maak("gewoon", "<p>Goed nieuws.</p>")]
    begin = time.monotonic()
    brieven_opmaken()
    duur = time.monotonic() - begin
    for brief in brieven:
        brief.refresh_from_db()
    assert [(b.klaar_op is not None, b.geparkeerd_reden) for b in brieven] == [(False, TE_LANG), (True, "")]
    assert duur < 25, duur

    adres = f"/trajecten/{bewoner.traject.sleutel}/brieven/{brieven[0].sleutel}.pdf"
    antwoord = bewoner.client(bewoner.regio.begeleider).get(adres, follow=True)
    assert "Deze brief is te lang om er een PDF van te maken." in antwoord.content.decode()


def test_a_long_letter_is_only_long(monkeypatch: pytest.MonkeyPatch) -> None:
    """Made apart, and the same as when it was made here."""
    html = _html(_REGEL * 50)
    assert len(html) > pdf.GROOT
    apart = pdf.html_naar_pdf(html)
    monkeypatch.setattr(pdf, "GROOT", len(html))
    assert apart[:5] == b"%PDF-" and abs(len(apart) - len(pdf.html_naar_pdf(html))) < 200


def test_what_asks_for_too_much_memory_gets_none() -> None:
    code = "from opstap.post import pdf; pdf.GEHEUGEN = 130 * 1024**2; pdf._van_invoer()"
    gedaan = subprocess.run(
        [sys.executable, "-c", code], input=_html(_REGEL * 200).encode(), capture_output=True, timeout=120
    )
    assert (gedaan.returncode != 0, gedaan.stdout) == (True, b"")
