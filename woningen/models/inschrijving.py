"""What was done for a kandidaat in the register of woningzoekenden."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from opstap.modellen import Dossierrij
from opstap.protocol.inschrijven import Inschrijfwerk, Koppeling
from woningen.models.aanbod import Bemiddeling


class Inschrijfhandeling(Dossierrij):
    """One act of one search: when it was done. Of a toewijzing also what became of the own registration (Z-9.15)."""

    bemiddeling = models.ForeignKey(Bemiddeling, models.PROTECT, related_name="inschrijfhandelingen")
    werk = models.CharField(max_length=12, choices=Inschrijfwerk.keuzes)
    gedaan_op = models.DateField()
    koppeling = models.CharField(max_length=12, choices=Koppeling.keuzes, blank=True)

    class Meta:
        verbose_name_plural = "inschrijfhandelingen"
        constraints = [
            models.UniqueConstraint(fields=["bemiddeling", "werk"], name="inschrijfhandeling_een_keer"),
            models.CheckConstraint(
                condition=Q(werk=Inschrijfwerk.TOEWIJZING.value, koppeling__in=Koppeling.codes())
                | ~Q(werk=Inschrijfwerk.TOEWIJZING.value) & Q(koppeling=""),
                name="inschrijfhandeling_koppeling",
            ),
        ]


class Inschrijfnummer(models.Model):
    """The number of the registration a corporatie made (Z-9.11); deletable without touching that she did (law 8)."""

    rij = models.OneToOneField(Inschrijfhandeling, models.CASCADE, related_name="nummer")
    nummer = models.CharField(max_length=20)

    class Meta:
        verbose_name_plural = "inschrijfnummers"
