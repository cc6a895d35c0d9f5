"""A corporatie opened the traject at an intake (Z-5.4): when, why as a code, and whom it asked to begeleiden."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from aanmelding.models.aanmelding import Aanmelding
from aanmelding.querysets import VoorwaardeQuerySet
from opstap.partners.models import Organisatie
from opstap.protocol.voorwaarde import Voorwaardereden


class Voorwaarde(models.Model):
    """`vraag` is the key of the last question to an organisation: a new one at every question."""

    aanmelding = models.OneToOneField(Aanmelding, models.CASCADE, related_name="voorwaarde")
    organisatie = models.ForeignKey(Organisatie, models.PROTECT, related_name="+")
    reden = models.CharField(max_length=20, choices=Voorwaardereden.keuzes)
    gesteld_op = models.DateField()
    gevraagd = models.ForeignKey(Organisatie, models.PROTECT, null=True, blank=True, related_name="+")
    vraag = models.UUIDField(null=True, blank=True, unique=True)
    gevraagd_op = models.DateField(null=True, blank=True)
    beantwoord_op = models.DateField(null=True, blank=True)
    opgepakt_op = models.DateField(null=True, blank=True)

    objects = VoorwaardeQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "voorwaarden"
        constraints = [
            models.CheckConstraint(
                condition=Q(gevraagd=None, vraag=None, gevraagd_op=None, beantwoord_op=None)
                | Q(gevraagd__isnull=False, vraag__isnull=False, gevraagd_op__isnull=False),
                name="voorwaarde_vraag_is_heel",
            ),
            models.CheckConstraint(
                condition=Q(opgepakt_op=None) | Q(beantwoord_op__isnull=False), name="voorwaarde_opgepakt_na_antwoord"
            ),
        ]
