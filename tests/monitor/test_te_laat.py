"""What stays undone in a regeling: kenmerk, kind and days, and nothing from which more can be told."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from opstap import clock
from opstap.demo.weg import Weg
from opstap.partners.models import Organisatie
from opstap.protocol.termijnsoorten import TERMIJNSOORTEN
from opstap.termijnen.models import Termijn
from opstap.trajecten.models import Traject
from tests.fundament.conftest import begin  # noqa: F401  (fixture)
from tests.verloop.dagen import ochtend

PAD, DAG = "/overzicht/te-laat/", date(2026, 3, 2)


@pytest.fixture
def traject(regio, begin) -> Traject:  # noqa: F811
    rij: Traject = begin(regio, naam="Kanarie Geel")
    Termijn.objects.all().delete()
    return rij


def _plicht(traject: Traject, soort: str, datum: date, plek: str = "") -> Termijn:
    zorg = traject.betrokkenheden.all()[0].organisatie
    rij: Termijn = traject.termijnen.create(soort=soort, plek=plek, datum=datum, organisatie=zorg, rol="begeleider")
    return rij


def _bekijk(regio, wie, pad: str = PAD):
    with clock.klok_op(DAG):
        return regio.ingelogd(wie).get(pad)


def _rijen(antwoord) -> list[list[str]]:
    return [rij["cellen"] for rij in antwoord.context["rijen"]]


@pytest.mark.clausule("P-51", "Z-20.4", "I-9")
def test_the_gemeente_reads_kenmerk_days_and_a_kind_that_tells_nothing(regio, traject) -> None:
    """Seen to fail with `kind.tekst`."""
    for n, soort in enumerate(TERMIJNSOORTEN):
        _plicht(traject, soort, DAG - timedelta(days=n + 1))
    for wie in (regio.procesregisseur, regio.beleidsmedewerker, regio.wmo_consulent):
        antwoord = _bekijk(regio, wie)
        tekst = antwoord.content.decode()
        assert {rij[1] for rij in _rijen(antwoord)} == {"Een taak"} | {
            s.tekst for s in TERMIJNSOORTEN.values() if s.lezers is None
        }
        assert {rij[0] for rij in _rijen(antwoord)} == {traject.kenmerk}
        geheim = ["Kanarie", "Linde", str(traject.sleutel), "/trajecten/" + str(traject.sleutel)]
        assert [woord for woord in geheim if woord in tekst] == []


def test_only_what_is_late_stands_there_the_longest_first(regio, traject) -> None:
    for soort, dagen in (("contract_opmaken", 1), ("sleutel_geven", 30), ("woning_aanbieden", 0)):
        _plicht(traject, soort, DAG - timedelta(days=dagen))
    klaar = _plicht(traject, "contract_tekenen", DAG - timedelta(days=5))
    klaar.voltooien()
    klaar.afgedaan_op = DAG
    klaar.save()
    assert [rij[1:] for rij in _rijen(_bekijk(regio, regio.procesregisseur))] == [
        ["Sleutel geven", "zorgorganisatie", "30 dagen te laat"],
        ["Contract opmaken", "zorgorganisatie", "1 dag te laat"],
    ]


@pytest.mark.clausule("P-9", "Z-20.4", "I-9")
def test_the_gemeente_reads_why_and_until_when_of_a_kind_that_tells_nothing_of_somebody(regio, traject) -> None:
    """Of the others not even that it waits: only few of them may. Seen to fail without the question for `lezers`."""
    for soort, dagen in (("woning_aanbieden", 3), ("herhuisvesting", 2), ("woning_klaar", 1)):
        rij = _plicht(traject, soort, DAG - timedelta(days=dagen))
        if soort != "woning_klaar":
            rij.wacht_tot = DAG + timedelta(days=9)
            rij.save()
            rij.vertragingen.create(
                reden="woningtekort", datum=rij.datum, vastgelegd_op=DAG, gebruiker=uuid4(), rol="begeleider",
                organisatie=rij.organisatie.sleutel,
            )  # fmt: skip
    antwoord = _bekijk(regio, regio.beleidsmedewerker)
    want = "Wacht tot 11 maart 2026. Er zijn te weinig kleine, betaalbare woningen."
    assert [rij[1:] for rij in _rijen(antwoord)] == [
        ["Een woning aanbieden", "zorgorganisatie", f"3 dagen te laat. {want}"],
        ["Een taak", "–", "2 dagen te laat"],
        ["Woning en begeleiding klaar", "zorgorganisatie", "1 dag te laat"],
    ]


@pytest.mark.clausule("Z-20.5", "I-9")
def test_who_must_act_is_named_when_the_name_tells_nothing_of_somebody(regio, traject) -> None:
    """Seen to fail with the name of each: whose help somebody gets, and who was asked for akkoord. Of a kind that says
    too much not even the kind of organisation."""
    partner = Organisatie.objects.create(naam="Verslavingshulp Zuid", soort="overig")
    wie = [regio.corporatie, regio.gemeente, regio.andere_zorg, partner, None]
    for n, organisatie in enumerate(wie):
        for soort in ("woning_klaar", "herhuisvesting"):
            rij = _plicht(traject, soort, DAG - timedelta(days=9 - n), plek=str(n))
            Termijn.objects.filter(pk=rij.pk).update(organisatie=organisatie)
    antwoord = _bekijk(regio, regio.procesregisseur)
    gezien = [rij[2] for rij in _rijen(antwoord) if rij[1] != "Een taak"]
    assert gezien == [regio.corporatie.naam, regio.gemeente.naam, "zorgorganisatie", "andere partner", "nog niemand"]
    assert {rij[2] for rij in _rijen(antwoord) if rij[1] == "Een taak"} == {"–"}
    assert [w for w in (partner.naam, regio.andere_zorg.naam) if w in antwoord.content.decode()] == []


def test_another_regeling_is_not_seen(streek, client) -> None:
    weg = Weg(streek, "Bodi Esveld", date(1991, 2, 3))
    weg.beginnen(date(2026, 1, 2), uitstroom=date(2026, 4, 1))
    with clock.klok_op(DAG):
        for account, aantal in (("procesregisseur", 1), ("wmo3", 0)):
            client.force_login(streek.mensen[account])
            assert len(_rijen(client.get(PAD))) == aantal, account


def test_it_is_paged_and_asks_the_same_number_of_questions_at_every_size(regio, traject) -> None:
    tel = []
    for al, tot in ((0, 3), (3, 120)):
        for n in range(al, tot):
            _plicht(traject, "woning_klaar", DAG - timedelta(days=1 + n // 2), plek=str(n))
        with CaptureQueriesContext(connection) as vragen:
            antwoord = _bekijk(regio, regio.procesregisseur)
        tel.append(len(vragen))
    assert tel[0] == tel[1]
    gezien, bladen = [], 0
    while True:
        bladen += 1
        gezien += _rijen(antwoord)
        if not antwoord.context["volgende_url"]:
            break
        antwoord = _bekijk(regio, regio.procesregisseur, PAD + antwoord.context["volgende_url"])
    assert (bladen, len(gezien)) == (3, 120)
    assert gezien == sorted(gezien, key=lambda rij: -int(rij[3].split()[0]))


@pytest.mark.parametrize("na", ["x", "2026-03-02", "2026-03-02_x", "2026-02-31_1", "_1x", "2026-03-02_" + "9" * 40])
def test_a_broken_place_in_the_list_is_not_found_or_the_start(regio, traject, na: str) -> None:
    assert _bekijk(regio, regio.procesregisseur, f"{PAD}?na={na}").status_code in {200, 404}


def test_who_hears_before_the_date_finds_it_on_the_page(streek, client) -> None:
    """A date with effect in law is told a week before: the page that the mail leads to must hold it."""
    from tests.verloop.test_andere_aflopen import _op_weg, _woont

    weg = _op_weg(streek)
    _woont(weg)
    ochtend(date(2028, 5, 25))
    client.force_login(streek.mensen["procesregisseur"])
    with clock.klok_op(date(2028, 5, 25)):
        rijen = _rijen(client.get(PAD))
    assert ["Laatste dag om nog nee te kunnen zeggen", "nog 6 dagen"] in [[rij[1], rij[3]] for rij in rijen]


def test_the_coordinator_and_who_takes_no_part_may_not(regio, traject) -> None:
    for wie in (regio.coordinator, regio.begeleider, regio.consulent, regio.beheerder):
        assert _bekijk(regio, wie).status_code == 403
