"""Every short text in a row of its own."""

from __future__ import annotations

from django.db import models

from evaluatie.enums import Notitiesoort
from opstap.trajecten.models import Traject


class Notitie(models.Model):
    """One short text about the row `onderwerp`; can be deleted without touching that row (law 8)."""

    traject = models.ForeignKey(Traject, models.CASCADE, related_name="notities")
    onderwerp = models.UUIDField()
    soort = models.CharField(max_length=16, choices=Notitiesoort.keuzes)
    tekst = models.CharField(max_length=300)

    class Meta:
        verbose_name_plural = "notities"
        constraints = [models.UniqueConstraint(fields=["onderwerp", "soort"], name="notitie_een_per_soort")]
