"""When the begeleiding may be offered, answered and taken back, and who hears that Wmo-begeleiding changes."""

from __future__ import annotations

import dataclasses
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from opstap.protocol.aanmelden import ChecklistFeit, Rijstatus
from opstap.protocol.begrippen import Leefgebied, Rol
from opstap.protocol.feiten import OverdrachtFeit, TrajectFeiten
from opstap.protocol.geplande_termijn import GeplandeTermijn
from opstap.protocol.ondersteuning import Kader, Ondersteuningssoort
from opstap.protocol.overdragen import (
    LOPEND,
    Overdrachtantwoord,
    Overdrachtstatus,
    aanbod_belemmeringen,
    antwoord_belemmeringen,
    antwoord_uiterlijk,
    herkomst_gaat_mee,
    is_wmo_begeleiding,
    overdrachttermijnen,
    overdragen_belemmeringen,
    rijen_gaan_mee,
    terugnemen_belemmeringen,
)
from opstap.protocol.parameters import Parameters
from opstap.protocol.termijnsoorten import TERMIJNSOORTEN

VANDAAG = date(2026, 3, 2)
ZORG, ANDER, VRAAG = (UUID(int=n) for n in range(1, 4))
S = Overdrachtstatus


def _dag(dagen: int) -> date:
    return VANDAAG + timedelta(days=dagen)


def _aanbod(**anders: Any) -> list[str]:
    vraag = {"naar_collega": True, "naar_organisatie": False, "start": _dag(10), "besproken_op": VANDAAG}
    return [b.veld for b in aanbod_belemmeringen(peildatum=VANDAAG, **vraag | anders)]


@pytest.mark.clausule("Z-7.10", "Z-14.11")
def test_only_who_begeleidt_offers_it_and_one_at_a_time() -> None:
    vrij = {"is_afgesloten": False, "begeleidt": True, "loopt_al": False}
    assert overdragen_belemmeringen(**vrij) == []
    for anders in ({"is_afgesloten": True}, {"begeleidt": False}, {"loopt_al": True}):
        assert len(overdragen_belemmeringen(**vrij | anders)) == 1


@pytest.mark.clausule("Z-14.11")
def test_an_offer_names_one_receiver_and_a_day_to_come() -> None:
    assert _aanbod() == _aanbod(naar_collega=False, naar_organisatie=True) == []
    assert _aanbod(naar_collega=False) == ["collega"]
    assert _aanbod(naar_organisatie=True) == ["organisatie"]
    assert (_aanbod(start=_dag(1)), _aanbod(start=date(2026, 9, 2))) == ([], [])
    assert (_aanbod(start=VANDAAG), _aanbod(start=date(2026, 9, 3))) == (["start"], ["start"])


@pytest.mark.clausule("Z-20.4")
def test_the_kandidaat_knows_of_it_before_anybody_is_asked() -> None:
    assert (_aanbod(besproken_op=_dag(-3)), _aanbod(besproken_op=_dag(1))) == ([], ["besproken_op"])


@pytest.mark.clausule("Z-14.11")
@pytest.mark.parametrize(("dagen", "uiterlijk"), [(1, 0), (4, 3), (8, 7), (30, 7)])
def test_the_answer_comes_within_a_week_and_before_the_day_itself(dagen: int, uiterlijk: int) -> None:
    assert antwoord_uiterlijk(aangeboden_op=VANDAAG, start=_dag(dagen)) == _dag(uiterlijk)


def _antwoord(**anders: Any) -> list[str]:
    vraag = {
        "status": S.AANGEBODEN, "uiterlijk": VANDAAG, "antwoord": Overdrachtantwoord.AANVAARD, "reden": "",
        "heeft_contact": True,
    }  # fmt: skip
    return [b.veld for b in antwoord_belemmeringen(peildatum=VANDAAG, **vraag | anders)]


@pytest.mark.clausule("Z-14.11")
def test_a_yes_names_who_becomes_contactpersoon_and_a_no_says_why() -> None:
    nee = Overdrachtantwoord.GEWEIGERD
    assert _antwoord() == _antwoord(antwoord=nee, reden="geen_plek", heeft_contact=False) == []
    assert (_antwoord(heeft_contact=False), _antwoord(antwoord=nee)) == (["contactpersoon"], ["reden"])
    assert _antwoord(uiterlijk=_dag(-1)) == [""]


