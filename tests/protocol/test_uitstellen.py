"""Of which duties others may hear later, how long, and on which day they then hear."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from opstap.protocol.begrippen import Aard
from opstap.protocol.termijnen import nog_te_gaan, stappen
from opstap.protocol.termijnsoorten import HOGER, TERMIJNSOORTEN, Trap
from opstap.protocol.uitstellen import (
    hoort_op,
    kan_niet_uitstellen,
    uitstel_belemmeringen,
    uitstelredenen,
)
from opstap.protocol.vertraging import Vertragingsreden, redenen

R = Vertragingsreden
VANDAAG = date(2026, 4, 15)
EVALUATIE = TERMIJNSOORTEN["evaluatie_houden"]


def _dag(n: int) -> date:
    return VANDAAG + timedelta(days=n)


#: How others hear of a late evaluatie, planned and moved there. By hand: the days of the ladder and the day of hearing.
GRENS: dict[str, Any] = {"peildatum": VANDAAG, "eerste_trede": _dag(5), "uiterste": None}


@pytest.mark.clausule("P-9")
def test_only_three_kinds_may_be_told_later_and_none_of_them_can_wait() -> None:
    """Nothing that is urgent, a hard date, a response, or of who must hear something of somebody else."""
    kan = {code for code, soort in TERMIJNSOORTEN.items() if uitstelredenen(soort=soort)}
    assert kan == {"evaluatie_houden", "mdo_plannen", "afspraak_nakomen"}
    for code in kan:
        soort = TERMIJNSOORTEN[code]
        assert (soort.aard, soort.mag_wachten, soort.haast) == (Aard.STREEF, False, False) and soort.trappen
        assert R.ANDERS in uitstelredenen(soort=soort)
    assert R.NIEUWE_DAG not in uitstelredenen(soort=TERMIJNSOORTEN["mdo_plannen"])  # then it is done
    assert not {R.WIJKTEAM, R.BUDGET} & set(uitstelredenen(soort=EVALUATIE))  # that is what a team lead must hear


def test_the_causes_of_a_wait_stay_what_the_sources_say() -> None:
    for soort in TERMIJNSOORTEN.values():
        assert not {R.NIEUWE_DAG, R.ANDERE_ORGANISATIE} & set(redenen(soort=soort)), soort.code


def _fout(tot: int, reden: R = R.NIEUWE_DAG, **anders: Any) -> list[tuple[str, str]]:
    gevonden = uitstel_belemmeringen(soort=EVALUATIE, reden=reden, tot=_dag(tot), **{**GRENS, **anders})
    return [(b.veld, b.melding) for b in gevonden]


@pytest.mark.clausule("P-9")
@pytest.mark.parametrize(("tot", "mag"), [(-1, False), (0, False), (4, False), (5, True), (14, True), (15, False)])
def test_it_is_put_off_from_the_first_rung_on_and_at_most_fourteen_days(tot: int, mag: bool) -> None:
    """Before that rung there is nothing to put off. Seen to fail with `<=` for the rung."""
    zin = "Dit kan hoogstens 14 dagen. Kies een dag van 20 april 2026 tot en met 29 april 2026."
    assert _fout(tot) == ([] if mag else [("uitgesteld_tot", zin)])


def test_a_rung_that_was_due_already_is_put_off_from_tomorrow_on() -> None:
    assert _fout(0, eerste_trede=_dag(-3)) != [] == _fout(1, eerste_trede=_dag(-3))


def test_the_days_count_from_the_first_time_and_it_is_once_per_date() -> None:
    """Seen to fail with a limit from today: every thirteen days somebody gave it fourteen more."""
    loopt = {"eerst_op": _dag(-10), "loopt": True, "eerste_trede": _dag(-5)}
    assert _fout(4, **loopt) == []
    assert _fout(5, **loopt)[0][0] == "uitgesteld_tot"
    assert "één keer, hoogstens 14 dagen" in _fout(1, **{**loopt, "loopt": False})[0][1]
    assert "één keer, hoogstens 14 dagen" in _fout(1, **{**loopt, "eerst_op": _dag(-14)})[0][1]


def test_never_past_a_hard_date_of_the_traject() -> None:
    assert _fout(8, uiterste=_dag(8)) == []
    assert _fout(9, uiterste=_dag(8))[0][1].endswith("van 20 april 2026 tot en met 23 april 2026.")
    assert _fout(6, uiterste=_dag(5))[0][1].endswith("Kies 20 april 2026.")
    assert "uiterste datum bereikt" in _fout(5, uiterste=VANDAAG)[0][1]


@pytest.mark.parametrize(
    ("anders", "zin"),
    [
        ({"eerste_trede": None}, "geen bericht meer naar anderen"),
        ({"eerste_trede": _dag(15)}, "Anderen horen hier pas van op 30 april 2026."),
        ({"ligt_vast": True}, "heeft spoed"),
    ],
)
def test_what_cannot_be_put_off_says_why(anders: dict[str, Any], zin: str) -> None:
    assert zin in kan_niet_uitstellen(**{**GRENS, **anders})
    assert zin in _fout(5, **anders)[0][1]


def test_the_reason_is_one_of_this_kind() -> None:
    assert _fout(5, reden=R.WIJKTEAM) == [("reden", "Kies een reden die bij deze taak hoort.")]


# --- who hears when --------------------------------------------------------------------------------------------------


def test_only_who_stands_above_hears_later_and_the_day_after() -> None:
    """By hand, of an evaluatie of 1 April: team lead on the 8th, contacts on the 15th, gemeente on the 29th."""
    datum, tot = date(2026, 4, 1), date(2026, 4, 20)
    ladder = stappen(soort=EVALUATIE, datum=datum, vanaf=None)
    hoort = {(s.trap, s.dag.day): hoort_op(dag=s.dag, trap=s.trap, uitgesteld_tot=tot) for s in ladder}
    assert hoort[Trap.TEAMLEIDER, 8] == hoort[Trap.ESCALATIE, 15] == date(2026, 4, 21)
    assert hoort[Trap.GEMEENTE, 29] == date(2026, 4, 29)
    anders = {sleutel for sleutel, dag in hoort.items() if dag.day != sleutel[1]}
    assert anders == {(Trap.TEAMLEIDER, 8), (Trap.ESCALATIE, 15)}
    assert all(hoort_op(dag=s.dag, trap=s.trap, uitgesteld_tot=None) == s.dag for s in ladder)


def test_what_opstap_does_itself_stays_on_its_day() -> None:
    """The sixth week of an evaluatie, the lapse of an afspraak of an MDO."""
    dag = _dag(3)
    assert hoort_op(dag=dag, trap=Trap.ACTIE, uitgesteld_tot=_dag(9)) == dag


def test_a_plan_that_is_made_anew_during_the_pause_moves_nobody_above_past_its_end() -> None:
    """Seen to fail: a rung that was passed over came seven days after the new plan, whatever the pause said."""
    datum = _dag(-8)
    ladder = stappen(soort=EVALUATIE, datum=datum, vanaf=None)

    def hoger(*, uitgesteld: bool) -> list[int]:
        gaan = nog_te_gaan(ladder=ladder, datum=datum, vandaag=VANDAAG, uitgesteld=uitgesteld)
        return [(s.dag - VANDAAG).days for s in gaan if s.trap in HOGER]

    assert hoger(uitgesteld=False) == [6, 7, 20, 48]
    assert hoger(uitgesteld=True) == [-1, 6, 20, 48]
