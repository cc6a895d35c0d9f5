"""Two beats, three workers and a shower of ticks do what one does (F8, F9); a deploy leaves nothing behind (F16)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from random import Random

import pytest
from django.db.models import Max

from opstap.post.models import Bericht
from opstap.termijnen.models import Termijnstap
from tests.storingen.postbus import Postbus
from tests.storingen.processen import Toneel, wacht_tot
from tests.storingen.werklast import Uitslag, Werklast

#: Two children or threads, each at the end of one row and the begin of the next when it hears, and on a busy machine it
#: hears a row later. Who does not hear does some seventy.
IN_HANDEN = 8

pytestmark = pytest.mark.traag


def _uitslag(last: Werklast, postbus: Postbus) -> Uitslag:
    """Nobody died, so nothing may come twice, not even under the same Message-ID, and no row was taken twice."""
    wacht_tot(lambda: not last.te_gaan(), seconden=90, wat="er blijft werk liggen")
    uitslag = last.uitslag(postbus, Counter())
    keren = [model.objects.aggregate(n=Max("pogingen"))["n"] for model in (Termijnstap, Bericht)]
    uitslag.vaker_gedaan += sum(n - 1 for n in keren)
    return uitslag


def test_two_beats_and_three_workers_do_every_step_once(
    toneel: Toneel,
    werklast: Callable[..., Werklast],
    postbus: Postbus,
    rondes: Callable[[int, int], int],
    noteer_deel: Callable[..., None],
):
    """Seen to fail with `claim_zonder_lease`: a step is done by several, mails come several times."""
    postbus.traagheid = 0.02
    toneel.env |= {"PROEF_LEASE": "60", "OPSTAP_TIK_SECONDEN": "0.1"}
    last = werklast(rondes(12, 100))
    for _ in range(2):
        toneel.beat()
    for _ in range(3):
        toneel.werker()
    uitslag = _uitslag(last, postbus)
    noteer_deel("twee_beats_drie_werkers", **uitslag.cijfers)
    assert uitslag.fouten == {}, toneel.logboek()


def test_every_tick_twice_in_any_order_an_hour_late_and_of_another_version(
    toneel: Toneel, werklast: Callable[..., Werklast], postbus: Postbus, zaden: list[int]
):
    """What lies with the broker, without a beat: the tick carries nothing, so it cannot say anything wrong (F8, F14).

    Seen to fail with `claim_zonder_lease`.
    """
    postbus.traagheid = 0.02
    toneel.env |= {"PROEF_LEASE": "60"}
    last = werklast(8)
    bellen = [(naam, verloopt) for naam in ("termijnen.tik", "termijnen.van_morgen") for verloopt in (None, -3600)]
    rij = [bel for bel in bellen for _ in range(8)] * 2
    Random(zaden[-1]).shuffle(rij)
    toneel.bel(rij)
    for _ in range(2):
        toneel.werker()
    uitslag = _uitslag(last, postbus)
    assert uitslag.fouten == {}, toneel.logboek()


def test_who_is_asked_to_stop_ends_after_its_present_row(
    toneel: Toneel,
    werklast: Callable[..., Werklast],
    postbus: Postbus,
    rondes: Callable[[int, int], int],
    noteer_deel: Callable[..., None],
):
    """What it would leave behind waits for a lease of ten minutes, and the last check would not see it done.

    Seen to fail with `hoort_geen_stop`: it goes on with its round until it is killed.
    """
    postbus.traagheid = 0.2
    toneel.env |= {"PROEF_LEASE": "600"}
    last = werklast(12)
    toneel.beat()
    duur, nog_gedaan = [], []
    for _ in range(rondes(3, 50)):
        if last.te_gaan() < 20:
            rest = toneel.werker()
            assert _uitslag(last, postbus).fouten == {}, toneel.logboek()
            rest.moord()
            last.opnieuw()
            postbus.binnen.clear()
        werker, begin = toneel.werker(), _gedaan(postbus)
        wacht_tot(lambda begin=begin: _gedaan(postbus) > begin, seconden=30, wat="er gebeurt niets")
        voor = _gedaan(postbus)
        duur.append(werker.stop(geduld=20))
        nog_gedaan.append(_gedaan(postbus) - voor)
    postbus.traagheid = 0.0
    toneel.werker()
    uitslag = _uitslag(last, postbus)
    noteer_deel("sigterm", herstarts=len(duur), langste_stop_s=round(max(duur), 1), **uitslag.cijfers)
    assert uitslag.fouten == {}, toneel.logboek()
    assert max(nog_gedaan) <= IN_HANDEN, nog_gedaan


def _gedaan(postbus: Postbus) -> int:
    """What goes one by one; reminders go by the hundred, in less time than one mail takes here."""
    return len(postbus.binnen) + Termijnstap.objects.met_gevolg().filter(klaar_op__isnull=False).count()
