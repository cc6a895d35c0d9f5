"""The aanzegging, the missed aanzegging and the first moment after the contract. S = 1 July 2024, E = 1 July 2026."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from opstap import clock
from opstap.errors import GeenRecht, RegelGeschonden, Verouderd
from opstap.logboek.models import Gebeurtenis
from opstap.post.models import Bericht, Brief
from opstap.protocol.begrippen import Looptijd
from opstap.trajecten.enums import Uitkomst
from tests.woningen import verloop
from tests.woningen.toneel import EINDE, Toneel, vers
from woningen.controles import contract_klopt
from woningen.enums import AanzegBewijs, Contractstatus, OnbepaaldDoor, Woningstatus
from woningen.kaart import contractbanner
from woningen.models import Aanzegging
from woningen.services import aanzegging_maken, aanzegging_ontvangst_vastleggen

BESLUIT = date(2026, 1, 10)
EERSTE, LAATSTE = date(2026, 4, 1), date(2026, 5, 31)  # E - 3 months; the day before E - 1 month
EEN_DAG = timedelta(days=1)


@pytest.fixture
def contract(toneel: Toneel):
    rij = toneel.lopend()
    verloop.niet_omgezet(op=BESLUIT, contract=rij.sleutel, consulent=toneel.consulent)
    return vers(rij)


def _aanzegging(toneel: Toneel, contract, op: date, ontvangen_op: date | None = None) -> Aanzegging:
    return verloop.aangezegd(op=op, contract=contract.sleutel, consulent=toneel.consulent, ontvangen_op=ontvangen_op)


def _plicht(contract):
    return contract.traject.termijnen.get(soort="aanzegging_doen")


@pytest.mark.clausule("I-25", "L-9", "L-11")
def test_only_receipt_closes_the_duty(toneel: Toneel, contract):
    aanzegging = _aanzegging(toneel, contract, EERSTE)
    assert vers(contract).status == Contractstatus.LOPEND
    assert _plicht(contract).status == "open"
    html = Brief.objects.get(soort="aanzegging").inhoud.html
    assert "30 juni 2026" in html and "7:271" in html and "1 juli 2026" not in html

    with clock.klok_op(EERSTE + EEN_DAG):
        aanzegging_ontvangst_vastleggen(
            aanzegging=aanzegging.sleutel,
            ontvangen_op=EERSTE + EEN_DAG,
            bewijs=AanzegBewijs.POSTBERICHT,
            namens=toneel.consulent,
        )
    assert vers(contract).status == Contractstatus.AANGEZEGD
    assert (_plicht(contract).status, _plicht(contract).afgedaan_op) == ("voltooid", EERSTE + EEN_DAG)
    assert list(contract_klopt()) == []


@pytest.mark.clausule("I-25")
@pytest.mark.parametrize(
    ("op", "zin"),
    [(EERSTE - EEN_DAG, "Te vroeg"), (EERSTE, ""), (LAATSTE, ""), (LAATSTE + EEN_DAG, "Te laat")],
)
def test_the_window_on_its_edges(toneel: Toneel, contract, op: date, zin: str):
    if not zin:
        _aanzegging(toneel, contract, op, op)
        assert vers(contract).status == Contractstatus.AANGEZEGD
        return
    with pytest.raises(RegelGeschonden, match=zin):
        _aanzegging(toneel, contract, op, op)
    with pytest.raises(RegelGeschonden, match=zin):
        _aanzegging(toneel, contract, op)
    assert not Brief.objects.filter(soort="aanzegging").exists()


def test_sent_in_time_but_received_too_late_does_not_end_the_contract(toneel: Toneel, contract):
    with pytest.raises(RegelGeschonden, match="Te laat"):
        _aanzegging(toneel, contract, LAATSTE, LAATSTE + EEN_DAG)
    assert vers(contract).status == Contractstatus.LOPEND


def test_it_can_be_sent_again_until_it_is_received(toneel: Toneel, contract):
    _aanzegging(toneel, contract, EERSTE)
    _aanzegging(toneel, contract, EERSTE + EEN_DAG, EERSTE + EEN_DAG)
    with pytest.raises(RegelGeschonden, match="al ontvangen"):
        _aanzegging(toneel, contract, EERSTE + EEN_DAG)
    assert Aanzegging.objects.ontvangen().count() == 1


def test_nothing_to_tell_before_the_contract_runs_and_only_by_the_verhuurder(toneel: Toneel):
    contract = toneel.getekend()
    with pytest.raises(RegelGeschonden, match="tijdelijk contract dat loopt"):
        _aanzegging(toneel, contract, EERSTE)
    toneel.consulent = toneel.namens(toneel.regio.begeleider)
    with pytest.raises(GeenRecht):
        _aanzegging(toneel, contract, EERSTE)


@pytest.mark.clausule("I-1")
def test_no_aanzegging_before_a_negative_besluit(toneel: Toneel):
    contract = toneel.lopend()
    with pytest.raises(RegelGeschonden, match="Neem eerst het besluit"):
        _aanzegging(toneel, contract, EERSTE, EERSTE)


def test_a_stale_form_is_refused(toneel: Toneel, contract):
    with clock.klok_op(EERSTE), pytest.raises(Verouderd):
        aanzegging_maken(contract=contract.sleutel, versie=0, namens=toneel.consulent)


@pytest.mark.clausule("I-25", "L-10")
def test_when_the_window_closes_without_receipt_everybody_hears_it_once(toneel: Toneel, contract):
    sleutel = contract.traject.sleutel
    verloop.aanzegging_gemist(op=LAATSTE, traject=sleutel)
    assert vers(contract).aanzegging_gemist_op is None
    verloop.aanzegging_gemist(op=LAATSTE + EEN_DAG, traject=sleutel)
    verloop.aanzegging_gemist(op=LAATSTE + 2 * EEN_DAG, traject=sleutel)

    rij = vers(contract)
    assert (rij.aanzegging_gemist_op, rij.status) == (LAATSTE + EEN_DAG, Contractstatus.LOPEND)
    assert "per 1 juli 2026 huur voor onbepaalde tijd" in contractbanner(rij)
    ontvangers = {b.ontvanger for b in Bericht.objects.filter(soort="aanzegging_gemist")}
    assert ontvangers == {toneel.regio.consulent, toneel.regio.teamleider_corporatie, toneel.regio.begeleider}
    assert Gebeurtenis.objects.filter(soort="aanzegging_gemist").count() == 1
    assert _plicht(contract).status == "voltooid"


def test_nothing_is_missed_after_a_receipt_or_a_positive_besluit(toneel: Toneel, contract):
    _aanzegging(toneel, contract, EERSTE, EERSTE)
    verloop.aanzegging_gemist(op=LAATSTE + EEN_DAG, traject=contract.traject.sleutel)
    verloop.besloten(op=LAATSTE + EEN_DAG, contract=contract.sleutel, uitkomst="omzetten", consulent=toneel.consulent)
    verloop.aanzegging_gemist(op=LAATSTE + 2 * EEN_DAG, traject=contract.traject.sleutel)
    assert vers(contract).aanzegging_gemist_op is None
    assert vers(contract).status == Contractstatus.AFGEROND


@pytest.mark.clausule("Z-11.4", "I-1")
def test_a_contract_without_any_besluit_is_missed_too(toneel: Toneel):
    contract = toneel.lopend()
    verloop.aanzegging_gemist(op=LAATSTE + EEN_DAG, traject=contract.traject.sleutel)
    assert vers(contract).aanzegging_gemist_op == LAATSTE + EEN_DAG
    assert contract.traject.termijnen.get(soort="venster_bewaken").status == "voltooid"


@pytest.mark.clausule("L-9")
def test_a_received_aanzegging_ends_the_contract_on_the_first_moment_of_einde(toneel: Toneel, contract):
    _aanzegging(toneel, contract, EERSTE, EERSTE)
    sleutel = contract.traject.sleutel
    verloop.einde_verwerkt(op=EINDE - EEN_DAG, traject=sleutel)
    assert vers(contract).status == Contractstatus.AANGEZEGD
    verloop.einde_verwerkt(op=EINDE, traject=sleutel)
    verloop.einde_verwerkt(op=EINDE, traject=sleutel)

    rij = vers(contract)
    assert (rij.status, rij.beeindigd_op, rij.looptijd) == (Contractstatus.BEEINDIGD, EINDE, Looptijd.BEPAALD)
    assert rij.traject.uitkomst == Uitkomst.NIET_OMGEZET
    assert rij.aanbieding.woning.status is Woningstatus.BESCHIKBAAR
    assert Gebeurtenis.objects.filter(soort="contract_beeindigd").count() == 1
    assert [t.soort for t in rij.traject.termijnen.filter(status="open")] == ["gegevens_wissen"]
    assert list(contract_klopt()) == []


@pytest.mark.clausule("L-10", "Z-12.14")
def test_without_a_received_aanzegging_the_law_makes_it_vast(toneel: Toneel, contract):
    _aanzegging(toneel, contract, EERSTE)  # sent, never received
    sleutel = contract.traject.sleutel
    verloop.einde_verwerkt(op=EINDE + 4 * EEN_DAG, traject=sleutel)  # a late tick changes no date
    verloop.einde_verwerkt(op=EINDE + 5 * EEN_DAG, traject=sleutel)

    rij = vers(contract)
    assert (rij.status, rij.looptijd) == (Contractstatus.AFGEROND, Looptijd.ONBEPAALD)
    assert (rij.onbepaald_sinds, rij.onbepaald_door) == (EINDE, OnbepaaldDoor.WET)
    assert rij.traject.uitkomst == Uitkomst.VAST_DOOR_WET
    assert rij.aanbieding.woning.status is Woningstatus.VERHUURD
    assert Bericht.objects.filter(soort="contract_vast_door_wet").count() == 3
    assert Gebeurtenis.objects.filter(soort="contract_vast_door_wet").count() == 1
    assert list(contract_klopt()) == []


def test_a_contract_that_never_started_is_left_alone(toneel: Toneel):
    contract = toneel.getekend()
    verloop.einde_verwerkt(op=EINDE, traject=contract.traject.sleutel)
    verloop.aanzegging_gemist(op=EINDE, traject=contract.traject.sleutel)
    assert vers(contract).status == Contractstatus.GETEKEND
