"""A worker that stands still without dying, in the middle of a row, holds up nobody (S41)."""

from __future__ import annotations

import signal
import time
from collections import Counter
from collections.abc import Callable
from random import Random

import pytest

from opstap.post.models import Bericht
from opstap.termijnen.models import Termijnstap
from tests.storingen.postbus import Postbus
from tests.storingen.processen import Toneel, bevries, wacht_tot
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
    last, toeval, totaal, keer = werklast(6), Random(zaden[-1]), Uitslag(), 0
    toneel.beat()
    while keer < rondes(2, 25):
        stil = toneel.werker()
        wacht_tot(lambda: _in_hand(Termijnstap) > 0, seconden=20, wat="beginnen")
        time.sleep(toeval.uniform(0, 0.05))
        bevries([stil.pid, *stil.kinderen()])
        keer += _in_hand(Termijnstap) > 0
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
    noteer_deel("werker_staat_stil", keren=keer, **totaal.cijfers)
    assert totaal.fouten == {}, toneel.logboek()


def _in_hand(model: type[Bericht] | type[Termijnstap]) -> int:
    return model.objects.open().filter(lease_tot__isnull=False).count()
