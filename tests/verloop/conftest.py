from __future__ import annotations

from datetime import date

import pytest

from opstap.demo.laden import streek_maken
from opstap.demo.regio import Demoregio


@pytest.fixture
def streek(db: None) -> Demoregio:
    """The demo region without trajecten, with places for three years."""
    return streek_maken(begin=date(2026, 1, 1), tot_jaar=2028)
