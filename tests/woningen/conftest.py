"""The stage of this room as a fixture."""

import pytest

from tests.rolbezetting import Regio
from tests.woningen.toneel import Toneel


@pytest.fixture
def toneel(regio: Regio) -> Toneel:
    return Toneel(regio)
