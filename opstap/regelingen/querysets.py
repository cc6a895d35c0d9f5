from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.db.models import Q

from opstap import clock
from opstap.protocol.begrippen import Hoedanigheid


class DeelnameQuerySet(models.QuerySet[Any]):
    def actueel(self) -> Self:
        """Taking part today."""
        dag = clock.vandaag()
        return self.filter(Q(tot__isnull=True) | Q(tot__gt=dag), vanaf__lte=dag)

    def als(self, hoedanigheid: Hoedanigheid) -> Self:
        return (
            self.actueel().filter(hoedanigheid=hoedanigheid).select_related("organisatie").order_by("organisatie__naam")
        )
