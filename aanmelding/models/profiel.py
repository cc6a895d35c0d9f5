"""Which home somebody looks for, and the support that comes along: codes and dates, no text."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from aanmelding.models.aanmelding import Aanmelding
from opstap.protocol.begeleiden import Bereikbaarheid
from opstap.protocol.contract import UREN_PER_WEEK
from opstap.protocol.woonprofiel import Hulpplek, Lotgenoten, Nabijheid, Perspectief, Samen, Woonfactor


class Woonprofiel(models.Model):
    """Five answers, in a row of its own that can be deleted whole (law 8). No row while nothing is answered."""

    aanmelding = models.OneToOneField(Aanmelding, models.CASCADE, related_name="woonprofiel")
    perspectief = models.CharField(max_length=16, choices=Perspectief.keuzes, blank=True)
    samen = models.CharField(max_length=16, choices=Samen.keuzes, blank=True)
    lotgenoten = models.CharField(max_length=16, choices=Lotgenoten.keuzes, blank=True)
    nabijheid = models.CharField(max_length=16, choices=Nabijheid.keuzes, blank=True)
    hulpplek = models.CharField(max_length=16, choices=Hulpplek.keuzes, blank=True)

    class Meta:
        verbose_name_plural = "woonprofielen"


class Woonfactorrij(models.Model):
    """What the home must have, without a reason. `vanaf` = registered on: that day counts at an aanbod (I-13)."""

    aanmelding = models.ForeignKey(Aanmelding, models.CASCADE, related_name="woonfactoren")
    factor = models.CharField(max_length=20, choices=Woonfactor.keuzes)
    vanaf = models.DateField()
    tot = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "woonfactoren"
        constraints = [
            models.UniqueConstraint(
                fields=["aanmelding", "factor"], condition=Q(tot=None), name="woonfactor_een_keer_open"
            ),
            models.CheckConstraint(condition=Q(tot=None) | Q(tot__gt=F("vanaf")), name="woonfactor_periode"),
        ]

    def __str__(self) -> str:
        return Woonfactor(self.factor).label


class Begeleidingsafspraak(models.Model):
    """The support at home as the zorgorganisatie plans it, in a row of its own that can be deleted whole (law 8)."""

    aanmelding = models.OneToOneField(Aanmelding, models.CASCADE, related_name="begeleidingsafspraak")
    uren = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Per week (A-5).")
    start = models.DateField(null=True, blank=True)
    bereikbaar = models.CharField(max_length=16, choices=Bereikbaarheid.keuzes, blank=True)

    class Meta:
        verbose_name_plural = "begeleidingsafspraken"
        constraints = [
            models.CheckConstraint(
                condition=Q(uren=None) | Q(uren__gte=1, uren__lte=UREN_PER_WEEK), name="begeleiding_uren_per_week"
            )
        ]
