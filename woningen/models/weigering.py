"""A corporatie refuses who reacted himself, for a building of hers (Z-9.21): never an aanbieding."""

from __future__ import annotations

from django.db import models

from opstap.modellen import Dossierrij
from opstap.protocol.leefbaarheid import Weigergrond
from opstap.trajecten.models import Besluit
from woningen.models.aanbod import Bemiddeling
from woningen.models.complex import Complex


class Leefbaarheidsweigering(Dossierrij):
    """`onder_druk`: whether the building was known to be, that day. Why is the Motivering of the besluit (law 8)."""

    bemiddeling = models.ForeignKey(Bemiddeling, models.PROTECT, related_name="leefbaarheidsweigeringen")
    besluit = models.OneToOneField(Besluit, models.PROTECT, related_name="leefbaarheidsweigering")
    complex = models.ForeignKey(Complex, models.PROTECT, related_name="weigeringen")
    portiek = models.CharField(max_length=20, blank=True)
    reden = models.CharField(max_length=16, choices=Weigergrond.keuzes)
    onder_druk = models.BooleanField()

    class Meta:
        verbose_name_plural = "leefbaarheidsweigeringen"
