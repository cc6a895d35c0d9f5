"""One's own calendar: exactly the home page and one's own meetings, behind an address that only its owner knows."""

from __future__ import annotations

import logging
import random
import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from opstap import clock
from opstap.partners.models import Gebruiker
from opstap.partners.services import rol_toekennen
from opstap.protocol.begrippen import Hoedanigheid, Rol
from opstap.protocol.momenten import Momentplan, Momentsoort, Plaats
from opstap.protocol.termijnsoorten import TERMIJNSOORTEN
from opstap.termijnen.agenda.inhoud import agenda_van
from opstap.termijnen.agenda.services import agendaadres_intrekken, agendaadres_maken
from opstap.termijnen.models import Agendaadres, Moment, Termijn
from opstap.termijnen.querysets import MEESTE_TAKEN
from opstap.trajecten.models import Persoon, Traject
from opstap.trajecten.services import betrekken
from tests.agendalezer import lees
from tests.fundament.conftest import DAG


@pytest.fixture(autouse=True)
def _vandaag() -> Iterator[None]:
    with clock.klok_op(DAG):
        yield


@pytest.fixture
def kanarie(regio, begin) -> Traject:
    traject = begin(regio, naam="Kanarie Vogelzang")
    Persoon.objects.update(adres="Kooistraat 5, 7200 AB Voorstad", telefoon="06-00000000")
    return traject


def taak(traject: Traject, organisatie: Any, rol: Rol, soort: str, dag: date) -> Termijn:
    return Termijn.objects.create(
        traject=traject, soort=soort, plek=str(uuid4()), onderwerp=uuid4(), datum=dag, organisatie=organisatie, rol=rol
    )


def moment(traject: Traject, wie: list[Gebruiker], dag: date = DAG, soort: Momentsoort = Momentsoort.MDO) -> Moment:
    rij = Moment.objects.create(
        traject=traject,
        soort=soort,
        onderwerp=uuid4(),
        begin=clock.lokaal_moment(dag, 10),
        minuten=60,
        plaats=Plaats.CORPORATIE,
        bijgewerkt_op=clock.dienst_nu(),
    )
    rij.genodigden.set(wie)
    return rij


def adres(regio: Any, wie: Gebruiker) -> str:
    return reverse("agenda", args=[agendaadres_maken(namens=regio.namens(wie))])


def titels(gebruiker: Gebruiker) -> list[str]:
    vers = Gebruiker.objects.get(pk=gebruiker.pk)
    return [str(p["SUMMARY"]) for p in lees(agenda_van(vers)).events]


# --- what is in it -----------------------------------------------------------------------------------------------


def test_200_duties_come_back_as_they_are(regio, kanarie) -> None:
    """The parser reads back each duty: its own day, whole, under its own name, and nothing about who."""
    los = random.Random(20260302)
    soorten = sorted(TERMIJNSOORTEN)
    rijen = [
        taak(kanarie, regio.zorg, Rol.BEGELEIDER, los.choice(soorten), DAG + timedelta(days=los.randint(-400, 60)))
        for _ in range(200)
    ]
    tekst = agenda_van(regio.begeleider)
    punten = {str(p["UID"]): p for p in lees(tekst).events}
    assert set(punten) == {f"{r.sleutel}@opstap.invalid" for r in rijen}
    for rij in rijen:
        p = punten[f"{rij.sleutel}@opstap.invalid"]
        assert (p.start, p.end, p["TRANSP"]) == (rij.datum, rij.datum + timedelta(days=1), "TRANSPARENT")
        assert p["SUMMARY"] == f"{rij.kind.tekst} ({kanarie.kenmerk})"
        assert p["URL"] == f"http://127.0.0.1:8000{rij.url}"
    heel = re.sub(r"[0-9a-f]{8}-[-0-9a-f]{27}", "", tekst.replace("\r\n ", ""))  # a key may hold any four digits
    kanaries = ("Kanarie", "Vogelzang", "KV", "1999", "Kooistraat", "06-00000000", "Linde", "begeleider@", "Zorgpunt")
    assert [w for w in kanaries if w in heel] == []
    assert lees(tekst)["METHOD"] == "PUBLISH"


