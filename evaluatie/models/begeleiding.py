"""How much support there is at home, and when the huurder was away. Read by zorg, never by the corporatie."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from opstap.modellen import Dossierrij
from opstap.protocol.begeleiden import Begeleidingsfeit, Contactritme, Verandering
from opstap.protocol.contract import UREN_PER_WEEK
from opstap.trajecten.models import Traject


class Begeleidingswijziging(Dossierrij):
    """More, less, stopped or begun again from a day on; never edited, the newest counts (P-26, P-34)."""

    traject = models.ForeignKey(Traject, models.CASCADE, related_name="begeleidingswijzigingen")
    soort = models.CharField(max_length=12, choices=Verandering.keuzes)
    vanaf = models.DateField()
    ritme = models.CharField(max_length=16, choices=Contactritme.keuzes, blank=True)
    uren = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Per week (A-5).")
    akkoord = models.JSONField(default=list, help_text="Codes of Partij.")
    vastgelegd_op = models.DateField()

    class Meta:
        verbose_name_plural = "begeleidingswijzigingen"
        ordering = ["vanaf", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(soort__in=Verandering.codes()), name="begeleidingswijziging_soort"),
            models.CheckConstraint(
                condition=Q(uren=None) | Q(uren__gte=1, uren__lte=UREN_PER_WEEK), name="begeleidingswijziging_uren"
            ),
        ]

    def __str__(self) -> str:
        return f"begeleiding vanaf {self.vanaf} ({self.traject})"

    @property
    def feit(self) -> Begeleidingsfeit:
        ritme = Contactritme(self.ritme) if self.ritme else None
        return Begeleidingsfeit(soort=Verandering(self.soort), vanaf=self.vanaf, ritme=ritme, uren=self.uren)


class Opname(Dossierrij):
    """The huurder is away for a while: only the days, no place and no reason. Nothing in the contract waits (P-34)."""

    traject = models.ForeignKey(Traject, models.CASCADE, related_name="opnames")
    van = models.DateField()
    verwacht_tot = models.DateField(null=True, blank=True)
    terug_op = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "opnames"
        ordering = ["van", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["traject"], condition=Q(terug_op=None), name="opname_een_loopt"),
            models.CheckConstraint(
                condition=(Q(verwacht_tot=None) | Q(verwacht_tot__gte=F("van")))
                & (Q(terug_op=None) | Q(terug_op__gte=F("van"))),
                name="opname_dagen_op_volgorde",
            ),
        ]

    def __str__(self) -> str:
        return f"opname vanaf {self.van} ({self.traject})"
