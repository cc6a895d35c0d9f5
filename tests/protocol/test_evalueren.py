"""The plan of evaluaties, and when one was validly held."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opstap.protocol.begrippen import Rol
from opstap.protocol.evaluatiebegrippen import EvaluatieItem, EvaluatieSoort, Grond, ItemOordeel, Oordeel
from opstap.protocol.evalueren import (
    ItemAntwoord,
    evaluatie_belemmeringen,
    evaluatieplan,
    grond_van,
    is_doorslaggevend,
    is_ritme_toegestaan,
    no_show_signaal,
    voorgesteld_oordeel,
)
from opstap.protocol.parameters import Parameters
from opstap.regelingen.presets import preset

from .orakel import DAGEN, VEEL, loop_dagen, loop_maanden

ZUTPHEN = preset("zutphen-2024").parameters
APELDOORN = preset("apeldoorn").parameters
CHECK, HALF, GESPREK, EXTRA = EvaluatieSoort


def plan(ingang, ingebruikname=None, einde=None, ritme=3, parameters=ZUTPHEN):
    einde = einde or loop_maanden(ingang, 24)
    return evaluatieplan(
        ingangsdatum=ingang, ingebruikname=ingebruikname, einde=einde, ritme=ritme, parameters=parameters
    )


def datums(evaluaties):
    return [(e.datum.isoformat(), e.soort) for e in evaluaties]


@pytest.mark.clausule("Z-3.4", "Z-12.1", "Z-11.10", "I-2", "I-25")
def test_begin_op_31_januari_geeft_een_plan_dat_elke_maand_opnieuw_telt():
    assert datums(plan(date(2026, 1, 31))) == [
        ("2026-03-14", CHECK),
        ("2026-04-30", GESPREK),
        ("2026-07-31", HALF),
        ("2026-10-31", GESPREK),
        ("2027-01-31", HALF),
        ("2027-04-30", GESPREK),
        ("2027-07-31", HALF),
        ("2027-10-31", GESPREK),
    ]


@pytest.mark.clausule("I-2")
def test_bij_ritme_zes_is_elke_evaluatie_na_de_check_halfjaarlijks():
    assert datums(plan(date(2024, 2, 29), ritme=6)) == [
        ("2024-04-11", CHECK),
        ("2024-08-29", HALF),
        ("2025-02-28", HALF),
        ("2025-08-29", HALF),
    ]


@pytest.mark.clausule("A-19", "A-36")
def test_apeldoorn_kent_geen_check_na_zes_weken():
    evaluaties = plan(date(2026, 1, 31), ritme=6, parameters=APELDOORN)
    assert datums(evaluaties) == [("2026-07-31", HALF), ("2027-01-31", HALF), ("2027-07-31", HALF)]
    assert {e.clausule for e in evaluaties} == {"A-19"}


@pytest.mark.clausule("I-25", "Z-3.4")
def test_alleen_de_eerste_check_schuift_mee_met_de_eerste_dag_in_de_woning():
    gewoon, later = plan(date(2026, 3, 1)), plan(date(2026, 3, 1), date(2026, 3, 15))
    assert (gewoon[0].datum, later[0].datum) == (date(2026, 4, 12), date(2026, 4, 26))
    assert gewoon[1:] == later[1:]
    assert plan(date(2026, 3, 1), date(2026, 2, 20)) == gewoon


@pytest.mark.clausule("I-25", "Z-12.1", "Z-11.10")
@pytest.mark.parametrize(
    ("ingebruikname", "check", "daarna", "met_corporatie"),
    [
        ("2026-04-19", "2026-05-31", "2026-06-01", False),
        ("2026-04-20", "2026-06-01", "2026-09-01", False),
        ("2026-04-21", "2026-06-02", "2026-09-01", False),
        ("2026-07-20", "2026-08-31", "2026-09-01", False),
        ("2026-07-21", "2026-09-01", "2026-12-01", True),
    ],
)
def test_een_late_check_blijft_de_eerste_en_neemt_over_wat_hij_inhaalt(ingebruikname, check, daarna, met_corporatie):
    eerste, tweede, *_ = plan(date(2026, 3, 1), date.fromisoformat(ingebruikname))
    assert (eerste.datum.isoformat(), eerste.soort, eerste.nummer) == (check, CHECK, 1)
    assert tweede.datum.isoformat() == daarna
    assert eerste.met_corporatie is met_corporatie


def test_zonder_einde_of_ritme_is_alleen_de_check_te_plannen():
    ingang = date(2026, 3, 1)
    zonder_einde = evaluatieplan(ingangsdatum=ingang, ingebruikname=None, einde=None, ritme=3, parameters=ZUTPHEN)
    assert [e.soort for e in zonder_einde] == [CHECK]
    assert [e.soort for e in plan(ingang, ritme=None)] == [CHECK]
    assert plan(ingang, ritme=None, parameters=Parameters()) == ()


def test_een_check_na_het_einde_valt_weg_en_laat_de_rest_staan():
    ingang, einde = date(2026, 3, 1), date(2026, 9, 1)
    assert datums(plan(ingang, date(2026, 7, 21), einde)) == [("2026-06-01", GESPREK)]
    assert datums(plan(ingang, date(2026, 7, 20), einde)) == [("2026-08-31", CHECK)]


@VEEL
@given(DAGEN, st.integers(0, 250), st.integers(1, 24), st.sampled_from([3, 6]))
def test_het_plan_klopt_met_dag_voor_dag_lopen(ingang, later, duur, ritme):
    einde, ingebruikname = loop_maanden(ingang, duur), ingang + timedelta(days=later)
    verwacht, dag = {}, ingang
    mijlpalen = {loop_maanden(ingang, maand): maand for maand in range(ritme, duur + 1, ritme)}
    while dag < einde:
        if dag == loop_dagen(ingebruikname, 42):
            verwacht = {dag: CHECK}
        elif dag in mijlpalen:
            verwacht[dag] = HALF if mijlpalen[dag] in (6, 12, 18, 24) else GESPREK
        dag += timedelta(days=1)
    evaluaties = plan(ingang, ingebruikname, einde, ritme)
    assert {e.datum: e.soort for e in evaluaties} == verwacht
    assert [e.nummer for e in evaluaties] == list(range(1, len(verwacht) + 1))
    assert [e.datum for e in evaluaties] == sorted(verwacht)


def test_een_regeling_kent_alleen_haar_eigen_ritme():
    assert [r for r in range(13) if is_ritme_toegestaan(ritme=r, parameters=ZUTPHEN)] == [3, 6]
    assert [r for r in range(13) if is_ritme_toegestaan(ritme=r, parameters=APELDOORN)] == [6]
    assert not is_ritme_toegestaan(ritme=3, parameters=Parameters())
    alleen_eigen = Parameters(evaluatie_ritme_maanden=12)
    assert is_ritme_toegestaan(ritme=12, parameters=alleen_eigen)


GOED = {item: ItemAntwoord(ItemOordeel.GOED) for item in EvaluatieItem}
GEHOUDEN = {
    "met_corporatie": True,
    "gehouden_op": date(2026, 7, 31),
    "aanwezig": {Rol.CONSULENT, Rol.BEGELEIDER},
    "huurder_aanwezig": True,
    "antwoorden": GOED,
    "oordeel": Oordeel.OP_SCHEMA,
    "peildatum": date(2026, 7, 31),
    "parameters": ZUTPHEN,
}


def belemmeringen(**anders):
    return [(b.clausule, b.veld) for b in evaluatie_belemmeringen(**{**GEHOUDEN, **anders})]


def met_huur(**antwoord):
    return {**GOED, EvaluatieItem.HUUR: ItemAntwoord(**antwoord)}


@pytest.mark.clausule("Z-2.14", "Z-12.6", "Z-12.7", "Z-12.10", "Z-12.11", "I-2", "I-7", "I-12")
@pytest.mark.parametrize(
    ("anders", "verwacht"),
    [
        ({}, []),
        ({"peildatum": date(2026, 8, 1)}, []),
        ({"peildatum": date(2026, 7, 30)}, [("Z-12.12", "gehouden_op")]),
        ({"huurder_aanwezig": False}, [("Z-12.10", "huurder_aanwezig")]),
        ({"aanwezig": {Rol.BEGELEIDER}}, [("Z-12.6", "aanwezig")]),
        ({"aanwezig": {Rol.BEGELEIDER}, "met_corporatie": False}, []),
        ({"aanwezig": set()}, [("Z-12.6", "aanwezig")] * 2),
        ({"aanwezig": set(), "met_corporatie": False}, [("Z-12.6", "aanwezig")]),
        ({"oordeel": None}, [("Z-12.11", "oordeel")]),
        ({"antwoorden": met_huur(oordeel=None)}, [("Z-12.7", "item_huur")]),
        ({"antwoorden": {}}, [("Z-12.7", f"item_{item}") for item in EvaluatieItem]),
        ({"antwoorden": met_huur(oordeel=ItemOordeel.ONVOLDOENDE)}, [("Z-2.14", "item_huur")]),
        (
            {"antwoorden": met_huur(oordeel=ItemOordeel.ONVOLDOENDE, geen_afspraak_omdat=" ")},
            [("Z-2.14", "item_huur")],
        ),
        ({"antwoorden": met_huur(oordeel=ItemOordeel.ONVOLDOENDE, heeft_afspraak=True)}, []),
        ({"antwoorden": met_huur(oordeel=ItemOordeel.ONVOLDOENDE, geen_afspraak_omdat="al betaald")}, []),
    ],
)
def test_wanneer_een_evaluatie_geldig_gehouden_is(anders, verwacht):
    assert belemmeringen(**anders) == verwacht


@pytest.mark.clausule("Z-1.5", "Z-1.6", "Z-1.7")
@pytest.mark.parametrize("item", list(EvaluatieItem))
@pytest.mark.parametrize("met_corporatie", [True, False])
def test_elke_woonvaardigheid_vraagt_bij_elke_evaluatie_een_oordeel(item, met_corporatie):
    zonder = {punt: antwoord for punt, antwoord in GOED.items() if punt is not item}
    bezwaren = belemmeringen(antwoorden=zonder, met_corporatie=met_corporatie)
    assert bezwaren == [("Z-12.7", f"item_{item}")]


@pytest.mark.clausule("A-19", "A-20", "I-16")
def test_in_apeldoorn_evalueert_de_commissie_over_twee_punten():
    punten = {
        EvaluatieItem.HUUR: ItemAntwoord(ItemOordeel.GOED),
        EvaluatieItem.WOONGEDRAG: ItemAntwoord(ItemOordeel.GOED),
    }
    assert belemmeringen(parameters=APELDOORN, antwoorden=punten, aanwezig={Rol.COMMISSIELID}) == []
    assert belemmeringen(parameters=APELDOORN, antwoorden=punten) == [("A-19", "aanwezig")]


@pytest.mark.clausule("Z-12.13", "Z-11.11", "I-7")
def test_aanspreekbaarheid_telt_maar_draagt_geen_afwijzing():
    assert {item for item in EvaluatieItem if is_doorslaggevend(item)} == {
        EvaluatieItem.HUUR,
        EvaluatieItem.WOONGEDRAG,
        EvaluatieItem.VERZORGING,
    }
    assert grond_van(EvaluatieItem.AANSPREEKBAARHEID) is None
    assert grond_van(EvaluatieItem.VERZORGING) is Grond.WOONGEDRAG
    assert grond_van(EvaluatieItem.GEDRAGSAANWIJZINGEN) is Grond.GEDRAGSAANWIJZINGEN


@pytest.mark.clausule("Z-12.13", "Z-11.6")
@pytest.mark.parametrize("item", list(EvaluatieItem))
def test_alleen_een_punt_dat_de_doorslag_geeft_verandert_het_voorstel(item):
    antwoorden = {**GOED, item: ItemAntwoord(ItemOordeel.ONVOLDOENDE)}
    verwacht = Oordeel.AANDACHT if is_doorslaggevend(item) else Oordeel.OP_SCHEMA
    assert voorgesteld_oordeel(antwoorden=antwoorden) is verwacht


@pytest.mark.clausule("I-12")
def test_na_elke_twee_keer_niet_gekomen_volgt_een_voorstel_maar_alleen_als_de_regeling_dat_zegt():
    assert [no_show_signaal(aantal_niet_gehouden=n, parameters=ZUTPHEN) for n in range(5)] == [
        *(False, False),
        *(True, False),
        True,
    ]
    assert not no_show_signaal(aantal_niet_gehouden=9, parameters=APELDOORN)
    assert no_show_signaal(aantal_niet_gehouden=3, parameters=replace(ZUTPHEN, no_show_grens=3))


def test_een_ritme_van_een_maand_is_het_kleinste():
    assert len(plan(date(2026, 3, 1), ritme=1, parameters=APELDOORN)) == 23
    assert plan(date(2026, 3, 1), ritme=0, parameters=APELDOORN) == ()
