"""An evaluatie at the kitchen table: on a telephone, without JavaScript, within the taps of usability.md."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from playwright.sync_api import expect

from evaluatie.models import Evaluatie
from opstap.protocol.evaluatiebegrippen import EvaluatieItem
from tests.browser import fotografeer
from tests.chromium.mens import TELEFOON, Mens
from tests.chromium.stappen import DOORGAAN

pytestmark = [pytest.mark.browser, pytest.mark.traag]


@pytest.fixture
def aan_tafel(dorp: None, deur: Callable[..., Mens]) -> Mens:
    mens = deur("begeleider", breedte=TELEFOON)
    mens.naar_vandaag()
    mens.volg("Evaluatie houden")
    return mens


def _foto(mens: Mens, stand: str) -> None:
    mens.past()
    fotografeer(mens.pagina, f"keukentafel-{stand}", [TELEFOON])


def test_all_goes_well_in_six_taps(aan_tafel: Mens) -> None:
    """Everything counts: links, choices and the button."""
    _foto(aan_tafel, "vooraf")
    aan_tafel.volg("Gaat goed, geen wijziging")
    _foto(aan_tafel, "gaat-goed")
    aan_tafel.kies("Was de huurder erbij?", "Ja")
    aan_tafel.kies("Wie waren er nog meer bij?", "De begeleider", "De consulent")
    aan_tafel.druk("Alles gaat goed: leg dit vast")
    aan_tafel.ziet_melding("De evaluatie is vastgelegd.")
    _foto(aan_tafel, "vastgelegd")
    aan_tafel.ziet("Advies", "doorgaan")
    assert aan_tafel.tikken + aan_tafel.velden <= 6


def test_one_question_at_a_time(aan_tafel: Mens, vandaag: date) -> None:
    pagina, gehouden = aan_tafel.pagina, Evaluatie.objects.gehouden().count()
    aan_tafel.volg("Vul in met één vraag tegelijk")
    aan_tafel.ziet("Vraag 1 van 11")
    pagina.get_by_label("Wanneer was het gesprek?").press("Enter")
    aan_tafel.ziet("Dit klopt nog niet")
    _foto(aan_tafel, "fout")
    assert not pagina.locator("input:checked").count()
    aan_tafel.volg("Terug")
    aan_tafel.volg("Vul in met één vraag tegelijk")
    aan_tafel.kies("Was de huurder erbij?", "Ja")
    aan_tafel.kies("Wie waren er nog meer bij?", "De begeleider", "De consulent")
    for item in EvaluatieItem:
        expect(pagina.get_by_role("button", name="Leg de evaluatie vast")).to_be_hidden()
        aan_tafel.volg("Volgende")
        aan_tafel.kies(item.label, "Gaat goed")
        _foto(aan_tafel, f"vraag-{item}")
        assert pagina.locator(".een-voor-een > section:visible").count() == 1
    aan_tafel.volg("Volgende")
    aan_tafel.vul("Wat zegt de bewoner zelf?", "Het is hier fijn.")
    aan_tafel.volg("Volgende")
    aan_tafel.volg("Volgende")
    aan_tafel.kies("Hoe gaat het in het geheel?", "Op schema")
    aan_tafel.kies("Wat is uw advies?", DOORGAAN)
    aan_tafel.volg("Volgende")
    _foto(aan_tafel, "vraag-afspraken")
    aan_tafel.volg("Volgende")
    aan_tafel.kies("Wat vindt de huurder van wat er staat?", "Gezien, het klopt")
    aan_tafel.druk("Leg de evaluatie vast")
    aan_tafel.ziet_melding("De evaluatie is vastgelegd.")
    aan_tafel.ziet("Het is hier fijn.")
    assert Evaluatie.objects.gehouden().count() == gehouden + 1


def test_with_javascript_what_is_typed_goes_along_to_the_whole_form(bezoeker: Mens) -> None:
    """Of the one of today there were evaluaties before."""
    bezoeker.log_in("begeleider")
    bezoeker.pagina.get_by_role("link", name="Evaluatie houden", exact=True).last.click()
    bezoeker.volg("Gaat goed, geen wijziging")
    bezoeker.pagina.locator("[name=bewoner]").fill("De kraan lekt.")
    expect(bezoeker.pagina.locator("[data-concept-stand]")).to_contain_text("Bewaard om ")
    bezoeker.druk("Er is iets anders: vul alles in")
    bezoeker.druk("Zelfde als vorige keer")
    bezoeker.ziet("De punten zijn ingevuld zoals vorige keer.")
    expect(bezoeker.pagina.locator("[name=bewoner]")).to_have_value("De kraan lekt.")
    assert bezoeker.pagina.locator("fieldset :checked").count() == len(EvaluatieItem)
