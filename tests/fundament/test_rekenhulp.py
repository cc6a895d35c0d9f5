"""The rekenhulp: the tijdlijn of the command for people, on a page that keeps nothing and names nobody."""

from __future__ import annotations

import re
from datetime import date, timedelta
from html import unescape
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.http import urlencode
from hypothesis import given
from hypothesis import strategies as st

from opstap import clock
from opstap.demo.laden import streek_maken
from opstap.demo.verhalen import Verteller
from opstap.partners.models import Gebruiker, Organisatie, Organisatiesoort
from opstap.partners.services import rol_toekennen
from opstap.protocol.begrippen import Fase, Rol
from opstap.protocol.datums import datum_met_weekdag
from opstap.protocol.rekenhulp import _REGELS, Aard, aanzegvenster, leesgroepen, waarschuwingen
from opstap.protocol.tijdlijn import Startdatums, tijdlijn
from opstap.regelingen.models import Deelname, RegelingVersie
from opstap.regelingen.presets import preset
from opstap.regelingen.services import regeling_uit_preset

PAD = "/rekenhulp/"
ZUTPHEN, APELDOORN = (preset(slug).parameters for slug in ("zutphen-2024", "apeldoorn"))
INGANG = date(2026, 1, 31)
ALLES = {
    "regeling": "zutphen-2024",
    "uitstroom": "30-6-2026",
    "compleet": "1 maart 2026",
    "besluit": "10/3/2026",
    "ingang": "2026-01-31",
    "ingebruikname": "14-2-2026",
}


@pytest.fixture
def vraag(regio):
    client = regio.ingelogd(regio.begeleider)

    def vraag(dag: date = date(2026, 2, 1), **velden: str) -> Any:
        with clock.klok_op(dag):
            return client.get(PAD, velden)

    return vraag


def _tekst(antwoord: Any) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", antwoord.content.decode())).split())


# --- the rule ----------------------------------------------------------------------------------------------------


def _start(**datums: date) -> Startdatums:
    return Startdatums(**datums)


_DAGEN = st.dates(date(2020, 1, 1), date(2035, 12, 31))


@given(_DAGEN, st.sampled_from([ZUTPHEN, APELDOORN]))
def test_it_says_every_date_of_the_tijdlijn_once_and_no_other(dag, parameters) -> None:
    """One calculation: whatever the command prints stands here, in its phase."""
    lijn = tijdlijn(start=_start(uitstroom=dag, compleet=dag, besluit=dag, ingang=dag), parameters=parameters)
    gelezen = [r.datum for g in leesgroepen(lijn=lijn, parameters=parameters) for r in g.regels]
    verwacht = [r.datum for r in lijn.regels] + [e.datum for e in lijn.evaluaties or ()]
    assert sorted(map(str, gelezen)) == sorted(map(str, verwacht))


def test_every_kind_of_line_has_words() -> None:
    start = _start(uitstroom=INGANG, compleet=INGANG, besluit=INGANG, ingang=INGANG)
    lijnen = [tijdlijn(start=start, parameters=regeling) for regeling in (ZUTPHEN, APELDOORN)]
    assert {r.sleutel for lijn in lijnen for r in lijn.regels} == set(_REGELS)


def test_the_phases_follow_the_road_and_the_dates_the_calendar() -> None:
    lijn = tijdlijn(start=_start(uitstroom=INGANG, compleet=INGANG, besluit=INGANG, ingang=INGANG), parameters=ZUTPHEN)
    groepen = leesgroepen(lijn=lijn, parameters=ZUTPHEN)
    assert [g.fase for g in groepen] == [Fase.AANMELDING, Fase.BEOORDELING, Fase.BEMIDDELING, Fase.WONEN, Fase.BESLUIT]
    for groep in groepen:
        datums = [r.datum for r in groep.regels if r.datum]
        assert datums == sorted(datums)
    streven = {r.wat for g in groepen for r in g.regels if r.aard is Aard.STREEF}
    assert streven == {"Een woning aanbieden", "Besluiten over een vast contract"}


@pytest.mark.clausule("Z-2.15")
def test_who_decides_differs_per_regeling() -> None:
    wie = {}
    for naam, parameters in (("zutphen", ZUTPHEN), ("apeldoorn", APELDOORN)):
        lijn = tijdlijn(start=_start(ingang=INGANG), parameters=parameters)
        wie[naam] = {r.wie for g in leesgroepen(lijn=lijn, parameters=parameters) for r in g.regels if r.datum}
    assert "de corporatie" in wie["zutphen"] and "de zorgaanbieder" in wie["zutphen"]
    assert any(w.startswith("de opstapcommissie") for w in wie["apeldoorn"])


def test_what_a_regeling_does_not_say_has_no_date_no_clause_and_nobody() -> None:
    lijn = tijdlijn(start=_start(uitstroom=INGANG, ingang=INGANG), parameters=APELDOORN)
    leeg = [r for g in leesgroepen(lijn=lijn, parameters=APELDOORN) for r in g.regels if r.datum is None]
    assert len(leeg) == 5
    assert {(r.clausule, r.wie, r.uitleg) for r in leeg} == {("", "", "")}


