"""The page of who approves a row."""

from __future__ import annotations

import uuid

import pytest
from django.urls import reverse

from aanmelding import services
from aanmelding.models import Accordering
from opstap.logboek.models import Inzage
from opstap.partners.services import rol_toekennen
from opstap.protocol.aanmeldstappen import Intrekreden
from opstap.protocol.begrippen import Leefgebied, Rol
from opstap.trajecten.models import Traject
from tests.aanmelding import verloop
from tests.aanmelding.conftest import DAG, Spel, aanmelding_van, adres, ingelogd, stuur
from tests.aanmelding.test_views_invullen import fout
from tests.lezen import zonder_toeval


def vraag(traject: Traject, gebied: Leefgebied) -> str:
    rij = verloop.accordering_van(traject=traject.sleutel, leefgebied=gebied)
    return reverse("aanmelding:accorderen", args=[rij.sleutel])


# --- accorderen --------------------------------------------------------------------------------------------------


@pytest.mark.clausule("Z-2.8", "I-9")
def test_who_is_asked_sees_the_own_row_and_nothing_else(spel: Spel) -> None:
    traject = spel.verstuurd(anders=spel.gemeentehulp() | spel.zorghulp())
    html = ingelogd(spel.regio.wmo_consulent).get(vraag(traject, Leefgebied.ADL)).content.decode()
    for stuk in ("Sam Kastelein", "Dagelijkse verzorging en huishouden", "Zorgpunt De Linde", "geregeld"):
        assert stuk in html
    for geheim in ("Verslaving", "Het Anker", "1990", "beschermd wonen", "Kerkstraat", "binding"):
        assert geheim not in zonder_toeval(html)
    assert Inzage.objects.filter(traject=traject.sleutel, soort="accordering", rol="wmo_consulent").exists()


def test_the_answer_leads_to_the_next_question_of_the_same_organisation(spel: Spel) -> None:
    traject = spel.verstuurd(anders=spel.gemeentehulp() | spel.gemeentehulp(Leefgebied.FINANCIEN) | spel.zorghulp())
    wmo = ingelogd(spel.regio.wmo_consulent)
    een = stuur(wmo, vraag(traject, Leefgebied.ADL), {"antwoord": "akkoord"})
    assert een.headers["Location"] == vraag(traject, Leefgebied.FINANCIEN)
    twee = stuur(wmo, een.headers["Location"], {"antwoord": "geweigerd", "reden": "niet_rond"})
    assert twee.headers["Location"] == reverse("vandaag")
    standen = dict(Accordering.objects.values_list("leefgebied", "status"))
    assert standen == {"adl": "akkoord", "financien": "geweigerd", "verslaving": "gevraagd"}


def test_an_answer_needs_a_choice_and_a_refusal_a_reason(spel: Spel) -> None:
    traject = spel.verstuurd(anders=spel.gemeentehulp())
    wmo, url = ingelogd(spel.regio.wmo_consulent), vraag(traject, Leefgebied.ADL)
    fout(stuur(wmo, url, {}), "Kies of uw organisatie akkoord geeft.")
    html = fout(stuur(wmo, url, {"antwoord": "geweigerd"}), "Kies waarom uw organisatie geen akkoord geeft.")
    assert "checked" in html


def test_a_double_click_answers_once(spel: Spel) -> None:
    traject = spel.verstuurd(anders=spel.gemeentehulp())
    wmo, url, verzoek = ingelogd(spel.regio.wmo_consulent), vraag(traject, Leefgebied.ADL), uuid.uuid4()
    een = stuur(wmo, url, {"antwoord": "akkoord"}, verzoek=verzoek)
    twee = wmo.post(url, {"antwoord": "akkoord", "verzoek": str(verzoek), "versie": "0"})
    assert een.headers["Location"] == twee.headers["Location"]


