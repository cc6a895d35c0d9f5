"""How a name sounds: two spellings of one name are one, two names are two."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opstap.protocol.klank import (
    BEKEND_ELDERS,
    BEKEND_HIER,
    LANGST,
    bekend_belemmeringen,
    naamklank,
    persoonsklank,
    vervolg_belemmeringen,
)

#: What people write differently, as (one way, the other way).
SPELLINGEN = [
    ("ij", "y"),
    ("ck", "k"),
    ("ph", "f"),
    ("ei", "ij"),
    ("au", "ou"),
    ("th", "t"),
    ("z", "s"),
    ("x", "ks"),
    ("qu", "kw"),
    ("ll", "l"),
    ("ss", "s"),
]
_DEEL = st.text(alphabet="abefgiklmnoprs", min_size=2, max_size=8)
_NAMEN = st.lists(_DEEL, min_size=1, max_size=4)


@pytest.mark.parametrize(
    ("een", "ander"),
    [
        ("Jan de Vries", "Vries, Jan"),
        ("Wijnand van Dijk", "wynand VAN DYK"),
        ("Karel Schmidt", "Carel Schmit"),
        ("Sophie Baart", "Sofie Baard"),
        ("Kees Claassen", "Cees Klasen"),
        ("Zoë van ’t Hof", "Zoe Hof"),
        ("Mohammed El-Çelik", "Mohamed Celik"),
        ("Yıldız", "Yildiz"),
        ("Sjef Meijer", "Sjef Meyer"),
        ("Christiaan van den Bosch", "Kristian Bos"),
        ("Philip O'Brien", "Filip OBrien"),
        ("Auke Pauw", "Auke Pouw"),
        ("Strauß", "Strauss"),
        ("Van Le", "Le Van"),
    ],
)
def test_two_spellings_of_one_name_sound_alike(een: str, ander: str) -> None:
    assert naamklank(een) == naamklank(ander) != ""


@pytest.mark.parametrize(
    ("een", "ander"),
    [("Jan de Vries", "Jan de Vos"), ("Sanne Bakker", "Sanne Dekker"), ("Tim Smit", "Tom Smit"), ("Ali", "Alia")],
)
def test_two_names_do_not(een: str, ander: str) -> None:
    assert naamklank(een) != naamklank(ander)


@given(_NAMEN, st.randoms(use_true_random=False))
def test_the_order_the_letters_and_the_small_words_make_no_difference(namen: list[str], toeval: object) -> None:
    klank = naamklank(" ".join(namen))
    gehusseld = list(namen)
    toeval.shuffle(gehusseld)  # type: ignore[attr-defined]
    assert naamklank(" ".join(gehusseld)) == klank
    assert naamklank("-".join(gehusseld).upper()) == klank


@given(_DEEL, _DEEL, st.sampled_from(SPELLINGEN))
def test_a_spelling_pair_makes_no_difference_wherever_it_stands(voor: str, na: str, paar: tuple[str, str]) -> None:
    """Between an a and an o: with a letter of the name beside it the pair may become another sound."""
    een, ander = (f"{voor}o{letters}o{na}" for letters in paar)
    assert naamklank(een) == naamklank(ander)


@given(st.text(max_size=120))
def test_whatever_is_typed_gives_a_klank_that_fits(naam: str) -> None:
    assert len(naamklank(naam)) <= LANGST


def test_without_a_letter_there_is_nothing_to_hear() -> None:
    assert naamklank("12 - ?") == ""
    assert persoonsklank("12 - ?", date(1990, 3, 1)) == ""
    assert persoonsklank("Sam", date(1990, 3, 1)) != persoonsklank("Sam", date(1990, 3, 2))


@pytest.mark.clausule("Z-20.4", "Z-9.1")
@pytest.mark.parametrize(
    ("eigen", "elders", "zinnen"),
    [
        (False, False, []),
        (True, False, [BEKEND_HIER]),
        (False, True, [BEKEND_ELDERS]),
        (True, True, [BEKEND_HIER, BEKEND_ELDERS]),
    ],
)
def test_what_may_be_said(eigen: bool, elders: bool, zinnen: list[str]) -> None:
    gevonden = bekend_belemmeringen(eigen=eigen, elders=elders)
    assert [b.melding for b in gevonden] == zinnen
    assert {b.veld for b in gevonden} <= {"bekend"}


@pytest.mark.clausule("Z-9.1")
@pytest.mark.parametrize(
    ("is_van_ons", "loopt_nog", "zin"),
    [(True, False, ""), (True, True, "loopt al"), (False, False, "niet van uw organisatie"), (False, True, "niet van")],
)
def test_a_sequel_is_of_us_and_of_something_that_ended(is_van_ons: bool, loopt_nog: bool, zin: str) -> None:
    gevonden = vervolg_belemmeringen(is_van_ons=is_van_ons, loopt_nog=loopt_nog)
    assert len(gevonden) == bool(zin) and all(zin in b.melding for b in gevonden)
