"""Who stays outside the protocol, and what must be consulted before its kandidaten are toegelaten."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from opstap.protocol.begrippen import Hoedanigheid
from opstap.protocol.deelnemen import (
    Aansluiting,
    Overlegkant,
    aansluiting_belemmeringen,
    overeenkomst_belemmeringen,
    overleg_belemmeringen,
)

DAG = date(2026, 3, 2)
GEMEENTE, CORPORATIE = Overlegkant.GEMEENTE, Overlegkant.CORPORATIE


@pytest.mark.clausule("Z-7.6", "Z-7.7")
@pytest.mark.parametrize(
    ("overlegd", "mist"),
    [
        (set(), ["legde de gemeente nog", "legde de coördinerende corporatie nog"]),
        ({GEMEENTE}, ["legde de coördinerende corporatie nog"]),
        ({CORPORATIE}, ["legde de gemeente nog"]),
        ({GEMEENTE, CORPORATIE}, []),
    ],
)
def test_an_own_overeenkomst_waits_for_the_word_of_both_sides(overlegd: set[Overlegkant], mist: list[str]) -> None:
    gevonden = overeenkomst_belemmeringen(aansluiting=Aansluiting.EIGEN_OVEREENKOMST, overlegd=overlegd)
    assert [
        stuk for stuk, b in zip(mist, gevonden, strict=True) if stuk in b.melding and "Dat doet" in b.melding
    ] == mist


@pytest.mark.clausule("Z-7.4")
@pytest.mark.parametrize("aansluiting", [Aansluiting.AANGESLOTEN, Aansluiting.GECONTRACTEERD])
def test_who_joins_or_is_contracted_needs_no_overeenkomst(aansluiting: Aansluiting) -> None:
    assert overeenkomst_belemmeringen(aansluiting=aansluiting, overlegd=set()) == []


@pytest.mark.clausule("Z-7.4", "Z-7.6")
@pytest.mark.parametrize(
    ("aansluiting", "hoedanigheid", "heeft_coordinatie", "mag"),
    [
        (Aansluiting.AANGESLOTEN, Hoedanigheid.VERHUURDER, False, True),
        (Aansluiting.GECONTRACTEERD, Hoedanigheid.BEGELEIDING, False, True),
        (Aansluiting.GECONTRACTEERD, Hoedanigheid.VERHUURDER, True, False),
        (Aansluiting.EIGEN_OVEREENKOMST, Hoedanigheid.BEGELEIDING, True, True),
        (Aansluiting.EIGEN_OVEREENKOMST, Hoedanigheid.BEGELEIDING, False, False),
    ],
)
def test_only_who_begeleidt_stays_outside_and_an_overeenkomst_needs_who_coordinates(
    aansluiting: Aansluiting, hoedanigheid: Hoedanigheid, heeft_coordinatie: bool, mag: bool
) -> None:
    gevonden = aansluiting_belemmeringen(
        aansluiting=aansluiting, hoedanigheid=hoedanigheid, heeft_coordinatie=heeft_coordinatie
    )
    assert (not gevonden, {b.veld for b in gevonden}) == (mag, set() if mag else {"aansluiting"})


@pytest.mark.clausule("Z-7.7")
@pytest.mark.parametrize(
    ("datum", "zei_andere_kant", "velden"),
    [
        (DAG, False, []),
        (None, True, []),
        (DAG + timedelta(days=1), False, ["datum"]),
        (DAG, True, [""]),
    ],
)
def test_a_consultation_was_held_and_nobody_speaks_for_both_sides(
    datum: date | None, zei_andere_kant: bool, velden: list[str]
) -> None:
    gevonden = overleg_belemmeringen(datum=datum, peildatum=DAG, zei_andere_kant=zei_andere_kant)
    assert [b.veld for b in gevonden] == velden
