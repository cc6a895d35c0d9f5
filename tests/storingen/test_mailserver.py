"""A mail server that refuses, says "later", drops or hangs holds up nobody else, and every mail gets out once (S42)."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable

import pytest

from opstap.post.models import Bericht
from tests.evaluatie.conftest import Wonen
from tests.storingen.bezoeker import Bezoeker
from tests.storingen.postbus import Postbus
from tests.storingen.processen import Toneel, wacht_tot
from tests.storingen.werklast import Werklast, alles_een_keer, post_te_gaan

pytestmark = pytest.mark.traag


@pytest.fixture
def vlot(toneel: Toneel, postbus: Postbus) -> Toneel:
    """Short waits: 1 s for the server, 0.04 s before the first retry."""
    postbus.traagheid = 0.0
    toneel.env |= {"PROEF_MAILGEDULD": "1", "PROEF_UITSTEL": "0.02", "PROEF_LEASE": "30", "OPSTAP_TIK_SECONDEN": "0.2"}
    return toneel


def _grillig(postbus: Postbus) -> None:
    """Every receiver has a server with a habit of its own."""
    keer: Counter[str] = Counter()

    def bij_aan(adres: str) -> str | None:
        wie = adres.split("@")[0]
        keer[wie] += 1
        if wie == "coordinator" and keer[wie] <= 9:
            return "450 4.2.0 Greylisted, try again later"
        if wie == "teamleider_corporatie":
            return "550 5.1.1 No such user"
        return None

    def bij_inhoud(adres: str) -> str | None:
        wie = adres.split("@")[0]
        keer[f"{wie} inhoud"] += 1
        eerste = keer[f"{wie} inhoud"] <= 2
        return {"beheerder": "weg", "procesregisseur": "hang"}.get(wie) if eerste else None

    postbus.bij_aan, postbus.bij_inhoud = bij_aan, bij_inhoud


def test_each_habit_of_a_mail_server_hits_only_its_own_mail(
    vlot: Toneel,
    werklast: Callable[..., Werklast],
    postbus: Postbus,
    rondes: Callable[[int, int], int],
    noteer_deel: Callable[..., None],
):
    """Seen to fail with `zonder_parkeren` (nobody is told of the 550) and `zonder_mailgeduld` (one hangs, all wait)."""
    _grillig(postbus)
    last = werklast(aantal := rondes(6, 40))
    vlot.beat()
    vlot.werker()
    wacht_tot(lambda: not last.te_gaan(), seconden=60, wat="er blijft post liggen")
    geparkeerd = Bericht.objects.all().geparkeerd().select_related("ontvanger")
    assert {(b.ontvanger.naam, b.pogingen, b.geparkeerd_reden) for b in geparkeerd} == {
        ("teamleider corporatie", 1, "de mailserver weigert deze mail (550)")
    }
    assert len(geparkeerd) == aantal

    postbus.bij_aan = lambda adres: None  # the address exists after all, and a person says: try again
    Bericht.objects.opnieuw()
    wacht_tot(lambda: not last.te_gaan(), seconden=20, wat="er blijft post liggen")
    uitslag = last.uitslag(postbus, Counter())
    noteer_deel("mailserver", geparkeerd_bij_550=aantal, **uitslag.cijfers)
    assert (uitslag.fouten, uitslag.opnieuw) == ({}, 0), vlot.logboek()


@pytest.mark.parametrize("hoe", ["dicht", "421"])
def test_a_mail_server_that_is_away_costs_no_mail_an_attempt(
    vlot: Toneel, werklast: Callable[..., Werklast], postbus: Postbus, hoe: str
):
    last = werklast(4)
    if hoe == "dicht":
        postbus.dicht()
    else:
        postbus.bij_aan = lambda adres: "421 4.3.2 Closing"
    vlot.beat()
    vlot.werker()
    wacht_tot(lambda: Bericht.objects.count() == 20, seconden=30, wat="stappen doen")
    time.sleep(2)
    assert (len(postbus.binnen), Bericht.objects.filter(klaar_op=None, pogingen__lte=1).count()) == (0, 20)
    assert not Bericht.objects.all().geparkeerd().exists()

    postbus.bij_aan = lambda adres: None
    if hoe == "dicht":
        postbus.open()
    wacht_tot(lambda: not last.te_gaan(), seconden=30, wat="er blijft post liggen")
    uitslag = last.uitslag(postbus, Counter())
    assert (uitslag.fouten, uitslag.opnieuw) == ({}, 0), vlot.logboek()


def test_pages_do_not_notice_a_mail_server_that_hangs(
    website: Callable[[], Bezoeker], toneel: Toneel, postbus: Postbus, bewoner: Wonen
):
    """Seen to fail on SQLite with `verzenden_in_transactie`: every POST waits until the mail server is given up."""
    bezoeker, traject = website(), str(bewoner.traject.sleutel)
    postbus.traagheid = 0.0
    wacht_tot(lambda: not post_te_gaan(), seconden=30, wat="post van nu")
    bezoeker.rondes(5, traject)
    postbus.bij_inhoud = lambda adres: "hang"
    tijdens = website()
    for _ in range(6):
        tijdens.rondes(1, traject)
        time.sleep(0.3)
    assert max(tijdens.alle()) < 6, tijdens.tijden  # the mail server is given up after ten

    postbus.bij_inhoud = lambda adres: None
    Bericht.objects.open().filter(lease_tot=None).update(opnieuw_vanaf=None)
    wacht_tot(lambda: not post_te_gaan(), seconden=60, wat="er blijft post liggen")
    assert alles_een_keer(postbus) == []
    assert Bericht.objects.filter(soort="signaal_gemeld").count() == 2 * 11
