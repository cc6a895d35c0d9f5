"""The begeleiding goes to another organisation while somebody lives there: who is invited, and who searches on."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from aanmelding.models import Aanmelding, Overdracht
from evaluatie.models import Herhuisvesting
from evaluatie.services import signaal_oppakken
from opstap import clock
from opstap.partners.rechten import Actie
from opstap.post.models import Bericht
from opstap.protocol.begrippen import Hoedanigheid
from opstap.protocol.feiten import TrajectGewijzigd
from opstap.termijnen.models import Moment
from opstap.termijnen.services import stappen_uitvoeren
from opstap.trajecten.feiten import meld
from opstap.trajecten.toegang import mogelijk_namens
from tests.evaluatie import verloop
from tests.evaluatie.conftest import INGANG, Wonen
from tests.evaluatie.test_genodigden import gepland
from tests.evaluatie.test_herhuisvesten import LATER, zoeken

__all__ = ["gepland", "zoeken"]  # fixtures

START = date(2026, 7, 6)


def overgedragen(wonen: Wonen, op: date) -> None:
    """Agreed upon the week before; the tick of that morning does it."""
    r = wonen.regio
    Aanmelding.objects.create(
        traject=wonen.traject, status="toegelaten", gesprek_nodig=False, ingediend_op=INGANG, compleet_op=INGANG,
        besloten_op=INGANG,
    )  # fmt: skip
    eerder = op - timedelta(days=7)
    Overdracht.objects.create(
        traject=wonen.traject, van=r.zorg, naar=r.andere_zorg, contact=r.buitenstaander, status="aanvaard",
        aangeboden_op=eerder, beantwoord_op=eerder, start=op,
    )  # fmt: skip
    with clock.klok_op(eerder):
        meld(TrajectGewijzigd(traject=wonen.traject.sleutel))
    with clock.klok_op(op):
        while stappen_uitvoeren():
            pass
    assert Overdracht.objects.get().status == "ingegaan"


@pytest.mark.clausule("Z-14.11")
def test_the_new_contactpersoon_is_invited_and_does_what_must_be_done(wonen: Wonen, gepland: object) -> None:
    """Seen to fail without `BetrokkenenGewijzigd`."""
    r = wonen.regio
    overgedragen(wonen, START)
    genodigd = set(Moment.objects.get().genodigden.all())
    assert (r.buitenstaander in genodigd, r.begeleider in genodigd) == (True, False)
    assert Bericht.objects.get(soort="mdo_hoeft_niet").ontvanger == r.begeleider
    assert wonen.termijn("evaluatie_houden", "3").organisatie == r.andere_zorg


@pytest.mark.clausule("Z-14.11", "Z-20.4")
@pytest.mark.parametrize(("dagen", "hoort"), [(13, 1), (14, 0)])
def test_who_reported_and_then_handed_over_hears_of_it_for_two_weeks_more(wonen: Wonen, dagen: int, hoort: int):
    """Seen to fail: mailed for ever about a traject it may not know of any more."""
    signaal = verloop.signaal_gemeld(traject=wonen.traject, op=START - timedelta(days=8), namens=wonen.begeleider)
    overgedragen(wonen, START)
    with clock.klok_op(START + timedelta(days=dagen)):
        signaal_oppakken(signaal=signaal.sleutel, namens=wonen.consulent)
    assert Bericht.objects.filter(soort="signaal_opgepakt").count() == hoort


@pytest.mark.clausule("Z-2.16")
def test_the_instelling_van_herkomst_that_leads_the_search_does_not_sleep(wonen: Wonen, zoeken: Herhuisvesting) -> None:
    """Seen to fail without `_wakker_houden`: it must find a place, and could not open the page."""
    overgedragen(wonen, LATER)
    assert wonen.termijn("herhuisvesting").organisatie == wonen.regio.zorg
    herkomst = wonen.traject.betrokkenheden.get(hoedanigheid=Hoedanigheid.HERKOMST)
    assert (herkomst.tot, herkomst.leest_tot) == (None, None)
    with clock.klok_op(LATER + timedelta(days=60)):
        assert mogelijk_namens(wonen.regio.begeleider, Actie.HERHUISVESTING_LEIDEN, wonen.traject)
