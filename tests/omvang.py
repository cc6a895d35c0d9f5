"""Heavy proofs in two sizes: `klein` in every run, `vol` through `manage.py beproef`, which writes the figures down."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from opstap import clock
from opstap.opstarten import PROJECT

UITVOER = PROJECT / "docs" / "beproevingen"


def is_vol() -> bool:
    return os.environ.get("OMVANG") == "vol"


@pytest.fixture
def rondes() -> Callable[[int, int], int]:
    """Pick the number of rounds: `rondes(klein, vol)`."""
    return lambda klein, vol: vol if is_vol() else klein


@pytest.fixture
def noteer(request: pytest.FixtureRequest) -> Callable[..., None]:
    """Write the figures of a full proof to docs/beproevingen/<name>.json; a small run writes nothing."""

    def schrijf(naam: str, **cijfers: object) -> None:
        if not is_vol():
            return
        UITVOER.mkdir(parents=True, exist_ok=True)
        inhoud = {"datum": clock.echt_nu().date().isoformat(), "toets": request.node.name, **cijfers}
        Path(UITVOER, f"{naam}.json").write_text(json.dumps(inhoud, indent=2, ensure_ascii=False) + "\n")

    return schrijf
