"""kill -9 of the web process between two statements of a POST: nothing or everything, and never two (F2)."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import connection, connections

from evaluatie.models import Signaal
from opstap import werk
from tests.evaluatie.conftest import Wonen
from tests.storingen.sabotage import breek

pytestmark = pytest.mark.traag

Stand = dict[str, int]
#: What comes and goes by itself: the session.
_LOS = {"sessions.Session"}


@pytest.fixture(autouse=True)
def _stil(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(werk, "_stil_tot", float("inf"))
    breek()


@pytest.fixture
def stuur(bewoner: Wonen) -> Callable[[str], int]:
    client = bewoner.client(bewoner.regio.begeleider)
    adres = f"/trajecten/{bewoner.traject.sleutel}/signalen/melden/"
    wat = {"soort": "overlast", "is_spoed": "nee", "toelichting": "Gezien bij de deur."}
    return lambda sleutel: client.post(adres, wat | {"verzoek": sleutel}).status_code


def _stand() -> Stand:
    modellen = [m for m in apps.get_models(include_auto_created=True) if m._meta.managed]
    return {m._meta.label: m._default_manager.count() for m in modellen if m._meta.label not in _LOS}


def _erbij(voor: Stand) -> Stand:
    return {naam: aantal - voor[naam] for naam, aantal in _stand().items() if aantal != voor[naam]}


@contextmanager
def _geteld(bij: int = 0) -> Iterator[list[None]]:
    """Every statement; the process is killed right before this one."""
    geteld: list[None] = []

    def tel(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        geteld.append(None)
        if len(geteld) == bij:
            os.kill(os.getpid(), signal.SIGKILL)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(tel):
        yield geteld


def _sterf_bij(nummer: int, doe: Callable[[], Any]) -> None:
    """In a process of its own; at the latest when all is done and nobody was answered."""
    connections.close_all()
    if (pid := os.fork()) == 0:
        try:
            with _geteld(bij=nummer):
                doe()
            os.kill(os.getpid(), signal.SIGKILL)
        finally:
            os._exit(1)
    assert os.waitpid(pid, 0)[1] == signal.SIGKILL, "het verzoek brak zelf"


def test_a_web_process_that_dies_leaves_nothing_or_everything(
    stuur: Callable[[str], int],
    rondes: Callable[[int, int], int],
    noteer_deel: Callable[..., None],
):
    """Seen to fail with `post_zonder_transactie` (half of it stays) and `zonder_eenmalige_sleutel` (two signalen)."""
    assert stuur(str(uuid4())) == 302
    voor = _stand()
    with _geteld() as geteld:
        assert stuur(str(uuid4())) == 302
    alles, aantal = _erbij(voor), len(geteld)
    assert alles["evaluatie.Signaal"] == 1
    punten = sorted({*range(1, aantal + 1, rondes(max(aantal // 14, 1), 1)), *range(aantal - 4, aantal + 2)})
    gevallen = {"niets": 0, "alles": 0}
    for nummer in punten:
        voor, sleutel = _stand(), str(uuid4())
        _sterf_bij(nummer, lambda sleutel=sleutel: stuur(sleutel))
        erbij = _erbij(voor)
        assert erbij in ({}, alles), (nummer, erbij)
        gevallen["alles" if erbij else "niets"] += 1
        assert stuur(sleutel) == 302
        assert _erbij(voor) == alles, nummer
    noteer_deel("web_sterft", opdrachten=aantal, moorden=len(punten), **gevallen)
    assert all(gevallen.values()), gevallen
    assert Signaal.objects.count() == len(punten) + 2
