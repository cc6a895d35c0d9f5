"""Claimable work: one base and one claim for reminder steps, mail and letters (laws 1 and 11).

A row is due when `uitvoeren_vanaf` has passed and it is not done. Claiming is one conditional UPDATE on both
engines, so two workers never hold the same row; a lease that runs out gives the row back. One row or many at once.
"""

from __future__ import annotations

import logging
import mmap
import threading
import time
from collections.abc import Callable, Iterable
from contextlib import nullcontext
from datetime import datetime, timedelta
from typing import Any, Self, TypeVar

from django.db import models, transaction
from django.db.models import Q

from opstap import clock

logger = logging.getLogger("opstap.werk")
T = TypeVar("T")

LEASE = timedelta(minutes=10)
MAX_POGINGEN = 11
_EERSTE_UITSTEL = timedelta(minutes=1)
_LAATSTE_UITSTEL = timedelta(hours=6)
BREEKT_AF = "breekt telkens af"
_STAPEL = 100  # rows done in one transaction
_RONDE = 30.0  # seconds after which a round leaves the rest to the next one
_STIL_NA_STORING = 60.0  # seconds without ringing after the broker failed

_stil_tot = 0.0
_belt = threading.Lock()
_stoppen: mmap.mmap | bytearray = bytearray(1)  # one byte, set when this worker must stop


class WerkQuerySet(models.QuerySet[Any]):
    def open(self) -> Self:
        """Neither done nor parked: exactly the condition of the partial index."""
        return self.filter(klaar_op__isnull=True, geparkeerd_reden="")

    def uitvoerbaar(self, *, dienst_nu: datetime, echt_nu: datetime) -> Self:
        """A lease, or a wait, that no clock of today could have given was given by a clock that was wrong."""
        vrij = Q(lease_tot__isnull=True) | Q(lease_tot__lte=echt_nu) | Q(lease_tot__gt=echt_nu + LEASE + clock.SPRONG)
        wacht = Q(opnieuw_vanaf__isnull=True) | Q(opnieuw_vanaf__lte=echt_nu)
        wacht |= Q(opnieuw_vanaf__gt=echt_nu + _LAATSTE_UITSTEL + clock.SPRONG)
        return self.open().filter(vrij & wacht, uitvoeren_vanaf__lte=dienst_nu)

    def langst_wachtend(self) -> Any:
        """The open row that was due first, whether or not somebody holds it; None when nothing is due."""
        return self.open().filter(uitvoeren_vanaf__lte=clock.dienst_nu()).order_by("uitvoeren_vanaf", "pk").first()

    def geparkeerd(self) -> Self:
        return self.filter(klaar_op__isnull=True).exclude(geparkeerd_reden="")

    def opnieuw(self) -> int:
        """A person asks to try again what was parked; how many."""
        return self.geparkeerd().update(geparkeerd_reden="", pogingen=0, opnieuw_vanaf=None)

    def claim(self, *, aantal: int, nieuw: bool = False) -> list[Any]:
        """Take at most `aantal` due rows for `LEASE`, first what was due first; what another worker takes is left out.
        `nieuw`: only rows nobody took before.

        The UPDATE names this table only and repeats the whole condition: with a join in it Django nests a subquery,
        and PostgreSQL does not look again into a subquery after waiting for the other worker (double claim). On
        PostgreSQL the rows are locked first, so that workers share what is due instead of waiting for each other.
        """
        if clock.versprong():  # in the middle of a round: the next tick asks a person (opstap/rem.py)
            return []
        dienst, nu = clock.dienst_nu(), clock.echt_nu()
        kandidaten = self.uitvoerbaar(dienst_nu=dienst, echt_nu=nu).order_by("uitvoeren_vanaf", "pk")
        if nieuw:
            kandidaten = kandidaten.filter(pogingen=0)
        if not kandidaten.exists():  # nothing due takes no write lock (SQLite)
            return []
        vrij = WerkQuerySet(self.model, using=self.db).uitvoerbaar(dienst_nu=dienst, echt_nu=nu)
        with transaction.atomic():
            los = kandidaten.select_related(None).only("pk").select_for_update(skip_locked=True, of=("self",))
            vast = [rij.pk for rij in los[:aantal]]
            vrij.filter(pk__in=vast).update(lease_tot=nu + LEASE, pogingen=models.F("pogingen") + 1)
            van_ons = self.filter(pk__in=vast, lease_tot=nu + LEASE)
            return list(van_ons.order_by("uitvoeren_vanaf", "pk"))


