"""When a commissie meets."""

from __future__ import annotations

from django.db import models

from aanmelding.querysets import VergaderdagQuerySet
from opstap import clock
from opstap.modellen import MetSleutel
from opstap.protocol.begrippen import Hoedanigheid
from opstap.regelingen.models import Deelname


class Vergaderdag(MetSleutel):
    """A commissie means to meet on this day, from this time. Nothing about who or what is treated (ADR 36)."""

    deelname = models.ForeignKey(
        Deelname,
        models.PROTECT,
        related_name="vergaderdagen",
        limit_choices_to={"hoedanigheid": Hoedanigheid.COMMISSIE.value},
    )
    dag = models.DateField()
    om = models.TimeField()

    objects = VergaderdagQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "vergaderdagen"
        constraints = [models.UniqueConstraint(fields=["deelname", "dag"], name="vergaderdag_een_per_dag")]

    def __str__(self) -> str:
        return f"{self.deelname.organisatie}, {self.dag}"

    @property
    def is_voorbij(self) -> bool:
        return self.dag < clock.vandaag()
