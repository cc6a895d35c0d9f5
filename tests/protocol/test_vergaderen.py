"""On which vergadering an aanmelding is treated, and what is still open about it."""

from __future__ import annotations

from datetime import date, time
from uuid import uuid4

import pytest

from opstap.protocol.vergaderen import behandeldag, geen_werkdag, open_punten, vergaderdag_belemmeringen
from opstap.protocol.verklaringen import Uitspraak, Zegt

DAG = date(2026, 3, 10)
DAGEN = [date(2026, 3, d) for d in (24, 3, 10, 17)]


@pytest.mark.clausule("A-30")
@pytest.mark.parametrize(
    ("status", "compleet_op", "verwacht"),
    [
        ("compleet", date(2026, 3, 1), DAG),
        ("compleet", date(2026, 3, 8), DAG),
        ("compleet", date(2026, 3, 9), date(2026, 3, 17)),
        ("compleet", DAG, date(2026, 3, 17)),
        ("compleet", date(2026, 3, 23), None),
        ("compleet", None, None),
        ("ingediend", date(2026, 3, 1), None),
        ("aanvulling_gevraagd", date(2026, 3, 1), None),
    ],
)
def test_a_whole_dossier_is_treated_on_the_first_day_that_can_be_prepared(
    status: str, compleet_op: date | None, verwacht: date | None
) -> None:
    assert behandeldag(status=status, compleet_op=compleet_op, dagen=DAGEN, peildatum=DAG) == verwacht


def test_what_was_not_decided_moves_on_to_the_next_day() -> None:
    feiten = {"status": "compleet", "compleet_op": date(2026, 3, 1), "dagen": DAGEN}
    dagen = [behandeldag(**feiten, peildatum=date(2026, 3, d)) for d in (2, 4, 11, 18, 25)]  # type: ignore[arg-type]
    assert dagen == [date(2026, 3, 3), DAG, date(2026, 3, 17), date(2026, 3, 24), None]


@pytest.mark.clausule("A-10", "A-30")
@pytest.mark.parametrize(
    ("anders", "verwacht"),
    [
        ({}, []),
        ({"status": "ingediend"}, ["nog niet iedereen gaf akkoord"]),
        ({"status": "aanvulling_gevraagd"}, ["de aanmelding wordt aangevuld"]),
        ({"laatste": Zegt.JA}, []),
        ({"laatste": Zegt.NEE}, ["de kandidaat staat er niet meer achter"]),
        ({"laatste": Zegt.TREKT_IN}, ["de kandidaat staat er niet meer achter"]),
        ({"bevestigd": None}, ["er is niet bevestigd dat de kandidaat eraan toe is"]),
        ({"bevestigd": False}, ["er is niet bevestigd dat de kandidaat eraan toe is"]),
        ({"bevestigd": None, "vraagt_bevestiging": False}, []),
        ({"gesprek_nodig": True}, ["er was nog geen gesprek met de kandidaat"]),
        ({"gesprek_nodig": True, "gesprek_op": DAG}, []),
        ({"wacht_op_advies": True}, ["er is advies gevraagd en nog niet gegeven; besluiten mag wel"]),
    ],
)
def test_what_is_open_is_said_in_one_line_each(anders: dict[str, object], verwacht: list[str]) -> None:
    feiten = {
        "status": "compleet", "laatste": None, "bevestigd": True, "vraagt_bevestiging": True,
        "gesprek_nodig": False, "gesprek_op": None, **anders,
    }  # fmt: skip
    if isinstance(feiten["laatste"], Zegt):
        feiten["laatste"] = Uitspraak(zegt=feiten["laatste"], datum=DAG, onderwerp=uuid4())
    assert open_punten(**feiten) == verwacht  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("dag", "woord"), [(date(2026, 3, 14), "zaterdag"), (date(2026, 3, 15), "zondag"), (date(2026, 4, 6), "maandag")]
)
def test_a_day_in_the_weekend_or_a_holiday_gets_a_remark_and_is_not_refused(dag: date, woord: str) -> None:
    """6 April is Tweede Paasdag."""
    assert geen_werkdag(dag=dag).startswith(f"Let op: {woord}") and geen_werkdag(dag=DAG) == ""
    assert vergaderdag_belemmeringen(dag=dag, om=time(10), dagen=[], peildatum=DAG) == []


@pytest.mark.clausule("A-13")
@pytest.mark.parametrize(
    ("dag", "om", "verwacht"),
    [
        (date(2026, 3, 11), time(10), []),
        (date(2026, 3, 9), time(10), ["dag"]),
        (date(2026, 3, 17), time(10), ["dag"]),
        (date(2026, 3, 11), time(6, 59), ["om"]),
        (date(2026, 3, 9), time(22), ["dag", "om"]),
    ],
)
def test_a_commissie_plans_one_vergadering_a_day_ahead(dag: date, om: time, verwacht: list[str]) -> None:
    bezwaren = vergaderdag_belemmeringen(dag=dag, om=om, dagen=DAGEN, peildatum=DAG)
    assert [b.veld for b in bezwaren] == verwacht