class Werk(models.Model):
    """A piece of work: its moment, lease, attempts and, when it keeps failing, why it waits for a person."""

    uitvoeren_vanaf = models.DateTimeField()
    klaar_op = models.DateTimeField(null=True, blank=True)
    lease_tot = models.DateTimeField(null=True, blank=True)
    opnieuw_vanaf = models.DateTimeField(null=True, blank=True)
    pogingen = models.PositiveSmallIntegerField(default=0)
    geparkeerd_reden = models.CharField(max_length=200, blank=True)

    objects = WerkQuerySet.as_manager()

    class Meta:
        abstract = True

    def mislukt(self, reden: str, *, blijvend: bool = False) -> None:
        """Give the row back with growing delay; after `MAX_POGINGEN`, or when `blijvend`, park it for a person."""
        uitstel = min(_EERSTE_UITSTEL * 2 ** (self.pogingen - 1), _LAATSTE_UITSTEL)
        park = blijvend or self.pogingen >= MAX_POGINGEN
        self._teruggeven(
            opnieuw_vanaf=clock.echt_nu() + uitstel,
            geparkeerd_reden=(reden[:200] or "onbekende fout") if park else "",
        )

    def wacht_op_een_ander(self) -> None:
        """Give the row back without counting this attempt: what it needs is away."""
        self._teruggeven(opnieuw_vanaf=clock.echt_nu() + _EERSTE_UITSTEL, pogingen=max(self.pogingen - 1, 0))

    def _voltooien(self) -> None:
        """Mark done; raises LeaseVerloren when another worker holds the row now. A row its own work removed is done."""
        if not self._teruggeven(klaar_op=clock.echt_nu()) and type(self)._base_manager.filter(pk=self.pk).exists():
            raise LeaseVerloren

    def _teruggeven(self, **velden: Any) -> bool:
        """Write and end the lease, only while the lease is ours."""
        rij = type(self)._base_manager.filter(pk=self.pk, klaar_op=None, lease_tot=self.lease_tot)
        gelukt = bool(rij.update(lease_tot=None, **velden))
        if gelukt:
            self.lease_tot = None
            for naam, waarde in velden.items():
                setattr(self, naam, waarde)
        return gelukt


class Onbereikbaar(Exception):
    """Something every row needs (the mail server) is away: not the fault of this row, and no use trying the next."""


class Geweigerd(Exception):
    """Trying again is of no use: the row waits for a person. The message is a Dutch reason without personal data."""


class LeaseVerloren(Exception):
    """This worker took longer than its lease and another one took over: undo, the other one finishes."""


def verwerk(rijen: WerkQuerySet, doe: Callable[[Any], None], *, aantal: int = 100, los: bool = False) -> int:
    """Claim due rows one by one and do each in its own transaction, marking it done there.

    `los`: without a transaction around `doe`, for work that waits for another machine or takes long (law 3; on SQLite
    every other writer would wait). It is done again when this process dies before the mark.
    One bad row never stops the others: one that fails waits longer each time, one that takes the whole process down
    is parked when it was claimed more often than it may be tried. Stops in between rows after `_RONDE` seconds and
    when the worker is asked to stop, so that only a row that itself hangs meets the time limit of the task.
    """
    gedaan, tot = 0, time.monotonic() + _RONDE
    for _ in range(aantal):
        if _stoppen[0] or time.monotonic() > tot or not (genomen := rijen.claim(aantal=1)):
            break
        rij = genomen[0]
        if rij.pogingen > MAX_POGINGEN:
            rij.mislukt(BREEKT_AF, blijvend=True)
            continue
        try:
            with nullcontext() if los else transaction.atomic():
                doe(rij)
                rij._voltooien()
            gedaan += 1
        except Onbereikbaar as fout:
            logger.warning("werk %s wacht: %s", type(rij).__name__, type(fout.__cause__ or fout).__name__)
            rij.wacht_op_een_ander()
            break
        except Exception as fout:
            logger.warning("werk %s %s mislukt: %s", type(rij).__name__, rij.pk, type(fout).__name__)
            blijvend = isinstance(fout, Geweigerd)
            rij.mislukt(str(fout) if blijvend else type(fout).__name__, blijvend=blijvend)
    return gedaan


