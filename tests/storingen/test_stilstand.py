"""A worker that stands still without dying, in the middle of a row, holds up nobody (S41)."""

from __future__ import annotations

import signal
import time
from collections import Counter
from collections.abc import Callable
from random import Random

import pytest
from django.db import connection

from opstap.post.models import Bericht
from opstap.termijnen.models import Termijnstap
from tests.storingen.postbus import Postbus
from tests.storingen.processen import Proces, Toneel, bevries, wacht_tot
from tests.storingen.werklast import Uitslag, Werklast

# SQLite has one writer: who stands still while writing holds up everybody until it goes on or is killed
pytestmark = [pytest.mark.traag, pytest.mark.postgres]


def test_who_stands_still_in_a_transaction_loses_its_connection_and_what_it_did(
    toneel: Toneel,
    werklast: Callable[..., Werklast],
    postbus: Postbus,
    zaden: list[int],
    rondes: Callable[[int, int], int],
    noteer_deel: Callable[..., None],
):
    """The lock it holds on the traject and on the step would keep the others waiting for ever.

    Seen to fail with `staat_stil_voor_altijd`, without `idle_in_transaction_session_timeout`.
    """
    toneel.env |= {"PROEF_STILSTAND": "1s"}
    postbus.traagheid = 0.02
    last, toeval, totaal = werklast(6), Random(zaden[-1]), Uitslag()
    toneel.beat()
    for _ in range(aantal := rondes(2, 25)):
        stil = toneel.werker()
        _bevries_midden_in_een_stap(stil, last, postbus, toeval)
        mails = Bericht.objects.open().filter(lease_tot__isnull=False)
        geraakt = Counter(f"<{sleutel}@opstap.invalid>" for sleutel in mails.values_list("sleutel", flat=True))
        ander = toneel.werker()
        wacht_tot(lambda: not last.te_gaan(), seconden=40, wat="een ander doet het werk van wie stilstaat")
        stil.sein(signal.SIGCONT)
        time.sleep(0.5)
        totaal.erbij(last.uitslag(postbus, geraakt))
        stil.moord()
        ander.moord()
        last.opnieuw()
        postbus.binnen.clear()
    noteer_deel("werker_staat_stil", keren=aantal, **totaal.cijfers)
    assert totaal.fouten == {}, toneel.logboek()


def _bevries_midden_in_een_stap(werker: Proces, last: Werklast, postbus: Postbus, toeval: Random) -> None:
    """Freeze, look whether it holds the lock of a traject, and let it go on when not. When all is done: new work."""
    uiterlijk = time.monotonic() + 60
    while True:
        if not last.te_gaan():
            last.opnieuw()
            postbus.binnen.clear()
        wacht_tot(lambda: _in_hand() or not last.te_gaan(), seconden=30, wat="beginnen")
        time.sleep(toeval.uniform(0, 0.03))
        bevries([werker.pid, *werker.kinderen()])
        if _houdt_een_traject_vast():
            return
        werker.sein(signal.SIGCONT)
        assert time.monotonic() < uiterlijk, "niet midden in een stap te treffen"


def _in_hand() -> bool:
    return Termijnstap.objects.open().filter(lease_tot__isnull=False).exists()


def _houdt_een_traject_vast() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity a JOIN pg_locks l ON l.pid = a.pid "
            "WHERE a.datname = current_database() AND a.state = 'idle in transaction' "
            "AND l.relation = 'trajecten_traject'::regclass AND l.mode = 'RowShareLock'"
        )
        return bool(cursor.fetchone()[0])
