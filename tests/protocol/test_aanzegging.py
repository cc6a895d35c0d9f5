"""The costliest window: three months before the end until one month before it, half-open."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opstap.protocol.aanzegging import (
    aanzegging_belemmeringen,
    aanzegging_nog_mogelijk,
    aanzegging_vanaf,
    aanzegging_voor,
    aanzegging_waarschuwingen,
)

from .orakel import DAG, DAGEN, VEEL, loop_maanden

pytestmark = pytest.mark.clausule("I-25", "L-9", "L-11", "L-14")


@pytest.mark.parametrize(
    ("einde", "vanaf", "voor"),
    [
        ("2028-01-31", "2027-10-31", "2027-12-31"),
        ("2028-03-31", "2027-12-31", "2028-02-29"),
        ("2027-03-31", "2026-12-31", "2027-02-28"),
        ("2028-05-31", "2028-02-29", "2028-04-30"),
        ("2026-02-28", "2025-11-28", "2026-01-28"),
        ("2028-06-15", "2028-03-15", "2028-05-15"),
        ("2027-04-28", "2027-01-28", "2027-03-28"),
        ("2026-11-25", "2026-08-25", "2026-10-25"),
    ],
)
def test_het_venster_en_de_dagen_eromheen(einde, vanaf, voor):
    einde, vanaf, voor = map(date.fromisoformat, (einde, vanaf, voor))
    assert (aanzegging_vanaf(einde), aanzegging_voor(einde)) == (vanaf, voor)
    uitkomst = {
        dag: not aanzegging_belemmeringen(ontvangen=dag, einde=einde)
        for dag in (vanaf - DAG, vanaf, vanaf + DAG, voor - DAG, voor, voor + DAG)
    }
    assert list(uitkomst.values()) == [False, True, True, True, False, False]


@VEEL
@given(DAGEN, st.integers(-130, 10))
def test_het_venster_klopt_met_dag_voor_dag_lopen(einde, verschil):
    ontvangen = einde + timedelta(days=verschil)
    goed = loop_maanden(einde, -3) <= ontvangen < loop_maanden(einde, -1)
    assert (aanzegging_belemmeringen(ontvangen=ontvangen, einde=einde) == []) is goed


@pytest.mark.parametrize(("dag", "zin"), [(26, ""), (27, "deurwaarder"), (30, "deurwaarder"), (31, "geen zin meer")])
def test_vlak_voor_de_laatste_dag_is_de_post_te_laat(dag, zin):
    gevonden = aanzegging_waarschuwingen(einde=date(2028, 1, 31), peildatum=date(2027, 12, dag))
    assert [zin in b.melding and "30 december 2027" in b.melding for b in gevonden] == ([True] if zin else [])


def test_te_vroeg_en_te_laat_zeggen_wat_er_aan_de_hand_is():
    (vroeg,) = aanzegging_belemmeringen(ontvangen=date(2027, 10, 30), einde=date(2028, 1, 31))
    (laat,) = aanzegging_belemmeringen(ontvangen=date(2027, 12, 31), einde=date(2028, 1, 31))
    assert vroeg.melding.startswith("Te vroeg") and "31 oktober 2027" in vroeg.melding
    assert laat.melding.startswith("Te laat") and "30 december 2027" in laat.melding
    assert "onbepaalde tijd" in laat.melding


@pytest.mark.clausule("I-1")
@pytest.mark.parametrize(
    ("peildatum", "mogelijk"),
    [("2026-02-01", True), ("2027-12-30", True), ("2027-12-31", False), ("2028-02-01", False)],
)
def test_nog_mogelijk_tot_de_laatste_maand_begint(peildatum, mogelijk):
    peildatum = date.fromisoformat(peildatum)
    assert aanzegging_nog_mogelijk(einde=date(2028, 1, 31), peildatum=peildatum) is mogelijk