@pytest.mark.parametrize("wie", ["begeleider", "teamleider_zorg", "consulent", "wmo_consulent", "buitenstaander"])
def test_it_holds_exactly_what_the_home_page_shows(regio, kanarie, wie: str) -> None:
    """For every kind of duty, whoever must do it: late, far ahead, done, and of somebody else."""
    for soort in TERMIJNSOORTEN:
        for organisatie, rol in (
            (regio.zorg, Rol.BEGELEIDER),
            (regio.corporatie, Rol.CONSULENT),
            (regio.gemeente, Rol.WMO_CONSULENT),
        ):
            taak(kanarie, organisatie, rol, soort, DAG + timedelta(days=1))
    taak(kanarie, regio.zorg, Rol.BEGELEIDER, "mdo_houden", DAG + timedelta(days=61))
    mens = getattr(regio, wie)
    groepen = regio.ingelogd(mens).get("/").context["groepen"]
    thuis = [r["url"] for groep in groepen for r in groep["regels"] for _ in range(1 + len(r["ook"]))]  # each date
    agenda = [str(p["URL"]).removeprefix("http://127.0.0.1:8000") for p in lees(agenda_van(mens)).events]
    assert sorted(agenda) == sorted(thuis)
    assert bool(agenda) == (wie != "buitenstaander")


def test_meetings_are_in_it_for_who_was_invited_and_still_works_there(regio, kanarie) -> None:
    """Seen to fail without `zichtbaar_voor`: who had left the organisation read along for ever."""
    weg = Gebruiker.objects.create_user("weg@voorbeeld.invalid", None, naam="weg")
    with clock.klok_op(DAG - timedelta(days=30)):
        rol_toekennen(gebruiker=weg, organisatie=regio.zorg, rol=Rol.BEGELEIDER)
        betrekken(kanarie, organisatie=regio.gemeente, hoedanigheid=Hoedanigheid.WMO, reden="toets")
    iedereen = [regio.begeleider, weg, regio.wmo_consulent, regio.andere_consulent]
    rij = moment(kanarie, iedereen, DAG + timedelta(days=3))
    mdo = f"MDO {kanarie.kenmerk}"
    assert [titels(g) for g in iedereen] == [[mdo], [mdo], [mdo], []]
    assert titels(regio.teamleider_zorg) == []  # may see the traject, was not invited
    weg.roltoekenningen.update(tot=DAG)
    kanarie.betrokkenheden.filter(organisatie=regio.gemeente).update(tot=DAG)
    assert (titels(weg), titels(regio.wmo_consulent), titels(regio.begeleider)) == ([], [], [mdo])
    Moment.objects.filter(pk=rij.pk).update(begin=clock.lokaal_moment(DAG - timedelta(days=32), 10))
    assert titels(regio.begeleider) == []


def test_a_duty_that_is_the_meeting_stands_in_it_once_and_another_of_that_day_stays(regio, kanarie) -> None:
    """Seen to fail: an MDO at ten, and once more as a whole day."""
    rij = moment(kanarie, [regio.begeleider], DAG + timedelta(days=3))
    for soort in ("mdo_houden", "mdo_afronden"):
        taak(kanarie, regio.zorg, Rol.BEGELEIDER, soort, DAG + timedelta(days=3))
    Termijn.objects.update(onderwerp=rij.onderwerp)
    kenmerk = kanarie.kenmerk
    assert titels(regio.begeleider) == [f"MDO afronden ({kenmerk})", f"MDO {kenmerk}"]
    Moment.objects.update(begin=clock.lokaal_moment(DAG + timedelta(days=4)))
    assert titels(regio.begeleider) == [f"MDO houden ({kenmerk})", f"MDO afronden ({kenmerk})", f"MDO {kenmerk}"]


