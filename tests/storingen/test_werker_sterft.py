"""kill -9 of a worker in the middle of steps and mail: nothing lost, nothing twice (S5, S6, S41; F1)."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import pytest

from tests.storingen.moord import Moordenaar
from tests.storingen.postbus import Postbus
from tests.storingen.processen import Toneel
from tests.storingen.werklast import Werklast

pytestmark = pytest.mark.traag


def test_whoever_dies_in_the_middle_every_step_is_done_once_and_every_mail_arrives(
    toneel: Toneel,
    werklast: Callable[..., Werklast],
    postbus: Postbus,
    zaden: list[int],
    rondes: Callable[[int, int], int],
    noteer_deel: Callable[..., None],
):
    """A mail accepted by the server whose sender dies before the commit comes again, under the same Message-ID (S6):
    `opnieuw`, each explained by a kill that had this mail in hand. Nothing else may come twice.

    Seen to fail with `klaar_voor_verzending` (lost), `stap_zonder_transactie` (an act done twice) and
    `nieuwe_message_id` (the receiver gets two).
    """
    last = werklast(rondes(12, 20))
    toneel.beat()
    dader = Moordenaar(toneel, last, postbus)
    for zaad in zaden:
        dader.toeval = Random(zaad)
        uitslag = dader.draai(rondes(25, 250))
    noteer_deel(
        "werker_sterft",
        moorden=dader.raak,
        hele_werkers=dader.hele_werkers,
        bij_verzenden=dader.bij_verzenden,
        gemist=dader.mis,
        zaden=zaden,
        **uitslag.cijfers,
    )
    assert uitslag.fouten == {}, toneel.logboek()
