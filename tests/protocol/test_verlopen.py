"""How long an aanmelding lives that nobody sends."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from opstap.protocol.aanmeldplan import is_verlopen, verloopt_op
from opstap.protocol.aanmeldstappen import INTREKREDENEN, Aanmeldstatus, Intrekreden

DAG = date(2026, 1, 5)


@pytest.mark.parametrize(
    ("gewijzigd", "laatste"),
    [(DAG, date(2026, 4, 5)), (date(2025, 11, 30), date(2026, 2, 28)), (date(2025, 11, 29), date(2026, 2, 28))],
)
def test_the_last_day_is_three_months_after_the_last_change(gewijzigd: date, laatste: date) -> None:
    assert verloopt_op(gewijzigd=gewijzigd) == laatste


@pytest.mark.parametrize(("na", "over"), [(0, False), (1, True)])
def test_it_is_over_the_day_after(na: int, over: bool) -> None:
    peildatum = verloopt_op(gewijzigd=DAG) + timedelta(days=na)
    assert is_verlopen(status="concept", gewijzigd=DAG, peildatum=peildatum) is over


def test_only_what_was_never_sent_is_ever_over() -> None:
    over = {s for s in Aanmeldstatus if is_verlopen(status=s, gewijzigd=DAG, peildatum=date(2030, 1, 1))}
    assert over == {Aanmeldstatus.CONCEPT, Aanmeldstatus.VOORAANGEMELD}


def test_nobody_chooses_the_reason_that_opstap_gives_and_zorg_none_of_a_condition() -> None:
    van_de_voorwaarde = {Intrekreden.VOORWAARDE_NIET_NODIG, Intrekreden.GEEN_BEGELEIDING}
    assert set(Intrekreden) - set(INTREKREDENEN) == {Intrekreden.VERLOPEN} | van_de_voorwaarde
