"""The pages of an overdracht: asked on the traject, answered from Vandaag, and who learns what before and after."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape

import pytest
from django.urls import reverse

from aanmelding.models import Overdracht
from opstap import clock
from opstap.partners.models import Gebruiker
from opstap.post.models import Bericht
from opstap.post.services import mail_opmaken
from opstap.protocol.begrippen import Leefgebied, Rol
from opstap.protocol.ondersteuning import Kader
from opstap.trajecten.models import Traject
from tests.aanmelding.conftest import DAG, Spel, adres, ingelogd, stuur
from tests.aanmelding.test_overdragen import EEN, START, collega, ja, met_wmo, naar_anker, op

__all__ = ["collega"]  # a fixture of the services

WIE = ("Kastelein", "1 maart 1990", "0600000000", "Kerkstraat 2")


def _vraag(spel: Spel, traject: Traject, **anders: str) -> Overdracht:
    gegevens = {
        "start": "15-1-2026", "besproken_op": "5-1-2026", "wijze": "gesprek", "collega": "", "organisatie": "",
    }  # fmt: skip
    antwoord = stuur(ingelogd(spel.regio.begeleider), adres("overdragen", traject), gegevens | anders)
    assert (antwoord.status_code, antwoord.url) == (302, reverse("traject", args=[traject.sleutel]))
    return Overdracht.objects.get(traject=traject)


def _tekst(gebruiker: Gebruiker, url: str) -> str:
    antwoord = ingelogd(gebruiker).get(url)
    assert antwoord.status_code == 200, url
    return unescape(antwoord.content.decode())


def _alles_wat_te_lezen_is(gebruiker: Gebruiker) -> dict[str, str]:
    """Every page about something that links lead to from the home page and the list."""
    client, rij, gelezen = ingelogd(gebruiker), ["/", "/trajecten/"], dict[str, str]()
    while rij:
        url = rij.pop()
        if url in gelezen or "/papier" in url:
            continue
        antwoord = client.get(url)
        gelezen[url] = unescape(antwoord.content.decode("utf-8", "replace")) if antwoord.status_code == 200 else ""
        rij += re.findall(r'(?:href|action)="(/[^"#?]*[0-9a-f-]{36}[^"#?]*)', gelezen[url])
    return gelezen


def _leest_niemand(wie: Gebruiker, traject: Traject) -> None:
    for url, inhoud in _alles_wat_te_lezen_is(wie).items():
        assert not [w for w in (*WIE, "SK ·", "SK,") if w in inhoud], url
    assert ingelogd(wie).get(reverse("traject", args=[traject.sleutel])).status_code == 404


@pytest.mark.clausule("Z-7.10", "Z-14.11")
def test_a_colleague_is_asked_on_the_traject_and_says_yes_from_vandaag(spel: Spel, collega: Gebruiker) -> None:
    traject = spel.ingevuld()
    assert "Begeleiding overdragen" in _tekst(spel.regio.begeleider, reverse("traject", args=[traject.sleutel]))
    overdracht = _vraag(spel, traject, collega=str(collega.sleutel))
    vandaag = _tekst(collega, "/")
    url = reverse("aanmelding:overdracht_beantwoorden", args=[overdracht.sleutel])
    assert url in vandaag
    assert "Antwoorden of u de begeleiding overneemt" in vandaag
    antwoord = stuur(ingelogd(collega), url, {"antwoord": "aanvaard", "reden": ""})
    assert (antwoord.status_code, antwoord.url) == (302, reverse("vandaag"))
    assert "aangenomen, moet nog ingaan; vanaf 15 januari 2026" in _tekst(
        spel.regio.begeleider, reverse("traject", args=[traject.sleutel])
    )
    op(START)
    with clock.klok_op(START):
        pagina = _tekst(collega, reverse("traject", args=[traject.sleutel]))
        assert "Zorgpunt De Linde, Tom Tak, sinds 15 januari 2026" in pagina
        assert "De begeleiding ging op 15 januari 2026 over naar een andere contactpersoon." in pagina


def test_what_is_missing_is_said_at_its_field_and_nothing_typed_is_lost(spel: Spel, collega: Gebruiker) -> None:
    traject = spel.ingevuld()
    gegevens = {"start": "5-1-2026", "besproken_op": "4-1-2026", "wijze": "gesprek", "collega": "", "organisatie": ""}
    antwoord = stuur(ingelogd(spel.regio.begeleider), adres("overdragen", traject), gegevens)
    assert antwoord.status_code == 422
    assert set(antwoord.context["form"].errors) == {"collega", "start"}
    assert 'value="4-1-2026"' in antwoord.content.decode()
    assert not Overdracht.objects.exists()


def test_who_offered_it_can_take_it_back_and_cannot_offer_a_second_one(spel: Spel) -> None:
    traject = spel.ingevuld()
    overdracht = naar_anker(spel, traject)
    pagina = _tekst(spel.regio.begeleider, adres("overdragen", traject))
    assert "Er loopt al een overdracht" in pagina
    assert adres("overdracht", traject) in pagina
    oud = {"antwoord": "aanvaard", "stap": "antwoord", "reden": ""}
    assert stuur(ingelogd(spel.regio.begeleider), adres("overdracht", traject), {}).status_code == 302
    overdracht.refresh_from_db()
    assert overdracht.status == "ingetrokken"
    vraag = reverse("aanmelding:overdracht_beantwoorden", args=[overdracht.sleutel])
    assert "staat niet meer open" in _tekst(spel.regio.buitenstaander, vraag)
    antwoord = stuur(ingelogd(spel.regio.buitenstaander), vraag, oud)
    tekst = antwoord.content.decode()
    assert antwoord.status_code == 409 and "De stand van deze overdracht is: teruggenomen." in tekst
    assert "Verstuur uw antwoord" not in tekst and "<h1>Overdracht van de begeleiding</h1>" in tekst


@pytest.mark.clausule("Z-20.4")
def test_the_other_organisation_reads_nobodys_name_before_its_first_day(spel: Spel) -> None:
    """On no page that it can reach, in no mail, also not after a yes. Seen to fail with the name among the facts of
    the question, and with the initials on Vandaag (`zonder_persoon` taken away)."""
    hulp = spel.zorghulp(Leefgebied.ADL)
    traject = spel.ingevuld(anders=hulp)
    traject.aanmelding.rijen.filter(leefgebied=Leefgebied.ADL).update(uitvoerder=spel.regio.zorg)
    overdracht = naar_anker(spel, traject)
    vraag = reverse("aanmelding:overdracht_beantwoorden", args=[overdracht.sleutel])
    wie = spel.regio.buitenstaander
    pagina = _tekst(wie, vraag)
    for staat_er in (
        traject.kenmerk, "Zorgpunt De Linde", "Dagelijkse verzorging en huishouden", "15 januari 2026",
        "beschermd wonen", traject.regeling.gemeenten,
    ):  # fmt: skip
        assert staat_er in pagina
    assert vraag in _alles_wat_te_lezen_is(wie)
    _leest_niemand(wie, traject)
    ja(spel, overdracht)
    with clock.klok_op(START - EEN):
        _leest_niemand(wie, traject)
    for bericht in Bericht.objects.filter(ontvanger=wie):
        mail = mail_opmaken(bericht)
        assert "Kastelein" not in mail.subject + mail.body
        assert traject.kenmerk not in mail.subject
    op(START)
    with clock.klok_op(START):
        assert "Kastelein" in _tekst(wie, reverse("traject", args=[traject.sleutel]))


@pytest.mark.clausule("Z-14.10", "I-9", "Z-20.8")
def test_the_corporatie_reads_who_begeleidt_from_the_first_day_and_never_why_or_out_of_which_law(spel: Spel) -> None:
    """Seen to fail with `overdracht_aangeboden` and `wmo_begeleiding_gewijzigd` readable for everybody."""
    traject = met_wmo(spel, Kader.WMO)
    naar = reverse("traject", args=[traject.sleutel])
    overdracht = naar_anker(spel, traject)
    voor = _tekst(spel.regio.coordinator, naar)
    assert not [w for w in ("Anker", "Overdracht", "overdracht", "overneemt", "Wmo") if w in voor]
    ja(spel, overdracht)
    assert "Anker" not in _tekst(spel.regio.coordinator, naar)
    op(START)
    with clock.klok_op(START):
        na = _tekst(spel.regio.coordinator, naar)
        assert "Opvang Het Anker, buitenstaander, sinds 15 januari 2026" in na
        assert "De begeleiding ging op 15 januari 2026 over" in na
        for inhoud in (na, _tekst(spel.regio.coordinator, adres("bekijken", traject))):
            assert not [w for w in ("Wmo", "Betaald uit", "begeleiding_gewijzigd") if w in inhoud]
        wmo = _tekst(spel.regio.wmo_consulent, naar)
        assert "de Wmo-begeleiding is veranderd op 15 januari 2026" in wmo


def test_who_stands_on_two_sides_does_not_answer(spel: Spel) -> None:
    """Seen to fail without `eis_een_kant`."""
    traject = spel.verstuurd()
    overdracht = naar_anker(spel, traject)
    spel.regio.buitenstaander.roltoekenningen.create(
        organisatie=spel.regio.corporatie, rol=Rol.COORDINATOR, vanaf=DAG - timedelta(days=9)
    )
    url = reverse("aanmelding:overdracht_beantwoorden", args=[overdracht.sleutel])
    gegevens = {"antwoord": "aanvaard", "contactpersoon": str(spel.regio.buitenstaander.sleutel), "reden": ""}
    antwoord = stuur(ingelogd(spel.regio.buitenstaander), url, gegevens)
    assert antwoord.status_code == 422
    assert "twee partijen" in antwoord.content.decode()


def test_where_no_wmo_consulent_takes_part_the_zorg_reads_that_she_must_tell(spel: Spel) -> None:
    traject = met_wmo(spel, Kader.WMO)
    zin = "Vertel de gemeente zelf"
    assert zin not in _tekst(spel.regio.begeleider, adres("overdragen", traject))
    traject.betrokkenheden.filter(hoedanigheid="wmo").update(tot=DAG)
    assert zin in _tekst(spel.regio.begeleider, adres("overdragen", traject))


def test_a_borrowed_role_answers_for_the_colleague_who_was_asked(spel: Spel, collega: Gebruiker) -> None:
    traject = spel.ingevuld()
    overdracht = _vraag(spel, traject, collega=str(collega.sleutel))
    url = reverse("aanmelding:overdracht_beantwoorden", args=[overdracht.sleutel])
    assert ingelogd(spel.regio.teamleider_zorg).get(url).status_code == 404
    spel.regio.teamleider_zorg.roltoekenningen.create(
        organisatie=spel.regio.zorg, rol=Rol.BEGELEIDER, vanaf=DAG - timedelta(days=9)
    )
    collega.afwezigheden.create(
        organisatie=spel.regio.zorg, vervanger=spel.regio.teamleider_zorg, vanaf=DAG, tot=DAG + EEN,
        gemaakt_door=collega,
    )  # fmt: skip
    assert stuur(ingelogd(spel.regio.teamleider_zorg), url, {"antwoord": "aanvaard", "reden": ""}).status_code == 302
    overdracht.refresh_from_db()
    assert overdracht.contact == collega