@pytest.mark.clausule("I-25")
@given(_DAGEN, st.integers(4, 24))
def test_the_window_of_the_aanzegging_is_said_with_its_last_day(dag, maanden) -> None:
    slot = dag + timedelta(days=30 * maanden)
    lijn = tijdlijn(start=_start(ingang=dag, einde=slot), parameters=ZUTPHEN)
    datums = {r.sleutel: r.datum for r in lijn.regels}
    laatste = datums["aanzegging_voor"] - timedelta(days=1)
    zin = aanzegvenster(lijn=lijn)
    assert f"van {datum_met_weekdag(datums['aanzegging_vanaf'])} tot en met {datum_met_weekdag(laatste)}." in zin
    assert datums["einde"] == slot


@pytest.mark.parametrize(
    ("dag", "stukken"),
    [
        (date(2027, 10, 30), []),
        (date(2027, 10, 31), ["kan nu op tijd aankomen, nog tot en met 30 december 2027"]),
        (date(2027, 11, 1), ["uiterlijk 31 oktober 2027 vallen. Het is nu rood", "nog tot en met 30 december 2027"]),
        (date(2027, 12, 31), ["Het is nu rood", "moest uiterlijk 30 december 2027 zijn ontvangen"]),
    ],
)
@pytest.mark.clausule("I-1", "I-25")
def test_it_warns_when_the_besluit_is_red_and_when_the_window_opens_and_closes(dag, stukken) -> None:
    start = _start(ingang=INGANG)
    lijn = tijdlijn(start=start, parameters=ZUTPHEN)
    zinnen = [w.melding for w in waarschuwingen(start=start, lijn=lijn, parameters=ZUTPHEN, peildatum=dag)]
    assert len(zinnen) == len(stukken)
    assert [deel for deel, zin in zip(stukken, zinnen, strict=True) if deel not in zin] == []


@pytest.mark.clausule("Z-11.3")
def test_it_warns_for_a_contract_that_is_longer_than_the_regeling_knows() -> None:
    for slot, aantal in ((date(2028, 1, 31), 0), (date(2028, 2, 1), 1)):
        start = _start(ingang=INGANG, einde=slot)
        lijn = tijdlijn(start=start, parameters=ZUTPHEN)
        gevonden = waarschuwingen(start=start, lijn=lijn, parameters=ZUTPHEN, peildatum=INGANG)
        assert [w.clausule for w in gevonden] == ["Z-11.3"] * aantal


# --- the page ----------------------------------------------------------------------------------------------------


def test_a_few_dates_give_everything_in_words(vraag) -> None:
    antwoord = vraag(**ALLES)
    tekst = _tekst(antwoord)
    assert antwoord.status_code == 200
    for stuk in (
        "Alle datums van Opstapwoningen Zutphen 2024",
        "Uiterlijk zaterdag 28 februari 2026 4 maanden voor de uitstroom. Wie: de zorgorganisatie. Regel Z-9.1",
        "Streefdatum zaterdag 31 juli 2027",
        "van zondag 31 oktober 2027 tot en met donderdag 30 december 2027.",
        "Evaluatie 1 zaterdag 28 maart 2026",
        "eerste dag van de huur op 31 januari 2026",
    ):
        assert stuk in tekst, stuk


def test_without_a_date_it_asks_for_one_and_a_first_visit_shows_no_error(vraag) -> None:
    assert (vraag().context["form"].is_bound, "Dit klopt nog niet" in _tekst(vraag())) == (False, False)
    assert "Vul minstens één datum in." in _tekst(vraag(regeling="zutphen-2024"))
    alleen = _tekst(vraag(regeling="zutphen-2024", ingebruikname="1-3-2026"))
    assert "Uit deze datum alleen volgt niets." in alleen


@pytest.mark.parametrize(
    ("velden", "melding"),
    [
        ({"ingang": "31-2-2026"}, "Vul bij “Eerste dag van de huur” een datum in, bijvoorbeeld 2-3-2026."),
        ({"uitstroom": "<b>gisteren"}, "Vul bij “Vertrek uit de instelling” een datum in, bijvoorbeeld 2-3-2026."),
        ({"regeling": "utrecht", "ingang": "1-3-2026"}, "Kies bij “Regeling” een antwoord uit de lijst."),
        ({"ingang": "1-3-2026", "laatste_dag": "1-3-2025"}, "ligt voor de eerste dag. Kijk beide datums na."),
        ({"ingang": "1-3-2026", "ritme": "7"}, "een antwoord uit de lijst."),
    ],
)
def test_a_wrong_date_names_the_field_and_keeps_what_was_typed(vraag, velden, melding) -> None:
    antwoord = vraag(**({"regeling": "zutphen-2024"} | velden))
    assert (antwoord.status_code, melding in _tekst(antwoord), "groepen" in antwoord.context) == (200, True, False)
    form = antwoord.context["form"]
    assert {naam: form[naam].value() for naam in velden} == velden
    assert "<b>gisteren" not in antwoord.content.decode()


