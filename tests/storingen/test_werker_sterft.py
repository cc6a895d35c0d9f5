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
    noteer: Callable[..., None],
):
    last = werklast(20)
    toneel.beat()
    dader = Moordenaar(toneel, last, postbus)
    for zaad in zaden:
        dader.toeval = Random(zaad)
        uitslag = dader.draai(rondes(50, 250))
    print(uitslag, dader.raak, dader.mis, dader.hele_werkers, dader.bij_verzenden)
    assert uitslag.fouten == {}, toneel.logboek()
