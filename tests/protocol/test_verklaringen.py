"""What counts after a ja, a nee and a ja that is taken back."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest

from opstap.protocol.verklaringen import (
    Uitspraak,
    Zegt,
    geldende_uitspraak,
    toelaten_bezwaren,
    uitspraak_belemmeringen,
    versturen_belemmeringen,
)

EEN, TWEE = uuid4(), uuid4()
JA, NEE, TERUG = Zegt.JA, Zegt.NEE, Zegt.TREKT_IN
DAG, LATER = date(2026, 1, 5), date(2026, 1, 9)


def _reeks(*gezegd: tuple[Zegt, object]) -> list[Uitspraak]:
    return [Uitspraak(zegt, over, DAG) for zegt, over in gezegd]  # type: ignore[arg-type]


@pytest.mark.clausule("Z-8.6", "I-10")
@pytest.mark.parametrize(
    ("gezegd", "op_een", "op_twee", "laatste"),
    [
        ([], None, None, None),
        ([(JA, EEN)], JA, None, JA),
        ([(NEE, EEN)], NEE, None, NEE),
        ([(JA, EEN), (NEE, TWEE)], JA, NEE, NEE),  # nee to the change: what was sent still has its ja
        ([(JA, EEN), (TERUG, EEN)], TERUG, TERUG, TERUG),
        ([(JA, EEN), (TERUG, EEN), (JA, TWEE)], TERUG, JA, JA),
        ([(NEE, EEN), (JA, EEN)], JA, None, JA),
    ],
)
def test_the_last_word_counts_and_taking_back_reaches_every_earlier_ja(gezegd, op_een, op_twee, laatste):
    rij = _reeks(*gezegd)
    gevonden = [geldende_uitspraak(rij, over) for over in (EEN, TWEE, None)]
    assert [u and u.zegt for u in gevonden] == [op_een, op_twee, laatste]


@pytest.mark.clausule("Z-8.6", "Z-20.4")
@pytest.mark.parametrize(
    ("zegt", "woorden"), [(None, ""), (JA, ""), (NEE, "zei nee"), (TERUG, "trok het akkoord in, op 5 januari 2026")]
)
def test_a_kandidaat_who_says_nee_is_not_overruled_and_who_was_not_asked_stops_nothing(zegt, woorden):
    laatste = Uitspraak(zegt, EEN, DAG) if zegt else None
    bezwaren = versturen_belemmeringen(laatste=laatste)
    assert [b.veld for b in bezwaren] == (["akkoord"] if woorden else [])
    assert all(woorden in b.melding for b in bezwaren)


@pytest.mark.clausule("Z-8.6", "Z-8.15")
@pytest.mark.parametrize(("zegt", "wacht"), [(None, False), (JA, False), (NEE, True), (TERUG, True)])
def test_a_besluit_waits_and_a_nee_is_no_ground_to_refuse(zegt, wacht):
    gezegd = toelaten_bezwaren(laatste=Uitspraak(zegt, EEN, DAG) if zegt else None)
    assert bool(gezegd) is wacht
    assert all("Wijs niet alleen daarom af" in b.melding for b in gezegd)


@pytest.mark.clausule("Z-2.6", "Z-8.6")
@pytest.mark.parametrize(
    ("zegt", "datum", "eerder", "is_ja", "veld"),
    [
        (TERUG, LATER, None, False, ["zegt"]),
        (TERUG, LATER, JA, True, []),
        (TERUG, date(2026, 1, 4), JA, True, ["datum"]),
        (JA, date(2026, 1, 4), NEE, False, ["datum"]),
        (JA, DAG, NEE, False, []),
        (JA, date(2026, 1, 4), JA, True, []),
        (NEE, LATER, None, False, []),
    ],
)
def test_what_is_taken_back_was_given_and_an_answer_comes_after_the_one_before_it(zegt, datum, eerder, is_ja, veld):
    laatste = Uitspraak(eerder, EEN, DAG) if eerder else None
    bezwaren = uitspraak_belemmeringen(zegt=zegt, datum=datum, laatste=laatste, is_ja=is_ja)
    assert [b.veld for b in bezwaren] == veld
