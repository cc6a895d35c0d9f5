"""The broker folder emptied and thrown away while people work: the same promises as with Redis (F3, embedded)."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from opstap.post.models import Bericht
from tests.evaluatie.conftest import Wonen
from tests.storingen.bezoeker import Bezoeker
from tests.storingen.postbus import Postbus
from tests.storingen.processen import Toneel, wacht_tot
from tests.storingen.werklast import Werklast, alles_een_keer, post_te_gaan

pytestmark = pytest.mark.traag


@pytest.fixture
def broker() -> dict[str, str]:
    """The folder, on both engines."""
    return {}


def test_pages_go_on_and_mail_leaves_when_the_folder_of_the_broker_is_emptied_or_gone(
    website: Callable[[], Bezoeker], toneel: Toneel, postbus: Postbus, bewoner: Wonen
):
    """A worker that cannot live without its folder is started again, and makes it.

    Seen to fail with `alleen_de_bel`: a tick that was in the folder was the only one.
    """
    postbus.traagheid = 0.0
    traject, folder = str(bewoner.traject.sleutel), toneel.map_ / "broker"
    bezoeker = website()
    for wis in (_leeg, shutil.rmtree):
        for _ in range(3):
            bezoeker.rondes(1, traject)
            if folder.exists():
                wis(folder)

        def verzonden() -> bool:
            toneel.herstel()
            return not post_te_gaan()

        wacht_tot(verzonden, seconden=60, wat="er blijft post liggen")
        assert alles_een_keer(postbus) == [], toneel.logboek()
    assert max(bezoeker.alle()) < 6
    assert Bericht.objects.filter(soort="signaal_gemeld").count() == 2 * 6


def test_an_empty_file_and_half_a_message_stop_no_worker(
    toneel: Toneel, werklast: Callable[..., Werklast], postbus: Postbus
):
    """It lives on, does the next job once, and takes the half one when it is whole.

    Seen to fail with the transport of kombu itself: the worker died of the first, and again after each start.
    """
    last, rij = werklast(1), toneel.map_ / "broker" / "rij"
    toneel.bel([("termijnen.tik", None)])
    (bericht,) = rij.glob("*.celery.msg")
    heel = bericht.read_text()
    bericht.write_text(heel[:100])
    (rij / "0_leeg.celery.msg").touch()
    for tabel in (toneel.map_ / "broker" / "beheer").glob("*.exchange"):
        tabel.write_text("")
    werker = toneel.werker()
    toneel.bel([("termijnen.tik", None)])
    wacht_tot(lambda: not last.te_gaan(), seconden=40, wat="het werk van de volgende bel")
    bericht.write_text(heel)
    wacht_tot(lambda: not bericht.exists(), seconden=20, wat="de bel die nu heel is")
    assert werker.leeft() and "Traceback" not in werker.log.read_text(), toneel.logboek()
    assert last.uitslag(postbus, Counter()).fouten == {}


def _leeg(folder: Path) -> None:
    for bestand in folder.rglob("*"):
        if bestand.is_file():
            bestand.unlink(missing_ok=True)
