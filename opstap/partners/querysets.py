from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.db.models import Q

from opstap import clock
from opstap.protocol.begrippen import Rol


class RoltoekenningQuerySet(models.QuerySet[Any]):
    def actueel(self) -> Self:
        """Held today."""
        dag = clock.vandaag()
        return self.filter(Q(tot__isnull=True) | Q(tot__gt=dag), vanaf__lte=dag)


class GebruikerQuerySet(models.QuerySet[Any]):
    def actief(self) -> Self:
        """Those whose account has not ended: `beeindigd_op` is the first day without."""
        return self.filter(Q(beeindigd_op__isnull=True) | Q(beeindigd_op__gt=clock.vandaag()))

    def met_rol(self, rol: Rol, organisatie_id: int) -> Self:
        """Active people who hold `rol` at this organisation today."""
        dag = clock.vandaag()
        return (
            self.actief()
            .filter(
                Q(roltoekenningen__tot__isnull=True) | Q(roltoekenningen__tot__gt=dag),
                roltoekenningen__rol=rol,
                roltoekenningen__organisatie_id=organisatie_id,
                roltoekenningen__vanaf__lte=dag,
            )
            .distinct()
            .order_by("pk")
        )
