"""Live through a world and lay it beside the oracle."""

from __future__ import annotations

import pytest

from tests.simulatie.draaien import Simulatie, Uitkomst
from tests.simulatie.vergelijken import Verschillen, vergelijk

VAST = 300


@pytest.fixture
def beleef(db, monkeypatch, settings):
    def wereld(zaad: int, aantal: int) -> tuple[Uitkomst, Verschillen]:
        uitkomst = Simulatie(zaad, aantal=aantal, monkeypatch=monkeypatch, settings=settings).draai()
        return uitkomst, vergelijk(uitkomst)

    return wereld
