from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Self

from django.db import models
from django.db.models import Q

from opstap.protocol.registers import Evaluatieaanleiding, Thema


class KnelpuntQuerySet(models.QuerySet[Any]):
    def van_regeling(self, regeling_id: int) -> Self:
        return self.filter(regeling_id=regeling_id)

    def lijst(self, regeling_id: int, thema: Thema | None = None) -> Self:
        """The last written first."""
        rijen = self.van_regeling(regeling_id) if thema is None else self.van_regeling(regeling_id).filter(thema=thema)
        return rijen.select_related("organisatie").prefetch_related("teksten").order_by("-pk")


class ProtocolevaluatieQuerySet(models.QuerySet[Any]):
    def van_regeling(self, regeling_id: int) -> Self:
        return self.filter(regeling_id=regeling_id)

    def vast(self, regeling_id: int) -> Self:
        """The yearly ones, not those for a knelpunt."""
        return self.van_regeling(regeling_id).filter(aanleiding=Evaluatieaanleiding.JAARLIJKS)


class GeschilQuerySet(models.QuerySet[Any]):
    def van_regeling(self, regeling_id: int) -> Self:
        return self.filter(regeling_id=regeling_id)

    def tussen(self, organisaties: Iterable[int]) -> Self:
        """One of these is a party."""
        van_ons = list(organisaties)
        wederpartij = self.model.objects.filter(wederpartijen__in=van_ons).values("pk")
        return self.filter(Q(melder__in=van_ons) | Q(pk__in=wederpartij))
