"""The demo region without trajecten in practice mode, and people who come to it with a browser."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial
from typing import Any

import pytest

from opstap import clock
from opstap.demo.laden import streek_maken
from opstap.demo.regio import Demoregio
from tests.bewaard import Bewaard
from tests.chromium.dorp import dorp_maken
from tests.chromium.mens import TELEFOON, Mens


@pytest.fixture
def oefening(settings) -> Iterator[None]:
    settings.OEFENMODUS = True
    clock.vergeet_verschuiving()
    yield
    clock.vergeet_verschuiving()


@pytest.fixture
def vandaag(oefening: None) -> date:
    return clock.echt_nu().astimezone(clock.AMSTERDAM).date()


#: What was built, with what the building gave.
Gebouwd = dict[tuple[str, date], tuple[Bewaard, bytes]]


@pytest.fixture(scope="session")
def gebouwd() -> Gebouwd:
    return {}


@pytest.fixture
def eens(transactional_db: None, vandaag: date, gebouwd: Gebouwd) -> Callable[[Callable[[], Any]], Any]:
    """Build it once per process, and once more when midnight passes: its dates are those of a day."""

    def bouw(bouwen: Callable[[], Any]) -> Any:
        wat = bouwen.__qualname__, vandaag
        if wat in gebouwd:
            gebouwd[wat][0].terugzetten()
        else:
            gevolg: list[Any] = []
            bewaard = Bewaard.na(lambda: gevolg.append(bouwen()))
            gebouwd[wat] = bewaard, pickle.dumps(gevolg[0])
        return pickle.loads(gebouwd[wat][1])

    return bouw


@pytest.fixture
def streek(eens: Callable[..., Any], vandaag: date) -> Demoregio:
    """Everybody works here since last month; places for the years of one whole course."""

    def streek_van_nu() -> Demoregio:
        return streek_maken(begin=vandaag - timedelta(days=30), tot_jaar=vandaag.year + 3)

    return eens(streek_van_nu)


@pytest.fixture
def deur(browser, live_server) -> Iterator[Callable[..., Mens]]:
    """`deur("begeleider")` is logged in and the next time the same person; `deur()` is at the door.

    Nobody may have seen an error in the console.
    """
    mensen: dict[str, Mens] = {}

    def kom(account: str = "", *, breedte: int = 1280) -> Mens:
        if account not in mensen:
            mensen[account] = Mens(browser, live_server.url, breedte=breedte)
            if account:
                mensen[account].log_in(account)
        return mensen[account]

    yield kom
    bezwaren = {account: m.bezwaren for account, m in mensen.items() if m.bezwaren}
    for m in mensen.values():
        m.context.close()
    assert not bezwaren


@pytest.fixture
def mens(streek: Demoregio, deur: Callable[..., Mens]) -> Callable[..., Mens]:
    return deur


@pytest.fixture
def telefoon(streek: Demoregio, deur: Callable[..., Mens]) -> Callable[..., Mens]:
    return partial(deur, breedte=TELEFOON)


@pytest.fixture
def dorp(eens: Callable[..., Any], vandaag: date) -> None:
    def dorp_van_nu() -> None:
        dorp_maken(vandaag)

    eens(dorp_van_nu)


@pytest.fixture
def bezoeker(browser, live_server, dorp: None) -> Iterator[Mens]:
    """With JavaScript, for axe; the pages themselves have none."""
    mens = Mens(browser, live_server.url, javascript=True)
    yield mens
    mens.context.close()
    assert not mens.bezwaren
