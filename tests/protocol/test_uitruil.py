"""Exchange with other gemeenten: the balance of a year, and a number that a person may pass."""

from datetime import date

import pytest

from opstap.protocol.uitruil import (
    NIET_MEER_BEKEND,
    Uitruilreden,
    Uitruilrichting,
    is_boven,
    jaarcijfers,
    standen,
    uitruil_belemmeringen,
    uitruil_waarschuwingen,
)

ERIN, ERUIT = Uitruilrichting
DAG = date(2024, 5, 3)


@pytest.mark.clausule("Z-8.13")
def test_in_and_out_are_counted_per_gemeente_and_together():
    per = standen(rijen=[("Voorst", ERIN), ("Brummen", ERUIT), ("Voorst", ERIN), ("Voorst", ERUIT), ("Lochem", ERUIT)])
    assert [(s.gemeente, s.erin, s.eruit, s.in_woorden) for s in per] == [
        ("Brummen", 0, 1, "1 meer eruit"),
        ("Lochem", 0, 1, "1 meer eruit"),
        ("Voorst", 2, 1, "1 meer erin"),
        ("Samen", 2, 3, "1 meer eruit"),
    ]
    assert [s.is_samen for s in per] == [False, False, False, True]
    assert standen(rijen=[("Voorst", ERIN), ("Voorst", ERUIT)])[-1].in_woorden == "in evenwicht"
    assert standen(rijen=[]) == []
    assert [s.gemeente for s in standen(rijen=[("", ERIN), ("Voorst", ERIN)])] == ["Voorst", NIET_MEER_BEKEND, "Samen"]


@pytest.mark.clausule("Z-8.13", "I-33")
@pytest.mark.parametrize(
    ("erin", "eruit", "cijfers"),
    [
        (6, 5, ("6", "5", "1 meer erin")),
        (5, 5, ("5", "5", "in evenwicht")),
        (6, 4, ("6", "minder dan 5", "niet getoond")),
        (0, 7, ("minder dan 5", "7", "niet getoond")),
        (1, 0, ("minder dan 5", "minder dan 5", "niet getoond")),
    ],
)
def test_who_does_not_know_the_kandidaten_reads_no_small_number_and_no_gemeente(erin, eruit, cijfers):
    """Seen to fail: who makes policy read one kandidaat with his gemeente."""
    per = standen(rijen=[*[("Voorst", ERIN)] * erin, *[("Brummen", ERUIT)] * eruit])
    assert jaarcijfers(per=per) == cijfers


@pytest.mark.clausule("Z-8.13", "I-33")
def test_without_a_number_only_the_balance_is_told():
    assert not is_boven(al=99, uitruil_max=None)
    assert [is_boven(al=al, uitruil_max=3) for al in (2, 3, 4)] == [False, True, True]
    assert is_boven(al=0, uitruil_max=0)

    def clausules(erin, eruit, hoogstens, vrijgesteld=True):
        gevonden = uitruil_waarschuwingen(erin=erin, eruit=eruit, uitruil_max=hoogstens, vrijgesteld=vrijgesteld)
        return [b.clausule for b in gevonden]

    assert clausules(9, 2, None) == ["Z-8.13"] and clausules(2, 2, None) == []
    assert clausules(2, 2, 2) == ["I-33"] and clausules(1, 2, 2) == ["Z-8.13", "I-33"]
    assert clausules(0, 0, None, vrijgesteld=False) == ["Z-8.12"]
    (gewoon,) = uitruil_waarschuwingen(erin=0, eruit=0, uitruil_max=None, vrijgesteld=False)
    assert " niet " not in gewoon.melding, "one no in a sentence"


@pytest.mark.clausule("Z-8.13", "I-33")
@pytest.mark.parametrize(
    ("anders", "velden"),
    [
        ({}, []),
        ({"woont_hier": False}, ["richting"]),
        ({"richting": ERUIT}, ["richting"]),
        ({"richting": ERUIT, "woont_hier": False}, []),
        ({"eigen_gemeente": True}, ["gemeente"]),
        ({"boven": True}, ["reden"]),
        ({"boven": True, "reden": Uitruilreden.AFSPRAAK}, []),
        ({"op": date(2024, 5, 4)}, ["op"]),
    ],
)
def test_an_exchange_goes_with_a_home_and_above_the_number_with_a_reason(anders, velden):
    gewoon = {
        "richting": ERIN,
        "woont_hier": True,
        "eigen_gemeente": False,
        "boven": False,
        "reden": None,
        "op": DAG,
        "peildatum": DAG,
    }
    assert [b.veld for b in uitruil_belemmeringen(**(gewoon | anders))] == velden
