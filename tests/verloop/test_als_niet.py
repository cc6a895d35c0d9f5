"""What the page announces is what comes: live through the days in which nobody does the duty."""

from __future__ import annotations

from datetime import date

import pytest

from evaluatie.models import Evaluatie
from opstap import clock
from opstap.demo.weg import Weg
from opstap.partners.models import Gebruiker
from opstap.post.models import Bericht
from opstap.protocol.termijnsoorten import WOONWERK, Trap
from opstap.termijnen.models import Termijn
from opstap.termijnen.vooruitblik import aankondigingen
from tests.verloop.dagen import beleef, ochtend
from tests.verloop.test_andere_aflopen import _op_weg, _woont

D = date.fromisoformat
Post = set[tuple[date, str, str]]


@pytest.fixture
def weg(streek) -> Weg:
    weg = _op_weg(streek)
    _woont(weg)
    return weg


def _termijn(weg: Weg, soort: str) -> Termijn:
    rij: Termijn = Termijn.objects.open().filter(traject__sleutel=weg.traject, soort=soort).order_by("datum")[:1].get()
    return rij


def _aangekondigd(termijn: Termijn, op: date) -> Post:
    """As somebody reads it in the afternoon, after the work of the morning."""
    with clock.klok_op(clock.lokaal_moment(op, 15)):
        regels = aankondigingen(termijn)
    return {(r.dag, r.trap.value, r.aan.naam) for r in regels if r.aan is not None}


def _gekomen(termijn: Termijn, sinds: date) -> Post:
    berichten = Bericht.objects.filter(gegevens__termijn=str(termijn.sleutel)).exclude(klaar_op=None)
    verteld = {
        (
            (b.bundel or b).uitvoeren_vanaf.astimezone(clock.AMSTERDAM).date(),
            b.soort.removeprefix("termijn_"),
            (b.ontvanger or b.organisatie).naam,
        )
        for b in berichten.select_related("ontvanger", "organisatie", "bundel")
    }
    return {(dag, trap, wie) for dag, trap, wie in verteld if dag > sinds}


@pytest.mark.clausule("P-50", "P-51", "H-42", "Z-12.1", "I-1", "I-25")
@pytest.mark.parametrize(
    ("soort", "lezen", "tot", "hoogste"),
    [
        ("evaluatie_houden", "2026-07-20", "2026-09-11", Trap.GEMEENTE),
        ("evaluatie_houden", "2026-08-15", "2026-10-14", Trap.BESTUURLIJK),  # on a Saturday, when it is late already
        ("omzetting_uiterlijk", "2028-03-25", "2028-05-05", Trap.BESTUURLIJK),
        ("venster_bewaken", "2028-05-13", "2028-05-31", Trap.BESTUURLIJK),  # the last days come at once
    ],
)
def test_exactly_the_announced_mails_come_on_the_announced_days(weg, soort, lezen, tot, hoogste) -> None:
    """Seen to fail without what waits for the dagpost already."""
    termijn = _termijn(weg, soort)
    beleef(D(lezen), D(lezen), {})
    aangekondigd = _aangekondigd(termijn, D(lezen))
    beleef(date.fromordinal(D(lezen).toordinal() + 1), D(tot), {})

    gekomen = _gekomen(termijn, D(lezen))
    assert {post for post in aangekondigd if post[0] <= D(tot)} == gekomen
    assert hoogste.value in {trap for _, trap, _ in gekomen}


def test_what_an_outage_left_is_announced_for_the_next_working_day(weg) -> None:
    """Read on a Saturday, when nothing ran for two weeks. Seen to fail: the page said that it would come that day."""
    ochtend(D("2026-08-01"))
    termijn = _termijn(weg, "evaluatie_houden")
    aangekondigd = _aangekondigd(termijn, D("2026-08-15"))
    beleef(D("2026-08-16"), D("2026-08-18"), {})

    gekomen = _gekomen(termijn, D("2026-08-01"))
    assert {post for post in aangekondigd if post[0] <= D("2026-08-18")} == gekomen
    assert {(dag, trap) for dag, trap, _ in gekomen} == {(D("2026-08-17"), "verantwoordelijke")}


