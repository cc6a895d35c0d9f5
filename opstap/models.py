"""Foundation rows that belong to no domain room."""

from __future__ import annotations

from typing import Any, Self

from django.db import models

from opstap import UITGAVE, clock
from opstap.protocol.begrippen import Keuze


class Oefenklok(models.Model):
    """One row: how many days practice time runs ahead of real time (law 7). Only read in practice mode."""

    dagen = models.PositiveIntegerField(default=0)
    verzet_op = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="oefenklok_is_een_rij")]


class Verzoek(models.Model):
    """The one-time key of a POST form: stored unique in the transaction of the act, so a repeat changes nothing."""

    sleutel = models.UUIDField(primary_key=True)
    gebruiker = models.UUIDField()
    antwoord = models.CharField(max_length=300, blank=True)
    melding = models.CharField(max_length=200, blank=True)
    inhoud = models.CharField(max_length=64, blank=True)
    op = models.DateTimeField()


class Getypt(models.Model):
    """What somebody typed when the session had ended: one hour, for that person only, gone once it is sent."""

    gebruiker = models.UUIDField()
    pad = models.CharField(max_length=500)
    velden = models.JSONField()
    tot = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["gebruiker", "pad"], name="getypt_een_keer_per_pagina")]


class Hartslagsoort(Keuze):
    TIK = "tik", "een ronde van al het werk"
    RESERVEKOPIE = "reservekopie"


class HartslagQuerySet(models.QuerySet[Any]):
    """Two small writes without a lock: done twice, or by five processes at once, the latest moment counts."""

    def begint(self, soort: Hartslagsoort) -> None:
        """After one that broke off `begonnen_op` stays: since then nothing was finished."""
        nu = clock.echt_nu()
        if not self.filter(soort=soort, klaar_op__gte=models.F("begonnen_op")).update(begonnen_op=nu):
            self.bulk_create([self.model(soort=soort, begonnen_op=nu)], ignore_conflicts=True)

    def is_klaar(self, soort: Hartslagsoort) -> None:
        self.filter(soort=soort).update(klaar_op=clock.echt_nu(), uitgave=UITGAVE)


class Hartslag(models.Model):
    """When something that must keep happening last began, last finished, and by which Opstap. In real time."""

    soort = models.CharField(max_length=20, unique=True, choices=Hartslagsoort.keuzes)
    begonnen_op = models.DateTimeField()
    klaar_op = models.DateTimeField(null=True)
    uitgave = models.CharField(max_length=20, blank=True)

    objects = HartslagQuerySet.as_manager()


class Peiling(models.Model):
    """One row: where and when the last tick began, by every clock there is. What differs next time tells of a fault."""

    op = models.DateTimeField()
    loopt = models.FloatField(help_text="Seconds by a clock of the machine that nobody can set.")
    machine = models.CharField(max_length=36, blank=True, help_text="Another one after each start of the machine.")
    thuis = models.CharField(max_length=60, help_text="Which database this is; a copy that is put back is another.")

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="peiling_is_een_rij")]


class Remreden(Keuze):
    KLOK = "klok", "de klok versprong"
    KOPIE = "kopie", "een reservekopie is teruggezet"


class RemQuerySet(models.QuerySet[Any]):
    def vast(self) -> Self:
        """On, until a person lets go."""
        return self.filter(los_op=None).order_by("pk")


class Rem(models.Model):
    """While it is on Opstap waits with what nobody can take back. `van`: until where it knows what happened."""

    reden = models.CharField(max_length=5, choices=Remreden.keuzes)
    van = models.DateTimeField()
    tot = models.DateTimeField()
    los_op = models.DateTimeField(null=True)

    objects = RemQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "remmen"
        constraints = [
            models.UniqueConstraint(fields=["reden"], condition=models.Q(los_op=None), name="rem_een_keer_vast")
        ]
