"""Who hears when about the end of a contract (design.md section 4), every day counted by hand."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from opstap.protocol.aanzegladder import aanloopladder, vensterladder
from opstap.protocol.termijnsoorten import TERMIJNSOORTEN, Trap

D = date.fromisoformat


def _dagen(ladder, trap):
    return [s.dag.isoformat() for s in sorted(ladder, key=lambda s: s.dag) if s.trap is trap]


@pytest.mark.clausule("I-1", "I-25")
def test_the_window_is_told_on_the_day_it_opens_and_then_weekly_until_the_last_fourteen_days():
    """For an end on 1 May 2028: it opens on 1 February, the last day is 31 March. Seen to fail: the ladder counted back
    from the last day, so that in most months nobody heard that the window was open."""
    ladder = vensterladder(einde=D("2028-05-01"))

    assert _dagen(ladder, Trap.VERANTWOORDELIJKE) == [
        "2028-02-01", "2028-02-08", "2028-02-15", "2028-02-22", "2028-02-29", "2028-03-07", "2028-03-14",
    ]  # fmt: skip


@pytest.mark.clausule("I-1")
def test_two_working_days_without_reaction_it_goes_one_level_up():
    """1 February 2028 is a Tuesday; the last fourteen days begin on Saturday 18 March."""
    ladder = vensterladder(einde=D("2028-05-01"))

    assert _dagen(ladder, Trap.TEAMLEIDER) == ["2028-02-03"]
    assert _dagen(ladder, Trap.ESCALATIE) == ["2028-03-21"]


@pytest.mark.clausule("I-1", "I-25")
@pytest.mark.parametrize("code", ["venster_bewaken", "aanzegging_doen"])
def test_in_the_last_fourteen_days_two_people_hear_of_it_every_day(code):
    soort = TERMIJNSOORTEN[code]

    assert (soort.stappen, soort.tweede) == (tuple(range(-13, 1)), True)


@pytest.mark.clausule("I-1", "I-25")
def test_every_month_end_keeps_its_own_anchor():
    """31 May: six months before is 30 November and three months before 28 February; nothing is counted from those."""
    ladder = aanloopladder(einde=D("2027-05-31"), heeft_streefdatum=False)

    assert _dagen(ladder, Trap.VERANTWOORDELIJKE) == ["2026-11-30", "2027-01-31"]
    assert _dagen(ladder, Trap.TEAMLEIDER) == ["2027-01-31"]


@pytest.mark.clausule("I-1", "I-37")
def test_a_regeling_without_a_wished_day_still_starts_the_file_six_months_before_the_end():
    met = aanloopladder(einde=D("2028-05-01"), heeft_streefdatum=True)
    zonder = aanloopladder(einde=D("2028-05-01"), heeft_streefdatum=False)

    assert _dagen(met, Trap.VERANTWOORDELIJKE) == ["2028-01-01"]
    assert _dagen(zonder, Trap.VERANTWOORDELIJKE) == ["2027-11-01", "2028-01-01"]


@pytest.mark.clausule("I-25")
def test_for_every_end_in_five_years_there_is_no_week_of_silence_in_the_window():
    einde = D("2026-01-01")
    while einde < D("2031-01-01"):
        ladder = vensterladder(einde=einde)
        dagelijks = [d for d in TERMIJNSOORTEN["venster_bewaken"].stappen]
        laatste = _vorige_maand(einde) - timedelta(days=1)
        dagen = sorted(
            {s.dag for s in ladder if s.trap is Trap.VERANTWOORDELIJKE}
            | {laatste + timedelta(days=n) for n in dagelijks}
        )
        assert all(b - a <= timedelta(days=7) for a, b in zip(dagen, dagen[1:], strict=False)), einde
        einde += timedelta(days=1)


def _vorige_maand(dag):
    eerste = dag.replace(day=1)
    laatste = eerste - timedelta(days=1)
    return laatste.replace(day=min(dag.day, laatste.day))
