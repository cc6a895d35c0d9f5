"""The only place that reads a clock (law 7).

Service time (`vandaag`, `dienst_nu`) drives duties, terms and texts and moves along with the practice clock.
Real time (`echt_nu`) drives leases, sessions, tokens, retries and log stamps and never moves.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, timedelta
from datetime import time as dagtijd
from zoneinfo import ZoneInfo

from django.apps import apps
from django.conf import settings

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
_GELDIG = 1.0  # seconds a process may remember the shift of the practice clock
#: A clock that is this far off was set wrong; what is less is summer time of a server, or a slow one.
SPRONG = timedelta(hours=6)

_vast: ContextVar[datetime | None] = ContextVar("vaste_klok", default=None)
_verschuiving: tuple[float, timedelta] = (0.0, timedelta())


def echt_nu() -> datetime:
    """The real moment, in UTC."""
    return datetime.now(UTC)


def loopt() -> float:
    """Seconds by a clock that nobody can set, and that also goes on while the machine sleeps; since it started."""
    return time.clock_gettime(getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC))


def herijk() -> None:
    """From here on `versprong` looks."""
    global _ijkpunt
    _ijkpunt = (echt_nu(), loopt())


def versprong() -> bool:
    """Whether somebody set the clock of this machine since `herijk`."""
    op, liep = _ijkpunt
    return abs(echt_nu() - op - timedelta(seconds=loopt() - liep)) > SPRONG


def dienst_nu() -> datetime:
    """The moment duties are measured against, in Amsterdam time."""
    if (vast := _vast.get()) is not None:
        return vast
    return dienst_op(echt_nu())


def dienst_op(moment: datetime) -> datetime:
    """A real moment as duties are measured, in Amsterdam time; in practice mode by the practice clock of today."""
    hier = moment.astimezone(AMSTERDAM)
    return _dagen_later(hier, dagen) if (dagen := _verschoven()) else hier


def vandaag() -> date:
    """The local day duties are measured against."""
    return dienst_nu().date()


def lokaal_moment(dag: date, uur: int = 0, minuut: int = 0) -> datetime:
    """Wall-clock time in Amsterdam on `dag`; right on both days the clock changes."""
    return datetime.combine(dag, dagtijd(uur, minuut), tzinfo=AMSTERDAM)


@contextmanager
def klok_op(moment: date | datetime) -> Iterator[None]:
    """Hold service time still in this context: for tests and for building the demo region."""
    if not isinstance(moment, datetime):
        moment = lokaal_moment(moment, 10)
    merk = _vast.set(moment.astimezone(AMSTERDAM))
    try:
        yield
    finally:
        _vast.reset(merk)


def vergeet_verschuiving() -> None:
    """Read the practice clock again at the next question (after it was moved)."""
    global _verschuiving
    _verschuiving = (0.0, timedelta())


def _dagen_later(nu: datetime, dagen: timedelta) -> datetime:
    """The same wall time so many days on, also over summer time; an hour that day skips is the one after it."""
    return (nu + dagen).astimezone(UTC).astimezone(AMSTERDAM)


def _verschoven() -> timedelta:
    """The shift of the one Oefenklok row; zero outside practice mode."""
    global _verschuiving
    if not settings.OEFENMODUS:
        return timedelta()
    tot, verschil = _verschuiving
    if time.monotonic() >= tot:
        dagen = apps.get_model("opstap", "Oefenklok").objects.values_list("dagen", flat=True).first()
        verschil = timedelta(days=dagen or 0)
        _verschuiving = (time.monotonic() + _GELDIG, verschil)
    return verschil


_ijkpunt = (echt_nu(), loopt())
