"""Who may give the besluit to a colleague, and to whom (opstap/protocol/taak_geven)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from opstap.protocol.taak_geven import BESLUITTAKEN, gever_belemmeringen, ontvanger_belemmeringen
from opstap.protocol.termijnsoorten import TERMIJNSOORTEN

WEG = (date(2026, 1, 5), date(2026, 1, 9))
KAN: dict[str, Any] = {
    "naam": "Bas", "is_gever": False, "heeft_al": False, "beslist": True, "weg": None, "toch": False
}  # fmt: skip


def test_the_duties_are_done_where_the_aanmelding_is_judged() -> None:
    assert {TERMIJNSOORTEN[soort].pagina for soort in BESLUITTAKEN} == {"aanmelding:beoordelen"}


@pytest.mark.parametrize(
    ("houder", "heeft", "leidt", "begin"),
    [
        ("Bas", True, False, None),
        ("Bas", False, True, None),
        ("", False, True, None),
        ("", False, False, "Niemand heeft deze taak opgepakt."),
        ("Bas", False, False, "Bas doet dit nu."),
    ],
)
def test_who_has_it_or_leads_gives_it(houder: str, heeft: bool, leidt: bool, begin: str | None) -> None:
    """Seen to fail without `leidt`, and with `heeft` read as always true."""
    gevonden = gever_belemmeringen(houder=houder, heeft=heeft, leidt=leidt)
    assert [b.melding.startswith(begin or "?") for b in gevonden] == ([True] if begin else [])


@pytest.mark.parametrize(
    ("anders", "veld", "begin"),
    [
        ({}, "", ""),
        ({"is_gever": True}, "collega", "U kunt de taak niet aan uzelf geven."),
        ({"heeft_al": True}, "collega", "Bas doet dit al."),
        ({"beslist": False, "weg": WEG}, "collega", "Bas kan dit besluit niet nemen."),
        ({"weg": WEG}, "toch", "Bas is er niet van 5 januari 2026 tot en met 9 januari 2026."),
        ({"weg": WEG, "toch": True}, "", ""),
    ],
)
def test_to_a_colleague_who_decides_and_knowingly_to_who_is_away(anders: Any, veld: str, begin: str) -> None:
    """Seen to fail with each line of the rule taken out."""
    gevonden = ontvanger_belemmeringen(**(KAN | anders))
    assert [(b.veld, b.melding.startswith(begin)) for b in gevonden] == ([(veld, True)] if veld else [])
