"""Foundation rows that belong to no domain room."""

from __future__ import annotations

from django.db import models


class Oefenklok(models.Model):
    """One row: how many days practice time runs ahead of real time (law 7). Only read in practice mode."""

    dagen = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="oefenklok_is_een_rij")]


class Verzoek(models.Model):
    """The one-time key of a POST form: stored unique in the transaction of the act, so a repeat changes nothing."""

    sleutel = models.UUIDField(primary_key=True)
    gebruiker = models.UUIDField()
    antwoord = models.CharField(max_length=300, blank=True)
    op = models.DateTimeField()
