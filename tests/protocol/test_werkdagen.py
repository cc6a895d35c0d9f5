"""Working days beside a calendar written down by hand, from the published holidays."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opstap.protocol.aanzegging import aanzegging_belemmeringen, aanzegging_voor
from opstap.protocol.werkdagen import (
    dag_in_brief,
    datum_met_werkdag,
    feestdagen,
    is_werkdag,
    minder_dan_werkdagen,
    plus_werkdagen,
    werkdagen_vanaf,
)
from tests.protocol.orakel import VRIJ

D = date.fromisoformat


@pytest.mark.parametrize("jaar", VRIJ)
def test_the_holidays_of_a_year(jaar: int) -> None:
    """2025 and 2031: 27 April is a Sunday, so Koningsdag is the day before."""
    assert feestdagen(jaar) == {D(f"{jaar}-{dag}") for dag in VRIJ[jaar].split()}


@pytest.mark.parametrize(
    ("van", "aantal", "naar"),
    [
        ("2028-02-01", 2, "2028-02-03"),
        ("2028-02-03", 2, "2028-02-07"),
        ("2028-02-05", 2, "2028-02-08"),
        ("2028-02-06", 1, "2028-02-07"),
        ("2028-02-04", 0, "2028-02-04"),
        ("2026-04-02", 1, "2026-04-07"),  # over Easter, from Goede Vrijdag on
        ("2026-12-24", 1, "2026-12-28"),
        ("2026-12-31", 2, "2027-01-05"),
    ],
)
def test_so_many_working_days_later(van: str, aantal: int, naar: str) -> None:
    assert plus_werkdagen(D(van), aantal) == D(naar)


@pytest.mark.parametrize(
    ("van", "tot_en_met", "haast"),
    [
        ("2026-03-02", "2026-03-04", False),  # Monday, due Wednesday
        ("2026-03-02", "2026-03-03", True),
        ("2026-03-05", "2026-03-09", False),  # Thursday, due Monday: Friday is left
        ("2026-03-06", "2026-03-09", True),
        ("2026-03-07", "2026-03-09", True),
        ("2026-03-06", "2026-03-10", False),
        ("2026-04-02", "2026-04-07", True),  # only the Tuesday after Easter is left
        ("2026-03-06", "2026-03-06", True),
        ("2026-03-09", "2026-03-06", True),
    ],
)
def test_haste_is_fewer_than_two_working_days(van: str, tot_en_met: str, haast: bool) -> None:
    assert minder_dan_werkdagen(2, van=D(van), tot_en_met=D(tot_en_met)) is haast


@given(st.dates(date(2020, 1, 1), date(2060, 1, 1)), st.integers(1, 30))
def test_the_nth_working_day_is_a_working_day_with_n_of_them_passed(van: date, aantal: int) -> None:
    naar = plus_werkdagen(van, aantal)
    tussen = [van + timedelta(days=n) for n in range(1, (naar - van).days + 1)]
    assert (is_werkdag(naar), sum(map(is_werkdag, tussen))) == (True, aantal)
    assert list(islice(werkdagen_vanaf(van + timedelta(days=1)), aantal))[-1] == naar


@pytest.mark.parametrize(
    ("datum", "vandaag", "tekst"),
    [
        ("2026-03-02", "2026-02-20", "ma 2 maart 2026"),
        ("2026-03-01", "2026-02-20", "zo 1 maart 2026 (laatste werkdag: vr 27 februari 2026)"),
        ("2026-04-06", "2026-03-30", "ma 6 april 2026 (laatste werkdag: do 2 april 2026)"),  # Tweede Paasdag
        ("2027-01-01", "2026-12-31", "vr 1 januari 2027 (laatste werkdag: do 31 december 2026)"),
        ("2027-01-03", "2027-01-02", "zo 3 januari 2027 (geen werkdag)"),
        ("2026-03-01", "2026-03-02", "zo 1 maart 2026"),  # late already: what day it was no longer matters
    ],
)
def test_a_date_that_is_no_working_day_says_which_day_is_the_last(datum: str, vandaag: str, tekst: str) -> None:
    assert datum_met_werkdag(D(datum), D(vandaag)) == tekst


@pytest.mark.parametrize(
    ("datum", "tekst"),
    [
        ("2026-03-02", "maandag 2 maart 2026"),
        ("2026-03-01", "zondag 1 maart 2026 (laatste werkdag: vrijdag 27 februari 2026)"),
        ("2026-04-06", "maandag 6 april 2026 (laatste werkdag: donderdag 2 april 2026)"),
    ],
)
def test_a_last_day_in_a_letter_has_its_day_of_the_week_and_the_last_working_day(datum: str, tekst: str) -> None:
    assert dag_in_brief(D(datum)) == tekst


@pytest.mark.parametrize("einde", [date(2026, 7, 1), date(2027, 1, 26), date(2028, 1, 26)])
def test_the_last_day_of_the_aanzegging_is_not_moved_to_a_working_day(einde: date) -> None:
    """It is counted back from the end, and such a term the Algemene termijnenwet leaves alone (ADR 23)."""
    laatste = aanzegging_voor(einde) - timedelta(days=1)
    assert not is_werkdag(laatste)
    assert aanzegging_belemmeringen(ontvangen=laatste, einde=einde) == []
    assert aanzegging_belemmeringen(ontvangen=laatste + timedelta(days=1), einde=einde) != []
