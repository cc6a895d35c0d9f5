"""A form of the aanmelding while somebody types: session gone, no connection, tab closed, a colleague. No letter lost.

Seen to fail without the script, and with one that stops after the first failure.
"""

from __future__ import annotations

import time

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from opstap.trajecten.models import Concept
from tests.browser import fotografeer
from tests.chromium.mens import Mens
from tests.chromium.test_toegankelijk import bezwaren

pytestmark = [pytest.mark.browser, pytest.mark.traag]

WANNEER = "ergens in augustus, weet Sam"
GEDULD = 25_000


@pytest.fixture
def bezig(bezoeker: Mens, vandaag) -> Mens:
    """On the page about the move of a new aanmelding."""
    bezoeker.log_in("begeleider")
    bezoeker.volg("Nieuwe aanmelding")
    bezoeker.vul("Naam van de kandidaat", "Kim de Jager")
    bezoeker.vul("Geboortedatum", "1-3-1990")
    bezoeker.kies("Waar verblijft de kandidaat nu?", "Beschermd wonen")
    bezoeker.druk("Begin de aanmelding")
    bezoeker.volg("Vertrek en binding")
    bezoeker.pagina.wait_for_load_state("load")
    return bezoeker


def _typ(mens: Mens, tekst: str) -> None:
    veld = mens.pagina.locator("[name=uitstroom]")
    veld.press("End")
    veld.press_sequentially(tekst)


def _stand(mens: Mens, tekst: str) -> None:
    expect(mens.pagina.locator("[data-concept-stand]")).to_contain_text(tekst, timeout=GEDULD)


def _staat_er(mens: Mens) -> None:
    expect(mens.pagina.locator("[name=uitstroom]")).to_have_value(WANNEER)


def test_what_is_typed_is_kept_by_itself_and_stands_there_after_the_tab_was_closed(bezig: Mens):
    _typ(bezig, WANNEER)
    _stand(bezig, "Bewaard om ")
    adres = bezig.pagina.url
    bezig.pagina.goto("about:blank")
    bezig.pagina.goto(adres)
    _staat_er(bezig)
    bezig.ziet("Dit is nog niet verstuurd.", "U typte dit op")
    assert bezwaren(bezig) == []


def test_who_turns_to_another_page_at_once_loses_nothing(bezig: Mens):
    """Before the script took its time: leaving keeps the page."""
    adres = bezig.pagina.url
    _typ(bezig, WANNEER)
    bezig.volg("Terug")
    tot = time.monotonic() + 10
    while not Concept.objects.exists() and time.monotonic() < tot:
        time.sleep(0.1)
    bezig.pagina.goto(adres)
    _staat_er(bezig)


def test_without_a_connection_the_text_stays_and_is_kept_when_it_is_back(bezig: Mens):
    bezig.context.set_offline(True)
    _typ(bezig, WANNEER)
    _stand(bezig, "Nog niet bewaard. Laat dit scherm open")
    _staat_er(bezig)
    bezig.context.set_offline(False)
    _stand(bezig, "Bewaard om ")
    assert Concept.objects.get().velden["uitstroom"] == [WANNEER]


def test_the_button_sends_nothing_while_nobody_answers_and_sends_it_all_after_that(bezig: Mens):
    """The phone says that there is a connection. Fails when the script lets the browser go: its error comes."""
    bezig.context.route("**/*", lambda vraag: vraag.abort())
    _typ(bezig, WANNEER)
    _stand(bezig, "Nog niet bewaard. Laat dit scherm open")
    bezig.pagina.get_by_role("button", name="Opslaan en volgende").click()
    _staat_er(bezig)
    bezig.context.unroute_all()
    bezig.pagina.get_by_role("button", name="Opslaan en volgende").click()
    bezig.ziet("Vul bij het vertrek een datum in")
    _staat_er(bezig)


def test_without_a_connection_no_page_sends_and_every_letter_stays(bezoeker: Mens):
    """Of a page that keeps no concept. Seen to fail without the script: the error of the browser takes its place."""
    bezoeker.log_in("begeleider")
    bezoeker.volg("Nieuwe aanmelding")
    bezoeker.vul("Naam van de kandidaat", "Kim de Jager")
    bezoeker.context.set_offline(True)
    bezoeker.pagina.get_by_role("button", name="Begin de aanmelding").click()
    bezoeker.ziet("Er is geen verbinding.")
    expect(bezoeker.pagina.get_by_label("Naam van de kandidaat")).to_have_value("Kim de Jager")
    assert bezwaren(bezoeker) == []
    bezoeker.context.set_offline(False)
    bezoeker.ziet("Er is weer verbinding.")
    bezoeker.druk("Begin de aanmelding")
    bezoeker.ziet("Vul de geboortedatum in")


def test_a_browser_that_thinks_it_is_offline_sends_when_opstap_answers(bezoeker: Mens):
    """On a network of an office without the rest of the world. Seen to fail with a script that believes the browser."""
    bezoeker.context.add_init_script("Object.defineProperty(Navigator.prototype, 'onLine', { get: () => false });")
    bezoeker.log_in("begeleider")
    bezoeker.volg("Nieuwe aanmelding")
    bezoeker.vul("Naam van de kandidaat", "Kim de Jager")
    bezoeker.druk("Begin de aanmelding")
    bezoeker.ziet("Vul de geboortedatum in")


def test_after_the_session_has_ended_the_page_says_so_and_the_text_stays(bezig: Mens):
    Session.objects.all().delete()
    _typ(bezig, WANNEER)
    _stand(bezig, "U bent uitgelogd.")
    _staat_er(bezig)
    assert "Kim" not in str(list(Concept.objects.values_list("velden", flat=True)))


def test_a_colleague_reads_who_is_at_work_and_overwrites_nothing(bezig: Mens, browser, live_server):
    _typ(bezig, WANNEER)
    _stand(bezig, "Bewaard om ")
    leider = Mens(browser, live_server.url, javascript=True, breedte=390)
    leider.log_in("teamleider")
    leider.pagina.goto(bezig.pagina.url)
    leider.ziet("werkt hier nu aan")
    _staat_er(leider)
    assert bezwaren(leider) == []
    fotografeer(leider.pagina, "concept-van-een-collega")
    _typ(leider, "!")
    _stand(leider, "Bewaard om ")
    _typ(bezig, "?")
    _stand(bezig, "sloeg hier intussen iets op")
    assert Concept.objects.get().velden["uitstroom"] == [f"{WANNEER}!"]
    expect(bezig.pagina.locator("[name=uitstroom]")).to_have_value(f"{WANNEER}?")
    leider.context.close()


def test_back_to_a_page_with_a_mistake_shows_what_was_typed_and_who_typed_it(bezig: Mens):
    """Seen to fail without an address for the browser: ERR_CACHE_MISS."""
    _typ(bezig, WANNEER)
    bezig.druk("Opslaan en volgende")
    bezig.ziet("Dit klopt nog niet")
    bezig.volg("Annuleren")
    bezig.pagina.go_back()
    _staat_er(bezig)
    bezig.ziet("Dit is nog niet verstuurd.", "U typte dit op")