def test_an_answered_question_shows_the_answer_and_no_button(spel: Spel) -> None:
    traject = spel.verstuurd(anders=spel.gemeentehulp() | spel.zorghulp())
    verloop.akkoord_van_uitvoerder(op=DAG, traject=traject.sleutel, leefgebied=Leefgebied.ADL, uitvoerder=spel.wmo)
    html = ingelogd(spel.regio.wmo_consulent).get(vraag(traject, Leefgebied.ADL)).content.decode()
    assert "akkoord, op 5 januari 2026" in html
    assert "Verstuur uw antwoord" not in html


def test_a_refusal_can_still_become_akkoord_on_the_page(spel: Spel) -> None:
    traject = spel.verstuurd(anders=spel.gemeentehulp())
    verloop.weigering_van_uitvoerder(op=DAG, traject=traject.sleutel, leefgebied=Leefgebied.ADL, uitvoerder=spel.wmo)
    wmo, url = ingelogd(spel.regio.wmo_consulent), vraag(traject, Leefgebied.ADL)
    assert "de aanvraag is nog niet rond" in wmo.get(url).content.decode()
    fout(stuur(wmo, url, {"antwoord": "geweigerd", "reden": "geen_plek"}), "gaf al geen akkoord")
    stuur(wmo, url, {"antwoord": "akkoord"})
    assert aanmelding_van(traject).status == "compleet"


def test_a_question_that_was_taken_back_tells_nothing_any_more(spel: Spel) -> None:
    traject = spel.verstuurd(anders=spel.gemeentehulp())
    url = vraag(traject, Leefgebied.ADL)
    services.aanmelding_intrekken(traject=traject.sleutel, reden=Intrekreden.DUBBEL, namens=spel.zorg)
    html = ingelogd(spel.regio.wmo_consulent).get(url).content.decode()
    assert "niet meer open" in html
    for geheim in ("Sam Kastelein", "Dagelijkse verzorging", "Zorgpunt De Linde"):
        assert geheim not in html


def test_nobody_else_finds_the_question(spel: Spel) -> None:
    traject = spel.verstuurd(anders=spel.zorghulp())
    url = vraag(traject, Leefgebied.VERSLAVING)
    assert ingelogd(spel.regio.buitenstaander).get(url).status_code == 200
    for wie in ("begeleider", "coordinator", "consulent", "wmo_consulent", "andere_consulent", "beheerder"):
        ander = ingelogd(getattr(spel.regio, wie))
        assert ander.get(url).status_code == 404, wie
        assert ander.post(url, {"antwoord": "akkoord"}).status_code == 404, wie
    assert (
        ingelogd(spel.regio.wmo_consulent).get(reverse("aanmelding:accorderen", args=[uuid.uuid4()])).status_code == 404
    )


def test_an_accordering_opens_no_traject(spel: Spel) -> None:
    traject = spel.verstuurd(anders=spel.zorghulp())
    ander = ingelogd(spel.regio.buitenstaander)
    assert ander.get(reverse("traject", args=[traject.sleutel])).status_code == 404
    assert ander.get(adres("bekijken", traject)).status_code == 404
    assert traject.kenmerk not in ander.get(reverse("trajecten")).content.decode()
    assert vraag(traject, Leefgebied.VERSLAVING) in ander.get(reverse("vandaag")).content.decode()


def test_who_works_on_both_sides_reads_that_a_colleague_must_answer(spel: Spel) -> None:
    traject = spel.verstuurd(anders=spel.gemeentehulp())
    rol_toekennen(gebruiker=spel.regio.begeleider, organisatie=spel.regio.gemeente, rol=Rol.WMO_CONSULENT)
    dubbel, url = ingelogd(spel.regio.begeleider), vraag(traject, Leefgebied.ADL)
    assert "laat een collega antwoorden" in dubbel.get(url).content.decode()
    fout(dubbel.post(url, {"antwoord": "akkoord"}), "laat een collega antwoorden")
