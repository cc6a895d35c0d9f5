"""A poison row waits alone: one that fails and one that takes the process down, while the others go on (F15)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest
from django.db.models import Q

from opstap.post.models import Bericht
from opstap.termijnen.models import Termijnstap
from opstap.werk import MAX_POGINGEN
from tests.storingen.bedrading import DODELIJK, KAPOT
from tests.storingen.postbus import Postbus
from tests.storingen.processen import Toneel, wacht_tot
from tests.storingen.werklast import POST, Werklast

pytestmark = pytest.mark.traag


def test_only_the_poison_rows_are_parked_and_all_others_are_done(
    toneel: Toneel, werklast: Callable[..., Werklast], postbus: Postbus
):
    """Seen to fail with `fout_stopt_de_ronde`: the row at the front keeps everybody behind it waiting."""
    postbus.traagheid = 0.0
    toneel.env |= {"PROEF_LEASE": "1", "PROEF_UITSTEL": "0.01", "OPSTAP_TIK_SECONDEN": "0.2"}
    last = werklast(4, **{KAPOT.value: 1, DODELIJK.value: 1})
    vergif = Q(trap="actie", termijn__traject__instroomroute__in=[KAPOT, DODELIJK])
    toneel.beat()
    toneel.werker()

    def klaar() -> bool:
        toneel.herstel()
        return not last.te_gaan()

    wacht_tot(klaar, seconden=90, wat="er blijft werk liggen")
    rijen = Termijnstap.objects.filter(vergif).select_related("termijn__traject")
    redenen = {r.termijn.traject.instroomroute: r.geparkeerd_reden for r in rijen}
    # with threads the deadly row takes the failing one along now and then
    assert redenen[KAPOT] in {"RuntimeError", "breekt telkens af"}
    assert redenen == {KAPOT: redenen[KAPOT], DODELIJK: "breekt telkens af"}
    assert {r.pogingen for r in rijen} <= {MAX_POGINGEN, MAX_POGINGEN + 1}
    assert not Termijnstap.objects.exclude(vergif).filter(klaar_op=None).exists()
    assert Bericht.objects.filter(klaar_op__isnull=False).count() == len(POST) * 6
    uitslag = last.uitslag(postbus, Counter())
    # the two poison acts, counted as a step and as an act; what they wrote was undone each time
    assert (uitslag.niet_gedaan, uitslag.vaker_gedaan, uitslag.verloren, uitslag.dubbel) == (4, 0, 0, 0)
