"""What each corporatie gives, from what becomes free per complex: step 5 of C-26, counted by hand."""

from __future__ import annotations

import pytest

from opstap.protocol.taakstelling import Complexstand, Opgave, taakstelling

BRUG, ERF = "De Brug", "Het Erf"
STANDEN = [
    Complexstand(BRUG, 40, 8, nabij_steunpunt=True),  # 3,20
    Complexstand(ERF, 32, 5, nabij_steunpunt=True),  # 1,60
    Complexstand(BRUG, 100, 7, nabij_steunpunt=False),  # 7
    Complexstand(ERF, 200, 7, nabij_steunpunt=False),  # 14
    Complexstand(ERF, None, 9, nabij_steunpunt=True),
    Complexstand(ERF, 50, None, nabij_steunpunt=False),
    Complexstand(ERF, 50, 9, nabij_steunpunt=None),
]


def _uitkomst(bij_steunpunt: int, in_de_wijk: int, standen: list[Complexstand] = STANDEN):
    opgaven = {Opgave.STEUNPUNT: bij_steunpunt, Opgave.GESPIKKELD: in_de_wijk}
    return taakstelling(opgaven=opgaven, complexen=standen, corporaties=[BRUG, ERF])


@pytest.mark.clausule("C-26")
def test_each_opgave_is_shared_by_what_becomes_free_of_that_kind_and_told_line_by_line() -> None:
    """4 of 4,80: 2,67 and 1,33 give 3 and 1. 10 of 21: 3,33 and 6,67 give 3 and 7."""
    uitkomst = _uitkomst(4, 10)
    assert (dict(uitkomst.aantallen), uitkomst.past) == ({BRUG: 6, ERF: 8}, True)
    assert uitkomst.regels == (
        "Nodig bij een steunpunt: 4 woningen. Daar komen er per jaar ongeveer 4,80 vrij.",
        "De Brug: 4 × 3,20 / 4,80 = 2,67, dus 2.",
        "Het Erf: 4 × 1,60 / 4,80 = 1,33, dus 1.",
        "De Brug krijgt er één bij, want de rest (0,67) hoort bij de grootste: 3.",
        "Nodig verspreid in de wijk: 10 woningen. Daar komen er per jaar ongeveer 21 vrij.",
        "De Brug: 10 × 7 / 21 = 3,33, dus 3.",
        "Het Erf: 10 × 14 / 21 = 6,67, dus 6.",
        "Het Erf krijgt er één bij, want de rest (0,67) hoort bij de grootste: 7.",
        "Het Erf: 3 complexen niet meegeteld, want daar is niet alles van bekend.",
    )


@pytest.mark.clausule("C-26")
def test_more_than_becomes_free_is_said_and_what_nobody_knows_is_not_shared() -> None:
    te_veel = _uitkomst(5, 0)
    assert sum(te_veel.aantallen.values()) == 5 and not te_veel.past
    assert "Dat is te weinig; bespreek wat er kan." in te_veel.regels
    onbekend = _uitkomst(2, 3, standen=STANDEN[2:])
    assert (sum(onbekend.aantallen.values()), onbekend.past) == (3, False)
    assert "Van woningen bij een steunpunt is niets bekend. Dit deel is niet verdeeld." in onbekend.regels
    leeg = _uitkomst(0, 0, standen=[])
    assert (set(leeg.aantallen.values()), leeg.past) == ({0}, True)