def test_it_offers_the_own_regelingen_and_otherwise_all_there_are(regio) -> None:
    regeling_uit_preset(slug="apeldoorn", vanaf=date(2024, 1, 1))
    eigen = regio.ingelogd(regio.begeleider).get(PAD).context["form"].fields["regeling"].choices
    assert [slug for slug, _ in eigen] == ["zutphen-2024"]
    Deelname.objects.filter(organisatie=regio.zorg).update(tot=date(2024, 6, 1))
    alle = regio.ingelogd(regio.begeleider).get(PAD).context["form"].fields["regeling"].choices
    assert [slug for slug, _ in alle] == ["apeldoorn", "zutphen-2024"]


def test_an_older_version_is_used_when_a_traject_keeps_it(regio) -> None:
    oud = regio.regeling.versies.get()
    nieuw = RegelingVersie(
        regeling=regio.regeling, nummer=2, document=oud.document | {"duur_max_maanden": 22}, vanaf=date(2025, 1, 1)
    )
    nieuw.vaststellen()
    nieuw.save()
    client, vraag = regio.ingelogd(regio.begeleider), {"regeling": "zutphen-2024", "ingang": "1-3-2026"}
    lopend, toen = (_tekst(client.get(PAD, vraag | extra)) for extra in ({}, {"versie": "1"}))
    for onzin in ("x" * 40, "9" * 5000, "-1", "²", "77"):
        assert "22 maanden na de ingang" in _tekst(client.get(PAD, vraag | {"versie": onzin}))
    assert ("22 maanden na de ingang" in lopend, "Voor dit traject geldt versie" in lopend) == (True, False)
    assert ("24 maanden na de ingang" in toen, "Voor dit traject geldt versie 1" in toen) == (True, True)


def test_everybody_with_a_role_may_and_sees_it_in_the_menu(regio) -> None:
    mensen = [regio.begeleider, regio.coordinator, regio.wmo_consulent, regio.beleidsmedewerker, regio.beheerder]
    for mens in mensen:
        antwoord = regio.ingelogd(mens).get(PAD)
        menu = [punt["tekst"] for punt in antwoord.context["kader"]["menu"]]
        assert (mens.naam, antwoord.status_code, "Rekenhulp" in menu) == (mens.naam, 200, True)
    Gebruiker.objects.create_user("zonder@voorbeeld.invalid", None, naam="zonder rol")
    assert regio.ingelogd(Gebruiker.objects.get(naam="zonder rol")).get(PAD).status_code == 403


def test_looking_keeps_nothing(regio) -> None:
    client = regio.ingelogd(regio.begeleider)
    with CaptureQueriesContext(connection) as gemeten:
        client.get(f"{PAD}?{urlencode(ALLES)}")
    assert [q["sql"] for q in gemeten.captured_queries if not q["sql"].startswith(("SELECT", "BEGIN"))] == []
    assert len(gemeten) < 15


def test_a_page_without_any_regeling_says_so(db) -> None:
    organisatie = Organisatie.objects.create(naam="Nieuw", soort=Organisatiesoort.ZORG)
    mens = Gebruiker.objects.create_user("nieuw@voorbeeld.invalid", None, naam="nieuw")
    rol_toekennen(gebruiker=mens, organisatie=organisatie, rol=Rol.BEGELEIDER)
    client = Client()
    client.force_login(mens)
    assert "Er is nog geen regeling." in _tekst(client.get(PAD))


# --- from a traject ----------------------------------------------------------------------------------------------


def _link(v: Any, account: str, verhaal: Any) -> dict[str, str]:
    """The dates behind "Reken de datums na" on the traject page, as this account sees them; empty without a link."""
    client = Client()
    client.force_login(Gebruiker.objects.get(email=f"{account}@opstap.test"))
    with clock.klok_op(v.vandaag):
        blad = client.get(reverse("traject", args=[verhaal.traject]))
        assert blad.status_code == 200, account
        gevonden = [h["url"] for h in blad.context["handelingen"] if h["tekst"] == "Reken de datums na"]
        if not gevonden:
            return {}
        assert "Alle datums van" in _tekst(client.get(gevonden[0]))
    return dict(parse_qsl(urlsplit(gevonden[0]).query))


def test_from_a_traject_it_holds_the_dates_that_this_person_may_see(db) -> None:
    """The uitstroom is for the zorgorganisatie; the dates of the contract for who may open it. No name, no key."""
    vandaag = date(2026, 6, 1)
    v = Verteller(streek_maken(begin=date(2025, 1, 1), tot_jaar=2027), vandaag)
    aanmelding = v.compleet(v.dag(-3))
    assert _link(v, "coordinator", aanmelding) == {}
    zorg = _link(v, "begeleider", aanmelding)
    assert set(zorg) == {"uitstroom", "compleet", "regeling", "versie"}

    woont = v.woont(v.maand(-6), evalueren=False)
    contract = {"ingang", "ingebruikname", "laatste_dag", "ritme", "regeling", "versie"}
    assert [set(_link(v, account, woont)) for account in ("begeleider", "consulent")] == [contract, contract]
    assert _link(v, "coordinator", woont) == {}
