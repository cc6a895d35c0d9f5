"""Who comes along to the new home."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from aanmelding.models.aanmelding import Aanmelding
from opstap.trajecten.models import Persoon


class Huishouden(models.Model):
    """`kinderen` are birth years, no names. Who rents along is a Persoon, the only table with names (law 8)."""

    aanmelding = models.OneToOneField(Aanmelding, models.CASCADE, related_name="huishouden")
    alleen = models.BooleanField(help_text="Niemand komt mee.")
    medehuurder = models.OneToOneField(Persoon, models.SET_NULL, null=True, blank=True, related_name="huurt_mee")
    kinderen = models.JSONField(default=list, blank=True)

    class Meta:
        verbose_name_plural = "huishoudens"
        constraints = [
            models.CheckConstraint(
                condition=Q(alleen=False) | Q(medehuurder=None, kinderen=[]), name="huishouden_alleen_is_alleen"
            )
        ]
