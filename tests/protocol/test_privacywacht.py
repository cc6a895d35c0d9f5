"""Numbers and words that do not belong in a text (Z-20.8)."""

from __future__ import annotations

import random

import pytest

from opstap.protocol.privacywacht import (
    BSN_MELDING,
    WEGGELATEN,
    Gevoelig,
    bsn_in,
    gevoelig_in,
    gevoelig_melding,
    zonder_bsn,
)


@pytest.mark.parametrize(
    "tekst", ["123456782", "Sam 123456782.", "123.456.782", "1234 56 782", "bsn:123-456-782", "tel 06, 111222333, ja"]
)
def test_a_burgerservicenummer_is_seen_however_it_is_typed(tekst: str) -> None:
    assert bsn_in(tekst)
    assert BSN_MELDING


@pytest.mark.parametrize(
    "tekst",
    [
        "123456783",  # not by the eleven test
        "06-12345678",
        "0612345678",
        "+31 6 12345678",
        "1234567820",  # one digit more
        "12345678",
        "01-03-1990",
        "geboren 12-11-1990 2 kinderen",
        "NL91 ABNA 0417 1643 00",
        "111111111",
        "000000000",
        "Z-2026-0001",
        "f7ca9987-b437-4cc8-9777-4309bdb4a709",  # the key of a choice
        "",
    ],
)
def test_another_number_is_left_alone(tekst: str) -> None:
    assert not bsn_in(tekst)
    assert zonder_bsn(tekst) == tekst


def test_one_in_eleven_numbers_of_nine_digits_passes() -> None:
    gok = random.Random(20)
    goed = sum(bsn_in(str(gok.randrange(10**8, 10**9))) for _ in range(11_000))
    assert 900 < goed < 1100


def test_what_is_kept_before_anybody_judged_it_has_no_number() -> None:
    assert zonder_bsn("Sam 123456782 belt 06-12345678.") == f"Sam {WEGGELATEN} belt 06-12345678."


def test_a_number_beside_the_key_of_a_choice_goes_and_the_key_stays() -> None:
    sleutel = "f7ca9987-b437-4cc8-9777-4309bdb4a709"
    assert zonder_bsn(f"{sleutel} 123456782, {sleutel}") == f"{sleutel} {WEGGELATEN}, {sleutel}"


@pytest.mark.clausule("Z-20.8")
@pytest.mark.parametrize(
    ("tekst", "woord", "soort"),
    [
        ("Er is een terugval.", "terugval", Gevoelig.ZIEKTE),
        ("Hij kreeg een PSYCHOSE.", "psychose", Gevoelig.ZIEKTE),
        ("gebruikt cocaïne", "cocaine", Gevoelig.ZIEKTE),
        ("verslavingszorg komt langs", "verslavingszorg", Gevoelig.ZIEKTE),
        ("heeft adhd", "adhd", Gevoelig.ZIEKTE),
        ("Hij is verslaafd.", "verslaafd", Gevoelig.ZIEKTE),
        ("een gokverslaafde", "gokverslaafde", Gevoelig.ZIEKTE),
        ("ex-verslaafde", "verslaafde", Gevoelig.ZIEKTE),
        ("heeft een angststoornis", "angststoornis", Gevoelig.ZIEKTE),
        ("psychische klachten", "psychische", Gevoelig.ZIEKTE),
        ("zat in de bajes", "bajes", Gevoelig.STRAF),
        ("kwam vrij na een veroordeling", "veroordeling", Gevoelig.STRAF),
        ("draagt een enkelband", "enkelband", Gevoelig.STRAF),
        ("tbs", "tbs", Gevoelig.STRAF),
    ],
)
def test_words_of_illness_and_offences_are_named_with_their_kind(tekst: str, woord: str, soort: Gevoelig) -> None:
    (treffer,) = gevoelig_in(tekst)
    assert (treffer.woord, treffer.soort) == (woord, soort)
    melding = gevoelig_melding([treffer])
    assert f"‘{woord}’" in melding
    assert soort.label in melding
    assert "vinkje" in melding


@pytest.mark.parametrize(
    "tekst",
    [
        "De huur is twee maanden te laat betaald en er is een regeling.",
        "De buren klaagden over harde muziek na elf uur. We spraken af dat die dan uitgaat.",
        "Sam komt elke afspraak na en houdt het huis netjes.",
        "Addendum bij het contract; manier van wonen; naheffing; adres Moordrecht; Ziekenhuisweg 3",
        "Het verslag van de gemeente versloeg niemand; de buurt is angstig stil; het dwangbevel is betaald.",
        "De consulent belt op maandag met de bewindvoerder over de betaling.",
    ],
)
def test_ordinary_words_about_living_are_no_hit(tekst: str) -> None:
    assert gevoelig_in(tekst) == []


def test_a_word_is_named_once_and_every_kind_has_its_sentence() -> None:
    treffers = gevoelig_in("Psychose, psychose en diefstal")
    assert [t.woord for t in treffers] == ["diefstal", "psychose"]
    assert gevoelig_melding(treffers).count(" lijkt over ") == 2
