"""Every evaluatie within its rhythm, when one is missed, and what Opstap counts before it proposes an MDO."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest

from opstap.protocol.evaluatiebegrippen import EvaluatieItem, ItemOordeel, Signaalsoort
from opstap.protocol.evalueren import GeplandeEvaluatie, evaluatieplan
from opstap.protocol.feiten import EvaluatieFeit
from opstap.protocol.parameters import Evaluator, ParameterFout, Parameters, als_document, parameters_uit_document
from opstap.protocol.ritme import (
    achterstand_signaal,
    eerder_belemmeringen,
    eerder_houden_vanaf,
    extra_belemmeringen,
    extra_intrekken_belemmeringen,
    extra_nu_belemmeringen,
    gemist_vanaf,
    gemiststap,
    herhaald_onvoldoende,
    signaal_bij,
    verzetgrens,
)
from opstap.protocol.termijnen import stappen
from opstap.protocol.termijnsoorten import TERMIJNSOORTEN, Stap, Trap
from opstap.regelingen.presets import preset
from tests.protocol.orakel import loop_maanden

ZUTPHEN, APELDOORN = preset("zutphen-2024").parameters, preset("apeldoorn").parameters
SCHRIKKELJAAR = [date(2024, 1, 1) + timedelta(days=n) for n in range(366)]
SAMEN = "halfjaarlijks_met_corporatie_maanden"
#: The most days of so many months.
LANGSTE = {1: 31, 2: 62, 3: 92, 4: 123, 5: 153, 6: 184, 12: 366}


def plan(ingang: date, *, ritme: int | None, parameters: Parameters = ZUTPHEN) -> tuple[GeplandeEvaluatie, ...]:
    einde = loop_maanden(ingang, 24)
    return evaluatieplan(ingangsdatum=ingang, ingebruikname=None, einde=einde, ritme=ritme, parameters=parameters)


@pytest.mark.clausule("Z-12.1", "Z-11.10", "I-2", "A-19", "I-16")
@pytest.mark.parametrize(
    ("ritme", "samen", "parameters"),
    [
        (3, 6, ZUTPHEN),
        (6, 6, ZUTPHEN),
        (6, 6, APELDOORN),
        (4, 6, ZUTPHEN),  # does not divide six: seen to fail, with a year between the ones with everybody
        (5, 6, ZUTPHEN),
        (2, 5, replace(ZUTPHEN, halfjaarlijks_met_corporatie_maanden=5)),
    ],
)
def test_from_any_first_day_nobody_waits_longer_than_the_rhythm(ritme: int, samen: int, parameters: Parameters) -> None:
    for ingang in SCHRIKKELJAAR:
        gepland = plan(ingang, ritme=ritme, parameters=parameters)
        einde = loop_maanden(ingang, 24)
        assert [e.nummer for e in gepland] == list(range(1, len(gepland) + 1))
        for welke, maanden in ((gepland, ritme), ([e for e in gepland if e.met_corporatie], samen)):
            dagen = [ingang, *(e.datum for e in welke), einde]
            assert all(0 < (later - eerder).days <= LANGSTE[maanden] for eerder, later in pairwise(dagen))


@pytest.mark.clausule("H-19", "P-38")
def test_a_regeling_can_ask_four_visits_in_the_first_year_and_then_one_a_year() -> None:
    parkstad = Parameters(evaluaties_eerste_jaar=4, evaluatie_ritme_maanden=12, evaluator=Evaluator.CORPORATIE)
    ingang = date(2024, 2, 29)

    def maanden(ritme: int | None, parameters: Parameters) -> list[tuple[date, str]]:
        return [(e.datum, e.clausule) for e in plan(ingang, ritme=ritme, parameters=parameters)]

    eerste_jaar = [(loop_maanden(ingang, n), "H-19") for n in (3, 6, 9, 12)]
    assert maanden(12, parkstad) == maanden(None, parkstad) == eerste_jaar  # the second year ends with the contract
    assert maanden(6, parkstad) == [*eerste_jaar, (loop_maanden(ingang, 18), "Z-12.1")]
    assert maanden(12, Parameters()) == [(loop_maanden(ingang, 12), "P-38")]
    samen = replace(parkstad, halfjaarlijks_met_corporatie_maanden=6)
    assert [e.met_corporatie for e in plan(ingang, ritme=6, parameters=samen)] == [False, True, False, True, True]
    for ingang_ in SCHRIKKELJAAR:
        assert sum(e.datum <= loop_maanden(ingang_, 12) for e in plan(ingang_, ritme=12, parameters=parkstad)) == 4


@pytest.mark.parametrize(
    ("anders", "sleutel"),
    [
        ({SAMEN: 6, "evaluatie_ritmes": [3, 12]}, SAMEN),
        ({SAMEN: 6, "evaluatie_ritme_maanden": 7}, SAMEN),
        ({"evaluaties_eerste_jaar": 5}, "evaluaties_eerste_jaar"),
    ],
)
def test_a_rhythm_that_cannot_be_kept_is_refused(anders: dict[str, object], sleutel: str) -> None:
    with pytest.raises(ParameterFout) as fout:
        parameters_uit_document(anders)
    assert fout.value.sleutel == sleutel
    assert parameters_uit_document(als_document(ZUTPHEN)) == ZUTPHEN


DAG = date(2026, 4, 13)
WEKEN = timedelta(weeks=6)
EEN_DAG = timedelta(days=1)


@pytest.mark.clausule("I-12", "Z-12.10")
def test_more_than_six_weeks_late_is_missed_but_not_before_its_new_day_is_past() -> None:
    def vanaf(gepland: date, soort: str = "voortgangsgesprek", parameters: Parameters = ZUTPHEN) -> date | None:
        return gemist_vanaf(in_plan_op=DAG, gepland_op=gepland, soort=soort, parameters=parameters)

    assert vanaf(DAG) == vanaf(DAG + timedelta(days=21)) == DAG + WEKEN + EEN_DAG
    laat = DAG + timedelta(weeks=9)
    assert vanaf(laat) == laat + EEN_DAG
    assert vanaf(DAG, "extra") is None and vanaf(DAG, parameters=APELDOORN) is None


def test_the_duty_carries_the_day_on_which_it_is_missed_and_acts_on_no_other() -> None:
    soort = TERMIJNSOORTEN["evaluatie_houden"]
    feit = EvaluatieFeit(
        sleutel=None, nummer=1, soort="voortgangsgesprek", gepland_op=DAG + EEN_DAG, status="gepland", in_plan_op=DAG  # type: ignore[arg-type]
    )  # fmt: skip
    ook = gemiststap(feit, ZUTPHEN)
    assert ook == (Stap(DAG + WEKEN + EEN_DAG, Trap.ACTIE),) and gemiststap(feit, APELDOORN) == ()
    ladder = stappen(soort=soort, datum=feit.gepland_op, vanaf=None, ook=ook)
    assert [s for s in ladder if s.trap is Trap.ACTIE] == list(ook)


@pytest.mark.clausule("I-12", "Z-12.10")
def test_a_visit_moves_three_weeks_from_its_day_in_the_plan_and_what_is_past_bounds_nothing() -> None:
    def grens(na: int, soort: str = "voortgangsgesprek", parameters: Parameters = ZUTPHEN) -> tuple[date, str] | None:
        vandaag = DAG + timedelta(days=na)
        return verzetgrens(in_plan_op=DAG, soort=soort, peildatum=vandaag, parameters=parameters)

    uiterlijk = DAG + timedelta(days=21)
    for na in (-9, 0, 20):
        assert grens(na) == (uiterlijk, "Een evaluatie schuift hoogstens 21 dagen op, tot en met 4 mei 2026")
    assert grens(21) is None and grens(0, "extra") is None and grens(0, parameters=APELDOORN) is None


@pytest.mark.clausule("Z-2.15", "I-1")
@pytest.mark.parametrize(
    ("weken", "peil", "aangeboden"),
    [(0, -90, True), (0, -7, True), (0, 0, False), (3, -90, True), (4, -90, False), (-1, -90, False)],
)
def test_an_evaluatie_just_before_a_besluit_day_is_offered_earlier(weken: int, peil: int, aangeboden: bool) -> None:
    """`weken` before the besluit day; asked `peil` days from its own day."""
    gepland = DAG - timedelta(weeks=weken)
    vraag = {"gepland_op": gepland, "besluitdagen": [None, DAG], "peildatum": gepland + timedelta(days=peil)}
    aanbod = eerder_houden_vanaf(besloten=False, **vraag)  # type: ignore[arg-type]
    assert (aanbod is not None) is aangeboden
    assert eerder_houden_vanaf(besloten=True, **vraag) is None  # type: ignore[arg-type]
    if aanbod is not None:
        assert aanbod == (max(DAG - timedelta(weeks=4), vraag["peildatum"]), DAG)  # type: ignore[type-var]
        assert eerder_belemmeringen(aanbod=aanbod, nieuwe_datum=gepland - EEN_DAG, gepland_op=gepland) == []
        (bezwaar,) = eerder_belemmeringen(aanbod=aanbod, nieuwe_datum=gepland, gepland_op=gepland)
        assert bezwaar.veld == "nieuwe_datum"
    (bezwaar,) = eerder_belemmeringen(aanbod=None, nieuwe_datum=gepland - EEN_DAG, gepland_op=gepland)
    assert bezwaar.veld == "reden"


def test_an_extra_one_is_today_or_later_within_the_rent_and_not_beside_another() -> None:
    einde = DAG + timedelta(days=30)

    def mag(n: int) -> bool:
        dag = DAG + timedelta(days=n)
        bezwaren = extra_belemmeringen(datum=dag, einde=einde, bezet={DAG + timedelta(days=3): 2}, peildatum=DAG)
        assert all(b.veld == "datum" for b in bezwaren)
        return not bezwaren

    assert [n for n in range(-2, 33) if mag(n)] == [n for n in range(30) if n != 3]
    assert extra_belemmeringen(datum=einde, einde=None, bezet={}, peildatum=DAG) == []
    assert extra_nu_belemmeringen(bewoont=True) == [] != extra_nu_belemmeringen(bewoont=False)
    terug = extra_intrekken_belemmeringen
    assert terug(soort="extra", te_houden=True, reden="Al besproken.") == []
    assert [b.veld for b in terug(soort="extra", te_houden=True, reden=" ")] == ["reden"]
    assert terug(soort="extra", te_houden=False) and terug(soort="voortgangsgesprek", te_houden=True)


GOED, SLECHT = ItemOordeel.GOED, ItemOordeel.ONVOLDOENDE
HUUR, TUIN = EvaluatieItem.HUUR, EvaluatieItem.VERZORGING


@pytest.mark.clausule("I-12", "Z-13.1", "Z-20.8")
@pytest.mark.parametrize(
    ("huur", "tuin", "verwacht"),
    [
        ("-", "-", ()),
        ("--", "+-", (HUUR,)),
        ("-+", "+-", ()),
        ("-+-", "---", ()),  # the third time follows a proposal
        ("----", "+---", (HUUR,)),
        ("+--", "+--", (HUUR, TUIN)),
        ("-a", "++", ()),  # aandacht is not onvoldoende
        ("", "", ()),
    ],
)
def test_the_same_item_onvoldoende_twice_in_a_row_is_a_proposal(
    huur: str, tuin: str, verwacht: tuple[EvaluatieItem, ...]
) -> None:
    woord = {"+": GOED, "-": SLECHT, "a": ItemOordeel.AANDACHT}
    reeks = [{HUUR: woord[h], TUIN: woord[t]} for h, t in zip(huur, tuin, strict=True)]
    assert herhaald_onvoldoende(reeks=reeks, parameters=ZUTPHEN) == verwacht
    assert herhaald_onvoldoende(reeks=reeks, parameters=APELDOORN) == ()
    assert signaal_bij(HUUR) is Signaalsoort.HUURACHTERSTAND and signaal_bij(TUIN) is Signaalsoort.WONING
    assert signaal_bij(EvaluatieItem.AANSPREEKBAARHEID) is Signaalsoort.AFSPRAAK_NIET_NAGEKOMEN


@pytest.mark.clausule("Z-1.11", "Z-13.1")
@pytest.mark.parametrize(
    ("maanden", "eerder", "regeling", "voorstel"),
    [
        (None, None, False, False),
        (1, 0, False, False),
        (2, 1, False, True),
        (2, 1, True, False),  # it is being paid off
        (3, 2, False, False),  # no news since the proposal
        (4, 3, False, True),
        (5, 1, False, True),  # a statement was skipped
        (2, None, False, True),
        (0, 4, False, False),
    ],
)
def test_arrears_propose_an_mdo_only_where_the_regeling_gives_the_months(
    maanden: int | None, eerder: int | None, regeling: bool, voorstel: bool
) -> None:
    def vraag(parameters: Parameters) -> bool:
        return achterstand_signaal(maanden=maanden, regeling_loopt=regeling, parameters=parameters, eerder=eerder)

    assert vraag(Parameters(achterstand_grens_maanden=2)) is voorstel
    assert not vraag(ZUTPHEN) and not vraag(APELDOORN)
