from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from opstap.protocol.huishouden import huishouden_belemmeringen, huishoudtekst

DAG = date(2026, 1, 5)


@pytest.mark.clausule("Z-9.12")
@pytest.mark.parametrize(
    ("anders", "velden"),
    [
        ({"alleen": True}, []),
        ({"alleen": True, "kinderen": [2019]}, ["alleen"]),
        ({"alleen": True, "heeft_medehuurder": True}, ["alleen"]),
        ({}, ["alleen"]),
        ({"kinderen": [2008, 2026]}, []),
        ({"kinderen": [2007]}, ["kinderen"]),
        ({"kinderen": [2027]}, ["kinderen"]),
        ({"heeft_medehuurder": True, "medehuurder_geboren": date(2008, 1, 5)}, []),
        ({"heeft_medehuurder": True, "medehuurder_geboren": date(2008, 1, 6)}, ["medehuurder_geboren"]),
    ],
)
def test_who_comes_along_fits_together(anders: dict[str, Any], velden: list[str]) -> None:
    leeg: dict[str, Any] = {
        "alleen": False,
        "heeft_medehuurder": False,
        "medehuurder_geboren": None,
        "kinderen": [],
        "peildatum": DAG,
    }
    assert [b.veld for b in huishouden_belemmeringen(**(leeg | anders))] == velden


@pytest.mark.parametrize(
    ("volwassenen", "kinderen", "tekst"),
    [
        (1, 0, "de kandidaat alleen"),
        (1, 1, "1 volwassene en 1 kind"),
        (2, 0, "2 volwassenen"),
        (2, 3, "2 volwassenen en 3 kinderen"),
    ],
)
def test_a_household_in_words(volwassenen: int, kinderen: int, tekst: str) -> None:
    assert huishoudtekst(volwassenen=volwassenen, kinderen=kinderen) == tekst
