"""A meeting is by day, of a length from the list, and its place names nobody."""

from __future__ import annotations

from datetime import time

import pytest

from opstap.protocol.momenten import Momentplan, Plaats, moment_belemmeringen, uur

PERSOONLIJK = ("Kim van den Kastanje", "Brugweg 1")


def velden(**anders: object) -> list[str]:
    plan = Momentplan(**{"om": time(10), "minuten": 60, "plaats": Plaats.ZORG, **anders})  # type: ignore[arg-type]
    return [b.veld for b in moment_belemmeringen(plan=plan, persoonlijk=PERSOONLIJK)]


@pytest.mark.parametrize(
    ("om", "bezwaar"),
    [(time(6, 59), ["om"]), (time(7), []), (time(21), []), (time(21, 1), ["om"]), (time(2, 30), ["om"])],
)
def test_people_meet_by_day(om: time, bezwaar: list[str]) -> None:
    assert velden(om=om) == bezwaar


@pytest.mark.parametrize(("minuten", "bezwaar"), [(30, []), (120, []), (0, ["minuten"]), (-60, ["minuten"])])
def test_it_has_a_length_from_the_list(minuten: int, bezwaar: list[str]) -> None:
    assert velden(minuten=minuten) == bezwaar


@pytest.mark.parametrize(
    "waar",
    ["kamer 2.14 op de eerste verdieping", "Van Gogh-zaal", "zaal van de gemeente", "om 1000 uur in de kantine", ""],
)
def test_a_room_is_a_place(waar: str) -> None:
    assert velden(waar=waar) == []


@pytest.mark.parametrize(
    "waar", ["7201 AB", "7201ab zutphen", "bij Kastanje", "KASTANJE thuis", "brugweg 1", "op de Brugweg (achterom)"]
)
def test_a_name_or_an_address_is_not(waar: str) -> None:
    assert velden(waar=waar) == ["waar"]


def test_a_time_is_written_as_people_do() -> None:
    assert (uur(time(9, 5)), uur(time(14, 30))) == ("9.05", "14.30")