def test_of_an_evaluatie_the_gemeente_hears_nothing(regio, kanarie) -> None:
    betrekken(kanarie, organisatie=regio.gemeente, hoedanigheid=Hoedanigheid.WMO, reden="toets")
    moment(kanarie, [regio.wmo_consulent, regio.begeleider], soort=Momentsoort.EVALUATIE)
    assert (titels(regio.wmo_consulent), titels(regio.begeleider)) == ([], [f"Evaluatie {kanarie.kenmerk}"])


def test_what_is_off_is_not_in_it(regio, kanarie) -> None:
    rij = moment(kanarie, [regio.begeleider])
    rij.annuleren()
    rij.save()
    assert titels(regio.begeleider) == []


def test_it_never_grows_past_a_limit_and_asks_the_same_number_of_questions(
    regio, kanarie, django_assert_num_queries
) -> None:
    pad = adres(regio, regio.begeleider)
    Client().get(pad)
    for n in range(MEESTE_TAKEN + 30):
        taak(kanarie, regio.zorg, Rol.BEGELEIDER, "mdo_houden", DAG + timedelta(days=n % 50))
    for n in range(120):
        moment(kanarie, [regio.begeleider], DAG + timedelta(days=n))
    with django_assert_num_queries(5):  # the address, the day of use, roles, duties, meetings
        inhoud = Client().get(pad).content
    assert len(lees(inhoud).events) == MEESTE_TAKEN + 100


# --- the address -------------------------------------------------------------------------------------------------


