"""Letters that never change, and the outbox for mail."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from opstap.modellen import MetSleutel
from opstap.partners.models import Gebruiker, Organisatie
from opstap.post.enums import Geadresseerde
from opstap.post.querysets import BriefQuerySet
from opstap.trajecten.models import Besluit, Traject
from opstap.werk import Werk


class Brief(MetSleutel, Werk):
    """An immutable letter: kind, date, to whom, hash. What it says stands in BriefInhoud. Work = making the PDF."""

    traject = models.ForeignKey(Traject, models.PROTECT, related_name="brieven")
    besluit = models.ForeignKey(Besluit, models.PROTECT, null=True, blank=True, related_name="brieven")
    soort = models.CharField(max_length=40)
    titel = models.CharField(max_length=120)
    datum = models.DateField()
    geadresseerde = models.CharField(max_length=20, choices=Geadresseerde.keuzes)
    afzender = models.ForeignKey(Organisatie, models.PROTECT, related_name="brieven")
    hash = models.CharField(max_length=64)

    objects = BriefQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        verbose_name_plural = "brieven"
        indexes = [
            models.Index(fields=["uitvoeren_vanaf", "id"], name="brief_opmaken", condition=Q(klaar_op=None)),
            models.Index(fields=["traject", "-datum"], name="brief_per_traject"),
        ]

    def __str__(self) -> str:
        return f"{self.titel} ({self.traject})"


class BriefInhoud(models.Model):
    """The text and the PDF of a letter; deletable without touching the Brief (law 8)."""

    brief = models.OneToOneField(Brief, models.CASCADE, related_name="inhoud")
    html = models.TextField()
    pdf = models.BinaryField(null=True)


class Bericht(MetSleutel, Werk):
    """One mail to one person: constant subject, kenmerk and link. Unique per (soort, plek, ontvanger): sent once."""

    soort = models.CharField(max_length=40)
    plek = models.CharField(max_length=60)
    ontvanger = models.ForeignKey(Gebruiker, models.PROTECT, related_name="berichten")
    traject = models.ForeignKey(Traject, models.CASCADE, null=True, related_name="berichten")
    gegevens = models.JSONField(default=dict, help_text="Codes and dates for the text; no names.")

    class Meta:
        verbose_name_plural = "berichten"
        indexes = [
            models.Index(
                fields=["uitvoeren_vanaf", "id"],
                name="bericht_te_verzenden",
                condition=Q(klaar_op=None, geparkeerd_reden=""),
            )
        ]
        constraints = [
            models.UniqueConstraint(fields=["soort", "plek", "ontvanger"], name="bericht_een_keer"),
        ]

    def __str__(self) -> str:
        return f"{self.soort} aan {self.ontvanger}"
