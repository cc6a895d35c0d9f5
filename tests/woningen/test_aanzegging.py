"""Making the aanzegging and sending it are two acts; only its receipt ends the contract (I-25, L-11)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from opstap import clock
from opstap.errors import RegelGeschonden
from opstap.logboek.models import Gebeurtenis
from opstap.post.enums import Briefsoort
from opstap.post.models import Brief
from opstap.post.services.correcties import brief_opnieuw_maken
from opstap.post.services.versturen import brief_hoeft_niet_vastleggen, brieven_verzonden_vastleggen
from opstap.protocol.versturen import NietVersturenReden, Verzendwijze
from opstap.trajecten.enums import Correctiereden
from opstap.trajecten.models import Contact
from tests.woningen import verloop
from tests.woningen.toneel import EINDE, Toneel, vers
from woningen.enums import AanzegBewijs, AanzegWijze, Contractstatus
from woningen.models import Aanzegging
from woningen.services import (
    aanzegging_maken,
    aanzegging_ontvangst_vastleggen,
    aanzegging_verzenden,
    aanzegging_verzending_verbeteren,
)
from woningen.services.aanzegging import lopende_aanzegging

pytestmark = pytest.mark.clausule("I-25", "L-11")
BESLUIT = date(2026, 1, 10)
EERSTE, LAATSTE = date(2026, 4, 1), date(2026, 5, 31)
EEN_DAG = timedelta(days=1)


@pytest.fixture
def contract(toneel: Toneel):
    rij = toneel.lopend()
    verloop.niet_omgezet(op=BESLUIT, contract=rij.sleutel, consulent=toneel.consulent)
    return vers(rij)


def _maken(toneel: Toneel, contract, op: date) -> Aanzegging:
    with clock.klok_op(op):
        return aanzegging_maken(contract=contract.sleutel, namens=toneel.consulent)


def _verzenden(toneel: Toneel, rij: Aanzegging, dag: date, *, op: date, wijze=AanzegWijze.AANGETEKEND) -> Aanzegging:
    with clock.klok_op(op):
        return aanzegging_verzenden(aanzegging=rij.sleutel, verzonden_op=dag, wijze=wijze, namens=toneel.consulent)


def _ontvangen(toneel: Toneel, rij: Aanzegging, dag: date, *, op: date, bewijs=AanzegBewijs.POSTBERICHT) -> Any:
    with clock.klok_op(op):
        return aanzegging_ontvangst_vastleggen(
            aanzegging=rij.sleutel, ontvangen_op=dag, bewijs=bewijs, namens=toneel.consulent
        )


def _verbeteren(toneel: Toneel, contract, dag: date | None, wijze: AanzegWijze | None, *, op: date) -> Any:
    with clock.klok_op(op):
        return aanzegging_verzending_verbeteren(
            contract=contract.sleutel,
            verzonden_op=dag,
            wijze=wijze,
            reden=Correctiereden.VERTYPT,
            namens=toneel.consulent,
        )


def _brief(contract) -> Brief:
    return Brief.objects.get(traject=contract.traject, soort=Briefsoort.AANZEGGING, vervangen_door=None)


def test_making_sends_nothing(toneel: Toneel, contract):
    """Seen to fail: the button that made the letter wrote it down as sent by registered post."""
    rij = _maken(toneel, contract, EERSTE)
    brief = _brief(contract)
    assert (brief.verzonden_op, rij.brief, rij.verzonden_op, rij.wijze) == (None, brief, None, "")
    with clock.klok_op(EERSTE):
        assert brief in Brief.objects.van([toneel.consulent]).te_versturen()
    assert not Gebeurtenis.objects.filter(soort="aanzegging_verstuurd").exists()
    with pytest.raises(RegelGeschonden, match="Leg eerst vast wanneer en hoe"):
        _ontvangen(toneel, rij, EERSTE, op=EERSTE)


def test_sending_is_written_on_the_letter_too_and_leaves_the_duty_open(toneel: Toneel, contract):
    rij = _maken(toneel, contract, EERSTE)
    _verzenden(toneel, rij, EERSTE + EEN_DAG, op=EERSTE + 2 * EEN_DAG, wijze=AanzegWijze.DEURWAARDER)
    brief = _brief(contract)
    assert (brief.verzonden_op, brief.verzendwijze) == (EERSTE + EEN_DAG, "deurwaarder")
    assert contract.traject.termijnen.get(soort="aanzegging_doen").status == "open"
    assert vers(contract).status == Contractstatus.LOPEND
    _ontvangen(toneel, rij, EERSTE + EEN_DAG, op=EERSTE + 2 * EEN_DAG, bewijs=AanzegBewijs.EXPLOOT)
    assert vers(contract).status == Contractstatus.AANGEZEGD


@pytest.mark.parametrize(
    ("dag", "op", "zin"),
    [
        (EERSTE, EERSTE + EEN_DAG, "De brief is gemaakt op 2 april 2026"),
        (EERSTE + 2 * EEN_DAG, EERSTE + EEN_DAG, "op zijn laatst vandaag"),
        (LAATSTE + EEN_DAG, LAATSTE + EEN_DAG, "Te laat"),
    ],
)
def test_not_before_it_was_made_not_tomorrow_and_not_after_the_window(toneel: Toneel, contract, dag, op, zin):
    """Seen to fail: a letter of today was sent yesterday."""
    rij = _maken(toneel, contract, EERSTE + EEN_DAG)
    with pytest.raises(RegelGeschonden, match=zin):
        _verzenden(toneel, rij, dag, op=op)
    assert vers(rij).verzonden_op is None


def test_registered_post_does_not_arrive_on_the_day_itself(toneel: Toneel, contract):
    """Seen to fail. What was given in the hand after all is corrected first."""
    rij = _verzenden(toneel, _maken(toneel, contract, EERSTE), EERSTE, op=EERSTE)
    with pytest.raises(RegelGeschonden, match="op zijn vroegst een dag later"):
        _ontvangen(toneel, rij, EERSTE, op=EERSTE + EEN_DAG)
    _verbeteren(toneel, contract, EERSTE, AanzegWijze.OVERHANDIGD, op=EERSTE + EEN_DAG)
    _ontvangen(toneel, rij, EERSTE, op=EERSTE + EEN_DAG, bewijs=AanzegBewijs.HANDTEKENING)
    assert vers(contract).status == Contractstatus.AANGEZEGD
    assert _brief(contract).verzendwijze == "overhandigd"


def test_what_was_not_sent_after_all_waits_again_and_the_log_keeps_what_stood_there(toneel: Toneel, contract):
    rij = _verzenden(toneel, _maken(toneel, contract, EERSTE), EERSTE, op=EERSTE)
    _verbeteren(toneel, contract, None, None, op=EERSTE)
    assert (vers(rij).verzonden_op, vers(rij).wijze, _brief(contract).verzonden_op) == (None, "", None)
    regel = Gebeurtenis.objects.get(soort="aanzegging_niet_verstuurd")
    assert regel.gegevens | {"was": "2026-04-01", "wijze_was": "aangetekend", "reden": "vertypt"} == regel.gegevens
    with pytest.raises(RegelGeschonden, match="geen verzending"):
        _verbeteren(toneel, contract, EERSTE, AanzegWijze.EMAIL, op=EERSTE)
    _verzenden(toneel, rij, EERSTE, op=EERSTE, wijze=AanzegWijze.OVERHANDIGD)
    _ontvangen(toneel, rij, EERSTE, op=EERSTE)
    with pytest.raises(RegelGeschonden, match="geen verzending"):
        _verbeteren(toneel, contract, None, None, op=EERSTE)


def test_what_was_made_is_sent_before_another_is_made(toneel: Toneel, contract):
    """Seen to fail: two colleagues made two letters."""
    rij = _maken(toneel, contract, EERSTE)
    with pytest.raises(RegelGeschonden, match="al gemaakt"):
        _maken(toneel, contract, EERSTE)
    _verzenden(toneel, rij, EERSTE, op=EERSTE)
    with pytest.raises(RegelGeschonden, match="al verstuurd op 1 april 2026"):
        _verzenden(toneel, rij, EERSTE, op=EERSTE)
    tweede = _maken(toneel, contract, EERSTE + EEN_DAG)
    assert lopende_aanzegging(contract) == tweede


def test_the_first_one_arrived_after_all(toneel: Toneel, contract):
    """The second was made and need not go out: then the receipt of the first can be written down."""
    eerste = _verzenden(toneel, _maken(toneel, contract, EERSTE), EERSTE, op=EERSTE)
    tweede = _maken(toneel, contract, EERSTE + EEN_DAG)
    with clock.klok_op(EERSTE + EEN_DAG):
        brief_hoeft_niet_vastleggen(
            brief=tweede.brief.sleutel, reden=NietVersturenReden.DUBBEL, namens=toneel.consulent
        )
    assert lopende_aanzegging(contract) == eerste
    _ontvangen(toneel, eerste, EERSTE + EEN_DAG, op=EERSTE + EEN_DAG)
    assert vers(contract).status == Contractstatus.AANGEZEGD


def test_a_letter_made_anew_takes_the_place_of_the_old_one(toneel: Toneel, contract):
    """Seen to fail: the old letter was written down as sent, and the new one waited for ever."""
    rij = _maken(toneel, contract, EERSTE)
    Brief.objects.filter(pk=rij.brief.pk).update(op_oude_gegevens_sinds=EERSTE)
    with clock.klok_op(EERSTE + EEN_DAG):
        nieuw = brief_opnieuw_maken(brief=rij.brief.sleutel, namens=toneel.consulent)
    with pytest.raises(RegelGeschonden, match="gemaakt op 2 april 2026"):
        _verzenden(toneel, vers(rij), EERSTE, op=EERSTE + EEN_DAG)
    _verzenden(toneel, vers(rij), EERSTE + EEN_DAG, op=EERSTE + EEN_DAG)
    assert (vers(nieuw).verzonden_op, vers(rij.brief).verzonden_op) == (EERSTE + EEN_DAG, None)


def test_what_happened_inside_the_window_may_be_written_down_after_it(toneel: Toneel, contract):
    """Seen to fail when the letter was taken off with the window: who had sent it in time could not say so."""
    rij = _maken(toneel, contract, LAATSTE - EEN_DAG)
    verloop.aanzegging_gemist(op=LAATSTE + EEN_DAG, traject=contract.traject.sleutel)
    later = LAATSTE + 3 * EEN_DAG
    assert lopende_aanzegging(contract) == rij
    _verzenden(toneel, rij, LAATSTE - EEN_DAG, op=later, wijze=AanzegWijze.OVERHANDIGD)
    _ontvangen(toneel, rij, LAATSTE - EEN_DAG, op=later, bewijs=AanzegBewijs.HANDTEKENING)
    assert (vers(contract).status, vers(contract).aanzegging_gemist_op) == (Contractstatus.AANGEZEGD, None)


def test_a_letter_that_was_never_sent_leaves_the_list_when_the_tenancy_goes_on(toneel: Toneel, contract):
    """Seen to fail: it waited in the list for ever."""
    _maken(toneel, contract, EERSTE)
    verloop.besloten(op=LAATSTE, contract=contract.sleutel, uitkomst="omzetten", consulent=toneel.consulent)
    assert _brief(contract).hoeft_niet_reden == "niet_nodig"


def test_and_when_the_law_made_it_permanent(toneel: Toneel, contract):
    _maken(toneel, contract, EERSTE)
    verloop.einde_verwerkt(op=EINDE, traject=contract.traject.sleutel)
    assert _brief(contract).hoeft_niet_op == EINDE


def test_it_is_not_received_before_it_was_sent_tomorrow_or_without_proof(toneel: Toneel, contract):
    dag = EERSTE + 5 * EEN_DAG
    rij = _verzenden(toneel, _maken(toneel, contract, dag), dag, op=dag, wijze=AanzegWijze.EMAIL)
    for ontvangen, bewijs, zin in [
        (dag - EEN_DAG, AanzegBewijs.ANTWOORD, "niet eerder ontvangen"),
        (dag + EEN_DAG, AanzegBewijs.ANTWOORD, "op zijn laatst vandaag"),
        (dag, None, "Kies waaruit blijkt"),
    ]:
        with pytest.raises(RegelGeschonden, match=zin):
            _ontvangen(toneel, rij, ontvangen, op=dag, bewijs=bewijs)
    assert vers(contract).status == Contractstatus.LOPEND


@pytest.mark.clausule("Z-2.6")
@pytest.mark.parametrize("verstuurd", [True, False])
def test_the_curator_gets_a_copy_that_is_posted_for_itself(toneel: Toneel, contract, verstuurd: bool):
    """Only the receipt by the huurder counts; the copy waits also after that, and until there is nothing to tell.

    Seen to fail with the copy taken off the list at the receipt, and left on it when the contract became vast.
    """
    Contact.objects.create(persoon=contract.traject.persoon, soort="curator", naam="Kievit Naam")
    verloop.aangezegd(op=EERSTE, contract=contract.sleutel, consulent=toneel.consulent, ontvangen_op=EERSTE)
    brief = Brief.objects.te_versturen().get(soort="aanzegging")
    assert brief.geadresseerde == "curator" and "U bent de curator van" in brief.inhoud.html
    if verstuurd:
        with clock.klok_op(EERSTE):
            brieven_verzonden_vastleggen(
                brieven=[brief.sleutel], verzonden_op=EERSTE, wijze=Verzendwijze.AANGETEKEND, namens=toneel.consulent
            )
    verloop.besloten(op=EERSTE, contract=contract.sleutel, uitkomst="omzetten", consulent=toneel.consulent)
    brief.refresh_from_db()
    assert (brief.verzonden_op, brief.hoeft_niet_op) == ((EERSTE, None) if verstuurd else (None, EERSTE))
