"""Before each tick: is the clock right, and is this the database of the last tick? If not, a person looks (F7, F17)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from django.db import connection, transaction

from opstap import clock, sql
from opstap.models import Peiling, Rem, Remreden

#: After a longer time without any tick nothing tells an outage from a clock that is set wrong.
LANGSTE_STILTE = timedelta(days=30)
_BOOT_ID = Path("/proc/sys/kernel/random/boot_id")


def peil() -> None:
    """Put the brake on where the last tick and this one do not fit together. A tick that is late only is fine."""
    nu, daar = _hier()
    waarden = {"op": nu.op, "loopt": nu.loopt, "machine": nu.machine, "thuis": nu.thuis}
    with transaction.atomic():
        eerder, is_eerste = Peiling.objects.select_for_update().get_or_create(pk=1, defaults=waarden)
        if not is_eerste:
            for reden, van in _redenen(eerder, nu, daar):
                rem, nieuw = Rem.objects.get_or_create(reden=reden, los_op=None, defaults={"van": van, "tot": nu.op})
                if reden is Remreden.KOPIE and not nieuw and rem.tot < nu.op:  # another copy: the later one counts
                    Rem.objects.filter(pk=rem.pk).update(tot=nu.op)
            Peiling.objects.filter(pk=1).update(op=nu.op, loopt=nu.loopt, machine=nu.machine, thuis=nu.thuis)
    clock.herijk()


def _hier() -> tuple[Peiling, datetime | None]:
    naam, daar = sql.thuis(connection)
    machine = _BOOT_ID.read_text().strip() if _BOOT_ID.exists() else ""
    return Peiling(op=clock.echt_nu(), loopt=clock.loopt(), machine=machine, thuis=naam), daar


def _redenen(eerder: Peiling, nu: Peiling, daar: datetime | None) -> Iterator[tuple[Remreden, datetime]]:
    """Why, and until when all is known."""
    if nu.thuis != eerder.thuis:
        yield Remreden.KOPIE, eerder.op
        return
    hoort = eerder.op + timedelta(seconds=nu.loopt - eerder.loopt)
    if nu.machine and nu.machine == eerder.machine:
        if abs(nu.op - hoort) > clock.SPRONG:
            yield Remreden.KLOK, hoort
    elif not -clock.SPRONG < nu.op - eerder.op < LANGSTE_STILTE:
        yield Remreden.KLOK, eerder.op
    if daar is not None and abs(nu.op - daar) > clock.SPRONG:
        yield Remreden.KLOK, daar
