"""A whole aanmelding at the kitchen table: on a telephone, without JavaScript, within the taps of usability.md."""

from __future__ import annotations

from datetime import date

import pytest

from aanmelding.forms.leefgebied import vraag
from opstap.protocol.begrippen import Leefgebied
from opstap.protocol.datums import datum_voluit, plus_maanden
from tests.chromium import stappen
from tests.chromium.mens import Mens
from tests.chromium.stappen import Kandidaat

pytestmark = [pytest.mark.browser, pytest.mark.traag]
KANDIDAAT = "Ayla Bakker"


@pytest.fixture
def telefoon(browser, live_server, streek) -> Mens:
    mens = Mens(browser, live_server.url, breedte=390)
    mens.log_in("begeleider")
    return mens


def _past(mens: Mens) -> None:
    assert mens.breedte_nodig() <= 390


def test_eleven_leefgebieden_one_by_one_and_the_form_is_sent(telefoon: Mens, vandaag: date) -> None:
    stappen.aanmelding_invullen(telefoon, Kandidaat(KANDIDAAT, date(1994, 5, 17), plus_maanden(vandaag, 5)), vandaag)
    _past(telefoon)
    telefoon.druk("Verstuur de aanmelding")
    telefoon.binnen(30)
    telefoon.ziet("Verstuurd op", datum_voluit(vandaag))


def test_one_leefgebied_with_all_there_is_to_say_and_the_rest_in_one_tap(telefoon: Mens, vandaag: date) -> None:
    telefoon.volg("Nieuwe aanmelding")
    telefoon.vul("Naam van de kandidaat", KANDIDAAT)
    telefoon.vul("Geboortedatum", date(1994, 5, 17))
    telefoon.kies("Waar verblijft de kandidaat nu?", "Beschermd wonen")
    telefoon.druk("Begin de aanmelding")
    telefoon.volg("Leefgebieden")
    telefoon.volg(Leefgebied.DAGBESTEDING.label)
    telefoon.kies(vraag(Leefgebied.DAGBESTEDING), "Aangevraagd")
    telefoon.selecteer("Wie geeft deze hulp?", "Gemeente Lindenhoven")
    telefoon.pagina.get_by_text("Meer over deze hulp").click()
    telefoon.selecteer("Welke hulp is het?", "Dagbesteding of werk")
    telefoon.selecteer("Waaruit wordt de hulp betaald?", "Wmo, van de gemeente")
    telefoon.vul("Wanneer is de hulp aangevraagd?", vandaag)
    telefoon.vul("Vanaf welke dag is de hulp er?", plus_maanden(vandaag, 4))
    telefoon.vul("Wanneer is dit besproken met de Wmo-consulent?", vandaag)
    telefoon.vul("Contactpersoon bij die organisatie", "Loes Wulp")
    _past(telefoon)
    telefoon.druk("Opslaan en volgende")
    telefoon.ziet_kop(Leefgebied.HUISVESTING.label)
    telefoon.volg("Annuleren")
    telefoon.ziet("Klaar: 1 van de 11 leefgebieden.", "Dagbesteding of werk".lower(), "Loes Wulp")
    _past(telefoon)
    telefoon.druk("De rest is niet van toepassing")
    telefoon.ziet_melding("De rest staat nu op niet van toepassing.")
    telefoon.ziet_kop("Akkoord")