def test_the_file_is_private_and_says_when_nothing_changed(regio, kanarie) -> None:
    pad, taken = adres(regio, regio.begeleider), Termijn.objects
    client = Client()
    eerste = client.get(pad)
    assert (eerste.status_code, eerste["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    assert (eerste["Cache-Control"], eerste["Referrer-Policy"]) == ("private, no-cache", "no-referrer")
    assert not client.cookies and "Set-Cookie" not in eerste
    nog_eens = client.get(pad, headers={"if-none-match": eerste["ETag"]})
    assert (nog_eens.status_code, nog_eens.content) == (304, b"")
    taak(kanarie, regio.zorg, Rol.BEGELEIDER, "mdo_houden", DAG)
    anders = client.get(pad, headers={"if-none-match": eerste["ETag"]})
    assert (anders.status_code, anders["ETag"] != eerste["ETag"], taken.count()) == (200, True, 1)
    assert (client.head(pad).status_code, client.head(pad).content) == (200, b"")
    assert client.post(pad).status_code == 405


def _gelijk(antwoord: Any) -> tuple[Any, ...]:
    return antwoord.status_code, antwoord.content, sorted(antwoord.items())


def test_a_wrong_an_old_a_withdrawn_and_an_ended_address_are_one_and_the_same_404(regio) -> None:
    oud = adres(regio, regio.begeleider)
    nieuw, ander, gestopt = (adres(regio, g) for g in (regio.begeleider, regio.consulent, regio.coordinator))
    agendaadres_intrekken(namens=regio.namens(regio.consulent))
    Gebruiker.objects.filter(pk=regio.coordinator.pk).update(beeindigd_op=DAG)
    client = Client()
    assert client.get(nieuw).status_code == 200
    mis = [oud, ander, gestopt, reverse("agenda", args=["A" * 43]), reverse("agenda", args=["kort"])]
    antwoorden = {str(_gelijk(client.get(pad))) for pad in mis}
    assert len(antwoorden) == 1 and antwoorden.pop().startswith("(404, b''")
    assert {client.post(pad).status_code for pad in mis} == {404}


def test_only_the_hash_of_256_random_bits_is_kept(regio) -> None:
    geheimen = {agendaadres_maken(namens=regio.namens(regio.begeleider)) for _ in range(20)}
    assert len(geheimen) == 20 and {len(g) for g in geheimen} == {43}  # 43 letters of six bits
    rij = Agendaadres.objects.get()
    assert len(bytes(rij.afdruk)) == 32
    waarden = " ".join(str(w) for w in Agendaadres.objects.values_list()[0])
    assert [g for g in geheimen if g in waarden] == []


def test_the_address_never_stands_in_the_log(regio, caplog: pytest.LogCaptureFixture, settings: Any) -> None:
    """Through the filters of the real settings. Seen to fail without `geen_agenda_adres`."""
    pad = adres(regio, regio.begeleider)
    Agendaadres.objects.all().delete()
    for methode in ("get", "post", "head"):
        getattr(Client(), methode)(pad)
    assert Client().get("/bestaat-niet/").status_code == 404
    assert "/bestaat-niet/" in caplog.text
    assert re.search("/agenda/", caplog.text) is None
    assert logging.getLogger("django.request").filters != []


# --- the page ----------------------------------------------------------------------------------------------------


def _doe(client: Client, keuze: str) -> Any:
    return client.post(reverse("mijn_agenda"), {"keuze": keuze, "verzoek": str(uuid4())})


def _getoond(client: Client) -> list[str]:
    return re.findall(r"/agenda/[\w-]+\.ics", client.get(reverse("mijn_agenda")).content.decode())


def test_somebody_makes_an_address_sees_it_once_renews_it_and_takes_it_back(regio) -> None:
    client, vreemde = regio.ingelogd(regio.begeleider), Client()
    assert _getoond(client) == []
    antwoord = _doe(client, "nieuw")
    assert antwoord.status_code == 302 and "ics" not in antwoord["Location"]
    koekje = client.cookies["agenda"]
    assert (koekje["path"], koekje["httponly"], koekje["samesite"]) == ("/mijn-agenda/", True, "Strict")
    (eerste,) = _getoond(client)
    assert _getoond(client) == []
    assert vreemde.get(eerste).status_code == 200
    _doe(client, "nieuw")
    (tweede,) = _getoond(client)
    assert (vreemde.get(eerste).status_code, vreemde.get(tweede).status_code) == (404, 200)
    assert "2 maart 2026" in client.get(reverse("mijn_agenda")).content.decode()
    _doe(client, "intrekken")
    assert (vreemde.get(tweede).status_code, _getoond(client)) == (404, [])


def test_the_one_thing_that_can_be_chosen_is_chosen(regio) -> None:
    """Seen to fail: one button beside one dot, and “Kies een antwoord”."""
    client = regio.ingelogd(regio.begeleider)
    assert client.get(reverse("mijn_agenda")).content.decode().count("checked") == 1
    _doe(client, "nieuw")
    assert "checked" not in client.get(reverse("mijn_agenda")).content.decode()


def test_when_it_was_last_used_is_shown(regio) -> None:
    client = regio.ingelogd(regio.begeleider)
    pad = adres(regio, regio.begeleider)
    assert "nog niet" in client.get(reverse("mijn_agenda")).content.decode()
    with clock.klok_op(DAG + timedelta(days=3)):
        assert Client().get(pad).status_code == 200
    assert "5 maart 2026" in client.get(reverse("mijn_agenda")).content.decode()


def test_a_secret_of_somebody_else_in_the_cookie_is_not_shown_as_ones_own(regio) -> None:
    """Else somebody could have a colleague read a calendar of his making."""
    client = regio.ingelogd(regio.begeleider)
    client.cookies["agenda"] = agendaadres_maken(namens=regio.namens(regio.consulent))
    assert _getoond(client) == []


def test_without_a_choice_nothing_happens(regio) -> None:
    antwoord = _doe(regio.ingelogd(regio.begeleider), "")
    assert antwoord.status_code == 422 and not Agendaadres.objects.exists()


def test_a_plan_is_a_plan() -> None:
    """The catalogue of places holds no address of anybody: each is a word for whose place it is."""
    assert not [p.label for p in Plaats if re.search(r"\d", p.label)]
    assert Momentplan.__dataclass_fields__["waar"].default == ""