@pytest.mark.clausule("P-51")
def test_the_gemeente_hears_of_a_forgotten_evaluatie_and_then_who_prepares_the_bestuurlijk_overleg(weg) -> None:
    termijn = _termijn(weg, "evaluatie_houden")
    beleef(D("2026-08-20"), D("2026-10-08"), {})

    assert _gekomen(termijn, D("2026-08-20")) == {
        (D("2026-08-26"), "escalatie", "Ilse Verbeek"),
        (D("2026-08-26"), "escalatie", "Marleen Vos"),
        (D("2026-09-09"), "gemeente", "Marit Blom"),
        (D("2026-10-07"), "bestuurlijk", "Rachid Amrani"),
    }
    buiten = Bericht.objects.filter(soort__in=["termijn_gemeente", "termijn_bestuurlijk"])
    assert {(b.gegevens["tekst"], b.gegevens["datum"]) for b in buiten} == {(WOONWERK, "2026-08-12")}


def test_opstap_says_when_it_acts_itself(weg) -> None:
    with clock.klok_op(D("2028-05-20")):
        laatste = aankondigingen(_termijn(weg, "venster_bewaken"))[-1]
    assert (laatste.dag, laatste.trap, laatste.aan) == (D("2028-06-01"), Trap.ACTIE, None)


# --- the page ----------------------------------------------------------------------------------------------------


def _pagina(client, streek, weg: Weg, soort: str, account: str):
    client.force_login(streek.mensen[account])
    return client.get(f"/trajecten/{weg.traject}/taken/{_termijn(weg, soort).sleutel}/")


def test_the_page_names_the_days_and_the_people_and_not_the_bewoner(weg, streek, client) -> None:
    ochtend(D("2026-08-01"))
    with clock.klok_op(D("2026-08-10")):
        antwoord = _pagina(client, streek, weg, "evaluatie_houden", "consulent")
    tekst = " ".join(antwoord.content.decode().split())
    assert "Wo 12 augustus 2026" in tekst and "Wie het moet doen, krijgt bericht: Noor de Wit." in tekst
    assert "De gemeente krijgt bericht, maar ziet niet om wie het gaat: Marit Blom." in tekst
    assert "Bakker" not in tekst and "De bewoner staat er dan alleen voor" in tekst


@pytest.mark.clausule("I-9", "Z-20.4")
@pytest.mark.parametrize(
    ("soort", "mag", "mag_niet"),
    [
        (
            "evaluatie_houden",
            ("begeleider", "teamleider", "consulent"),
            ("coordinator", "beleid", "beheer", "begeleider2"),
        ),
        ("venster_bewaken", ("begeleider", "consulent", "coordinator"), ("consulent2", "beleid", "procesregisseur")),
    ],
)
def test_who_may_not_know_of_the_duty_gets_the_same_as_for_one_that_is_not_there(
    weg, streek, client, soort, mag, mag_niet
) -> None:
    """Seen to fail without `mag_weten`."""
    with clock.klok_op(D("2026-08-10")):
        assert {a: _pagina(client, streek, weg, soort, a).status_code for a in mag} == dict.fromkeys(mag, 200)
        assert {a: _pagina(client, streek, weg, soort, a).status_code for a in mag_niet} == dict.fromkeys(mag_niet, 404)


def test_what_is_done_has_no_page_any_more(weg, streek, client) -> None:
    termijn = _termijn(weg, "evaluatie_houden")
    weg.evalueren(Evaluatie.objects.get(traject__sleutel=weg.traject, gepland_op=D("2026-08-12")))
    with clock.klok_op(D("2026-08-12")):
        client.force_login(streek.mensen["begeleider"])
        assert client.get(f"/trajecten/{weg.traject}/taken/{termijn.sleutel}/").status_code == 404


def test_a_rung_without_anybody_says_so(weg, streek, client) -> None:
    with clock.klok_op(D("2026-08-10")):
        Gebruiker.objects.filter(email__startswith="consulent@").update(beeindigd_op=D("2026-08-01"))
        Gebruiker.objects.filter(email__startswith="teamleider-wonen@").update(beeindigd_op=D("2026-08-01"))
        Gebruiker.objects.filter(email__startswith="beheer-brug@").update(beeindigd_op=D("2026-08-01"))
        antwoord = _pagina(client, streek, weg, "venster_bewaken", "begeleider")
    assert "niemand; vraag de beheerder" in antwoord.content.decode()