@pytest.mark.clausule("Z-14.11")
@pytest.mark.parametrize("status", list(S))
def test_only_an_open_question_is_answered_and_only_what_runs_is_taken_back(status: Overdrachtstatus) -> None:
    assert (_antwoord(status=status) == []) is (status is S.AANGEBODEN)
    assert (terugnemen_belemmeringen(status=status) == []) is (status in LOPEND)


@pytest.mark.clausule("Z-2.16")
def test_who_sent_the_aanmelding_stays_herkomst() -> None:
    assert [herkomst_gaat_mee(status=s) for s in ("concept", "vooraangemeld", "ingediend")] == [True, True, False]
    assert [rijen_gaan_mee(status=s) for s in ("concept", "aanvulling_gevraagd", "ingediend", "toegelaten")] == [
        True, True, False, False,
    ]  # fmt: skip


# --- Wmo-begeleiding ---------------------------------------------------------------------------------------------

RIJ = ChecklistFeit(
    Leefgebied.ADL,
    Rijstatus.GEREGELD,
    ZORG,
    soort=Ondersteuningssoort.BEGELEIDING,
    kader=Kader.WMO,
)


@pytest.mark.clausule("Z-14.10", "I-9")
@pytest.mark.parametrize(
    ("anders", "meldt"),
    [
        ({}, True),
        ({"kader": Kader.ZVW}, False),
        ({"kader": Kader.WLZ}, False),
        ({"kader": ""}, False),
        ({"soort": Ondersteuningssoort.DAGBESTEDING}, False),
        ({"uitvoerder": ANDER}, False),
        ({"status": Rijstatus.NIET_VAN_TOEPASSING}, False),
        ({"status": Rijstatus.AANGEVRAAGD}, True),
    ],
)
def test_the_gemeente_hears_of_begeleiding_that_the_wmo_pays_and_of_nothing_else(
    anders: dict[str, Any], meldt: bool
) -> None:
    """Seen to fail without `soort`, and without `uitvoerder`."""
    rij = dataclasses.replace(RIJ, **anders)
    assert is_wmo_begeleiding(rijen=[rij], begeleiders={ZORG}) is meldt


# --- duties ------------------------------------------------------------------------------------------------------


def _plan(**anders: Any) -> dict[str, GeplandeTermijn]:
    velden = {"status": "aangeboden", "aangeboden_op": VANDAAG, "start": _dag(20)} | anders
    feit = OverdrachtFeit(VRAAG, van=ZORG, naar=ANDER, **velden)
    feiten = TrajectFeiten(gestart_op=VANDAAG, overdrachten=(feit,))
    return {t.soort: t for t in overdrachttermijnen(feiten, Parameters())}


@pytest.mark.clausule("Z-14.11")
def test_who_is_asked_must_answer_and_after_a_yes_they_prepare_the_day() -> None:
    vraag = _plan()
    assert list(vraag) == ["overdracht_beantwoorden"]
    rij = vraag["overdracht_beantwoorden"]
    assert (rij.datum, rij.organisatie, rij.onderwerp, rij.klaar_op) == (_dag(7), ANDER, VRAAG, None)
    ja = _plan(status="aanvaard", beantwoord_op=_dag(2))
    assert ja["overdracht_beantwoorden"].klaar_op == _dag(2)
    rij = ja["overdracht_voorbereiden"]
    assert (rij.datum, rij.organisatie, rij.klaar_op) == (_dag(19), ZORG, None)
    klaar = _plan(status="ingegaan", beantwoord_op=_dag(2), ingegaan_op=_dag(20))
    assert klaar["overdracht_voorbereiden"].klaar_op == _dag(20)


@pytest.mark.clausule("Z-14.11")
def test_what_was_taken_back_or_expired_asks_nothing_any_more() -> None:
    assert (_plan(status="ingetrokken"), _plan(status="verlopen")) == ({}, {})
    assert list(_plan(status="geweigerd", beantwoord_op=VANDAAG)) == ["overdracht_beantwoorden"]


@pytest.mark.clausule("Z-20.4", "I-9")
def test_only_zorg_reads_the_duties_and_who_must_answer_reads_no_initials() -> None:
    soorten = [TERMIJNSOORTEN[c] for c in ("overdracht_beantwoorden", "overdracht_voorbereiden")]
    assert {s.lezers for s in soorten} == {frozenset({Rol.BEGELEIDER, Rol.TEAMLEIDER_ZORG})}
    assert [s.code for s in TERMIJNSOORTEN.values() if s.zonder_persoon] == [
        "voorwaarde_beantwoorden",
        "overdracht_beantwoorden",
    ]
