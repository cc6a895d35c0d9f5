"""The parts of the yearly number: what stays free for whom."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opstap.protocol.potten import Categorie, Potten, potten_belemmeringen, ruimte

from .orakel import VEEL

OPSTAP, BIJZONDER, HOUSING_FIRST = Categorie
ZUTPHEN = Potten(27, bijzonder=5, bijzonder_apart=True)


@pytest.mark.clausule("Z-4.4", "I-18", "I-31")
@pytest.mark.parametrize(
    ("potten", "bezet", "vrij"),
    [
        (ZUTPHEN, (0, 0, 0), (22, 5, 22)),
        (ZUTPHEN, (22, 0, 0), (0, 5, 0)),
        (ZUTPHEN, (20, 3, 2), (0, 2, 0)),
        (ZUTPHEN, (20, 5, 0), (2, 0, 2)),
        (Potten(27, bijzonder=5), (22, 0, 0), (5, 5, 5)),  # counted, not kept free
        (Potten(27, bijzonder=5), (25, 0, 0), (2, 2, 2)),
        (Potten(10, housing_first=3), (5, 0, 1), (2, 2, 2)),
        (Potten(10, housing_first=3), (7, 0, 0), (0, 0, 3)),
        (Potten(10), (4, 3, 2), (1, 1, 1)),
        (Potten(2), (2, 0, 0), (0, 0, 0)),
    ],
)
def test_wat_er_vrij_is_per_soort_plek(potten, bezet, vrij):
    """Gezien falen zonder `behalve`, en met wat al gebruikt is nog eens apart gehouden."""
    telling = dict(zip(Categorie, bezet, strict=True))
    assert tuple(ruimte(potten=potten, bezet=telling, categorie=c) for c in Categorie) == vrij


@pytest.mark.clausule("I-31")
def test_what_is_free_is_never_said_to_be_less_than_nothing():
    (te_veel,) = potten_belemmeringen(potten=Potten(12, bijzonder=5, bijzonder_apart=True), bezet={OPSTAP: 15})
    assert "zijn er nog 0 vrij" in te_veel.melding


@VEEL
@given(
    st.integers(0, 12),
    st.none() | st.integers(0, 5),
    st.booleans(),
    st.none() | st.integers(0, 5),
    st.lists(st.sampled_from(list(Categorie)), max_size=30),
)
def test_wie_om_een_plek_vraagt_komt_nooit_over_een_aantal_en_nooit_aan_wat_apart_staat(
    totaal, bijzonder, apart, housing_first, vragen
):
    potten = Potten(totaal, bijzonder=bijzonder, bijzonder_apart=apart, housing_first=housing_first)
    bezet: Counter[Categorie] = Counter()
    if potten_belemmeringen(potten=potten, bezet=bezet):
        return
    for vraag in vragen:
        if ruimte(potten=potten, bezet=bezet, categorie=vraag):
            bezet[vraag] += 1
    assert bezet.total() <= totaal
    assert bijzonder is None or bezet[BIJZONDER] <= bijzonder
    assert housing_first is None or bezet[HOUSING_FIRST] <= housing_first
    if bijzonder is not None and apart:
        assert bezet.total() - bezet[BIJZONDER] <= totaal - bijzonder
    if housing_first is not None:
        assert bezet.total() - bezet[HOUSING_FIRST] <= totaal - housing_first


@pytest.mark.clausule("Z-4.5")
@pytest.mark.parametrize(
    ("potten", "bezet", "velden"),
    [
        (ZUTPHEN, {}, []),
        (Potten(4, bijzonder=5), {}, ["bijzonder"]),
        (Potten(4, housing_first=5), {}, ["housing_first"]),
        (Potten(4, 3, False, 2), {}, ["bijzonder"]),
        (Potten(4, None, True), {}, ["bijzonder"]),
        (Potten(27, bijzonder=2), {BIJZONDER: 3}, ["bijzonder"]),
        (Potten(27, housing_first=0), {HOUSING_FIRST: 1}, ["housing_first"]),
        (Potten(27, bijzonder=3), {BIJZONDER: 3}, []),
        (ZUTPHEN, {OPSTAP: 22}, []),
        (ZUTPHEN, {OPSTAP: 23}, ["bijzonder"]),
        (ZUTPHEN, {OPSTAP: 23, BIJZONDER: 1}, ["bijzonder"]),
        (Potten(27, bijzonder=5), {OPSTAP: 27}, []),
        (Potten(10, housing_first=3), {OPSTAP: 8}, ["housing_first"]),
    ],
)
def test_een_deel_is_niet_groter_dan_het_geheel_en_niet_kleiner_dan_wat_in_gebruik_is(potten, bezet, velden):
    assert [b.veld for b in potten_belemmeringen(potten=potten, bezet=bezet)] == velden
