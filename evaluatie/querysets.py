from __future__ import annotations

from typing import Any, Self

from django.db import models

from evaluatie.enums import Afspraakstatus, Evaluatiestatus, Mdostatus, Signaalstatus


class EvaluatieQuerySet(models.QuerySet[Any]):
    def te_houden(self) -> Self:
        """Still to come: planned, or moved after a visit that did not go on."""
        return self.filter(status__in=[Evaluatiestatus.GEPLAND, Evaluatiestatus.NIET_DOORGEGAAN])

    def gehouden(self) -> Self:
        return self.filter(status__in=[Evaluatiestatus.GEHOUDEN, Evaluatiestatus.VASTGESTELD])

    def nieuwste_eerst(self) -> Self:
        return self.order_by("-gehouden_op", "-nummer")


class AfspraakQuerySet(models.QuerySet[Any]):
    def open(self) -> Self:
        return self.filter(status=Afspraakstatus.OPEN)


class SignaalQuerySet(models.QuerySet[Any]):
    def open(self) -> Self:
        return self.exclude(status=Signaalstatus.AFGEHANDELD)


class MdoQuerySet(models.QuerySet[Any]):
    def open(self) -> Self:
        """Exactly the condition of the constraint `mdo_een_open_per_traject`."""
        return self.exclude(status__in=[Mdostatus.AFGEROND, Mdostatus.INGETROKKEN])
