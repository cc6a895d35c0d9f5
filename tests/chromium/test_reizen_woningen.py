"""The pages around a home as people walk them, without JavaScript, within a number of taps."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

import pytest
from playwright.sync_api import Locator, expect

from opstap.protocol.datums import datum_voluit, laatste_dag, plus_maanden
from tests.chromium import stappen
from tests.chromium.mens import TELEFOON, Mens
from tests.chromium.wijk import STIL, Wijk, wijk_maken

pytestmark = [pytest.mark.browser, pytest.mark.traag]

BRUG, BEEK, LINDE = "Woonstichting De Brug", "Wonen aan de Beek", "Zorgpunt De Linde"
Kom = Callable[..., Mens]


@pytest.fixture
def wijk(eens: Callable[..., Wijk], vandaag: date) -> Wijk:
    def wijk_van_nu() -> Wijk:
        return wijk_maken(vandaag)

    return eens(wijk_van_nu)


@pytest.fixture
def kom(wijk: Wijk, deur: Kom) -> Kom:
    """On a telephone."""
    return partial(deur, breedte=TELEFOON)


def _bord(mens: Mens, jaar: int, corporatie: str) -> Locator:
    """The numbers of one corporatie: agreed, used, reserved, free."""
    tabel = mens.pagina.get_by_role("table", name=f"Per corporatie in {jaar}")
    return tabel.get_by_role("row").filter(has_text=corporatie).get_by_role("link")


def test_the_coordinator_shares_out_a_year_and_asks_another_corporatie(deur: Kom, kom: Kom, wijk: Wijk, vandaag):
    """At a desk; the numbers of the board are looked at on a telephone, and open their lists."""
    coordinator, jaar = deur("coordinator"), vandaag.year + 1
    coordinator.volg("Contingent")
    coordinator.volg(f"Leg het contingent van {jaar} vast")
    coordinator.vul(f"Getal van {BEEK}", "2800")
    coordinator.druk("Leg het contingent vast")
    coordinator.ziet_melding("Het contingent is vastgelegd.")
    coordinator.binnen(3)
    coordinator.ziet(
        f"{BRUG}: 27 × 4200 / 7000 = 16,20, dus 16.",
        f"{BEEK} krijgt er één bij, want de rest (0,80) hoort bij de grootste: 11.",
    )

    coordinator.naar_vandaag()
    coordinator.volg("Een corporatie om een woning vragen")
    assert coordinator.feit("Aan de beurt") == BEEK
    coordinator.kies("Corporatie", BRUG)
    coordinator.druk("Vraag deze corporatie")
    coordinator.ziet(f"{BEEK} is aan de beurt; kies waarom u een andere corporatie vraagt.")
    coordinator.kies("Waarom deze corporatie?", "De corporaties hebben dit zo afgesproken")
    coordinator.druk("Vraag deze corporatie")
    coordinator.ziet_melding("De corporatie is gevraagd en krijgt bericht.")
    coordinator.binnen(3)

    beek = kom("consulent2")
    beek.volg("Contingent")
    getallen = _bord(beek, vandaag.year, BRUG)
    afgesproken, gebruikt, gereserveerd, vrij = (int(getal) for getal in getallen.all_inner_texts())
    assert (gereserveerd, afgesproken) == (1, gebruikt + 1 + vrij)
    beek.tikken += 1
    getallen.nth(2).click()
    beek.past()
    beek.binnen(2)
    beek.ziet(f"{BRUG}: gereserveerd", f"{BRUG}, plek ")
    beek.ziet_niet("Z-2", wijk.aanbod, "Housing First")


def test_the_consulent_offers_to_the_second_in_the_row_and_takes_it_back(kom: Kom, wijk: Wijk, vandaag):
    consulent, waarom = kom("consulent"), "Hij werkt hier om de hoek en begint om zes uur."
    consulent.volg("Woningen")
    consulent.vul("Adres", "aalscholver")
    consulent.druk("Zoek")
    consulent.volg("Wie past hier?")
    consulent.ziet_kop(f"Wie past bij {STIL}?")
    eerste = consulent.pagina.locator("li.taak").first
    expect(eerste).to_contain_text(wijk.eerste)
    expect(eerste).to_contain_text("eerst aan de beurt")
    consulent.ziet("Rustige buurt: past.", wijk.tweede)
    consulent.ziet_niet(wijk.zelf, wijk.neemt, LINDE)

    consulent.volg(re.compile(f"^Bied deze woning aan ?: {wijk.tweede}"))
    consulent.druk("Bied de woning aan")
    consulent.ziet("Een andere kandidaat is voor deze woning eerder aan de beurt; kies waarom u afwijkt.")
    consulent.kies("Waarom deze kandidaat?", "De woning past beter bij deze kandidaat")
    consulent.vul("Leg dat kort uit", waarom)
    consulent.druk("Bied de woning aan")
    consulent.ziet_melding("De woning is aangeboden. De brief staat klaar.")
    consulent.binnen(6)
    for account in ("begeleider", "coordinator"):
        kom(account).naar_traject(wijk.tweede)
        kom(account).ziet(f"Antwoord uiterlijk {datum_voluit(vandaag + timedelta(days=7))}")
        kom(account).ziet_niet(wijk.eerste)

    consulent.naar_vandaag()
    consulent.naar_traject(wijk.tweede)
    consulent.volg("Leg het antwoord op het aanbod vast")
    consulent.kies("Wat is het antwoord?", "Wij trekken het aanbod in")
    consulent.kies("Waarom trekt u het aanbod in?", "Het aanbod was een vergissing")
    consulent.druk("Leg het antwoord vast")
    consulent.ziet_melding("Het antwoord is vastgelegd.")
    consulent.binnen(4)
    consulent.volg("Woningen")
    consulent.vul("Adres", "aalscholver")
    consulent.druk("Zoek")
    consulent.volg("Wie past hier?")
    consulent.ziet(wijk.eerste, wijk.tweede)


def test_who_reacts_himself_has_a_last_day_a_note_and_may_be_refused_for_a_building(kom: Kom, wijk: Wijk, vandaag):
    begeleider = kom("begeleider")
    begeleider.naar_traject(wijk.zelf)
    begeleider.volg("Spreek een laatste dag voor zelf reageren af")
    begeleider.vul("Tot en met welke dag reageert de kandidaat zelf?", plus_maanden(vandaag, 4))
    begeleider.vul("Op welke dag sprak u dat met de kandidaat af?", vandaag)
    begeleider.kies("Hoe sprak u dat af?", "In een gesprek")
    begeleider.druk("Leg de afspraak vast")
    begeleider.ziet_melding("De afspraak is vastgelegd.")
    begeleider.binnen(4)
    begeleider.ziet(datum_voluit(plus_maanden(vandaag, 4)))
    begeleider.ziet_niet("aantekening bij de inschrijving vast")

    coordinator = kom("coordinator")
    coordinator.naar_traject(wijk.zelf)
    coordinator.volg("Leg de aantekening bij de inschrijving vast")
    coordinator.ziet("Schrijf daar niet bij waarom.")
    coordinator.vul("Op welke dag hoorde de kandidaat van de aantekening?", vandaag)
    coordinator.kies("Hoe hoorde de kandidaat dat?", "In een gesprek")
    coordinator.druk("Leg de aantekening vast")
    coordinator.ziet_melding("De aantekening is vastgelegd.")
    coordinator.binnen(4)

    consulent, uitleg = kom("consulent"), "In dit gebouw geven wij al aan veel mensen extra hulp."
    consulent.volg("Trajecten")
    consulent.ziet_niet(wijk.zelf)
    consulent.volg(wijk.vond)
    consulent.volg("Weiger om de leefbaarheid van een gebouw")
    consulent.selecteer("Om welk gebouw gaat het?", "De Torenflat: de leefbaarheid staat onder druk")
    consulent.kies("Waarom kan het hier nu niet?", "In dit gebouw wonen al veel mensen die extra hulp krijgen")
    consulent.druk("Neem het besluit en maak de brieven")
    consulent.ziet("Vul “Uw uitleg” in.")
    consulent.vul("Uw uitleg", uitleg)
    consulent.druk("Neem het besluit en maak de brieven")
    consulent.ziet_melding("Het besluit is genomen. De brieven staan bij het traject.")
    consulent.binnen(5)


def test_a_file_of_homes_with_one_wrong_row_changes_nothing(deur: Kom, wijk: Wijk):
    consulent = deur("consulent")
    kop = "Adres;Soort;Kale huur;Kamers\r\n"
    goed = "Zwanenkade 1, 7299 ZC Lindenhoven;studio;512,50;1\r\n"
    consulent.volg("Woningen")
    consulent.volg("Lees een bestand in")
    for rijen, ziet in (
        (f"{kop}{goed}Zwanenkade 3, 7299 ZC Lindenhoven;studio;veel;1\r\n", "Rij 3, kolom Kale huur: "),
        (f"{kop}{goed}", "Zwanenkade 1"),
    ):
        bestand = {"name": "woningen.csv", "mimeType": "text/csv", "buffer": rijen.encode()}
        consulent.velden += 1
        consulent.veld("Bestand met woningen (.xlsx of .csv)").set_input_files(bestand)  # type: ignore[arg-type]
        consulent.druk("Lees het bestand")
        consulent.ziet(ziet)
    consulent.druk("Neem dit over")
    consulent.ziet_melding("De woningen zijn overgenomen.")
    consulent.binnen(5)
    consulent.vul("Adres", "zwanenkade")
    consulent.druk("Zoek")
    consulent.ziet("Zwanenkade 1", "€ 512,50")
    consulent.ziet_niet("Zwanenkade 3")


def test_from_the_agreements_of_the_begeleider_to_the_key_of_an_omklapcontract(kom: Kom, wijk: Wijk, vandaag):
    begeleider = kom("begeleider")
    begeleider.naar_traject(wijk.aanbod)
    begeleider.ziet(f"Antwoord uiterlijk {datum_voluit(vandaag + timedelta(days=4))}")
    begeleider.ziet_niet("Leg het antwoord op het aanbod vast")
    begeleider.naar_vandaag()
    stappen.begeleiding_bevestigen(begeleider, wijk.neemt, vandaag, vandaag)
    begeleider.binnen(4)
    begeleider.naar_vandaag()
    begeleider.naar_traject(wijk.neemt)
    begeleider.volg("Maak afspraken over wonen en buren")
    begeleider.druk("Leg de afspraken vast")
    begeleider.ziet("Kies minstens één afspraak, of schrijf er zelf een op.")
    begeleider.kies("Wat spreekt u met elkaar af?", "De huurder stelt zich voor aan de buren")
    begeleider.druk("Leg de afspraken vast")
    begeleider.ziet_melding("De afspraken zijn vastgelegd. Ze komen in het contract.")
    begeleider.binnen(5)

    consulent = kom("consulent")
    consulent.naar_traject(wijk.neemt)
    consulent.volg("Maak het contract op")
    consulent.volg("Past dit soort contract niet? Kies een ander soort.")
    consulent.volg("Omklapcontract")
    consulent.kies("Waarom dit soort contract?", "Dit past beter bij deze kandidaat")
    consulent.vul("Eerste dag van de huur", vandaag)
    consulent.druk("Maak het contract op")
    consulent.ziet_melding("Het contract staat klaar om te tekenen.")
    consulent.binnen(6)
    consulent.ziet("omklapcontract", "op naam van de zorgorganisatie", "nog niet getekend")
    consulent.ziet_niet("beschermd wonen")
    stappen.handtekeningen(
        consulent, f"{BRUG} (corporatie)", f"{wijk.neemt} (bewoner en onderhuurder)",
        f"{LINDE} (huurder en begeleidende organisatie)", op=vandaag,
    )  # fmt: skip
    consulent.naar_traject(wijk.neemt)
    stappen.lees_brief(consulent.brief("contract", "kandidaat"), "stelt zich voor aan de buren")
    stappen.sleutel_geven(consulent, vandaag)
    consulent.binnen(3)


def test_a_contract_goes_over_to_the_name_of_the_bewoner(kom: Kom, wijk: Wijk, vandaag):
    consulent = kom("consulent")
    consulent.naar_traject(wijk.via_zorg)
    consulent.volg("Bekijk het contract")
    consulent.volg("Zet het contract op naam van de bewoner")
    consulent.vul("Wat is de eerste dag op naam van de bewoner?", vandaag + timedelta(days=1))
    consulent.vul("Op welke dag tekenden de bewoner en de corporatie dat contract?", vandaag)
    consulent.druk("Zet het contract op naam van de bewoner")
    consulent.ziet("vul de dag in waarop het gebeurde.")
    consulent.vul("Wat is de eerste dag op naam van de bewoner?", vandaag)
    consulent.druk("Zet het contract op naam van de bewoner")
    consulent.ziet_melding(
        "De bewoner heeft nu zelf het huurcontract. De brief staat klaar en het traject is afgesloten."
    )
    consulent.binnen(6)
    begeleider = kom("begeleider")
    begeleider.naar_traject(wijk.via_zorg)
    begeleider.ziet(f"Dit traject is afgesloten op {datum_voluit(vandaag)}")
    begeleider.ziet_niet("Zet het contract op naam")


def test_an_aanzegging_too_early_is_refused_and_one_in_time_needs_proof_of_receipt(kom: Kom, wijk: Wijk, vandaag):
    consulent, einde = kom("consulent"), plus_maanden(plus_maanden(vandaag, -20), 24)
    consulent.naar_traject(wijk.te_vroeg)
    consulent.volg("Doe de aanzegging")
    consulent.binnen(3)
    consulent.ziet(f"Te vroeg: de aanzegging mag aankomen vanaf {datum_voluit(plus_maanden(einde, -3))}")
    expect(consulent.pagina.get_by_role("button", name="Maak de aanzegging")).to_have_count(0)

    consulent.naar_vandaag()
    consulent.naar_traject(wijk.op_tijd)
    consulent.volg("Doe de aanzegging")
    consulent.druk("Maak de aanzegging")
    consulent.ziet_melding("De brief is gemaakt. Print hem en verstuur hem.")
    consulent.kies("Hoe is de brief verstuurd?", "Met een aangetekende brief")
    consulent.druk("Leg vast dat de brief is verstuurd")
    consulent.binnen(5)
    consulent.vul("Op welke dag ontving de huurder de aanzegging?", vandaag)
    consulent.kies("Waaruit blijkt dat?", "Handtekening van de huurder")
    consulent.druk("Leg de ontvangst vast")
    consulent.ziet("Een aangetekende brief komt op zijn vroegst een dag later aan.")
    consulent.volg("Verbeter de verzending")
    consulent.kies("Hoe is de brief verstuurd?", "In de hand gegeven")
    consulent.kies("Waarom verbetert u dit?", "Ik vulde iets verkeerd in")
    consulent.druk("Verbeter de verzending")
    consulent.vul("Op welke dag ontving de huurder de aanzegging?", vandaag)
    consulent.kies("Waaruit blijkt dat?", "Handtekening van de huurder")
    consulent.druk("Leg de ontvangst vast")
    consulent.ziet_melding("De ontvangst is vastgelegd. Het contract stopt op de laatste dag.")
    consulent.binnen(9)
    begeleider = kom("begeleider")
    begeleider.naar_traject(wijk.op_tijd)
    begeleider.ziet_niet("Doe de aanzegging", "Verbeter de ontvangst")


def test_the_huurder_gives_notice_and_the_home_comes_back(deur: Kom, kom: Kom, wijk: Wijk, vandaag):
    consulent, opgezegd_op = kom("consulent"), vandaag - timedelta(days=10)
    laatste = laatste_dag(plus_maanden(opgezegd_op, 1))
    consulent.naar_traject(wijk.zegt_op)
    consulent.volg("Bekijk het contract")
    consulent.volg("Leg de laatste dag van de huur vast")
    consulent.kies("Hoe komt de huur ten einde?", "De huurder zegde zelf op")
    consulent.vul("Op welke dag kwam de opzegging binnen?", opgezegd_op)
    consulent.vul("Wat is de laatste dag van de huur?", laatste - timedelta(days=1))
    consulent.druk("Leg de laatste dag vast")
    consulent.ziet(f"Een huurder zegt op met een maand: de laatste dag is {datum_voluit(laatste)} of later.")
    consulent.vul("Wat is de laatste dag van de huur?", laatste)
    consulent.druk("Leg de laatste dag vast")
    consulent.ziet_melding("De laatste dag is vastgelegd. De brief staat klaar.")
    consulent.binnen(6)
    consulent.ziet(f"{datum_voluit(laatste)}, de huurder zegde zelf op")
    consulent.ziet_niet("besluit de corporatie over het vaste contract", "Laatste dag van het tijdelijke contract.")
    woning = consulent.feit("Woning")

    stappen.klok_verder(deur("beheer"), "30 dagen")
    consulent.naar_vandaag()
    consulent.naar_traject(wijk.zegt_op)
    consulent.volg("Neem de woning en de sleutel terug")
    consulent.vul("Op welke dag kwam de sleutel terug?", laatste)
    consulent.druk("Neem de woning terug")
    consulent.ziet_melding("De woning is terug. Het traject is afgesloten.")
    consulent.binnen(4)
    consulent.volg("Woningen")
    consulent.vul("Adres", woning)
    consulent.druk("Zoek")
    consulent.ziet("beschikbaar", "Wie past hier?")
    consulent.ziet_niet(wijk.zegt_op)
