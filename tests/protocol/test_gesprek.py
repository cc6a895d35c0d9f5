"""The conversation with the kandidaat: planned ahead, written down afterwards, while the aanmelding is judged."""

from __future__ import annotations

from datetime import date, time

import pytest

from opstap.protocol.gesprek import (
    GESPREKSPLAATSEN,
    afzeggen_belemmeringen,
    gesprek_belemmeringen,
    plannen_belemmeringen,
)
from opstap.protocol.momenten import Plaats

DAG = date(2026, 3, 10)
TOEN, STRAKS = date(2026, 3, 9), date(2026, 3, 11)


@pytest.mark.clausule("Z-9.2", "Z-9.8")
@pytest.mark.parametrize(
    ("status", "datum", "verwacht"),
    [
        ("ingediend", DAG, []),
        ("compleet", TOEN, []),
        ("compleet", STRAKS, ["gesprek_op"]),
        ("compleet", date(2026, 3, 8), ["gesprek_op"]),
        ("concept", DAG, [""]),
        ("afgewezen", DAG, [""]),
    ],
)
def test_a_conversation_was_held_while_the_aanmelding_is_judged(status: str, datum: date, verwacht: list[str]) -> None:
    bezwaren = gesprek_belemmeringen(status=status, datum=datum, ingediend_op=TOEN, peildatum=DAG)
    assert [b.veld for b in bezwaren] == verwacht


@pytest.mark.clausule("Z-9.8")
@pytest.mark.parametrize(
    ("anders", "verwacht"),
    [
        ({}, []),
        ({"status": "ingediend"}, []),
        ({"status": "aanvulling_gevraagd"}, []),
        ({"status": "concept"}, [""]),
        ({"status": "toegelaten"}, [""]),
        ({"gesprek_op": TOEN}, [""]),
        ({"dag": TOEN}, ["dag"]),
        ({"dag": STRAKS}, []),
        ({"dag": date(2026, 9, 10)}, []),
        ({"dag": date(2026, 9, 11)}, ["dag"]),
        ({"om": time(10), "nu": time(10)}, ["om"]),
        ({"om": time(10, 30), "nu": time(10)}, []),
        ({"om": time(9), "nu": time(10), "dag": STRAKS}, []),
        ({"om": time(9), "nu": time(10), "dag": TOEN}, ["dag"]),
        ({"plaats": Plaats.THUIS}, ["plaats"]),
        ({"plaats": None}, []),
    ],
)
def test_a_conversation_is_planned_ahead_until_there_was_one(anders: dict[str, object], verwacht: list[str]) -> None:
    feiten = {"status": "compleet", "gesprek_op": None, "dag": DAG, "plaats": Plaats.ZORG, "peildatum": DAG, **anders}
    assert [b.veld for b in plannen_belemmeringen(**feiten)] == verwacht  # type: ignore[arg-type]


@pytest.mark.clausule("Z-9.8")
def test_only_what_is_still_to_come_is_called_off() -> None:
    assert afzeggen_belemmeringen(komt_nog=True) == []
    assert [b.melding for b in afzeggen_belemmeringen(komt_nog=False)] == [
        "Er staat geen gesprek gepland dat nog moet komen."
    ]


def test_who_has_no_home_here_yet_is_not_met_at_home() -> None:
    assert set(Plaats) - set(GESPREKSPLAATSEN) == {Plaats.THUIS}
