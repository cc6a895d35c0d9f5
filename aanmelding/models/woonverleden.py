"""How earlier renting went: codes only; the date of an ontruiming stays with the corporatie (Z-8.9)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from aanmelding.models.aanmelding import Aanmelding
from opstap.partners.models import Organisatie
from opstap.protocol.geldzaken import Blokkadestand, JaNeeOnbekend, Regelingstand


class Woonverleden(models.Model):
    """As the zorgorganisatie declares it; goes whole when nothing is filled in."""

    aanmelding = models.OneToOneField(Aanmelding, models.CASCADE, related_name="woonverleden")
    ontruiming = models.CharField(max_length=16, choices=JaNeeOnbekend.keuzes, blank=True)
    achterstand = models.CharField(max_length=16, choices=JaNeeOnbekend.keuzes, blank=True)
    regeling = models.CharField(max_length=16, choices=Regelingstand.keuzes, blank=True)
    genoeg_betaald = models.CharField(max_length=16, choices=JaNeeOnbekend.keuzes, blank=True)
    verklaring_gezien_op = models.DateField(null=True, blank=True, help_text="Een verklaring van een verhuurder.")

    class Meta:
        verbose_name_plural = "woonverleden"
        constraints = [
            models.CheckConstraint(
                condition=Q(achterstand=JaNeeOnbekend.JA.value) | Q(regeling="", genoeg_betaald=""),
                name="woonverleden_betaling_bij_schuld",
            )
        ]


class Blokkade(models.Model):
    """Whether one corporatie rents to this person (H-15, H-36)."""

    aanmelding = models.ForeignKey(Aanmelding, models.CASCADE, related_name="blokkades")
    corporatie = models.ForeignKey(Organisatie, models.PROTECT, related_name="+")
    stand = models.CharField(max_length=16, choices=Blokkadestand.keuzes)

    class Meta:
        verbose_name_plural = "blokkades"
        constraints = [
            models.UniqueConstraint(fields=["aanmelding", "corporatie"], name="blokkade_een_per_corporatie"),
            models.CheckConstraint(condition=Q(stand__in=Blokkadestand.codes()), name="blokkade_stand"),
        ]
