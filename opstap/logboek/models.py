"""Append-only: who did what (Gebeurtenis) and who looked at whom (Inzage). No foreign keys, no content (law 9)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class Regel(models.Model):
    """Who, on whose behalf, about which traject, when. Plain UUIDs and codes: the log outlives what it is about.

    `voor` is the absent colleague whose place was taken.
    """

    op = models.DateTimeField()
    gebruiker = models.UUIDField(null=True)
    organisatie = models.UUIDField(null=True)
    rol = models.CharField(max_length=30)
    voor = models.UUIDField(null=True)
    traject = models.UUIDField(null=True)
    soort = models.CharField(max_length=60)

    class Meta:
        abstract = True


class Gebeurtenis(Regel):
    """Something happened. `dag` is the service date, `gegevens` holds codes, dates and row keys only."""

    dag = models.DateField()
    clausule = models.CharField(max_length=12, blank=True)
    gegevens = models.JSONField(default=dict)

    class Meta:
        indexes = [
            models.Index(fields=["traject", "-dag", "-id"], name="gebeurtenis_per_traject"),
            models.Index(fields=["gebruiker", "dag"], name="bekend_nagegaan", condition=Q(soort="bekend_nagegaan")),
        ]
        verbose_name_plural = "gebeurtenissen"


class Inzage(Regel):
    """Somebody looked at a traject, a letter or an export (NEN 7513)."""

    class Meta:
        indexes = [models.Index(fields=["traject", "-op"], name="inzage_per_traject")]
        verbose_name_plural = "inzages"


class Zegel(models.Model):
    """The number and chained hash of one Gebeurtenis, added later by the tick under one lock."""

    nummer = models.PositiveBigIntegerField(primary_key=True)
    gebeurtenis = models.PositiveBigIntegerField(unique=True)
    hash = models.CharField(max_length=64)
