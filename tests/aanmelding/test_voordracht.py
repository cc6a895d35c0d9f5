"""The road from detentie: the procesregisseur nominates before a yes, and nobody at the corporatie reads it."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from aanmelding import services
from aanmelding.models import Accordering
from opstap.errors import GeenRecht, RegelGeschonden
from opstap.protocol.aanmeldstappen import Antwoord
from opstap.protocol.begrippen import Hoedanigheid, Instroomroute, Leefgebied, Rol
from opstap.protocol.voordragen import VOORDRACHT
from opstap.regelingen.models import Deelname
from opstap.trajecten.models import Traject
from tests.aanmelding import verloop
from tests.aanmelding.conftest import DAG, UITSTROOM, Spel, aanmelding_van, adres, ingelogd, stuur

DETENTIE = {"instroomroute": Instroomroute.DETENTIE}


def _vraag(traject: Traject) -> Accordering:
    rij: Accordering = Accordering.objects.levend().get(aanmelding__traject=traject, leefgebied=VOORDRACHT)
    return rij


def _tekst(gebruiker: Any, url: str) -> str:
    return str(ingelogd(gebruiker).get(url).content.decode())


@pytest.mark.clausule("Z-4.8", "Z-6.3", "Z-7.5", "Z-9.7")
def test_from_detentie_the_aanmelding_is_compleet_when_the_procesregisseur_nominates(spel: Spel) -> None:
    traject = spel.verstuurd(**DETENTIE)
    assert aanmelding_van(traject).status == "ingediend"
    plicht = traject.termijnen.get(soort="voordracht_geven")
    assert (plicht.organisatie, plicht.rol, plicht.status) == (spel.regio.gemeente, "procesregisseur", "open")
    assert not traject.termijnen.filter(soort="accordering_geven").exists()
    client = ingelogd(spel.regio.procesregisseur)
    assert "Zeggen of u deze kandidaat voordraagt" in client.get(reverse("vandaag")).content.decode()

    antwoord = stuur(client, reverse("aanmelding:accorderen", args=[_vraag(traject).sleutel]), {"antwoord": "akkoord"})

    assert antwoord.status_code == 302
    vraag = _vraag(traject)
    assert (vraag.beantwoord_op, vraag.gebruiker, vraag.reden) == (DAG, spel.regio.procesregisseur.sleutel, "")
    assert aanmelding_van(traject).status == "compleet"
    assert traject.termijnen.get(soort="voordracht_geven").status == "voltooid"
    assert spel.regio.procesregisseur.naam in _tekst(spel.regio.begeleider, adres("bekijken", traject))


@pytest.mark.clausule("Z-4.8")
def test_a_no_has_no_reason_and_a_yes_may_still_come(spel: Spel) -> None:
    traject = spel.verstuurd(**DETENTIE)
    regie = verloop.namens(spel.regio.procesregisseur, Rol.PROCESREGISSEUR)
    for antwoord, stand in ((Antwoord.GEWEIGERD, "ingediend"), (Antwoord.AKKOORD, "compleet")):
        services.accordering_beantwoorden(onderwerp=_vraag(traject).sleutel, antwoord=antwoord, namens=regie)
        assert (aanmelding_van(traject).status, _vraag(traject).reden) == (stand, "")


@pytest.mark.clausule("Z-4.8")
def test_after_a_no_a_new_version_asks_again(spel: Spel) -> None:
    """Seen to fail: the no stayed whatever was sent, and nobody was asked anything."""
    traject = spel.verstuurd(**DETENTIE)
    regie = verloop.namens(spel.regio.procesregisseur, Rol.PROCESREGISSEUR)
    for maanden, antwoord in ((60, Antwoord.GEWEIGERD), (61, Antwoord.AKKOORD)):
        assert _vraag(traject).status == "gevraagd"
        services.accordering_beantwoorden(onderwerp=_vraag(traject).sleutel, antwoord=antwoord, namens=regie)
        if antwoord is Antwoord.AKKOORD:
            break
        verloop.uitstroom_ingevuld(
            op=DAG, traject=traject.sleutel, begeleider=spel.zorg, uitstroom=UITSTROOM, binding_maanden=maanden,
            **DETENTIE,
        )  # fmt: skip
        verloop.verstuurd(op=DAG, traject=traject.sleutel, begeleider=spel.zorg)
    assert aanmelding_van(traject).status == "compleet"


@pytest.mark.clausule("Z-4.8")
def test_nobody_but_the_procesregisseur_nominates(spel: Spel) -> None:
    vraag = _vraag(spel.verstuurd(**DETENTIE))
    with pytest.raises(GeenRecht):
        services.accordering_beantwoorden(onderwerp=vraag.sleutel, antwoord=Antwoord.AKKOORD, namens=spel.wmo)


@pytest.mark.clausule("Z-4.8", "Z-7.5")
def test_without_procesregie_the_form_is_not_sent_and_says_whom_to_ask(spel: Spel) -> None:
    Deelname.objects.filter(regeling=spel.regio.regeling, hoedanigheid=Hoedanigheid.PROCESREGIE).delete()
    with pytest.raises(RegelGeschonden, match="vraag de beheerder"):
        spel.verstuurd(**DETENTIE)


@pytest.mark.clausule("I-9", "Z-4.8")
def test_for_who_decides_a_missing_voordracht_is_as_any_sensitive_row_that_is_open(spel: Spel) -> None:
    gezien = []
    for kenmerken in (DETENTIE, {"anders": spel.gemeentehulp(Leefgebied.JUSTITIE)}):
        traject = spel.verstuurd(**kenmerken, naam="Noor Vos")
        bladen = [_tekst(spel.regio.coordinator, adres(naam, traject)) for naam in ("beoordelen", "bekijken")]
        bladen.append(_tekst(spel.regio.coordinator, reverse("traject", args=[traject.sleutel])))
        for blad in bladen:
            for woord in ("etentie", "oordracht", "rocesregisseur", "ustitie en"):
                assert woord not in blad, woord
        gezien.append([regel for regel in bladen[0].split("\n") if "ja" in regel or "nee" in regel or "niet" in regel])
        aanmelding = aanmelding_van(traject)
        with pytest.raises(RegelGeschonden) as fout:
            verloop.gesprek_gevoerd(op=DAG, traject=traject.sleutel, coordinator=spel.coordinator)
            verloop.toegelaten(op=DAG, traject=traject.sleutel, coordinator=spel.coordinator)
        gezien[-1].append(str(fout.value))
        assert aanmelding.status == "ingediend"
    zonder_sleutels = [[r for r in regels if "value=" not in r and "href=" not in r] for regels in gezien]
    assert zonder_sleutels[0] == zonder_sleutels[1]


@pytest.mark.clausule("Z-4.8")
def test_another_route_takes_the_question_back(spel: Spel) -> None:
    traject = spel.verstuurd(**DETENTIE)
    vraag = _vraag(traject)
    verloop.uitstroom_ingevuld(op=DAG, traject=traject.sleutel, begeleider=spel.zorg, uitstroom=DAG.replace(month=8))
    verloop.verstuurd(op=DAG, traject=traject.sleutel, begeleider=spel.zorg)
    vraag.refresh_from_db()
    assert (vraag.status, aanmelding_van(traject).status) == ("ingetrokken", "compleet")
