"""What the partners agreed and count around the contingent: mutaties, caps, promises, and exchange with others."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from opstap.modellen import Dossierrij
from opstap.partners.models import Organisatie
from opstap.protocol.mutaties import KWARTALEN
from opstap.protocol.toezeggen import Afspraakpapier, Toezeggingsoort
from opstap.protocol.uitruil import Terugneemreden, Uitruilreden, Uitruilrichting
from opstap.regelingen.models import Regeling
from opstap.trajecten.models import Traject
from woningen.models.voorraad import Contingent
from woningen.querysets import UitruilQuerySet


class Mutatieopgave(Dossierrij):
    """How many homes of a corporatie became free in each quarter of a year (P-20); empty = not registered yet."""

    regeling = models.ForeignKey(Regeling, models.PROTECT, related_name="mutatieopgaven")
    corporatie = models.ForeignKey(Organisatie, models.PROTECT, related_name="mutatieopgaven")
    jaar = models.PositiveSmallIntegerField()
    kwartaal_1 = models.PositiveIntegerField(null=True, blank=True)
    kwartaal_2 = models.PositiveIntegerField(null=True, blank=True)
    kwartaal_3 = models.PositiveIntegerField(null=True, blank=True)
    kwartaal_4 = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "mutatieopgaven"
        constraints = [
            models.UniqueConstraint(fields=["regeling", "corporatie", "jaar"], name="mutatieopgave_een_per_jaar")
        ]

    @property
    def aantallen(self) -> list[int | None]:
        return [getattr(self, f"kwartaal_{kwartaal}") for kwartaal in KWARTALEN]


class Aandeelafspraak(models.Model):
    """What was agreed about the use of one zorgorganisatie in a year (Z-4.10): a cap, or none. Never changed; the last
    one counts."""

    contingent = models.ForeignKey(Contingent, models.CASCADE, related_name="aandeelafspraken")
    organisatie = models.ForeignKey(Organisatie, models.PROTECT, related_name="aandeelafspraken")
    op = models.DateField()
    hoogstens = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "aandeelafspraken"
        ordering = ["pk"]


class Toezegging(models.Model):
    """What one organisation promised for a year, and on which paper that stands (A-32, C-32). Never changed; of one
    organisation and kind the last one counts."""

    contingent = models.ForeignKey(Contingent, models.CASCADE, related_name="toezeggingen")
    organisatie = models.ForeignKey(Organisatie, models.PROTECT, related_name="toezeggingen")
    wat = models.CharField(max_length=12, choices=Toezeggingsoort.keuzes)
    aantal = models.PositiveIntegerField()
    papier = models.CharField(max_length=24, choices=Afspraakpapier.keuzes)
    getekend_op = models.DateField()
    kenmerk = models.CharField(max_length=60)

    class Meta:
        verbose_name_plural = "toezeggingen"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(wat__in=Toezeggingsoort.codes()), name="toezegging_wat"),
        ]


class Uitruil(Dossierrij):
    """One kandidaat who was exchanged with another gemeente (Z-8.13). Counts in the year of `op`, unless taken back."""

    traject = models.ForeignKey(Traject, models.PROTECT, related_name="uitruil")
    gemeente = models.CharField(max_length=60, blank=True, help_text="Empty when the kandidaat was forgotten.")
    richting = models.CharField(max_length=8, choices=Uitruilrichting.keuzes)
    op = models.DateField()
    reden = models.CharField(max_length=20, choices=Uitruilreden.keuzes, blank=True, help_text="Above the cap (I-33).")
    besloten_door = models.UUIDField(null=True, blank=True, help_text="Who let it go on above the cap.")
    ingetrokken_op = models.DateField(null=True, blank=True)
    intrekreden = models.CharField(max_length=20, choices=Terugneemreden.keuzes, blank=True)

    objects = UitruilQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "uitruil"
        constraints = [
            models.UniqueConstraint(
                fields=["traject"], condition=Q(ingetrokken_op=None), name="uitruil_een_per_traject"
            ),
            models.CheckConstraint(condition=Q(richting__in=Uitruilrichting.codes()), name="uitruil_richting"),
            models.CheckConstraint(
                condition=Q(reden="", besloten_door=None) | ~Q(reden="") & Q(besloten_door__isnull=False),
                name="uitruil_boven_grens_besloten",
            ),
            models.CheckConstraint(
                condition=Q(ingetrokken_op=None, intrekreden="") | Q(ingetrokken_op__isnull=False) & ~Q(intrekreden=""),
                name="uitruil_terug_met_reden",
            ),
        ]
