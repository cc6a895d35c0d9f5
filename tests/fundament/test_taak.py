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
from opstap.protocol.begrippen import Hoedanigheid, Rol
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


def _pagina(regio, wie: Gebruiker, termijn: Termijn) -> str:
    with clock.klok_op(LAAT):
        return unescape(regio.ingelogd(wie).get(adres(termijn)).content.decode())


def test_a_contact_reads_who_must_do_it_and_what_he_can_do(regio, termijn, contact) -> None:
    """Seen to fail: "Regel dat iemand deze taak oppakt", without a word about who that could be."""
    pagina = _pagina(regio, contact, termijn)
    for zin in (
        "U hoeft deze taak niet zelf te doen.",
        "de coördinator: coordinator",
        "Spreek met teamleider corporatie (teamleider corporatie) af wie het doet, en wanneer.",
        "Vraag teamleider corporatie wie het dan doet.",
    ):
        assert zin in pagina
    Termijn.objects.update(opgepakt_door=regio.coordinator, opgepakt_op=DAG)
    pagina = _pagina(regio, contact, termijn)
    assert "die heeft de taak opgepakt" in pagina and "Vraag coordinator wanneer het klaar is." in pagina
    assert "Wilt u zorgen" not in pagina


@pytest.mark.parametrize("is_beheerder", [True, False])
def test_where_nobody_has_the_role_a_beheerder_is_not_sent_to_himself(regio, termijn, contact, is_beheerder) -> None:
    """Seen to fail: "Vraag de beheerder van uw organisatie" to who is that."""
    regio.coordinator.roltoekenningen.all().delete()
    ander = Gebruiker.objects.create_user("ander@voorbeeld.invalid", None, naam="Anne Beheer")
    (contact if is_beheerder else ander).roltoekenningen.create(
        organisatie=regio.corporatie, rol=Rol.BEHEERDER, vanaf=DAG
    )
    pagina = _pagina(regio, contact, termijn)
    assert "niemand heeft deze rol nu" in pagina
    assert ("U bent beheerder en kunt dat zelf" in pagina) is is_beheerder
    assert ("Vraag Anne Beheer (beheerder) om een collega de rol coördinator te geven." in pagina) is not is_beheerder
    assert "Vraag de beheerder" not in pagina


def test_a_team_lead_who_got_mail_of_it_reads_it_too(regio, termijn) -> None:
    """Of a coordinator: she leads her, and does not do her work. Seen to fail: a page that does not exist."""
    leider = regio.teamleider_corporatie
    assert regio.ingelogd(leider).get(adres(termijn)).status_code == 404
    Bericht.objects.create(
        soort="termijn_teamleider", plek="1", ontvanger=leider, traject=termijn.traject,
        gegevens={"termijn": str(termijn.sleutel)}, uitvoeren_vanaf=clock.dienst_nu(),
    )  # fmt: skip
    pagina = _pagina(regio, leider, termijn)
    assert "Spreek met coordinator af wie het doet" in pagina and "20 dagen te laat" in pagina
    assert regio.ingelogd(regio.consulent).get(adres(termijn)).status_code == 404


# --- the home page of who got that mail ------------------------------------------------------------------------------


def _thuis(regio, wie: Gebruiker) -> str:
    with clock.klok_op(LAAT):
        pagina = unescape(regio.ingelogd(wie).get("/").content.decode())
    return pagina[pagina.index("<main") :]  # above it stands the random token of the log out button


@pytest.mark.parametrize("met_rol", [True, False])
def test_what_a_contact_was_told_of_stands_on_the_home_page(regio, termijn, contact, met_rol: bool) -> None:
    """Seen to fail: "U heeft deze week niets te doen", and "U kunt alleen nog niets zien" without a role."""
    if met_rol:
        contact.roltoekenningen.create(organisatie=regio.corporatie, rol=Rol.BEHEERDER, vanaf=DAG)
    pagina = _thuis(regio, contact)
    for zin in ("Aan u gemeld", termijn.traject.kenmerk, "20 dagen te laat", "voor de coördinator", adres(termijn)):
        assert zin in pagina
    zinnen = ("Over 1 taak van collega’s kreeg u bericht.", "Hieronder leest u waarover u mail kreeg.")
    assert [zin in pagina for zin in zinnen] == [met_rol, not met_rol]
    for geheim in ("Kanarie", "K.V.", "KV", "16 maart", str(termijn.traject.sleutel)):
        assert geheim not in pagina


def test_what_no_mail_told_what_was_done_and_what_is_ones_own_is_not_there(regio, termijn, contact) -> None:
    Bericht.objects.update(ontvanger=regio.coordinator)
    Organisatie.objects.filter(pk=regio.corporatie.pk).update(tweede_contact=regio.coordinator)
    assert "Aan u gemeld" not in _thuis(regio, contact) + _thuis(regio, regio.coordinator)
    Bericht.objects.update(ontvanger=contact)
    assert "Aan u gemeld" in _thuis(regio, contact)
    Organisatie.objects.filter(pk=regio.corporatie.pk).update(eerste_contact=None)
    assert "Aan u gemeld" not in _thuis(regio, contact)
    Organisatie.objects.filter(pk=regio.corporatie.pk).update(eerste_contact=contact)
    with clock.klok_op(BESLUIT):
        _zet(termijn.traject, aanmelding=_anders(besloten_op=BESLUIT))
    assert "Aan u gemeld" not in _thuis(regio, contact)


def test_what_was_done_in_the_meantime_says_so(regio, termijn, contact) -> None:
    with clock.klok_op(BESLUIT):
        _zet(termijn.traject, aanmelding=_anders(besloten_op=BESLUIT))
    for wie in (regio.coordinator, contact):
        pagina = unescape(regio.ingelogd(wie).get(adres(termijn)).content.decode())
        assert "gedaan op 16 maart 2026" in pagina and "U hoeft hier niets meer voor te doen" in pagina
