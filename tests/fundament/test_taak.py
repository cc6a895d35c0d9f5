"""A mail about a duty leads to that duty: to do it, or to read what is late; for anybody else there is no such duty."""

from __future__ import annotations

from datetime import timedelta
from html import unescape
from uuid import uuid4

import pytest
from django.urls import reverse

from opstap import clock
from opstap.partners.models import Gebruiker, Organisatie
from opstap.post.models import Bericht
from opstap.post.services import berichten_verzenden
from opstap.protocol.begrippen import Hoedanigheid
from opstap.termijnen.models import Termijn
from opstap.trajecten.models import Traject
from opstap.trajecten.services import betrekken
from tests.fundament.conftest import DAG
from tests.fundament.test_termijnen import COMPLEET, _anders, _zet

BESLUIT = DAG + timedelta(days=14)
LAAT = BESLUIT + timedelta(days=20)


@pytest.fixture
def termijn(regio, begin, proef) -> Termijn:
    """toelating_besluiten, on BESLUIT, by the coordinator of the corporatie."""
    traject: Traject = begin(regio, naam="Kanarie Vogelzang")
    with clock.klok_op(DAG):
        betrekken(traject, organisatie=regio.corporatie, hoedanigheid=Hoedanigheid.COORDINATIE, reden="toets")
        _zet(traject, aanmelding=COMPLEET)
    rij: Termijn = Termijn.objects.get(soort="toelating_besluiten")
    return rij


@pytest.fixture
def contact(regio, termijn) -> Gebruiker:
    """A contact for escalation without any role, who got mail of this duty."""
    mens: Gebruiker = Gebruiker.objects.create_user("directie@voorbeeld.invalid", None, naam="Directie")
    Organisatie.objects.filter(pk=regio.corporatie.pk).update(eerste_contact=mens)
    with clock.klok_op(LAAT):
        Bericht.objects.create(
            soort="termijn_escalatie", plek="1", ontvanger=mens, traject=termijn.traject,
            gegevens={"termijn": str(termijn.sleutel), "tekst": "Besluiten", "datum": "2026-03-16"},
            uitvoeren_vanaf=clock.dienst_nu(),
        )  # fmt: skip
    return mens


def adres(termijn: Termijn) -> str:
    return reverse("taak", args=[termijn.sleutel])


def test_who_does_it_logs_in_and_stands_at_the_duty(regio, termijn, client) -> None:
    """Seen to fail: every line of the mail led to the home page."""
    eerst = client.get(adres(termijn))
    assert eerst.status_code == 302 and eerst.url.endswith(f"?next={adres(termijn)}")
    dan = regio.ingelogd(regio.coordinator).get(adres(termijn))
    assert (dan.status_code, dan.url) == (302, termijn.url)


def test_a_contact_without_a_role_reads_what_the_mail_was_about_and_no_more(regio, termijn, contact) -> None:
    """Seen to fail: behind the link stood that there is no role yet."""
    with clock.klok_op(LAAT):
        antwoord = regio.ingelogd(contact).get(adres(termijn))
    pagina = unescape(antwoord.content.decode())
    assert antwoord.status_code == 200
    for tekst in (termijn.traject.kenmerk, "Besluiten over de aanmelding", "20 dagen te laat"):
        assert tekst in pagina
    for geheim in ("Kanarie", "Vogelzang", str(termijn.traject.sleutel), termijn.url, "16 maart", "K.V."):
        assert geheim not in pagina
    assert regio.ingelogd(contact).post(adres(termijn)).status_code == 405


def test_the_mail_of_a_contact_leads_to_that_page(regio, termijn, contact, mailoutbox) -> None:
    """A mail of its own as well as the dagpost: `test_dagpost`."""
    with clock.klok_op(LAAT):
        berichten_verzenden()
        (post,) = mailoutbox
        assert f"http://127.0.0.1:8000{adres(termijn)}" in post.body
        assert regio.ingelogd(contact).get(adres(termijn)).status_code == 200


@pytest.mark.parametrize("wie", ["buitenstaander", "andere_consulent", "begeleider", "beheerder"])
def test_for_anybody_else_it_looks_like_a_duty_that_is_not_there(regio, termijn, wie: str) -> None:
    client = regio.ingelogd(getattr(regio, wie))
    vreemd, geen = client.get(adres(termijn)), client.get(reverse("taak", args=[uuid4()]))
    assert (vreemd.status_code, geen.status_code) == (404, 404)
    pagina = vreemd.content.decode()
    assert "Vraag het uw teamleider of de beheerder van uw organisatie" in pagina
    assert termijn.traject.kenmerk not in pagina and "Besluiten" not in pagina
    assert pagina.split("<main")[1].split("</main")[0] == geen.content.decode().split("<main")[1].split("</main")[0]


def test_a_contact_reads_nothing_of_a_duty_that_no_mail_told_her_of(regio, termijn, contact) -> None:
    """Seen to fail: a link that somebody sent on opened every duty of the organisation."""
    Bericht.objects.all().delete()
    assert regio.ingelogd(contact).get(adres(termijn)).status_code == 404


def test_a_contact_of_another_organisation_reads_nothing(regio, termijn, contact) -> None:
    Organisatie.objects.filter(pk=regio.corporatie.pk).update(eerste_contact=None)
    Organisatie.objects.filter(pk=regio.zorg.pk).update(eerste_contact=contact)
    assert regio.ingelogd(contact).get(adres(termijn)).status_code == 404


def test_what_was_done_in_the_meantime_says_so(regio, termijn, contact) -> None:
    with clock.klok_op(BESLUIT):
        _zet(termijn.traject, aanmelding=_anders(besloten_op=BESLUIT))
    for wie in (regio.coordinator, contact):
        pagina = unescape(regio.ingelogd(wie).get(adres(termijn)).content.decode())
        assert "gedaan op 16 maart 2026" in pagina and "U hoeft hier niets meer voor te doen" in pagina
