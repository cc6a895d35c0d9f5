"""Whether the rent can be paid: outcomes, no amounts and no papers (Z-8.8)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from aanmelding.models.aanmelding import Aanmelding
from opstap.protocol.geldzaken import Betaaloordeel, Instrument, Instrumentstand, Vaststeller


class Betaalbaarheid(models.Model):
    """The outcome as the zorgorganisatie declares it; goes whole when nothing is filled in."""

    aanmelding = models.OneToOneField(Aanmelding, models.CASCADE, related_name="betaalbaarheid")
    oordeel = models.CharField(max_length=16, choices=Betaaloordeel.keuzes)
    door = models.CharField(max_length=16, choices=Vaststeller.keuzes, blank=True)
    op = models.DateField(null=True, blank=True, help_text="De dag waarop dit is vastgesteld.")

    class Meta:
        verbose_name_plural = "betaalbaarheid"
        constraints = [
            models.CheckConstraint(condition=Q(oordeel__in=Betaaloordeel.codes()), name="betaalbaarheid_oordeel")
        ]


class Geldhulp(models.Model):
    """One kind of help with money: is it needed, arranged, and accepted by the kandidaat."""

    aanmelding = models.ForeignKey(Aanmelding, models.CASCADE, related_name="geldhulp")
    instrument = models.CharField(max_length=20, choices=Instrument.keuzes)
    stand = models.CharField(max_length=16, choices=Instrumentstand.keuzes)
    geaccepteerd = models.BooleanField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "geldhulp"
        constraints = [
            models.UniqueConstraint(fields=["aanmelding", "instrument"], name="geldhulp_een_per_instrument"),
            models.CheckConstraint(
                condition=Q(stand__in=[Instrumentstand.NODIG.value, Instrumentstand.GEREGELD.value])
                | Q(stand=Instrumentstand.NIET_NODIG.value, geaccepteerd=None),
                name="geldhulp_akkoord_als_nodig",
            ),
        ]
