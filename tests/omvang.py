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
    """Write the figures of a full proof to docs/beproevingen/<name>.json; a small run writes nothing.

    With `deel` the file holds several parts, each replaced on its own.
    """

    datum = clock.echt_nu().date().isoformat()  # now: some proofs live in another time

    def schrijf(naam: str, deel: str = "", **cijfers: object) -> None:
        if not is_vol():
            return
        UITVOER.mkdir(parents=True, exist_ok=True)
        pad = Path(UITVOER, f"{naam}.json")
        kop = {"datum": datum, "toets": request.node.name}
        inhoud: dict[str, object] = kop | cijfers
        if deel:
            inhoud = (json.loads(pad.read_text()) if pad.exists() else {}) | {deel: inhoud}
        pad.write_text(json.dumps(inhoud, indent=2, ensure_ascii=False) + "\n")

    return schrijf
