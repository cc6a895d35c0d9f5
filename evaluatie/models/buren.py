"""Whom the neighbours can call, and that they were told something. Nothing about the huurder (H-34, H-35, P-42)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from evaluatie.enums import Partij
from opstap.modellen import Dossierrij
from opstap.protocol.buren import Buurtfunctie, Buurtuitleg


class Buurtpunt(Dossierrij):
    """The desk of the corporatie for one tenancy: a function and a number, not a person."""

    contract = models.OneToOneField("woningen.Huurovereenkomst", models.CASCADE, related_name="buurtpunt")
    functie = models.CharField(max_length=16, choices=Buurtfunctie.keuzes)
    telefoon = models.CharField(max_length=30)
    huurder_akkoord_op = models.DateField(null=True, blank=True, help_text="Leeg: nog niet gevraagd, of nee.")

    class Meta:
        verbose_name_plural = "buurtpunten"

    def __str__(self) -> str:
        return f"aanspreekpunt voor de buren ({self.contract})"


class Buurtbericht(Dossierrij):
    """Neighbours heard something: when, how and by whom; the huurder knew before."""

    contract = models.ForeignKey("woningen.Huurovereenkomst", models.CASCADE, related_name="buurtberichten")
    soort = models.CharField(max_length=16, choices=Buurtuitleg.keuzes)
    door = models.CharField(max_length=24, choices=Partij.keuzes)
    op = models.DateField()
    huurder_wist_op = models.DateField()

    class Meta:
        verbose_name_plural = "buurtberichten"
        ordering = ["op", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(huurder_wist_op__lte=F("op")), name="buurtbericht_huurder_wist_eerst")
        ]

    def __str__(self) -> str:
        return f"uitleg aan de buren ({self.contract})"
