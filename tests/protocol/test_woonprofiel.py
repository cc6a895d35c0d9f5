"""Which home somebody looks for, and the support that comes along: the pure rules."""

from __future__ import annotations

from datetime import date

import pytest

from opstap.protocol.begeleiden import begeleiding_belemmeringen, begeleiding_waarschuwingen
from opstap.protocol.parameters import Parameters
from opstap.protocol.woonprofiel import (
    VAN_DE_BUURT,
    VAN_DE_WONING,
    Hulpplek,
    Nabijheid,
    Perspectief,
    Richting,
    Woonfactor,
    Woonwensen,
    factor_wijziging,
    richtingen,
)

R, F = Richting, Woonfactor


@pytest.mark.clausule("C-12", "C-13", "C-16")
@pytest.mark.parametrize(
    ("wensen", "verwacht"),
    [
        (Woonwensen(), ()),
        (Woonwensen(perspectief=Perspectief.OP_ORDE), (R.TIJDELIJK,)),
        (Woonwensen(perspectief=Perspectief.LANG), (R.VOOR_LANG,)),
        (Woonwensen(hulpplek=Hulpplek.OVERAL), (R.AAN_HUIS,)),
        (Woonwensen(perspectief=Perspectief.LANG, hulpplek=Hulpplek.BIJ_ELKAAR), (R.VOOR_LANG, R.BIJ_ELKAAR)),
        (Woonwensen(perspectief=Perspectief.WEET_NIET, hulpplek=Hulpplek.WEET_NIET), ()),
    ],
)
def test_a_direction_follows_from_an_answer_and_from_nothing_else(
    wensen: Woonwensen, verwacht: tuple[Richting, ...]
) -> None:
    assert richtingen(wensen=wensen) == verwacht


def test_not_answered_is_not_the_same_as_not_known() -> None:
    assert Woonwensen().is_leeg
    assert not Woonwensen(nabijheid=Nabijheid.WEET_NIET).is_leeg


@pytest.mark.clausule("Z-20.7", "A-26")
def test_what_stays_chosen_neither_begins_nor_ends() -> None:
    begint, eindigt = factor_wijziging(nu=[F.LIFT, F.HUISDIER], gekozen=[F.LIFT, F.RUSTIGE_BUURT])
    assert (begint, eindigt) == ({F.RUSTIGE_BUURT}, {F.HUISDIER})


@pytest.mark.clausule("Z-20.7")
def test_every_factor_is_of_the_home_or_of_its_place() -> None:
    assert set(VAN_DE_WONING) | set(VAN_DE_BUURT) == set(Woonfactor)
    assert not set(VAN_DE_WONING) & set(VAN_DE_BUURT)


@pytest.mark.clausule("A-5")
@pytest.mark.parametrize(
    ("legt_vast", "uren", "mag"),
    [(True, None, True), (True, 1, True), (True, 168, True), (True, 169, False), (True, 0, False),
     (False, None, True), (False, 3, False), (None, 3, False)],
)  # fmt: skip
def test_hours_only_where_the_regeling_writes_them_down(legt_vast: bool | None, uren: int | None, mag: bool) -> None:
    parameters = Parameters(begeleidingsuren_vastleggen=legt_vast)
    assert (begeleiding_belemmeringen(uren=uren, parameters=parameters) == []) is mag


@pytest.mark.clausule("Z-10.4")
@pytest.mark.parametrize(
    ("start", "uitstroom", "waarschuwt"),
    [
        (None, date(2026, 6, 1), False),
        (date(2026, 6, 1), None, False),
        (date(2026, 6, 1), date(2026, 6, 1), False),
        (date(2026, 6, 2), date(2026, 6, 1), True),
    ],
)
def test_support_that_begins_after_the_move_asks_for_a_look(
    start: date | None, uitstroom: date | None, waarschuwt: bool
) -> None:
    assert bool(begeleiding_waarschuwingen(start=start, uitstroom=uitstroom)) is waarschuwt
