"""The form as it was sent."""

from __future__ import annotations

from typing import Any

from django.db import models

from aanmelding.models.aanmelding import Aanmelding
from opstap.modellen import MetSleutel


class AanmeldVersie(MetSleutel):
    """The form as it was sent: codes, dates and keys, never a name or free text. Never changed (law 8)."""

    aanmelding = models.ForeignKey(Aanmelding, models.CASCADE, related_name="versies")
    nummer = models.PositiveSmallIntegerField()
    datum = models.DateField()
    gebruiker = models.UUIDField(null=True)
    organisatie = models.UUIDField(null=True)
    rol = models.CharField(max_length=30)
    snapshot = models.JSONField()
    rijhashes = models.JSONField(help_text="Per leefgebied the hash of its row: equal hash, same akkoord.")

    class Meta:
        verbose_name_plural = "aanmeldversies"
        constraints = [models.UniqueConstraint(fields=["aanmelding", "nummer"], name="aanmeldversie_nummer")]

    def __str__(self) -> str:
        return f"{self.aanmelding} versie {self.nummer}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError("een verstuurde versie verandert niet")
        super().save(*args, **kwargs)
