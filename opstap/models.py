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
