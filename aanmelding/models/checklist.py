"""The leefgebieden of the form."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from aanmelding.models.aanmelding import Aanmelding
from opstap.partners.models import Organisatie
from opstap.protocol.aanmelden import Rijstatus
from opstap.protocol.begrippen import Leefgebied


class ChecklistRij(models.Model):
    """One leefgebied of the form: is support needed, how far is it, who gives it. No text, no scores (Z-20.8)."""

    aanmelding = models.ForeignKey(Aanmelding, models.CASCADE, related_name="rijen")
    leefgebied = models.CharField(max_length=32, choices=Leefgebied.keuzes)
    stand = models.CharField(max_length=20, choices=Rijstatus.keuzes, blank=True)
    uitvoerder = models.ForeignKey(Organisatie, models.PROTECT, null=True, blank=True, related_name="+")
    zelf = models.BooleanField(default=False, help_text="Geen organisatie: de kandidaat zelf of iemand uit de buurt.")

    class Meta:
        verbose_name_plural = "checklistrijen"
        constraints = [
            models.UniqueConstraint(fields=["aanmelding", "leefgebied"], name="checklistrij_een_per_leefgebied"),
            models.CheckConstraint(condition=Q(stand__in=["", *Rijstatus.codes()]), name="checklistrij_stand"),
            models.CheckConstraint(condition=Q(uitvoerder=None) | Q(zelf=False), name="checklistrij_een_uitvoerder"),
        ]

    def __str__(self) -> str:
        return Leefgebied(self.leefgebied).label
