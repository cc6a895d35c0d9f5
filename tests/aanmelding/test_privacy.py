"""Who may know what (law 6): canaries that must never reach a corporatie, and what the others do not get."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from aanmelding import services
from aanmelding.models import Accordering
from opstap import clock
from opstap.logboek.models import Gebeurtenis
from opstap.post.models import Bericht
from opstap.post.services import mail_opmaken
from opstap.protocol.aanmelden import Rijstatus
from opstap.protocol.begrippen import GEVOELIGE_LEEFGEBIEDEN, Hoedanigheid, Instroomroute, Leefgebied, Rol
from opstap.protocol.vertegenwoordigen import Vertegenwoordiging
from opstap.protocol.voordragen import VOORDRACHT
from opstap.trajecten.models import Traject
from opstap.trajecten.services import betrekken
from tests.aanmelding import verloop
from tests.aanmelding.conftest import DAG, Spel, aanmelding_van, adres, ingelogd
from tests.lezen import zonder_toeval
from tests.postlezer import teksten

#: Names of organisations and words that tell about a sensitive row, its uitvoerder or where somebody stays.
KANARIES = ("Het Anker", "Opvang Het Anker", "detentie", "buitenstaander", "justitie en", *(
    gebied.label for gebied in GEVOELIGE_LEEFGEBIEDEN
))  # fmt: skip


@pytest.fixture
def traject(spel: Spel) -> Traject:
    """Every sensitive row with the other care organisation; the gemeente has one ordinary row. From detentie."""
    gevoelig = {gebied: verloop.geregeld_door(spel.regio.andere_zorg.sleutel) for gebied in GEVOELIGE_LEEFGEBIEDEN}
    gewoon = spel.gemeentehulp(Leefgebied.DAGBESTEDING)
    return spel.verstuurd(anders=gevoelig | gewoon, instroomroute=Instroomroute.DETENTIE)


def bladen(traject: Traject) -> list[str]:
    return [
        reverse("traject", args=[traject.sleutel]),
        reverse("trajecten"),
        reverse("vandaag"),
        adres("bekijken", traject),
        adres("beoordelen", traject),
        adres("gesprek", traject),
    ]


def lees(spel: Spel, wie: Any, traject: Traject) -> str:
    client = ingelogd(wie)
    return "".join(a.content.decode() for a in map(client.get, bladen(traject)) if a.status_code == 200)


def vrij_van(html: str) -> None:
    for kanarie in KANARIES:
        assert kanarie not in html, kanarie


def voorgedragen(spel: Spel, traject: Traject) -> None:
    regie = verloop.namens(spel.regio.procesregisseur, Rol.PROCESREGISSEUR)
    verloop.akkoord_van_uitvoerder(op=DAG, traject=traject.sleutel, leefgebied=VOORDRACHT, uitvoerder=regie)


def alle_standen(spel: Spel, traject: Traject) -> Any:
    """Walk through the steps; stop at each for a look."""
    coordinator, anker = spel.coordinator, spel.ander
    yield "verstuurd"
    een, *rest = sorted(GEVOELIGE_LEEFGEBIEDEN)
    verloop.weigering_van_uitvoerder(op=DAG, traject=traject.sleutel, leefgebied=een, uitvoerder=anker)
    yield "een geweigerd"
    for gebied in (een, *rest):
        verloop.akkoord_van_uitvoerder(op=DAG, traject=traject.sleutel, leefgebied=gebied, uitvoerder=anker)
    yield "wacht op de gemeente"
    verloop.gesprek_gevoerd(op=DAG, traject=traject.sleutel, coordinator=coordinator)
    verloop.akkoord_van_uitvoerder(
        op=DAG, traject=traject.sleutel, leefgebied=Leefgebied.DAGBESTEDING, uitvoerder=spel.wmo
    )
    yield "wacht op de voordracht"
    voorgedragen(spel, traject)
    yield "compleet"
    verloop.toegelaten(op=DAG, traject=traject.sleutel, coordinator=coordinator)
    yield "toegelaten"


@pytest.mark.clausule("Z-20.8", "I-9", "Z-2.4")
def test_no_page_of_the_coordinator_tells_a_sensitive_row_at_any_step(spel: Spel, traject: Traject) -> None:
    for stand in alle_standen(spel, traject):
        html = lees(spel, spel.regio.coordinator, traject)
        assert "Sam Kastelein" in html, stand
        vrij_van(html)


@pytest.mark.clausule("Z-20.8", "I-9")
def test_the_consulent_who_supplies_the_home_reads_no_more(spel: Spel, traject: Traject) -> None:
    betrekken(traject, organisatie=spel.regio.corporatie, hoedanigheid=Hoedanigheid.VERHUURDER, reden="woning")
    for _ in alle_standen(spel, traject):
        html = lees(spel, spel.regio.consulent, traject)
        assert "Alle nodige ondersteuning is geregeld" in html
        vrij_van(html)


@pytest.mark.clausule("I-9")
def test_the_corporatie_gets_the_ordinary_rows_and_one_answer_over_all(spel: Spel, traject: Traject) -> None:
    delen = ingelogd(spel.regio.coordinator).get(adres("bekijken", traject)).context["delen"]
    hulp = dict(delen[1]["feiten"])
    assert hulp.pop("Alle nodige ondersteuning is geregeld") == "nee"
    assert hulp == {
        "Werk en dagbesteding": "geregeld",
        "Wonen": "niet van toepassing",
        "Familie, vrienden en buren": "niet van toepassing",
        "Meedoen in de buurt": "niet van toepassing",
    }
    for _ in alle_standen(spel, traject):
        pass
    delen = ingelogd(spel.regio.coordinator).get(adres("bekijken", traject)).context["delen"]
    assert dict(delen[1]["feiten"])["Alle nodige ondersteuning is geregeld"] == "ja"


@pytest.mark.clausule("I-9", "Z-10.5")
def test_two_kandidaten_that_differ_in_sensitive_rows_only_look_the_same(spel: Spel) -> None:
    """Existence or number of a sensitive row does not show: also not in how a page is built."""
    vol = {gebied: verloop.geregeld_door(spel.regio.zorg.sleutel) for gebied in GEVOELIGE_LEEFGEBIEDEN}
    een, twee = spel.verstuurd(anders=vol), spel.verstuurd()
    coordinator = ingelogd(spel.regio.coordinator)
    for naam in ("bekijken", "beoordelen"):
        paginas = []
        for traject in (een, twee):
            html = coordinator.get(adres(naam, traject)).content.decode()
            html = html.replace(str(traject.sleutel), "").replace(traject.kenmerk, "")
            eenmalig = ("csrfmiddlewaretoken", 'name="verzoek"', 'name="van"')  # a key, and a moment that is signed
            paginas.append([r for r in html.splitlines() if not any(stuk in r for stuk in eenmalig)])
        assert paginas[0] == paginas[1]


@pytest.mark.clausule("I-9")
def test_of_money_the_corporatie_reads_no_row_also_not_when_it_is_refused(spel: Spel) -> None:
    """Seen to fail when the row of Geld en schulden was an ordinary one."""
    traject = spel.verstuurd(anders=spel.gemeentehulp(Leefgebied.FINANCIEN))
    verloop.gesprek_gevoerd(op=DAG, traject=traject.sleutel, coordinator=spel.coordinator)
    for stap in (verloop.weigering_van_uitvoerder, verloop.akkoord_van_uitvoerder):
        stap(op=DAG, traject=traject.sleutel, leefgebied=Leefgebied.FINANCIEN, uitvoerder=spel.wmo)
        html = lees(spel, spel.regio.coordinator, traject)
        assert "Alle nodige ondersteuning is geregeld" in html
        assert Leefgebied.FINANCIEN.label not in html


@pytest.mark.clausule("Z-20.5", "Z-20.6")
def test_the_corporatie_sees_who_to_call(spel: Spel, traject: Traject) -> None:
    wie = {Vertegenwoordiging.BEWINDVOERDER: services.Vertegenwoordiger("Bureau Balans")}
    services.vertegenwoordiging_bijwerken(traject=traject.sleutel, gegevens=wie, namens=spel.zorg)
    html = ingelogd(spel.regio.coordinator).get(adres("bekijken", traject)).content.decode()
    for stuk in ("Zorgpunt De Linde", "begeleider", "Bureau Balans"):
        assert stuk in html
    assert "1 maart 1990" not in html


@pytest.mark.clausule("I-9", "Z-7.11")
def test_the_wmo_consulent_sees_the_rows_of_the_gemeente_only(spel: Spel, traject: Traject) -> None:
    for _ in alle_standen(spel, traject):
        html = lees(spel, spel.regio.wmo_consulent, traject)
        assert "Werk en dagbesteding" in html
        vrij_van(html)
        assert "1 maart 1990" not in html


def test_the_zorgorganisatie_sees_everything(spel: Spel, traject: Traject) -> None:
    verloop.weigering_van_uitvoerder(
        op=DAG, traject=traject.sleutel, leefgebied=Leefgebied.VERSLAVING, uitvoerder=spel.ander
    )
    html = lees(spel, spel.regio.begeleider, traject)
    for stuk in ("Verslaving", "Opvang Het Anker", "detentie", "1 maart 1990", "geen akkoord op 5 januari 2026"):
        assert stuk in html


def test_the_log_names_no_leefgebied(traject: Traject) -> None:
    regels = Gebeurtenis.objects.filter(traject=traject.sleutel).values_list("gegevens", flat=True)
    alles = "".join(map(str, regels))
    for gebied in Leefgebied:
        assert gebied.value not in alles


def test_no_mail_holds_a_name_or_a_leefgebied(spel: Spel, traject: Traject) -> None:
    for _ in alle_standen(spel, traject):
        Bericht.objects.filter(klaar_op=None).update(klaar_op=clock.dienst_nu())
    berichten = list(Bericht.objects.select_related("ontvanger", "traject__persoon"))
    assert {b.soort for b in berichten} >= {
        "aanmelding_ingediend",
        "accordering_gevraagd",
        "accordering_geweigerd",
        "aanmelding_compleet",
        "besluit_toelating",
    }
    for bericht in berichten:
        mail = mail_opmaken(bericht)
        tekst = zonder_toeval(" ".join([mail.subject, *teksten(mail)]))
        for geheim in (*KANARIES, "Sam", "Kastelein", "1990"):
            assert geheim not in tekst


def test_the_letters_hold_nothing_of_the_checklist(spel: Spel, traject: Traject) -> None:
    for _ in alle_standen(spel, traject):
        pass
    for brief in traject.brieven.select_related("inhoud"):
        vrij_van(brief.inhoud.html)


def test_a_row_without_answer_keeps_the_one_answer_at_no(spel: Spel) -> None:
    open_rij = {Leefgebied.JUSTITIE: services.Checklistantwoord(Rijstatus.AANGEVRAAGD, zelf=True)}
    traject = spel.verstuurd(anders=open_rij)
    delen = ingelogd(spel.regio.coordinator).get(adres("bekijken", traject)).context["delen"]
    assert dict(delen[1]["feiten"])["Alle nodige ondersteuning is geregeld"] == "nee"


def test_the_gemeente_that_was_not_asked_sees_nothing(spel: Spel) -> None:
    traject = spel.verstuurd()
    wmo = ingelogd(spel.regio.wmo_consulent)
    assert wmo.get(adres("bekijken", traject)).status_code == 404
    assert wmo.get(reverse("traject", args=[traject.sleutel])).status_code == 404
    assert not Accordering.objects.zichtbaar_voor(spel.regio.wmo_consulent).exists()


def test_before_sending_there_is_nothing_to_read(spel: Spel) -> None:
    traject = spel.ingevuld()
    assert ingelogd(spel.regio.begeleider).get(adres("bekijken", traject)).status_code == 404
    assert ingelogd(spel.regio.coordinator).get(adres("bekijken", traject)).status_code == 404
    assert verloop.namens(spel.regio.coordinator, Rol.COORDINATOR).rol == "coordinator"
    assert aanmelding_van(traject).laatste_versie is None
