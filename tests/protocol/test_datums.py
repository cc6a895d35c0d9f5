"""Months clamp, count from their own anchor, and do not know of clocks."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opstap.protocol.datums import (
    datum_met_dag,
    datum_uit_tekst,
    datum_voluit,
    laatste_dag,
    plus_dagen,
    plus_maanden,
    plus_weken,
)

from .orakel import DAGEN, VEEL, loop_maanden


def test_maanden_worden_nooit_aan_elkaar_geregen():
    begin = date(2026, 1, 31)
    assert plus_maanden(begin, 2) == date(2026, 3, 31)
    assert plus_maanden(plus_maanden(begin, 1), 1) == date(2026, 3, 28)


@VEEL
@given(DAGEN, st.integers(-40, 60))
def test_maanden_tellen_klopt_met_dag_voor_dag_lopen(dag, aantal):
    assert plus_maanden(dag, aantal) == loop_maanden(dag, aantal)


@pytest.mark.parametrize("omzetdag", [date(2026, 3, 29), date(2026, 10, 25)])
def test_de_klok_verzetten_maakt_een_dag_niet_langer_of_korter(omzetdag):
    dag_ervoor = omzetdag - timedelta(days=1)
    assert plus_dagen(dag_ervoor, 1) == omzetdag
    assert plus_dagen(dag_ervoor, 14) - dag_ervoor == timedelta(days=14)
    assert plus_weken(dag_ervoor, 6) == plus_dagen(dag_ervoor, 42)
    assert plus_weken(dag_ervoor, 6).weekday() == dag_ervoor.weekday()


def test_de_laatste_dag_ligt_een_dag_voor_het_einde():
    assert laatste_dag(date(2028, 3, 1)) == date(2028, 2, 29)


def test_datums_lezen_als_nederlands():
    assert datum_voluit(date(2026, 3, 2)) == "2 maart 2026"
    assert datum_met_dag(date(2026, 3, 2)) == "ma 2 maart 2026"
    assert [datum_met_dag(date(2026, 3, dag))[:2] for dag in range(2, 9)] == [
        "ma",
        "di",
        "wo",
        "do",
        "vr",
        "za",
        "zo",
    ]


@pytest.mark.parametrize("tekst", ["2026-03-02", "2-3-2026", "02-03-2026", " 2026-03-02 "])
def test_twee_schrijfwijzen_van_een_datum_worden_gelezen(tekst):
    assert datum_uit_tekst(tekst) == date(2026, 3, 2)


@pytest.mark.parametrize(
    "tekst",
    [
        "",
        "31-2-2026",
        "2026-02-30",
        "20260302",
        "2026-W10-1",
        "1-1-26",
        "9999-01-01",
        "0001-01-01",
    ],
)
def test_wat_geen_datum_is_geeft_een_nederlandse_fout(tekst):
    with pytest.raises(ValueError, match="is geen datum; schrijf die als"):
        datum_uit_tekst(tekst)


@pytest.mark.parametrize("tekst", ["2 maart 2026", "2 mrt 2026", "02 Maart 2026", "2-mrt-2026", "2 maa 2026"])
def test_a_date_in_words_is_read_as_it_is_shown(tekst):
    assert datum_uit_tekst(tekst) == date(2026, 3, 2)


@pytest.mark.parametrize("tekst", ["2 smurf 2026", "31 februari 2026", "maart 2026", "2 maart"])
def test_words_that_are_no_date_are_refused(tekst):
    with pytest.raises(ValueError, match="geen datum"):
        datum_uit_tekst(tekst)
