"""Each route into Opstap as people walk it, on a telephone and without JavaScript, within the taps of usability.md."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import pytest
from django.core import mail

from opstap.post.services import berichten_verzenden
from opstap.protocol.begrippen import Leefgebied
from opstap.protocol.datums import maand_voluit, plus_maanden
from tests.chromium import stappen
from tests.chromium.mens import Mens
from tests.chromium.stappen import Kandidaat

pytestmark = [pytest.mark.browser, pytest.mark.traag]

NAAM, GEBOREN = "Ayla Bakker", date(1994, 5, 17)
Telefoon = Callable[..., Mens]


def _verstuur(begeleider: Mens) -> None:
    begeleider.druk("Verstuur de aanmelding")
    begeleider.binnen(30)
    begeleider.ziet("Verstuurd op")


def test_from_detentie_the_procesregisseur_nominates_and_the_corporatie_never_reads_it(telefoon: Telefoon, vandaag):
    """As soon as possible: the departure may be next month (Z-9.7)."""
    begeleider, coordinator = telefoon("begeleider"), telefoon("coordinator")
    kandidaat = Kandidaat(NAAM, GEBOREN, plus_maanden(vandaag, 1), verblijf="Detentie", hulp={})
    stappen.aanmelding_invullen(begeleider, kandidaat, vandaag)
    _verstuur(begeleider)
    begeleider.naar_traject(NAAM)
    begeleider.ziet_niet("te laat")
    begeleider.aan_zet("Gemeente Lindenhoven", "Zeggen of u deze kandidaat voordraagt", "")
    coordinator.naar_traject(NAAM)
    coordinator.ziet("wordt bekeken")
    coordinator.ziet_niet("etentie", "voordra")

    regie = telefoon("procesregisseur")
    regie.volg("Zeggen of u deze kandidaat voordraagt")
    regie.kies("Draagt u deze kandidaat voor?", "Ja, wij dragen deze kandidaat voor")
    regie.druk("Verstuur uw antwoord")
    regie.binnen(4)

    coordinator.naar_traject(NAAM)
    coordinator.ziet("De aanmelding is compleet.")
    coordinator.ziet_niet("etentie", "voordra")


def test_from_opvang_without_binding_the_kandidaat_can_only_answer_adverts(telefoon: Telefoon, vandaag):
    """Said while it is filled in, and it stops nobody (Z-6.5, Z-9.5)."""
    begeleider = telefoon("begeleider")
    kandidaat = Kandidaat(
        NAAM,
        GEBOREN,
        plus_maanden(vandaag, 5),
        verblijf="Maatschappelijke opvang",
        binding=0,
        route="Zelf reageren",
        hulp={},
    )
    stappen.aanmelding_invullen(begeleider, kandidaat, vandaag)
    _verstuur(begeleider)

    coordinator = telefoon("coordinator")
    coordinator.volg("Besluiten over de aanmelding")
    coordinator.ziet_niet("opvang")
    stappen.toelaten(coordinator, vandaag)
    coordinator.binnen(5)
    coordinator.ziet("De kandidaat is toegelaten.")
    coordinator.ziet_niet("Een corporatie om een woning vragen")


def test_an_exemption_and_a_secret_address_are_of_nobody_but_the_zorg(telefoon: Telefoon, vandaag):
    begeleider = telefoon("begeleider")
    kandidaat = Kandidaat(NAAM, GEBOREN, plus_maanden(vandaag, 5), binding=None, hulp={})
    stappen.aanmelding_invullen(begeleider, kandidaat, vandaag)
    begeleider.volg("Terug")
    begeleider.volg("Persoon")
    begeleider.vul("Postadres", "Schuilweg 7, 7299 ZZ Lindenhoven")
    begeleider.kruis("Het adres is geheim")
    begeleider.druk("Opslaan en volgende")
    begeleider.volg("Terug")
    begeleider.volg("Controleren en versturen")
    begeleider.druk("Verstuur de aanmelding")
    begeleider.ziet("Verstuurd op")

    coordinator = telefoon("coordinator")
    for open_ in (lambda: coordinator.volg("Besluiten over de aanmelding"), lambda: coordinator.naar_traject(NAAM)):
        open_()
        coordinator.ziet_niet("Schuilweg", "geheim", "vrijgesteld", "vrijstelling")


def test_who_has_no_account_answers_with_a_link_and_a_code(telefoon: Telefoon, vandaag):
    """The link and the code never travel together; opening the link decides nothing. Two pages: code, answer."""
    begeleider = telefoon("begeleider")
    hulp = {Leefgebied.VERSLAVING: ("Aangevraagd", "GGZ De Oever (buiten deze regeling)")}
    stappen.aanmelding_invullen(begeleider, Kandidaat(NAAM, GEBOREN, plus_maanden(vandaag, 5), hulp=hulp), vandaag)
    _verstuur(begeleider)
    begeleider.naar_vandaag()
    begeleider.naar_traject(NAAM)
    begeleider.volg("Op wie wachten we?")
    begeleider.pagina.get_by_role("link", name=re.compile("^Stuur een link")).click()
    begeleider.vul("Wie moet antwoorden?", "Roos Meerkoet")
    begeleider.vul("E-mailadres", "roos@oever.voorbeeld.invalid")
    begeleider.pagina.locator("form.formulier .btn-primary").click()
    begeleider.pagina.get_by_text("Toon de code om door te bellen").click()
    code = begeleider.pagina.locator("details strong").inner_text()
    berichten_verzenden()
    brief = next(str(m.body) for m in mail.outbox if "/vraag/" in str(m.body))
    assert NAAM not in brief
    assert code not in brief

    oever = telefoon()
    oever.pagina.goto(re.findall(r"https?://[^/\s]+(/vraag/\S+)", brief)[0])
    oever.ziet_niet(NAAM, "Verslaving")
    oever.vul("Code", code)
    oever.pagina.locator("form.formulier .btn-primary").click()
    oever.ziet("Verslaving")
    oever.past()
    oever.pagina.get_by_role("group", name="Verslaving").get_by_role("radio").first.check()
    oever.pagina.locator("form.formulier .btn-primary").click()
    oever.ziet_kop("Uw antwoord is verstuurd")
    begeleider.naar_traject(NAAM)
    begeleider.ziet("De aanmelding is compleet.")


def test_beforehand_the_loket_reads_a_month_and_no_person(telefoon: Telefoon, vandaag):
    begeleider = telefoon("begeleider")
    begeleider.volg("Nieuwe aanmelding")
    begeleider.vul("Naam van de kandidaat", NAAM)
    begeleider.vul("Geboortedatum", GEBOREN)
    begeleider.kies("Waar verblijft de kandidaat nu?", "Beschermd wonen")
    begeleider.druk("Begin de aanmelding")
    begeleider.naar_traject(NAAM)
    begeleider.volg("Vooraf melden, zonder naam")
    begeleider.selecteer("In welke maand vertrekt de kandidaat?", maand_voluit(plus_maanden(vandaag.replace(day=1), 7)))
    begeleider.kies("Hoe wil de kandidaat een woning vinden?", "Directe bemiddeling")
    begeleider.druk("Meld dit vooraf")
    begeleider.ziet_melding("Dit is vooraf gemeld. Vergeet niet om de aanmelding zelf ook te versturen.")

    coordinator = telefoon("coordinator")
    coordinator.volg("Vooraf gemeld")
    coordinator.ziet(maand_voluit(plus_maanden(vandaag.replace(day=1), 7)))
    coordinator.ziet_niet("Bakker", "beschermd")


def test_a_draft_is_continued_in_two_taps(telefoon: Telefoon, vandaag):
    begeleider = telefoon("begeleider")
    begeleider.volg("Nieuwe aanmelding")
    begeleider.vul("Naam van de kandidaat", NAAM)
    begeleider.vul("Geboortedatum", GEBOREN)
    begeleider.kies("Waar verblijft de kandidaat nu?", "Beschermd wonen")
    begeleider.druk("Begin de aanmelding")
    begeleider.volg("Leefgebieden")
    begeleider.volg(f"Verder met {Leefgebied.FINANCIEN.label}")
    begeleider.naar_vandaag()
    begeleider.volg("Aanmelding versturen")
    begeleider.binnen(2)
    begeleider.ziet("De aanmelding is nog niet verstuurd.")