def verwerk_samen(rijen: WerkQuerySet, doe: Callable[[list[Any]], None], *, aantal: int = 1000) -> int:
    """Claim due rows by the hundred and do them together, each hundred in one transaction, marking them done there.

    Only rows nobody tried before: when one of a hundred fails, or takes the process down, nothing of it was done and
    `verwerk` does them one by one; so a bad row is found, and never takes the others along.
    """
    gedaan, tot = 0, time.monotonic() + _RONDE
    while gedaan < aantal and not _stoppen[0] and time.monotonic() < tot:
        stapel = rijen.claim(aantal=min(_STAPEL, aantal - gedaan), nieuw=True)
        if not stapel:
            break
        try:
            with transaction.atomic():
                doe(stapel)
                _samen_voltooien(stapel)
        except Exception as fout:
            logger.warning("stapel van %s %s mislukt: %s", len(stapel), type(stapel[0]).__name__, type(fout).__name__)
            _zelfde_lease(stapel).update(lease_tot=None)
            break
        gedaan += len(stapel)
    return gedaan


def _samen_voltooien(stapel: list[Any]) -> None:
    """As `_voltooien`, for all of them or none."""
    gemerkt = _zelfde_lease(stapel).update(klaar_op=clock.echt_nu(), lease_tot=None)
    if gemerkt < len(stapel):
        over = type(stapel[0])._base_manager.filter(pk__in=[rij.pk for rij in stapel]).count()
        if gemerkt < over:
            raise LeaseVerloren


def _zelfde_lease(stapel: list[Any]) -> models.QuerySet[Any]:
    """Those of one claim that are still ours."""
    eerste = stapel[0]
    pks = [rij.pk for rij in stapel]
    return type(eerste)._base_manager.filter(pk__in=pks, klaar_op=None, lease_tot=eerste.lease_tot)


def elk(dingen: Iterable[T], doe: Callable[[T], object]) -> int:
    """Do each, whatever becomes of the others; how many said yes. What broke is raised together, at the end."""
    gedaan, fouten = 0, []
    for ding in dingen:
        try:
            gedaan += bool(doe(ding))
        except Exception as fout:
            fouten.append(fout)
    if fouten:
        raise ExceptionGroup("niet alles lukte", fouten)
    return gedaan


def begin_werker() -> None:
    """In a worker before it makes children: what it is asked reaches them too."""
    global _stoppen
    _stoppen = mmap.mmap(-1, 1)


def houd_op() -> None:
    """Finish the row at hand and begin no other, in this worker and its children: nothing stays leased."""
    _stoppen[0] = 1


def luid_de_bel() -> None:
    """After this commit: ask a worker to look now. Best effort; the tick finds everything anyway."""
    transaction.on_commit(_luid, robust=True)


def _luid() -> None:
    """Publish one content-free tick; a silent broker costs one request one wait, then a minute of quiet (M25).

    While one thread is ringing the others do not: they would only wait for the same silent broker.
    """
    global _stil_tot
    if time.monotonic() < _stil_tot or not _belt.acquire(blocking=False):
        return
    try:
        from opstap.celery import app  # laat: celery hoort niet in de webstart

        app.send_task("termijnen.tik", expires=60, retry=False)
    except Exception as fout:
        _stil_tot = time.monotonic() + _STIL_NA_STORING
        logger.warning("de bel doet het niet: %s", type(fout).__name__)
    finally:
        _belt.release()


def zwijg() -> None:
    """Never ring in this process: for loading demo data in one go."""
    global _stil_tot
    _stil_tot = float("inf")
