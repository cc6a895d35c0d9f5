"""Evaluaties: planned, held or moved, with the words for each point."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q
from django_fsm import FSMField, transition

from evaluatie.enums import Evaluatiestatus, Verzetreden
from evaluatie.querysets import EvaluatieQuerySet
from opstap.modellen import Dossierrij
from opstap.protocol.evaluatiebegrippen import EvaluatieItem, EvaluatieSoort, ItemOordeel, Oordeel, Vervolgadvies
from opstap.trajecten.models import Traject

_E = Evaluatiestatus


class Evaluatie(Dossierrij):
    """One planned conversation. `nummer` never changes; `gepland_op` is the day it will be, also after it was moved."""

    traject = models.ForeignKey(Traject, models.PROTECT, related_name="evaluaties")
    contract = models.ForeignKey("woningen.Huurovereenkomst", models.PROTECT, related_name="evaluaties")
    nummer = models.PositiveSmallIntegerField()
    soort = models.CharField(max_length=24, choices=EvaluatieSoort.keuzes)
    clausule = models.CharField(max_length=12)
    met_corporatie = models.BooleanField(help_text="De consulent moet erbij zijn (Z-11.10).")
    gepland_op = models.DateField()
    status = FSMField(default=_E.GEPLAND.value, choices=_E.keuzes, protected=True)
    gehouden_op = models.DateField(null=True, blank=True)
    aanwezig = models.JSONField(default=list, blank=True, help_text="Codes of Partij.")
    oordeel = models.CharField(max_length=16, choices=Oordeel.keuzes, blank=True)
    ronde = models.PositiveSmallIntegerField(
        default=0, help_text="De hoeveelste keer is gevraagd of het klopt; 0 = nog niet."
    )
    vastgesteld_op = models.DateField(null=True, blank=True)
    advies = models.CharField(max_length=16, choices=Vervolgadvies.keuzes, blank=True)

    objects = EvaluatieQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "evaluaties"
        ordering = ["nummer"]
        constraints = [
            models.UniqueConstraint(fields=["contract", "nummer"], name="evaluatie_een_keer_per_nummer"),
            models.CheckConstraint(condition=Q(status__in=_E.codes()), name="evaluatie_status"),
            models.CheckConstraint(
                condition=Q(status__in=[_E.GEHOUDEN.value, _E.VASTGESTELD.value], gehouden_op__isnull=False)
                & ~Q(oordeel="")
                | ~Q(status__in=[_E.GEHOUDEN.value, _E.VASTGESTELD.value]) & Q(gehouden_op=None, oordeel=""),
                name="evaluatie_gehouden_met_oordeel",
            ),
            models.CheckConstraint(
                condition=Q(status=_E.VASTGESTELD.value, vastgesteld_op__isnull=False, ronde__gte=1)
                | ~Q(status=_E.VASTGESTELD.value) & Q(vastgesteld_op=None),
                name="evaluatie_vastgesteld_met_datum",
            ),
            models.CheckConstraint(condition=Q(advies="") | ~Q(oordeel=""), name="evaluatie_advies_na_gesprek"),
        ]

    def __str__(self) -> str:
        return f"evaluatie {self.nummer} ({self.traject})"

    @property
    def is_gehouden(self) -> bool:
        return self.status in (_E.GEHOUDEN, _E.VASTGESTELD)

    @property
    def in_plan_op(self) -> date:
        """Its day in the plan, wherever it was moved to since."""
        eerste = min(self.verzettingen.all(), key=lambda v: v.pk, default=None)
        return eerste.van if eerste else self.gepland_op

    @property
    def is_te_houden(self) -> bool:
        return self.status in (_E.GEPLAND, _E.NIET_DOORGEGAAN)

    @transition(field=status, source=[_E.GEPLAND, _E.NIET_DOORGEGAAN], target=_E.GEHOUDEN)
    def houden(self) -> None: ...

    @transition(field=status, source=_E.GEHOUDEN, target=_E.VASTGESTELD)
    def vaststellen(self) -> None:
        """Everybody who had to be there says that it is right, and the facts about the rent are there."""

    @transition(field=status, source=[_E.GEPLAND, _E.NIET_DOORGEGAAN], target=_E.NIET_DOORGEGAAN)
    def niet_doorgaan(self) -> None:
        """Not validly held; it keeps its number and gets a new day."""

    @transition(field=status, source=[_E.GEPLAND, _E.NIET_DOORGEGAAN], target=_E.VERVALLEN)
    def vervallen(self) -> None: ...

    @transition(field=status, source=[_E.GEPLAND, _E.NIET_DOORGEGAAN], target=_E.INGETROKKEN)
    def intrekken(self) -> None:
        """An extra one that is not needed after all; it does not come back with the tenancy."""

    @transition(field=status, source=_E.VERVALLEN, target=_E.GEPLAND)
    def herstellen(self) -> None:
        """A correction: the tenancy did not stop."""


class Verzet(models.Model):
    """A day on which an evaluatie did not go on, and where it went."""

    evaluatie = models.ForeignKey(Evaluatie, models.CASCADE, related_name="verzettingen")
    van = models.DateField()
    naar = models.DateField()
    reden = models.CharField(max_length=24, choices=Verzetreden.keuzes)

    class Meta:
        verbose_name_plural = "verzettingen"


class Itemoordeel(models.Model):
    """The word for one of the points, at one evaluatie (Z-12.7, I-7)."""

    evaluatie = models.ForeignKey(Evaluatie, models.CASCADE, related_name="items")
    item = models.CharField(max_length=24, choices=EvaluatieItem.keuzes)
    oordeel = models.CharField(max_length=16, choices=ItemOordeel.keuzes)

    class Meta:
        verbose_name_plural = "itemoordelen"
        constraints = [models.UniqueConstraint(fields=["evaluatie", "item"], name="itemoordeel_een_keer")]
