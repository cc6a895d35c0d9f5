"""The last place of the contingent is never given twice, whoever asks at the same moment.

Three defences stand behind each other: the lock on the contingent, the version in the WHERE of the save, and the unique
constraint on the aanbieding. Seen to fail on PostgreSQL with a `plaats_reserveren` that reads, checks and writes:
- without the lock: nobody over, but five of six got `Verouderd` instead of a sentence about the place;
- without lock and version (`QuerySet.update`): five of six got an IntegrityError;
- without constraint as well: six of six got the one place.
Seen to fail on SQLite, which has one writer at a time, only with the transaction taken off the service too and 50 ms
between reading and writing: six of six.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import transaction

from opstap import clock
from opstap.errors import RegelGeschonden
from opstap.protocol.potten import Categorie
from tests.beproevingen.laatste_plek import in_draad, strijd, wacht_op
from tests.rolbezetting import maak_regio
from tests.woningen import verloop
from tests.woningen.toneel import AANBOD, Toneel
from woningen.controles import contingent_klopt
from woningen.models import Aanbieding, Contingent
from woningen.services.contingent import plaats_reserveren

DRADEN = 6


@pytest.fixture
def toneel(transactional_db: None) -> Toneel:
    """Committed rows: every thread has its own connection."""
    return Toneel(maak_regio())


def _zoekers(toneel: Toneel, aantal: int) -> list:
    """Trajecten of which the own corporatie was asked; the other has no share, so every turn is hers."""
    toneel.contingent(aantal, wij=1, zij=0)
    trajecten = []
    for nummer in range(aantal):
        trajecten.append(toneel.kandidaat(f"Kandidaat {nummer}"))
        toneel.gevraagd(trajecten[-1])
    return trajecten


def test_of_six_at_once_one_gets_the_last_place(
    toneel: Toneel, rondes: Callable[[int, int], int], noteer: Callable[..., None]
):
    aantal = rondes(3, 200)
    trajecten = _zoekers(toneel, DRADEN)
    toneel.contingent(1, wij=1, zij=0)
    uitslag = strijd(
        rondes=aantal,
        op=AANBOD,
        trajecten=[t.sleutel for t in trajecten],
        woningen=[toneel.woning(f"Eik {n}").sleutel for n in range(DRADEN)],
        consulent=toneel.consulent,
    )
    assert uitslag.anders == ()
    assert set(uitslag.gelukt) == {1}
    assert uitslag.bezwaren == {"Alle plekken van": aantal * (DRADEN - 1)}
    assert list(contingent_klopt()) == []
    noteer("laatste_plek", rondes=uitslag.rondes, draden=uitslag.draden, te_veel=0, seconden=uitslag.seconden)


def test_of_six_at_once_one_gets_the_home(toneel: Toneel, rondes: Callable[[int, int], int]):
    """Without `select_for_update` on the woning five of six get an IntegrityError (PostgreSQL)."""
    aantal = rondes(2, 100)
    trajecten = _zoekers(toneel, DRADEN)
    uitslag = strijd(
        rondes=aantal,
        op=AANBOD,
        trajecten=[t.sleutel for t in trajecten],
        woningen=[toneel.woning().sleutel] * DRADEN,
        consulent=toneel.consulent,
    )
    assert uitslag.anders == ()
    assert set(uitslag.gelukt) == {1}
    assert uitslag.bezwaren == {"Deze woning is": aantal * (DRADEN - 1)}


@pytest.mark.postgres
def test_who_asks_second_waits_for_the_first_and_then_hears_that_it_is_gone(toneel: Toneel):
    """Without the lock on the contingent the second is at its end before the first has committed."""
    eerste, tweede = _zoekers(toneel, 2)
    toneel.contingent(1, wij=1, zij=0)
    woning = toneel.woning()
    with clock.klok_op(AANBOD), transaction.atomic():
        plaats_reserveren(traject=eerste, corporatie=toneel.regio.corporatie, categorie=Categorie.OPSTAP)
        draad, fouten = in_draad(
            lambda: verloop.woning_aangeboden(
                op=AANBOD, traject=tweede.sleutel, woning=woning.sleutel, consulent=toneel.consulent
            ),
            op=AANBOD,
        )
        assert not wacht_op(lambda: not draad.is_alive(), seconden=0.5)
    draad.join(timeout=20)
    assert [type(fout) for fout in fouten] == [RegelGeschonden]
    assert not Aanbieding.objects.exists()


@pytest.mark.postgres
def test_lowering_the_number_waits_for_a_reservation_under_way(toneel: Toneel):
    """Otherwise the number falls below what is in use between the check and the save."""
    (traject,) = _zoekers(toneel, 1)
    with clock.klok_op(AANBOD), transaction.atomic():
        plaats_reserveren(traject=traject, corporatie=toneel.regio.corporatie, categorie=Categorie.OPSTAP)
        draad, fouten = in_draad(lambda: toneel.contingent(0, wij=1, zij=0), op=AANBOD)
        assert not wacht_op(lambda: not draad.is_alive(), seconden=0.5)
    draad.join(timeout=20)
    assert [type(fout) for fout in fouten] == [RegelGeschonden]
    assert Contingent.objects.get().totaal == 1
