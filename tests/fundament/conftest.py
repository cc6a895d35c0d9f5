"""Shared by the tests of the foundation: a wiring of their own, and trajecten without the rooms above."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from opstap import clock
from opstap.post.models import Brief
from opstap.protocol.begrippen import Hoedanigheid, Instroomroute
from opstap.trajecten.models import Traject
from opstap.trajecten.services import betrekken, traject_starten
from tests.fundament import bedrading_proef
from tests.rolbezetting import Regio, maak_regio

DAG = date(2026, 3, 2)


@pytest.fixture
def proef(settings: Any) -> Any:
    """Only what this test puts in `FEITEN` is known of a traject."""
    settings.BEDRADING = "tests.fundament.bedrading_proef"
    bedrading_proef.FEITEN.clear()
    bedrading_proef.GEROEPEN.clear()
    yield bedrading_proef
    bedrading_proef.FEITEN.clear()
    bedrading_proef.GEROEPEN.clear()


@pytest.fixture
def regio_vast(transactional_db: None) -> Regio:
    """The region in committed rows, for tests with threads."""
    return maak_regio()


@pytest.fixture
def begin() -> Callable[..., Traject]:
    """Start a traject of the begeleider's organisation on a day."""

    def _begin(regio: Regio, *, naam: str = "Kim de Kandidaat", dag: date = DAG, **velden: Any) -> Traject:
        with clock.klok_op(dag):
            return traject_starten(
                regeling=regio.regeling,
                naam=naam,
                geboortedatum=date(1999, 4, 5),
                instroomroute=Instroomroute.BESCHERMD_WONEN,
                organisatie=velden.get("organisatie", regio.zorg),
                contactpersoon=velden.get("contactpersoon"),
            )

    return _begin


@pytest.fixture
def traject(regio: Regio, begin: Callable[..., Traject], proef: Any) -> Traject:
    """With a zorgorganisatie and a corporatie, who both write letters."""
    rij = begin(regio)
    with clock.klok_op(DAG):
        betrekken(rij, organisatie=regio.corporatie, hoedanigheid=Hoedanigheid.VERHUURDER, reden="toets")
    return rij


@pytest.fixture
def brief(regio: Regio, traject: Traject) -> Brief:
    """Of the zorgorganisatie, to send."""
    from tests.fundament.brievenpost import brief_van

    return brief_van(regio.zorg, traject)
