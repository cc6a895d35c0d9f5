"""The pages of a question after sending, and of a change."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from aanmelding import services
from aanmelding.models import Aanvulvraag
from tests.aanmelding import verloop
from tests.aanmelding.conftest import DAG, Spel, aanmelding_van, adres, ingelogd, stuur
from tests.aanmelding.test_views_invullen import fout

VRAAG = "Klopt de dag van vertrek nog?"


def gelezen(antwoord: Any) -> str:
    assert antwoord.status_code == 200
    html: str = antwoord.content.decode()
    return html


@pytest.mark.clausule("I-3")
def test_from_the_question_to_the_answer_on_the_pages(spel: Spel) -> None:
    traject = spel.verstuurd()
    coordinator, begeleider = ingelogd(spel.regio.coordinator), ingelogd(spel.regio.begeleider)
    assert adres("aanvulling_vragen", traject) in gelezen(coordinator.get(adres("beoordelen", traject)))
    antwoord = stuur(
        coordinator, adres("aanvulling_vragen", traject), {"onderdelen": ["uitstroom", "checklist"], "tekst": VRAAG}
    )
    assert antwoord.headers["Location"] == adres("beoordelen", traject)
    assert VRAAG in gelezen(coordinator.get(adres("beoordelen", traject)))

    assert "De aanmelding wordt aangevuld." in gelezen(begeleider.get(reverse("traject", args=[traject.sleutel])))
    html = gelezen(begeleider.get(adres("invullen", traject)))
    assert VRAAG in html and "De tijd voor het besluit loopt door" in html
    assert adres("checklist", traject) in html
    assert "Verstuur zonder wijziging" in gelezen(begeleider.get(adres("controleren", traject)))
    verloop.uitstroom_ingevuld(op=DAG, traject=traject.sleutel, begeleider=spel.zorg, uitstroom=date(2026, 7, 1))
    assert "Verstuur de aangepaste aanmelding" in gelezen(begeleider.get(adres("controleren", traject)))
    stuur(begeleider, adres("controleren", traject), {})
    assert aanmelding_van(traject).status == "compleet"
    for wie in (begeleider, coordinator):
        assert VRAAG in gelezen(wie.get(adres("bekijken", traject)))


def test_a_question_about_nothing_keeps_the_text(spel: Spel) -> None:
    traject = spel.verstuurd()
    antwoord = stuur(ingelogd(spel.regio.coordinator), adres("aanvulling_vragen", traject), {"tekst": VRAAG})
    fout(antwoord, "Kies over welk deel uw vraag gaat.", VRAAG)
    assert not Aanvulvraag.objects.exists()


@pytest.mark.clausule("Z-20.8", "I-9")
def test_the_parts_to_ask_about_name_no_leefgebied_and_no_behandelaar(spel: Spel) -> None:
    html = gelezen(ingelogd(spel.regio.coordinator).get(adres("aanvulling_vragen", spel.verstuurd())))
    assert "Hulp en ondersteuning" in html
    for woord in ("Leefgebieden", "Behandelaar", "Verslaving"):
        assert woord not in html


def test_a_sensitive_word_in_a_question_asks_for_a_tick(spel: Spel) -> None:
    traject = spel.verstuurd()
    vraag = {"onderdelen": ["persoon"], "tekst": "Is er een verslaving?"}
    antwoord = stuur(ingelogd(spel.regio.coordinator), adres("aanvulling_vragen", traject), vraag)
    assert antwoord.status_code == 422
    assert not Aanvulvraag.objects.exists()


def test_not_needed_any_more(spel: Spel) -> None:
    traject = spel.verstuurd()
    coordinator = ingelogd(spel.regio.coordinator)
    html = gelezen(coordinator.get(adres("aanvulling_terugnemen", traject)))
    assert "Er staat geen vraag van u open" in html
    services.aanvulling_vragen(traject=traject.sleutel, onderdelen=["persoon"], namens=spel.coordinator)
    assert adres("aanvulling_terugnemen", traject) in gelezen(coordinator.get(adres("beoordelen", traject)))
    stuur(coordinator, adres("aanvulling_terugnemen", traject), {})
    assert aanmelding_van(traject).status == "compleet"


@pytest.mark.clausule("I-3")
def test_a_change_opens_the_form(spel: Spel) -> None:
    traject = spel.verstuurd()
    begeleider = ingelogd(spel.regio.begeleider)
    assert adres("wijziging", traject) in gelezen(begeleider.get(reverse("traject", args=[traject.sleutel])))
    antwoord = stuur(begeleider, adres("wijziging", traject), {})
    assert antwoord.headers["Location"] == adres("invullen", traject)
    assert "U geeft een wijziging door sinds 5 januari 2026" in gelezen(begeleider.get(adres("invullen", traject)))
    html = gelezen(ingelogd(spel.regio.coordinator).get(adres("beoordelen", traject)))
    assert "Wijziging gemeld op 5 januari 2026" in html
    assert adres("aanvulling_terugnemen", traject) not in html


def test_the_question_is_of_who_asks_and_who_answers(spel: Spel) -> None:
    traject = spel.verstuurd(anders=spel.gemeentehulp())
    services.aanvulling_vragen(traject=traject.sleutel, onderdelen=["persoon"], tekst=VRAAG, namens=spel.coordinator)
    wmo = ingelogd(spel.regio.wmo_consulent)
    for url in (adres("bekijken", traject), reverse("traject", args=[traject.sleutel])):
        html = gelezen(wmo.get(url))
        assert VRAAG not in html and "aanvulling is gevraagd" not in html
