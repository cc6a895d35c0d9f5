"""Homes asked beside homes free: sizes, rents, and what who makes policy may not read."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opstap.protocol.aandelen import KLEIN
from opstap.protocol.bemiddelen import Woningtype
from opstap.protocol.vraagaanbod import (
    Huurklasse,
    Maat,
    gevraagde_maat,
    huurklasse,
    maat_van,
    mismatch_zinnen,
    vraag_en_aanbod,
)

KLEINE, GROTE, WEET_NIET = Maat.KLEIN, Maat.GROTER, Maat.ONBEKEND
LAAG, MIDDEN, HOOG = Huurklasse


@pytest.mark.clausule("P-8")
def test_one_person_asks_a_small_home_and_what_nobody_knows_is_no_size() -> None:
    assert [gevraagde_maat(huishouden=h) for h in (None, (1, 0), (1, 1), (2, 0))] == [WEET_NIET, KLEINE, GROTE, GROTE]
    soorten = [("studio", None), ("eengezinswoning", None), ("portiekflat", None), ("portiekflat", 2), ("studio", 3)]
    assert [maat_van(woningtype=Woningtype(s), kamers=k) for s, k in soorten] == [
        KLEINE,
        GROTE,
        WEET_NIET,
        KLEINE,
        GROTE,
    ]
    grenzen = ("499.99", "500", "699.99", "700")
    assert [huurklasse(kale_huur=Decimal(h)) for h in grenzen] == [LAAG, MIDDEN, MIDDEN, HOOG]


@pytest.mark.clausule("P-8")
def test_who_waits_stands_beside_what_is_free_and_a_sentence_says_where_it_does_not_meet() -> None:
    regels = vraag_en_aanbod(
        wacht=[KLEINE, KLEINE, KLEINE, GROTE, WEET_NIET],
        vrij=[(KLEINE, LAAG), (GROTE, HOOG), (GROTE, HOOG), (GROTE, MIDDEN)],
        genomen=[KLEINE],
        toont_kleine=True,
    )
    assert [(r.maat, r.wacht, tuple(r.vrij.values()), r.genomen) for r in regels] == [
        (KLEINE, 3, (1, 0, 0), 1), (GROTE, 1, (0, 1, 2), 0), (WEET_NIET, 1, (0, 0, 0), 0),
    ]  # fmt: skip
    assert mismatch_zinnen(regels=regels) == [
        "3 kandidaten wachten op een kleine woning; er is er 1 vrij.",
        "Er zijn meer grotere woningen vrij (3) dan kandidaten die erop wachten.",
    ]
    genoeg = vraag_en_aanbod(wacht=[KLEINE], vrij=[(KLEINE, HOOG), (GROTE, HOOG)], genomen=[], toont_kleine=True)
    assert mismatch_zinnen(regels=genoeg) == []


@pytest.mark.clausule("P-8")
@given(st.tuples(*[st.integers(0, 12)] * 3))
def test_beside_the_total_no_small_number_can_be_counted_back(aantallen: tuple[int, int, int]) -> None:
    """Seen to fail without hiding the zeros too. What is free is told to everybody."""
    wacht = [maat for maat, aantal in zip(Maat, aantallen, strict=True) for _ in range(aantal)]
    regels = vraag_en_aanbod(wacht=wacht, vrij=[(KLEINE, LAAG)], genomen=[], toont_kleine=False)
    verborgen = sum(aantal for r, aantal in zip(regels, aantallen, strict=True) if r.wacht is None)
    getoond = [r.wacht for r in regels if r.wacht is not None]
    if sum(aantallen) > 0 and min((a for a in aantallen if a), default=KLEIN) < KLEIN:
        assert len(getoond) < 2 and 0 not in getoond and (verborgen >= 2 * KLEIN or not getoond)
    else:
        assert getoond == list(aantallen)
    assert regels[0].vrij[LAAG] == 1
