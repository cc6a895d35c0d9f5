from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import Q

from opstap import clock
from opstap.protocol.begrippen import Hoedanigheid


class RegelingQuerySet(models.QuerySet[Any]):
    def voor_organisaties(self, organisaties: Iterable[int]) -> Self:
        """The regelingen at least one of these organisations takes part in today."""
        dag = clock.vandaag()
        nu = Q(deelnames__tot__isnull=True) | Q(deelnames__tot__gt=dag)
        return (
            self.filter(nu, deelnames__organisatie__in=list(organisaties), deelnames__vanaf__lte=dag)
            .distinct()
            .order_by("naam")
        )


class RegelingVersieQuerySet(models.QuerySet[Any]):
    def vastgesteld(self) -> Self:
        """The newest first."""
        return self.filter(status="vastgesteld").order_by("-nummer")

    def concept(self) -> Self:
        return self.filter(status="concept")


class DeelnameQuerySet(models.QuerySet[Any]):
    def actueel(self) -> Self:
        """Taking part today."""
        return self.niet_voorbij().filter(vanaf__lte=clock.vandaag())

    def niet_voorbij(self) -> Self:
        """Taking part today or later."""
        return self.filter(Q(tot__isnull=True) | Q(tot__gt=clock.vandaag()))

    def als(self, hoedanigheid: Hoedanigheid) -> Self:
        return (
            self.actueel().filter(hoedanigheid=hoedanigheid).select_related("organisatie").order_by("organisatie__naam")
        )


class CommissielidQuerySet(models.QuerySet[Any]):
    def op(self, dag: date) -> Self:
        """Holding a seat on this day."""
        return self.filter(Q(tot__isnull=True) | Q(tot__gt=dag), vanaf__lte=dag)

    def van_regeling(self, regeling_id: int) -> Self:
        """In the commissie of this regeling, by the name of the person."""
        return (
            self.filter(deelname__regeling_id=regeling_id, deelname__hoedanigheid=Hoedanigheid.COMMISSIE)
            .select_related("gebruiker", "vertegenwoordigt")
            .order_by("gebruiker__naam", "pk")
        )
