"""A question is for the role it was put to and its team lead; colleagues in the same organisation are outsiders."""

from __future__ import annotations

import pytest
from django.urls import reverse

from aanmelding import services
from aanmelding.models import Accordering
from opstap.errors import GeenRecht
from opstap.logboek.models import Inzage
from opstap.partners.models import Gebruiker
from opstap.partners.services import rol_toekennen
from opstap.post.models import Bericht
from opstap.protocol.aanmeldstappen import Antwoord
from opstap.protocol.begrippen import Leefgebied, Rol
from opstap.trajecten.models import Betrokkenheid
from tests.aanmelding import verloop
from tests.aanmelding.conftest import DAG, Spel, aanmelding_van, adres, ingelogd, stuur

ADL, JUSTITIE, VERSLAVING = Leefgebied.ADL, Leefgebied.JUSTITIE, Leefgebied.VERSLAVING


def _pagina(rij: Accordering) -> str:
    return reverse("aanmelding:accorderen", args=[rij.sleutel])


@pytest.mark.clausule("Z-2.8", "I-9")
def test_justitie_at_the_gemeente_is_asked_of_the_procesregisseur(spel: Spel) -> None:
    traject = spel.verstuurd(anders=spel.gemeentehulp() | spel.gemeentehulp(JUSTITIE))
    assert set(Accordering.objects.values_list("leefgebied", "rol")) == {
        ("adl", "wmo_consulent"),
        ("justitie", "procesregisseur"),
    }
    mails = Bericht.objects.filter(soort="accordering_gevraagd")
    assert {m.ontvanger for m in mails} == {spel.regio.wmo_consulent, spel.regio.procesregisseur}
    assert set(traject.termijnen.filter(soort="accordering_geven").values_list("rol", flat=True)) == {
        "wmo_consulent",
        "procesregisseur",
    }


@pytest.mark.clausule("I-9", "Z-20.4")
def test_only_justitie_makes_the_gemeente_no_party_that_others_see(spel: Spel) -> None:
    traject = spel.verstuurd(anders=spel.gemeentehulp() | spel.gemeentehulp(JUSTITIE))
    verloop.checklist_ingevuld(
        op=DAG, traject=traject.sleutel, begeleider=spel.zorg, anders=spel.gemeentehulp(JUSTITIE)
    )
    verloop.verstuurd(op=DAG, traject=traject.sleutel, begeleider=spel.zorg)
    rijen = Betrokkenheid.objects.actueel().filter(traject=traject, organisatie=spel.regio.gemeente)
    assert set(rijen.values_list("hoedanigheid", flat=True)) == {"accordering"}


@pytest.mark.clausule("Z-2.8", "Z-20.4", "Z-7.11")
def test_a_colleague_in_another_role_reads_and_answers_nothing(spel: Spel) -> None:
    traject = spel.verstuurd(anders=spel.gemeentehulp() | spel.gemeentehulp(JUSTITIE))
    adl = verloop.accordering_van(traject=traject.sleutel, leefgebied=ADL)
    justitie = verloop.accordering_van(traject=traject.sleutel, leefgebied=JUSTITIE)
    regie = spel.regio.namens(spel.regio.procesregisseur, Rol.PROCESREGISSEUR)
    for rij, ander, mens in (
        (adl, regie, spel.regio.procesregisseur),
        (justitie, spel.wmo, spel.regio.wmo_consulent),
    ):
        assert ingelogd(mens).get(_pagina(rij)).status_code == 404
        with pytest.raises(GeenRecht):
            services.accordering_beantwoorden(onderwerp=rij.sleutel, antwoord=Antwoord.AKKOORD, namens=ander)
    html = ingelogd(spel.regio.wmo_consulent).get(adres("bekijken", traject)).content.decode()
    assert ADL.label in html
    assert JUSTITIE.label not in html
    verloop.akkoord_van_uitvoerder(op=DAG, traject=traject.sleutel, leefgebied=ADL, uitvoerder=spel.wmo)
    verloop.akkoord_van_uitvoerder(op=DAG, traject=traject.sleutel, leefgebied=JUSTITIE, uitvoerder=regie)
    assert aanmelding_van(traject).status == "compleet"


def test_after_the_own_answer_the_question_of_a_colleague_does_not_open(spel: Spel) -> None:
    traject = spel.verstuurd(anders=spel.gemeentehulp() | spel.gemeentehulp(JUSTITIE))
    rij = verloop.accordering_van(traject=traject.sleutel, leefgebied=ADL)
    antwoord = stuur(ingelogd(spel.regio.wmo_consulent), _pagina(rij), {"antwoord": "akkoord"})
    assert antwoord.headers["Location"] == reverse("vandaag")


def test_the_team_lead_of_a_zorgorganisatie_may_answer_for_the_begeleider(spel: Spel) -> None:
    leider = Gebruiker.objects.create_user("leider.anker@voorbeeld.invalid", "vier-woorden-voor-toets", naam="leider")
    rol_toekennen(gebruiker=leider, organisatie=spel.regio.andere_zorg, rol=Rol.TEAMLEIDER_ZORG)
    traject = spel.verstuurd(anders=spel.zorghulp())
    rij = verloop.akkoord_van_uitvoerder(
        op=DAG, traject=traject.sleutel, leefgebied=VERSLAVING, uitvoerder=spel.regio.namens(leider)
    )
    assert rij.status == "akkoord"


def test_an_answer_with_a_mistake_is_logged_as_looking_too(spel: Spel) -> None:
    traject = spel.verstuurd(anders=spel.gemeentehulp())
    rij = verloop.accordering_van(traject=traject.sleutel, leefgebied=ADL)
    antwoord = ingelogd(spel.regio.wmo_consulent).post(_pagina(rij), {"antwoord": ""})
    assert antwoord.status_code == 422
    assert "Sam Kastelein" in antwoord.content.decode()
    assert Inzage.objects.filter(traject=traject.sleutel, soort="accordering").count() == 1
