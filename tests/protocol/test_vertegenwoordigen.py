"""Who gives the akkoord, and who is missing, by kind and by age."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

import pytest

from opstap.protocol.vertegenwoordigen import (
    Vertegenwoordiging,
    vertegenwoordiging_ontbreekt,
    vertegenwoordiging_waarschuwingen,
    wie_geeft_akkoord,
)

V = Vertegenwoordiging
DAG = date(2026, 1, 5)
VERTREK = date(2026, 6, 1)
VOLWASSEN = date(1990, 3, 1)
#: 17 on the day itself, 18 at the move.
BIJNA = date(2008, 5, 1)
#: 17 on both.
JONG = date(2008, 6, 2)


@pytest.mark.clausule("Z-2.6")
@pytest.mark.parametrize(
    ("soorten", "geboren", "door"),
    [
        ([], VOLWASSEN, None),
        ([V.BEWINDVOERDER, V.MENTOR], VOLWASSEN, None),
        ([V.CURATOR], VOLWASSEN, V.CURATOR),
        ([V.WETTELIJK_VERTEGENWOORDIGER], date(2008, 1, 6), V.WETTELIJK_VERTEGENWOORDIGER),
        ([V.WETTELIJK_VERTEGENWOORDIGER], date(2008, 1, 5), None),
        ([V.WETTELIJK_VERTEGENWOORDIGER, V.CURATOR], JONG, V.CURATOR),
        ([], JONG, None),
    ],
)
def test_who_gives_the_akkoord(soorten: Collection[V], geboren: date, door: V | None) -> None:
    assert wie_geeft_akkoord(soorten=soorten, geboortedatum=geboren, peildatum=DAG) == door


@pytest.mark.clausule("Z-2.11")
@pytest.mark.parametrize(
    ("soorten", "geboren", "uitstroom", "velden"),
    [
        ([], JONG, VERTREK, ["vertegenwoordiging"]),
        ([V.BEWINDVOERDER], JONG, VERTREK, ["vertegenwoordiging"]),
        ([V.WETTELIJK_VERTEGENWOORDIGER], JONG, VERTREK, []),
        ([], JONG, None, []),
        ([], BIJNA, VERTREK, []),
        ([], date(2008, 6, 1), VERTREK, []),
    ],
)
def test_who_moves_before_18_needs_a_wettelijk_vertegenwoordiger(
    soorten: Collection[V], geboren: date, uitstroom: date | None, velden: list[str]
) -> None:
    ontbreekt = vertegenwoordiging_ontbreekt(soorten=soorten, geboortedatum=geboren, uitstroom=uitstroom)
    assert [b.veld for b in ontbreekt] == velden


@pytest.mark.clausule("Z-2.6")
@pytest.mark.parametrize(
    ("soorten", "geboren", "woord"),
    [
        ([], VOLWASSEN, None),
        ([], BIJNA, "nu nog geen 18"),
        ([V.WETTELIJK_VERTEGENWOORDIGER], BIJNA, None),
        ([V.WETTELIJK_VERTEGENWOORDIGER], VOLWASSEN, "18 of ouder"),
        ([V.CURATOR], VOLWASSEN, None),
        ([V.CURATOR, V.MENTOR], VOLWASSEN, "ook over geld en zorg"),
        ([V.BEWINDVOERDER, V.MENTOR], VOLWASSEN, None),
    ],
)
def test_what_does_not_fit_is_worth_a_second_look(soorten: Collection[V], geboren: date, woord: str | None) -> None:
    meldingen = [
        b.melding for b in vertegenwoordiging_waarschuwingen(soorten=soorten, geboortedatum=geboren, peildatum=DAG)
    ]
    assert len(meldingen) == (woord is not None)
    assert all(woord in melding for melding in meldingen if woord)
