"""A building, or a group of homes that are looked at together."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from opstap.modellen import Dossierrij
from opstap.partners.models import Organisatie
from opstap.protocol.woningkenmerken import Leefbaarheid, Leefbaarheidsreden, Menging
from woningen.querysets import ComplexQuerySet


class Complex(Dossierrij):
    """`aandeel_max`: how many of its homes were agreed for this group (P-23, H-38); None = nothing was agreed."""

    corporatie = models.ForeignKey(Organisatie, models.PROTECT, related_name="complexen")
    naam = models.CharField(max_length=80)
    aantal_woningen = models.PositiveIntegerField(null=True, blank=True)
    aandeel_max = models.PositiveIntegerField(null=True, blank=True)
    mutatiegraad = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Procent per jaar dat vrijkomt.")
    nabij_steunpunt = models.BooleanField(null=True, blank=True)
    rustige_buurt = models.BooleanField(null=True, blank=True)
    openbaar_vervoer = models.BooleanField(null=True, blank=True)
    leefbaarheid = models.CharField(max_length=12, choices=Leefbaarheid.keuzes, blank=True)
    menging = models.CharField(max_length=16, choices=Menging.keuzes, blank=True)
    woonvormen = models.JSONField(default=list, help_text="Codes van Woonvorm.")

    objects = ComplexQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "complexen"
        indexes = [models.Index(fields=["corporatie", "naam", "id"], name="complex_op_naam")]
        constraints = [
            models.UniqueConstraint("corporatie", Lower("naam"), name="complex_een_keer_per_naam"),
            models.CheckConstraint(
                condition=Q(aandeel_max=None) | Q(aantal_woningen=None) | Q(aandeel_max__lte=F("aantal_woningen")),
                name="complex_aandeel_past",
            ),
            models.CheckConstraint(
                condition=Q(leefbaarheid__in=["", *Leefbaarheid.codes()]), name="complex_leefbaarheid"
            ),
        ]

    def __str__(self) -> str:
        return self.naam

    @property
    def stand_nu(self) -> Leefbaarheidstand | None:
        """How it stands, why and since when; None when nobody said so."""
        rij: Leefbaarheidstand | None = self.standen.order_by("-pk").first()
        return rij


class Leefbaarheidstand(models.Model):
    """How the building stood from a day on, and which fact about it says so. Never changed; the last row holds."""

    complex = models.ForeignKey(Complex, models.CASCADE, related_name="standen")
    stand = models.CharField(max_length=12, choices=Leefbaarheid.keuzes)
    vanaf = models.DateField()
    reden = models.CharField(max_length=16, choices=Leefbaarheidsreden.keuzes)

    class Meta:
        verbose_name_plural = "leefbaarheidstanden"
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.complex}: {self.stand} vanaf {self.vanaf}"
