"""A signaal becomes an MDO with afspraken: the begeleider on a telephone, the consulent at a desk, within the taps of
usability.md."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from tests.chromium import stappen
from tests.chromium.mens import TELEFOON, Mens

pytestmark = [pytest.mark.browser, pytest.mark.traag]
ZIN = "De huur komt steeds een week te laat."


def test_from_a_signaal_to_afspraken_that_are_signed(deur: Callable[..., Mens], dorp: None, vandaag: date) -> None:
    begeleider = deur("begeleider", breedte=TELEFOON)
    stappen.mdo_voorbereiden(begeleider, vandaag, vandaag)
    begeleider.binnen(8)  # the seven of usability.md, and one to unfold the list of a busy day
    adres = begeleider.pagina.url
    begeleider.ziet("Geen reactie? Op", "naar de teamleider.")

    _bereidt_voor(begeleider)
    consulent = deur("consulent")
    consulent.pagina.goto(adres)
    consulent.ziet("Ik wil hier blijven.", "Wij maken samen een overzicht van het geld.")
    consulent.volg("Bereid het MDO voor")
    consulent.ziet_niet("Wat wil de huurder zeggen?")
    consulent.vul("Wat wilt u zeggen?", ZIN)
    consulent.druk("Zet het op de agenda")
    consulent.binnen(2)
    agenda = consulent.pagina.request.get(f"{adres}agenda.pdf")
    assert agenda.headers["content-type"] == "application/pdf"
    begeleider.pagina.goto(adres)
    begeleider.ziet(ZIN)
    _houdt(begeleider, vandaag)


def _bereidt_voor(begeleider: Mens) -> None:
    begeleider.tikken = 0
    begeleider.volg("Bereid het MDO voor")
    begeleider.ziet("Dit lezen alle partijen van het MDO. Schrijf niets op over ziekte, en geen diagnose.")
    begeleider.vul("Wat wilt u zeggen?", "Een. Twee. Drie. Vier.")
    begeleider.vul("Wat wil de huurder zeggen?", "Ik wil hier blijven.")
    begeleider.druk("Zet het op de agenda")
    begeleider.ziet("Houd het bij 3 zinnen.")
    begeleider.vul("Wat wilt u zeggen?", "Wij maken samen een overzicht van het geld.")
    begeleider.druk("Zet het op de agenda")
    begeleider.ziet_melding("Uw voorbereiding staat op de agenda van het MDO.")
    begeleider.binnen(3)


def _houdt(begeleider: Mens, vandaag: date) -> None:
    begeleider.tikken = 0
    begeleider.volg("Leg het MDO vast")
    begeleider.kies("Wie waren erbij?", "De huurder", "De begeleider", "De consulent")
    begeleider.kies("Werkt de huurder mee?", "Ja")
    begeleider.kies("Wat is de uitkomst?", "De huurder blijft wonen, met afspraken")
    begeleider.selecteer("Afspraak 1: wie doet dit?", "de huurder")
    begeleider.vul("Afspraak 1: wat is er afgesproken?", "De huur voor de eerste van de maand")
    begeleider.vul("Afspraak 1: voor wanneer?", vandaag + timedelta(days=14))
    begeleider.kruis("Afspraak 1 is een voorwaarde om te kunnen blijven wonen")
    begeleider.druk("Leg het MDO vast")
    begeleider.ziet_melding("Het MDO is vastgelegd.")
    begeleider.binnen(2)
    begeleider.ziet("voorwaarde om te blijven wonen", "Getekend op papier")

    begeleider.tikken = 0
    begeleider.volg("Leg vast wie tekende")
    begeleider.vul("Op welke dag tekende de huurder?", vandaag)
    begeleider.druk("Leg dit vast")
    begeleider.ziet_melding("Vastgelegd wie de afspraken tekende.")
    begeleider.binnen(2)
    begeleider.naar_vandaag()
    begeleider.ziet("Afspraak nakomen")
