"""Shared by the faults: the region in committed rows, a broker of its own, and a stage that is always cleared."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from random import SystemRandom
from typing import Any

import pytest
from django.db import connection

from opstap.partners.models import Gebruiker
from tests import servers
from tests.evaluatie.conftest import Wonen, ga_wonen
from tests.rolbezetting import Regio, maak_regio
from tests.storingen.bezoeker import Bezoeker
from tests.storingen.postbus import Postbus
from tests.storingen.processen import Toneel, wacht_tot
from tests.storingen.werklast import Werklast

VAST_ZAAD = 20261122


@pytest.fixture
def vaste_regio(transactional_db: None) -> Regio:
    regio = maak_regio()
    Gebruiker.objects.update(post_meteen=True)  # a mail for each thing: what is lost or double can be counted
    return regio


@pytest.fixture
def broker() -> Iterator[dict[str, str]]:
    """The folder beside SQLite, a Redis of this test alone beside PostgreSQL."""
    if connection.vendor == "sqlite":
        yield {}
        return
    with servers.redis() as url:
        yield {"BROKER_URL": url}


@pytest.fixture
def postbus() -> Iterator[Postbus]:
    postbus = Postbus(traagheid=0.2)
    postbus.open()
    yield postbus
    postbus.dicht()


@pytest.fixture
def toneel(vaste_regio: Regio, broker: dict[str, str], postbus: Postbus, tmp_path: Path) -> Iterator[Toneel]:
    env = {
        **broker,
        "EMAIL_URL": postbus.url,
        "OPSTAP_TIK_SECONDEN": "0.5",
        "PROEF_BEDRADING": "tests.storingen.bedrading",
        "PROEF_LEASE": "3",
        "PROEF_UITSTEL": "0.2",
    }
    toneel = Toneel(tmp_path, env)
    try:
        yield toneel
    finally:
        toneel.einde()


@pytest.fixture
def bewoner(vaste_regio: Regio) -> Wonen:
    """Somebody who lives there, for the pages."""
    return ga_wonen(vaste_regio)


@pytest.fixture
def website(toneel: Toneel, bewoner: Wonen) -> Callable[[], Bezoeker]:
    """Worker, beat and web with the real wiring; gives visitors who are logged in."""
    toneel.env.pop("PROEF_BEDRADING")
    poort = servers.vrije_poort()
    toneel.web(poort)
    toneel.beat()
    toneel.werker()

    def nieuw() -> Bezoeker:
        bezoeker = Bezoeker(f"http://127.0.0.1:{poort}", bewoner.regio.begeleider.email)
        bezoeker.inloggen()
        return bezoeker

    def antwoordt() -> bool:
        try:
            nieuw()
        except OSError:
            return False
        return True

    wacht_tot(antwoordt, seconden=30, wat="de website")
    return nieuw


@pytest.fixture
def werklast(vaste_regio: Regio, settings: Any) -> Callable[..., Werklast]:
    settings.BEDRADING = "tests.storingen.bedrading"

    def maak(aantal: int, **routes: int) -> Werklast:
        last = Werklast(vaste_regio, aantal)
        last.klaarzetten(**routes)
        return last

    return maak


@pytest.fixture
def zaden() -> list[int]:
    """One that is always the same, and one of today that is printed to repeat it."""
    los = SystemRandom().randrange(10**6)
    print(f"\nzaden: {VAST_ZAAD}, {los}")
    return [VAST_ZAAD, los]


@pytest.fixture
def noteer_deel(noteer: Callable[..., None]) -> Callable[..., None]:
    """Print what was counted, and in a full run write it down under this engine."""
    waar = "SQLite en map" if connection.vendor == "sqlite" else "PostgreSQL en Redis"

    def schrijf(deel: str, **cijfers: object) -> None:
        print(f"{deel}: {cijfers}")
        noteer("storingen", deel=f"{deel}, {waar}", **cijfers)

    return schrijf
