"""Said beforehand that somebody comes: the loket reads a month and a way, and finds no person by it (Z-9.6)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from aanmelding import services
from aanmelding.models import Vooraanmelding
from opstap.errors import GeenRecht, RegelGeschonden, Verouderd
from opstap.logboek.models import Gebeurtenis
from opstap.partners.models import Gebruiker
from opstap.partners.namens import Namens
from opstap.post.models import Bericht
from opstap.protocol.aanmeldstappen import Intrekreden, vooraanmelden_belemmeringen
from opstap.protocol.begrippen import Route
from opstap.regelingen.models import Deelname
from opstap.regelingen.services import regeling_uit_preset
from opstap.trajecten.models import Traject
from tests.aanmelding import verloop
from tests.aanmelding.conftest import DAG, UITSTROOM, Spel, aanmelding_van, adres, ingelogd, stuur
from tests.aanmelding.test_afspraken import _nieuw as nieuwe_afspraken
from tests.lezen import zonder_toeval

LIJST = "/vooraanmeldingen/"


def _melden(spel: Spel, traject: Traject, namens: Namens | None = None, **anders: Any) -> Any:
    gegevens = {"maand": UITSTROOM, "route": Route.DIRECTE_BEMIDDELING} | anders
    return services.aanmelding_vooraf_melden(traject=traject.sleutel, namens=namens or spel.zorg, **gegevens)


def _gemeld(spel: Spel, **anders: Any) -> Traject:
    traject = verloop.aanmelding_begonnen(op=DAG, regeling=spel.regio.regeling, begeleider=spel.zorg)
    _melden(spel, traject, **anders)
    return traject


def _tekst(client: Client, url: str = LIJST) -> str:
    return str(client.get(url).content.decode())


@pytest.mark.clausule("Z-5.3", "Z-9.6")
def test_a_month_and_a_way_are_said_and_the_form_stays_to_be_sent(spel: Spel) -> None:
    traject = _gemeld(spel, maand=date(2026, 6, 17))
    rij = aanmelding_van(traject)
    assert (rij.status, rij.ingediend_op) == ("vooraangemeld", None)
    gemeld = rij.vooraanmelding
    assert (gemeld.maand, gemeld.route, gemeld.gemeld_op) == (date(2026, 6, 1), "directe_bemiddeling", DAG)
    assert traject.termijnen.get(soort="aanmelding_indienen").status == "open"
    gelogd = Gebeurtenis.objects.get(traject=traject.sleutel, soort="aanmelding_vooraf_gemeld")
    assert gelogd.gegevens == {"maand": "2026-06-01"}


@pytest.mark.clausule("Z-9.6", "I-9")
def test_nobody_of_the_loket_is_involved_or_written_to(spel: Spel) -> None:
    """Seen to fail with a Betrokkenheid for the loket."""
    traject = _gemeld(spel)
    assert set(traject.betrokkenheden.values_list("organisatie__naam", flat=True)) == {spel.regio.zorg.naam}
    assert not Bericht.objects.exclude(ontvanger=spel.regio.begeleider).exists()


@pytest.mark.clausule("I-9")
@pytest.mark.parametrize("wie", ["coordinator", "beleidsmedewerker"])
def test_the_list_says_a_kenmerk_a_month_and_a_way_and_no_more(spel: Spel, wie: str) -> None:
    """Seen to fail with the name of the organisation in the row."""
    traject = _gemeld(spel)
    pagina = _tekst(ingelogd(getattr(spel.regio, wie)))
    tabel = pagina.partition("<table")[2].partition("</table>")[0]
    for wel in (traject.kenmerk, "zorgorganisatie", "juni 2026", "directe bemiddeling", "5 januari 2026"):
        assert wel in tabel, wel
    for niet in (verloop.NAAM, "Kastelein", spel.regio.zorg.naam, "1990", "eschermd wonen"):
        assert niet not in zonder_toeval(pagina), niet
    assert str(traject.sleutel) not in pagina and "<a" not in tabel


@pytest.mark.clausule("I-9", "Z-20.4")
def test_the_coordinator_finds_the_traject_in_no_way(spel: Spel) -> None:
    """By its address, by every page of the aanmelding, by kenmerk and by name: as what does not exist."""
    traject = _gemeld(spel)
    client, pagina = ingelogd(spel.regio.coordinator), reverse("traject", args=[traject.sleutel])
    for url in (pagina, adres("invullen", traject), adres("bekijken", traject), adres("vooraf_melden", traject)):
        assert client.get(url).status_code == 404, url
    for vraag in (traject.kenmerk, verloop.NAAM, "kastelein"):
        antwoord = client.get("/trajecten/", {"q": vraag})
        assert antwoord.context["rijen"] == [] and pagina not in antwoord.content.decode()
    verloop.verstuurd(op=DAG, traject=traject.sleutel, begeleider=spel.zorg)
    assert client.get(pagina).status_code == 200, "once it is sent she does"
    assert traject.kenmerk not in _tekst(client)


def test_who_takes_no_part_reads_nothing_and_who_has_no_right_gets_no_list(spel: Spel) -> None:
    """Seen to fail without `zichtbaar_voor`."""
    traject = _gemeld(spel)
    ander = regeling_uit_preset(slug="apeldoorn", vanaf=DAG)
    Deelname.objects.filter(organisatie=spel.regio.corporatie).update(regeling=ander)
    antwoord = ingelogd(spel.regio.coordinator).get(LIJST)
    assert antwoord.status_code == 200 and traject.kenmerk not in antwoord.content.decode()
    assert "Er is nu niemand vooraf gemeld." in antwoord.content.decode()
    for wie in ("begeleider", "consulent", "wmo_consulent", "buitenstaander"):
        gebruiker: Gebruiker = getattr(spel.regio, wie)
        assert ingelogd(gebruiker).get(LIJST).status_code == 403


def test_who_leaves_first_stands_first_and_the_list_asks_the_same_for_one_and_for_many(spel: Spel) -> None:
    """Seen to fail without `select_related`."""
    maanden = [date(2026, 9, 1), date(2026, 7, 1), date(2026, 8, 1)]
    client, aantallen = ingelogd(spel.regio.coordinator), []
    client.get(LIJST)
    for maand in maanden:
        _gemeld(spel, maand=maand)
        with CaptureQueriesContext(connection) as vragen:
            blokken = client.get(LIJST).context["blokken"]
        aantallen.append(len(vragen))
    assert [rij["cellen"][2] for rij in blokken[0]["rijen"]] == ["juli 2026", "augustus 2026", "september 2026"]
    assert len(set(aantallen)) == 1


def test_what_is_said_last_counts(spel: Spel, op_dag: Callable[..., Any]) -> None:
    traject = _gemeld(spel)
    with op_dag(10):
        _melden(spel, traject, maand=date(2026, 8, 1), route=Route.ZELF_REAGEREN)
    rij = Vooraanmelding.objects.get()
    assert (rij.maand, rij.route, rij.gemeld_op) == (date(2026, 8, 1), "zelf_reageren", DAG)
    assert aanmelding_van(traject).status == "vooraangemeld"


@pytest.mark.clausule("Z-1.13")
def test_the_agreements_of_the_day_it_is_said_hold(spel: Spel, op_dag: Callable[..., Any]) -> None:
    """Seen to fail while only sending fixed them."""
    traject = verloop.aanmelding_begonnen(op=DAG, regeling=spel.regio.regeling, begeleider=spel.zorg)
    tweede = nieuwe_afspraken(spel, vanaf=DAG + timedelta(days=2), besluittermijn_dagen=28)
    with op_dag(2):
        _melden(spel, traject)
    nieuwe_afspraken(spel, vanaf=DAG + timedelta(days=4), besluittermijn_dagen=7)
    with op_dag(5):
        services.aanmelding_indienen(traject=traject.sleutel, namens=spel.zorg)
    assert Traject.objects.get(pk=traject.pk).regelingversie == tweede


def test_it_can_be_filled_in_sent_and_withdrawn_as_before(spel: Spel) -> None:
    traject = _gemeld(spel)
    verloop.uitstroom_ingevuld(op=DAG, traject=traject.sleutel, begeleider=spel.zorg, uitstroom=UITSTROOM)
    verloop.checklist_ingevuld(op=DAG, traject=traject.sleutel, begeleider=spel.zorg)
    verloop.verstuurd(op=DAG, traject=traject.sleutel, begeleider=spel.zorg)
    assert aanmelding_van(traject).status == "compleet"
    ander = _gemeld(spel)
    services.aanmelding_intrekken(traject=ander.sleutel, reden=Intrekreden.ANDERS, namens=spel.zorg)
    assert not list(Vooraanmelding.objects.wachtend())


def test_after_sending_there_is_nothing_to_say_beforehand(spel: Spel) -> None:
    traject = spel.verstuurd()
    with pytest.raises(RegelGeschonden, match="al verstuurd"):
        _melden(spel, traject)


def test_only_who_fills_in_the_form_says_it_and_not_from_an_old_page(spel: Spel) -> None:
    traject = _gemeld(spel)
    for namens in (spel.coordinator, spel.wmo, spel.ander):
        with pytest.raises(GeenRecht):
            _melden(spel, traject, namens)
    with pytest.raises(Verouderd):
        _melden(spel, traject, versie=0)


@pytest.mark.clausule("Z-9.6", "Z-2.2")
@pytest.mark.parametrize(
    ("anders", "zin"),
    [
        ({}, ""),
        ({"status": "vooraangemeld"}, ""),
        ({"status": "ingediend"}, "al verstuurd"),
        ({"status": "ingetrokken"}, "al verstuurd"),
        ({"maand": date(2025, 12, 1)}, "voorbij"),
        ({"heeft_loket": False}, "geen loket"),
    ],
)
def test_when_it_may_be_said(anders: dict[str, Any], zin: str) -> None:
    gegevens = {"status": "concept", "maand": date(2026, 1, 1), "peildatum": DAG, "heeft_loket": True} | anders
    gevonden = vooraanmelden_belemmeringen(**gegevens)
    assert [zin in b.melding for b in gevonden] == ([True] if zin else [])


def test_the_database_knows_whole_months_only(spel: Spel) -> None:
    _gemeld(spel)
    with pytest.raises(IntegrityError), transaction.atomic():
        Vooraanmelding.objects.update(maand=date(2026, 6, 2))


def test_the_page_asks_two_things_and_keeps_what_was_chosen(spel: Spel) -> None:
    traject = verloop.aanmelding_begonnen(op=DAG, regeling=spel.regio.regeling, begeleider=spel.zorg)
    client, url = ingelogd(spel.regio.begeleider), adres("vooraf_melden", traject)
    assert "Vooraf melden, zonder naam" in _tekst(client, reverse("traject", args=[traject.sleutel]))
    fout = stuur(client, url, {"maand": "2026-06-01"})
    assert fout.status_code == 422 and "Kies hoe de kandidaat een woning wil vinden." in fout.content.decode()
    assert '<option value="2026-06-01" selected>juni 2026</option>' in fout.content.decode()
    assert stuur(client, url, {"maand": "2026-13-01", "route": "zelf_reageren"}).status_code == 422
    assert stuur(client, url, {"maand": "2026-06-01", "route": "zelf_reageren"}).status_code == 302
    assert Vooraanmelding.objects.get().maand == date(2026, 6, 1)
    assert '<option value="2026-06-01" selected>' in _tekst(client, url)
