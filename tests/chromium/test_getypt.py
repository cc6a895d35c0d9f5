"""The longest form, typed at the kitchen table while the session ended: nothing is lost, nothing is sent twice."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Page, expect

from evaluatie.models import Evaluatie
from opstap.protocol.evaluatiebegrippen import EvaluatieItem
from tests.chromium.mens import Mens, getypt
from tests.chromium.stappen import DOORGAAN
from tests.chromium.test_toegankelijk import bezwaren

pytestmark = [pytest.mark.browser, pytest.mark.traag]

BEWONER = 'Het gaat "goed" <b>vind</b> ik.\nMaar de buren & ik praten weinig.'
_ALLES = """() => [...document.querySelector('form.formulier').elements]
  .filter(e => e.name && !['csrfmiddlewaretoken', 'van', 'concept_versie'].includes(e.name))
  .map(e => [e.name, ['radio', 'checkbox'].includes(e.type) ? e.checked + e.value : e.value])"""


@pytest.fixture
def ingevuld(bezoeker: Mens, vandaag) -> Mens:
    """Every kind of field of the evaluatie is filled in."""
    bezoeker.log_in("begeleider")
    bezoeker.volg("Evaluatie houden")
    bezoeker.volg("Vul de evaluatie in")
    bezoeker.vul("Wanneer was het gesprek?", getypt(vandaag))
    bezoeker.kies("Was de huurder erbij?", "Ja")
    bezoeker.kies("Wie waren er nog meer bij?", "De begeleider", "De consulent")
    for item in EvaluatieItem:
        bezoeker.kies(item.label, "Gaat goed")
    bezoeker.pagina.locator("[name=bewoner]").fill(BEWONER)
    bezoeker.pagina.locator("[name=begeleider]").fill("x" * 300)
    bezoeker.kies("Hoe gaat het in het geheel?", "Op schema")
    bezoeker.kies("Wat is uw advies?", DOORGAAN)
    bezoeker.pagina.locator("[name=wat_1]").fill("De huur op de eerste van de maand")
    return bezoeker


def _opnieuw_inloggen(mens: Mens, account: str) -> None:
    kaart = mens.pagina.locator("li.taak").filter(has_text=f"· {account}@")
    kaart.get_by_role("button").click()


def test_after_the_session_has_ended_everything_typed_stands_there_again(ingevuld: Mens):
    pagina, gehouden = ingevuld.pagina, _gehouden()
    getypt = pagina.evaluate(_ALLES)
    adres = pagina.url
    Session.objects.all().delete()
    ingevuld.druk("Leg de evaluatie vast")
    ingevuld.ziet_kop("Inloggen")
    ingevuld.ziet("Wat u typte, is nog niet verstuurd.")
    assert "praten weinig" not in pagina.content()
    gevonden = bezwaren(ingevuld)
    _opnieuw_inloggen(ingevuld, "begeleider")
    expect(pagina).to_have_title(re.compile("^Nog niet verstuurd: "))
    pagina.wait_for_load_state()
    assert (pagina.url, pagina.evaluate(_ALLES)) == (f"{adres}?getypt=1", getypt)
    gevonden += bezwaren(ingevuld)
    assert _gehouden() == gehouden
    _afspraak_af(pagina)
    _dubbel(pagina, "Leg de evaluatie vast")
    ingevuld.ziet_melding("De evaluatie is vastgelegd.")
    assert (_gehouden(), gevonden) == (gehouden + 1, [])


def test_with_an_old_token_the_same_form_comes_back(ingevuld: Mens):
    pagina, gehouden = ingevuld.pagina, _gehouden()
    getypt = pagina.evaluate(_ALLES)
    ingevuld.context.clear_cookies(name="csrftoken")
    ingevuld.druk("Leg de evaluatie vast")
    ingevuld.ziet("Dit is nog niet verstuurd.")
    pagina.wait_for_load_state()
    assert (pagina.evaluate(_ALLES), _gehouden(), bezwaren(ingevuld)) == (getypt, gehouden, [])
    _afspraak_af(pagina)
    ingevuld.druk("Leg de evaluatie vast")
    ingevuld.ziet_melding("De evaluatie is vastgelegd.")
    assert _gehouden() == gehouden + 1


def test_somebody_else_who_logs_in_next_sees_nothing_of_it(ingevuld: Mens):
    Session.objects.all().delete()
    ingevuld.druk("Leg de evaluatie vast")
    _opnieuw_inloggen(ingevuld, "consulent")
    assert "praten weinig" not in ingevuld.pagina.content()
    ingevuld.ziet_niet("nog niet verstuurd")


def test_back_to_a_form_with_a_mistake_shows_what_was_typed(bezoeker: Mens):
    """Seen to fail without the script: ERR_CACHE_MISS."""
    bezoeker.log_in("consulent")
    bezoeker.volg("Brieven")
    bezoeker.pagina.get_by_role("link", name=re.compile("^Is hij al verstuurd")).first.click()
    for dag in ("31-2-2026", "32-2-2026"):
        bezoeker.vul("Op welke dag is er verstuurd?", dag)
        bezoeker.druk("Leg vast dat de brief is verstuurd")
        bezoeker.ziet("Dit klopt nog niet")
    gevonden = bezwaren(bezoeker)
    bezoeker.volg("Annuleren")
    bezoeker.pagina.go_back()
    bezoeker.ziet("Dit is nog niet verstuurd.")
    assert bezoeker.veld("Op welke dag is er verstuurd?").input_value() == "32-2-2026"
    assert bezwaren(bezoeker) + gevonden == []


def test_another_site_that_sends_a_form_here_gets_nothing_shown(bezoeker: Mens, live_server):
    """From an origin of its own (a page without any), in the browser of somebody who is logged in."""
    bezoeker.log_in("begeleider")
    bezoeker.volg("Nieuwe aanmelding")
    doel = bezoeker.pagina.url
    bezoeker.pagina.goto("about:blank")
    bezoeker.pagina.set_content(
        f'<form method="post" action="{doel}"><input name="naam" value="Van een ander"><button>Stuur</button></form>'
    )
    bezoeker.druk("Stuur")
    bezoeker.ziet("We hebben niets opgeslagen.")
    assert ("Van een ander" in bezoeker.pagina.content(), bezwaren(bezoeker)) == (False, [])


def _gehouden() -> int:
    return Evaluatie.objects.filter(gehouden_op__isnull=False).count()


def _afspraak_af(pagina: Page) -> None:
    """A row of an afspraak is whole or empty."""
    pagina.locator("[name=wat_1]").fill("")


def _dubbel(pagina: Page, knop: str) -> None:
    doe: Callable[..., None] = pagina.get_by_role("button", name=knop, exact=True).dblclick
    doe(no_wait_after=True)
