"""The whole course once, as people live it: Chromium without JavaScript, every role, by the words on the screen."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from playwright.sync_api import expect

from opstap.protocol.datums import datum_voluit, plus_maanden
from opstap.termijnen.tasks import tik
from tests.chromium import stappen
from tests.chromium.mens import Mens
from tests.chromium.stappen import Kandidaat

pytestmark = [pytest.mark.browser, pytest.mark.traag]

NAAM = "Ayla Bakker"
LINDE, BRUG = "Zorgpunt De Linde", "Woonstichting De Brug"


class Klok:
    """The practice clock, moved by the beheerder on the page; then the tick does what that time brought."""

    def __init__(self, beheerder: Mens, vandaag: date) -> None:
        self.beheerder, self.vandaag = beheerder, vandaag

    def verder(self, *sprongen: str) -> date:
        dagen = {"1 week": 7, "30 dagen": 30, "3 maanden": 91}
        for sprong in sprongen:
            stappen.klok_verder(self.beheerder, sprong)
            self.vandaag += timedelta(days=dagen[sprong])
            self.beheerder.ziet(f"In deze oefening is het vandaag {datum_voluit(self.vandaag)}.")
            tik()
        return self.vandaag


def test_the_whole_course_through_chromium_without_javascript(mens, vandaag):
    klok = Klok(mens("beheer"), vandaag)
    kandidaat = Kandidaat(NAAM, date(1994, 5, 17), plus_maanden(vandaag, 5))

    _aanmelden(mens, kandidaat, klok)
    _toelaten(mens, klok)
    ingang = _wonen(mens, klok)
    _evalueren(mens, klok, ingang)
    _bijsturen(mens, klok)
    _omzetten(mens, klok, ingang)
    _gemeente_kijkt(mens)
    _collega_erbij(mens("beheer"), mens())


def _aanmelden(mens, kandidaat: Kandidaat, klok: Klok) -> None:
    begeleider, vandaag = mens("begeleider"), klok.vandaag
    begeleider.ziet("U heeft deze week niets te doen.")
    stappen.aanmelding_invullen(begeleider, kandidaat, vandaag)
    begeleider.ziet("U verstuurt de aanmelding naar Woonstichting De Brug.", "Wie ziet wat?", "17 mei 1994")
    begeleider.druk("Verstuur de aanmelding")
    begeleider.binnen(30)
    begeleider.ziet("Verstuurd op", datum_voluit(vandaag))
    begeleider.naar_traject(NAAM)
    begeleider.ziet("De aanmelding is verstuurd en wordt bekeken.")
    begeleider.aan_zet("Gemeente Lindenhoven", "Eigen ondersteuning accorderen", "(over 7 dagen)")

    stappen.akkoord_geven(mens("wmo"), kandidaat)

    begeleider.naar_traject(NAAM)
    begeleider.ziet("De aanmelding is compleet. Nu kan het besluit komen.")
    begeleider.aan_zet(BRUG, "Besluiten over de aanmelding", "(over 14 dagen)")


def _toelaten(mens, klok: Klok) -> None:
    coordinator = mens("coordinator")
    vandaag = klok.verder("1 week")
    coordinator.naar_vandaag()
    assert "Over 7 dagen" in coordinator.taak("Besluiten over de aanmelding").text_content()
    coordinator.volg("Trajecten")
    coordinator.volg(NAAM)
    coordinator.ziet_niet("beschermd wonen", "Politie en justitie")

    stappen.toelaten(coordinator, vandaag)
    coordinator.binnen(3 + 1)  # one for unfolding "Later": there is a week left

    coordinator.ziet(
        "De kandidaat is toegelaten. Er wordt een woning gezocht.", "Besluit over de toelating: toegelaten."
    )
    stappen.lees_brief(coordinator.brief("U bent toegelaten", "kandidaat"), NAAM, BRUG, datum_voluit(vandaag))
    stappen.corporatie_vragen(coordinator, BRUG)


def _wonen(mens, klok: Klok) -> date:
    consulent, vandaag = mens("consulent"), klok.vandaag
    stappen.woning_aanbieden(consulent, vandaag + timedelta(days=7))
    consulent.binnen(4)
    consulent.aan_zet(BRUG, "Het antwoord op het aanbod vastleggen", "(over 7 dagen)")
    mens("begeleider").naar_traject(NAAM)
    mens("begeleider").ziet(
        f"Er is een woning aangeboden. Antwoord uiterlijk {datum_voluit(vandaag + timedelta(days=7))}."
    )

    stappen.ja_vastleggen(consulent)
    consulent.ziet("De kandidaat neemt de woning.")
    stappen.inschrijven(consulent, vandaag)
    consulent.naar_traject(NAAM)
    stappen.startgesprek_vastleggen(consulent, vandaag)
    consulent.naar_traject(NAAM)
    ingang = vandaag + timedelta(days=7)
    stappen.begeleiding_bevestigen(mens("begeleider"), NAAM, vandaag, ingang)
    stappen.contract_opmaken(consulent, ingang, vandaag)
    consulent.ziet("wacht op handtekeningen", "€")
    stappen.handtekeningen(consulent, f"{BRUG} (corporatie)", f"{NAAM} (huurder)", op=vandaag)
    consulent.ziet("nog niet getekend")
    stappen.handtekeningen(consulent, f"{LINDE} (begeleidende organisatie)", op=vandaag)
    consulent.ziet_niet("nog niet getekend")
    stappen.lees_brief(stappen.meterkastkaart_maken(consulent, NAAM), BRUG)

    assert klok.verder("1 week") == ingang
    consulent.naar_vandaag()
    assert "Vandaag" in consulent.taak("Sleutel geven").text_content()
    stappen.sleutel_geven(consulent, ingang)
    consulent.naar_traject(NAAM)
    consulent.ziet("De bewoner woont in de woning, met begeleiding.")
    laatste = plus_maanden(ingang, 24) - timedelta(days=1)
    consulent.ziet(f"van {datum_voluit(ingang)} tot en met {datum_voluit(laatste)}")
    return ingang


def _evalueren(mens, klok: Klok, ingang: date) -> None:
    """The first is written down two days late, with the day on which it was held."""
    begeleider, eerste = mens("begeleider"), ingang + timedelta(days=42)
    assert klok.verder("30 dagen", "1 week", "1 week") == eerste + timedelta(days=2)
    begeleider.naar_vandaag()
    begeleider.ziet("1 is te laat.")
    assert "2 dagen te laat" in (begeleider.taak("Evaluatie houden").text_content() or "")
    stappen.evaluatie_houden(begeleider, eerste)
    stappen.evaluatie_vaststellen(mens("consulent"), was_erbij=False)

    vandaag = klok.verder("30 dagen", "1 week", "1 week", "1 week")
    stappen.evaluatie_houden(begeleider, vandaag, zoals_voorgesteld=True)
    begeleider.binnen(6)
    stappen.evaluatie_vaststellen(mens("consulent"), was_erbij=False)


def _bijsturen(mens, klok: Klok) -> None:
    begeleider, consulent, vandaag = mens("begeleider"), mens("consulent"), klok.vandaag
    stappen.signaal_melden(consulent, NAAM)
    mdo_op = vandaag + timedelta(days=7)
    stappen.mdo_voorbereiden(begeleider, vandaag, mdo_op)
    begeleider.binnen(7)
    consulent.naar_traject(NAAM)
    consulent.ziet(f"Het MDO is gepland op {datum_voluit(mdo_op)}.")
    klok.verder("1 week")
    stappen.mdo_houden(begeleider, mdo_op + timedelta(days=7))
    klok.verder("1 week")
    stappen.afspraak_klaar(begeleider)


def _omzetten(mens, klok: Klok, ingang: date) -> None:
    """Every evaluatie in between is held when it is due, each second one with the corporatie; then the day on which a
    besluit is best."""
    begeleider, consulent = mens("begeleider"), mens("consulent")
    for met_corporatie in (True, False, True, False, True):
        stappen.evaluatie_houden(begeleider, klok.verder("3 maanden"), zoals_voorgesteld=True)
        stappen.evaluatie_vaststellen(consulent, was_erbij=met_corporatie)
    streef = plus_maanden(ingang, 18)
    begeleider.naar_traject(NAAM)
    begeleider.ziet("Het is tijd om te besluiten over een vast contract.")
    laat = f"{(klok.vandaag - streef).days} dagen te laat"
    begeleider.aan_zet(BRUG, "Besluiten over het vaste contract (liefst nu)", laat)

    stappen.overleggen(consulent, klok.vandaag)
    stappen.omzetten(consulent)

    vandaag = datum_voluit(klok.vandaag)
    consulent.ziet(
        f"Dit traject is afgesloten op {vandaag}: vast contract.",
        f"voor onbepaalde tijd sinds {vandaag}",
        "Nu hoeft niemand iets te doen.",
    )
    stappen.lees_brief(consulent.brief("vast", "kandidaat"), NAAM, BRUG, vandaag)
    begeleider.naar_vandaag()
    begeleider.ziet("U heeft deze week niets te doen.")


def _gemeente_kijkt(mens) -> None:
    beleid = mens("beleid")
    beleid.naar_vandaag()
    beleid.volg("Overzicht")
    beleid.ziet("Opstapwoningen Zutphen 2024", "Trajecten per fase", "Niets is te laat.")
    beleid.ziet_niet(NAAM)


def _collega_erbij(beheerder: Mens, collega: Mens) -> None:
    """Made in the admin with a role; then logged in with what was typed."""
    beheerder.naar_vandaag()
    beheerder.volg("Beheer")
    stappen.collega_toevoegen(beheerder, "Mees Vermeer", "mees@opstap.test", "vier woorden om binnen te komen")
    beheerder.binnen(5)
    collega.log_in_met("mees@opstap.test", "vier woorden om binnen te komen")
    expect(collega.pagina.get_by_role("banner")).to_contain_text("Opvang Het Anker")
    collega.ziet("U heeft deze week niets te doen.")
