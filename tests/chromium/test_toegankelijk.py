"""Every kind of page of every role: axe finds nothing, it fits on a small phone, and it has one heading."""

from __future__ import annotations

import faulthandler
import re
import sys
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page, expect

from tests.browser import BREEDTES
from tests.chromium.mens import Mens
from tests.chromium.rondgang import rondgang

pytestmark = [pytest.mark.browser, pytest.mark.traag]

_NORMEN = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]
_OPTIES = {"runOnly": {"type": "tag", "values": _NORMEN}, "resultTypes": ["violations"]}
#: what looks different per role is looked at for each of them, other kinds of page once
_PER_ROL = re.compile(r"/|/trajecten/(x/( .*|contract/|aanmelding/bekijken/)?)?")
#: a teamleider sees what a begeleider or a consulent sees
_ACCOUNTS = ("begeleider", "consulent", "coordinator", "wmo", "beheer", "procesregisseur", "beleid")


def test_every_page_of_the_road_is_accessible_for_its_role(bezoeker: Mens, live_server):
    gezien: set[str] = set()
    gevonden = []
    faulthandler.dump_traceback_later(1200, exit=True, file=sys.__stderr__)  # hundreds of pages, each at three widths
    for account in _ACCOUNTS:
        bezoeker.log_in(account)
        for blad in rondgang(bezoeker.pagina, f"{live_server.url}/", slaover=gezien):
            if not _PER_ROL.fullmatch(blad.soort):
                gezien.add(blad.soort)
            gevonden += [f"{account} {blad.soort}: {b}" for b in bezwaren(bezoeker)]
    assert len(gezien) > 40
    assert gevonden == []


def test_the_door_and_the_pages_that_say_no_are_accessible(bezoeker: Mens, live_server):
    pagina = bezoeker.pagina
    gevonden = {}
    for pad in ("/account/login/", "/account/password/reset/", "/bestaat-niet/", "/inrichten/oud/"):
        pagina.goto(pad)
        gevonden[pad] = bezwaren(bezoeker)
    pagina.goto("/account/login/")
    bezoeker.druk("Log in")
    gevonden["leeg inloggen"] = bezwaren(bezoeker)
    expect(pagina).to_have_title(re.compile("^Fout: "))
    bezoeker.log_in("begeleider")
    for pad, kop in (
        ("/contingent/", "Dit hoort niet bij uw rol"),
        ("/beheer/", "Dit hoort niet bij uw rol"),
        ("/trajecten/6f0d9a3e-0000-4000-8000-000000000000/", "Deze pagina is er niet"),
    ):
        pagina.goto(pad)
        bezoeker.ziet_kop(kop)
        gevonden[pad] = bezwaren(bezoeker)
    assert gevonden == dict.fromkeys(gevonden, [])


def bezwaren(mens: Mens) -> list[str]:
    """What is wrong with the page that is open now. Axe itself writes styles that the page refuses: not counted."""
    pagina, zinnen = mens.pagina, [*mens.bezwaren]
    pagina.wait_for_load_state()  # a title stands there before the page does
    for breedte in BREEDTES:
        pagina.set_viewport_size({"width": breedte, "height": 900})
        zinnen += [f"{breedte} {v['id']}: {n['target']} {n['html'][:120]}" for v in _axe(pagina) for n in v["nodes"]]
    mens.bezwaren.clear()
    koppen = pagina.locator("h1").count()
    if koppen != 1:
        zinnen.append(f"{koppen} koppen h1")
    pagina.set_viewport_size({"width": 320, "height": 640})
    breed = pagina.evaluate("document.documentElement.scrollWidth")
    if breed > 320:
        zinnen.append(f"{breed} pixels breed op 320")
    return zinnen


def _axe(pagina: Page) -> list[dict[str, Any]]:
    """The script is half a megabyte: it goes into a page once, for every width, and only what is wrong comes out."""
    if not pagina.evaluate("Boolean(window.axe?.run)"):
        pagina.evaluate(AXE_SCRIPT)
    return pagina.evaluate("opties => axe.run(opties).then(uitslag => uitslag.violations)", _OPTIES)
