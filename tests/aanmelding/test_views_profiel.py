"""The pages of woonprofiel and begeleiding."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from aanmelding.delen.woonprofiel import factorrijen, woonwensen
from aanmelding.models import Begeleidingsafspraak
from opstap.protocol.woonprofiel import Samen, Woonwensen
from tests.aanmelding.conftest import UITSTROOM, Spel, aanmelding_van, adres, ingelogd, stuur
from tests.aanmelding.test_begeleiding import _met_uren


@pytest.fixture
def client(spel: Spel) -> Client:
    return ingelogd(spel.regio.begeleider)


def _html(antwoord: Any) -> str:
    tekst: str = antwoord.content.decode()
    return tekst


@pytest.mark.clausule("C-11")
def test_the_questions_come_in_a_fixed_order(client: Client, spel: Spel) -> None:
    html = _html(client.get(adres("woonprofiel", spel.ingevuld())))
    assert re.findall(r"<h2>(De \w+)</h2>", html) == ["De kandidaat", "De hulp", "De woning", "De buurt"]
    for vraag in (
        "Wat zoekt de kandidaat nu?",
        "Moet de woning dicht bij de hulp zijn?",
        "Weet nog niet",
        "Begane grond",
    ):
        assert vraag in html


def test_answers_come_back_on_the_page_and_on_the_check_page(client: Client, spel: Spel) -> None:
    traject = spel.ingevuld()
    url = adres("woonprofiel", traject)
    antwoord = stuur(client, url, {"samen": "alleen", "woning": ["lift"], "buurt": ["rustige_buurt"]})
    assert antwoord.headers["Location"] == adres("akkoord", traject)  # the form says something else now
    assert woonwensen(aanmelding_van(traject)) == Woonwensen(samen=Samen.ALLEEN)
    assert [rij.factor for rij in factorrijen(aanmelding_van(traject))] == ["lift", "rustige_buurt"]
    html = _html(client.get(url))
    for code in ("alleen", "lift", "rustige_buurt"):
        assert re.search(rf'value="{code}"[^>]*checked', html), code
    controle = _html(client.get(adres("controleren", traject)))
    assert "lift, als de woning boven ligt (sinds 5 januari 2026), rustige buurt (sinds 5 januari 2026)" in controle
    assert url in controle


def test_nothing_is_obligatory(client: Client, spel: Spel) -> None:
    traject = spel.ingevuld()
    for naam in ("woonprofiel", "begeleiding"):
        assert stuur(client, adres(naam, traject), {}).status_code == 302


def test_an_answer_that_is_no_choice_comes_back(client: Client, spel: Spel) -> None:
    antwoord = stuur(client, adres("woonprofiel", spel.ingevuld()), {"samen": "kasteel", "woning": ["lift", "zwembad"]})
    assert antwoord.status_code == 422
    assert re.search(r'value="lift"[^>]*checked', _html(antwoord))


def test_a_colleague_was_first(client: Client, spel: Spel) -> None:
    """What was typed stays on the page."""
    traject = spel.ingevuld()
    url = adres("woonprofiel", traject)
    pagina = client.get(url)
    stuur(client, url, {"woning": ["huisdier"]})
    gegevens = {"woning": ["lift"], "versie": pagina.context["formulier_versie"], "verzoek": pagina.context["verzoek"]}
    antwoord = client.post(url, gegevens)
    assert antwoord.status_code == 422
    assert re.search(r'value="lift"[^>]*checked', _html(antwoord))
    assert [rij.factor for rij in factorrijen(aanmelding_van(traject))] == ["huisdier"]


def test_the_page_of_support_asks_hours_where_they_are_written_down(client: Client, spel: Spel) -> None:
    traject = spel.ingevuld()
    url = adres("begeleiding", traject)
    assert "uren" not in client.get(url).context["form"].fields
    stuur(client, url, {"uren": "3", "start": "1-6-2026", "bereikbaar": "altijd"})
    rij = Begeleidingsafspraak.objects.get()
    assert (rij.uren, rij.start, rij.bereikbaar) == (None, UITSTROOM, "altijd")
    _met_uren(traject)
    stuur(client, url, {"uren": "3", "start": "1-6-2026"})
    assert Begeleidingsafspraak.objects.get().uren == 3


@pytest.mark.parametrize(
    ("getypt", "melding"),
    [
        ({"uren": "drie"}, "Vul bij de uren begeleiding een heel getal in, bijvoorbeeld 3."),
        ({"uren": "0"}, "Vul bij de uren begeleiding 1 of meer in, of laat het leeg."),
        ({"uren": "169"}, "Vul bij de uren begeleiding 168 of minder in."),
        ({"start": "straks"}, "Vul bij de begeleiding thuis een dag in, bijvoorbeeld 2-3-2026."),
    ],
)
def test_a_wrong_answer_says_what_to_do(client: Client, spel: Spel, getypt: dict[str, str], melding: str) -> None:
    traject = spel.ingevuld()
    _met_uren(traject)
    antwoord = stuur(client, adres("begeleiding", traject), getypt)
    assert antwoord.status_code == 422
    assert melding in _html(antwoord)
    assert f'value="{next(iter(getypt.values()))}"' in _html(antwoord)


def test_the_coordinator_has_no_such_page(spel: Spel) -> None:
    traject = spel.verstuurd()
    for naam in ("woonprofiel", "begeleiding"):
        assert ingelogd(spel.regio.coordinator).get(adres(naam, traject)).status_code == 403
