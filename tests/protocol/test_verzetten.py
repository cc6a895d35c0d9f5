"""An evaluatie moves alone: not past the next one, the besluit or the rent; and nobody stays away beforehand."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from opstap.protocol.bijsturen import nieuwe_datum_belemmeringen, nieuwe_datum_grens, weggebleven_belemmeringen

DAG, VOLGENDE = date(2026, 4, 13), date(2026, 6, 1)
BESLUIT, EINDE = date(2027, 12, 1), date(2028, 3, 1)
EEN_DAG = timedelta(days=1)


def grens(**anders: object) -> tuple[date, str] | None:
    feiten = {"gepland_op": DAG, "volgende": [VOLGENDE], "besluit_uiterlijk": BESLUIT, "einde": EINDE}
    return nieuwe_datum_grens(**{**feiten, "peildatum": DAG, **anders})  # type: ignore[arg-type]


@pytest.mark.clausule("Z-12.10", "I-12", "I-25", "Z-2.15")
@pytest.mark.parametrize(
    ("anders", "dag", "zin"),
    [
        ({}, VOLGENDE, "De volgende evaluatie is op 1 juni 2026"),
        ({"volgende": [date(2026, 9, 1), VOLGENDE]}, VOLGENDE, "De volgende evaluatie is op 1 juni 2026"),
        ({"volgende": []}, BESLUIT, "Het besluit moet er op 1 december 2027 zijn"),
        ({"volgende": [DAG]}, BESLUIT, "Het besluit"),  # the next one is late too: it bounds nothing
        ({"volgende": [], "besluit_uiterlijk": None}, EINDE - EEN_DAG, "De huur loopt tot en met 29 februari 2028"),
        ({"volgende": [], "gepland_op": BESLUIT + EEN_DAG}, EINDE - EEN_DAG, "De huur"),
        ({"volgende": [], "peildatum": BESLUIT}, EINDE - EEN_DAG, "De huur"),
    ],
)
def test_the_first_of_what_follows_bounds_it(anders: dict[str, object], dag: date, zin: str) -> None:
    """Seen to fail with the end of the rent alone: an evaluatie moved a year and a half ahead."""
    gevonden = grens(**anders)
    assert gevonden is not None and gevonden[0] == dag and gevonden[1].startswith(zin)
    assert nieuwe_datum_belemmeringen(nieuwe_datum=dag, grens=gevonden, peildatum=DAG) == []
    (bezwaar,) = nieuwe_datum_belemmeringen(nieuwe_datum=dag + EEN_DAG, grens=gevonden, peildatum=DAG)
    assert bezwaar.veld == "nieuwe_datum" and bezwaar.melding == f"{gevonden[1]}; kies die dag of een eerdere."


def test_without_any_of_these_nothing_bounds_it() -> None:
    assert grens(volgende=[], besluit_uiterlijk=None, einde=None) is None
    assert nieuwe_datum_belemmeringen(nieuwe_datum=date(2028, 1, 1), grens=None, peildatum=DAG) == []


def test_yesterday_is_no_new_day() -> None:
    (bezwaar,) = nieuwe_datum_belemmeringen(nieuwe_datum=DAG - EEN_DAG, grens=grens(), peildatum=DAG)
    assert "vandaag of een latere dag" in bezwaar.melding


@pytest.mark.clausule("Z-12.10", "I-12")
@pytest.mark.parametrize(
    ("dagen", "weg", "mag"), [(-1, True, False), (0, True, True), (1, True, True), (-9, False, True)]
)
def test_the_huurder_stays_away_on_the_day_itself_or_not_at_all(dagen: int, weg: bool, mag: bool) -> None:
    bezwaren = weggebleven_belemmeringen(weggebleven=weg, gepland_op=DAG, peildatum=DAG + timedelta(days=dagen))
    assert (bezwaren == []) is mag
    assert all(b.veld == "reden" and "13 april 2026" in b.melding and "Verplaats" in b.melding for b in bezwaren)
