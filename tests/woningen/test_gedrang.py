"""A crowd at a contingent of three: reserve, use, release, lower the number, and break off half way.

After each round the database is laid beside a book of what every thread said it did (`tests/beproevingen/gedrang.py`).
Seen to fail: without the lock on the contingent, on PostgreSQL, in the first rounds.
"""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest
from django.conf import settings
from django.db import connection
from django.utils.module_loading import import_string

from opstap import clock
from tests.beproevingen.gedrang import Gedrang, begin
from tests.rolbezetting import maak_regio
from tests.woningen.toneel import AANBOD, Toneel

HOOGST, VAST_ZAAD = 3, 20261129


@pytest.fixture
def toneel(transactional_db: None) -> Toneel:
    """Committed rows: every thread has its own connection."""
    return Toneel(maak_regio())


def _gedrang(toneel: Toneel, zaad: int, aantal: int, draden: int) -> Gedrang:
    toneel.contingent(HOOGST, wij=1, zij=0)
    woningen = {}
    for nummer in range(aantal):
        traject = toneel.kandidaat(f"Kandidaat {nummer}")
        toneel.gevraagd(traject)
        woningen[traject.sleutel] = toneel.woning(f"Eik {nummer}").sleutel
    return Gedrang(
        zaad=zaad,
        op=AANBOD,
        woningen=woningen,
        consulent=toneel.consulent,
        verlaag=lambda n: toneel.contingent(n, wij=1, zij=0, op=AANBOD),
        boek=begin(HOOGST, list(woningen)),
        draden=draden,
    )


def _kloppen() -> list[str]:
    """What `manage.py controleer` says on the day of the offers, of all but the cast."""
    with clock.klok_op(AANBOD):
        controles = import_string(f"{settings.BEDRADING}.CONTROLES")
        over_dossiers = [naam for naam in controles if ".regelingen." not in naam]
        return [f"{naam}: {zin}" for naam in over_dossiers for zin in import_string(naam)()]


@pytest.mark.clausule("I-31", "Z-4.4")
def test_at_once_they_never_take_more_than_there_is_and_the_book_adds_up(
    toneel: Toneel, rondes: Callable[[int, int], int], noteer: Callable[..., None]
) -> None:
    aantal, zaden = rondes(8, 1000), [VAST_ZAAD, random.SystemRandom().randrange(10**6)]
    print(f"zaden {zaden}")
    gedrang = _gedrang(toneel, zaden[0], rondes(5, 40), rondes(6, 10))
    seconden = 0.0
    for zaad in zaden:
        gedrang.zaad = zaad
        seconden += gedrang.speel(aantal // len(zaden))
        assert gedrang.boek.fouten == []
    assert _kloppen() == []
    gedaan = gedrang.boek.gedaan
    assert gedaan["reserveren"] == gedrang.boek.bezet + gedaan["vrijgeven"]
    assert gedaan["reserveren_geweigerd"] and gedaan["gebruiken"] and gedaan["vrijgeven"]
    noteer(
        "gedrang",
        deel=connection.vendor,
        rondes=aantal,
        draden=gedrang.draden,
        te_veel=0,
        zaden=zaden,
        gedaan=dict(sorted(gedaan.items())),
        seconden=seconden,
    )
