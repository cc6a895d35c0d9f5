"""Load the demo region once."""

from __future__ import annotations

from django.db import transaction

from opstap import clock, werk
from opstap.demo.regio import regio_maken
from opstap.partners.models import Gebruiker
from opstap.protocol.datums import plus_maanden


@transaction.atomic
def demo_laden() -> int:
    """Make the region relative to today; returns the number of trajecten, 0 when it was loaded before."""
    if Gebruiker.objects.filter(is_demo=True).exists():
        return 0
    werk.zwijg()
    begin = plus_maanden(clock.vandaag(), -30)
    with clock.klok_op(begin):
        regio_maken(vanaf=begin)
    return 0
