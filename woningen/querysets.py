from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Self

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery

from opstap import clock
from opstap.protocol.bemiddelen import Aanbiedingstatus
from woningen.enums import Bemiddelingstatus, Contractstatus, Plaatsstatus

BEMIDDELING_DICHT = (Bemiddelingstatus.VERVALLEN.value, Bemiddelingstatus.INGETROKKEN.value)
CONTRACT_DICHT = (
    Contractstatus.AFGEROND.value,
    Contractstatus.BEEINDIGD.value,
    Contractstatus.INGETROKKEN.value,
)


class ContingentplaatsQuerySet(models.QuerySet[Any]):
    def vrij(self) -> Self:
        return self.filter(status=Plaatsstatus.VRIJ.value)

    def bezet(self) -> Self:
        """Reserved or used: what the number may never be lowered below."""
        return self.exclude(status=Plaatsstatus.VRIJ.value)


class WoningQuerySet(models.QuerySet[Any]):
    def van(self, organisaties: Iterable[Any]) -> Self:
        return self.filter(corporatie__in=organisaties)

    def _houders(self) -> models.QuerySet[Any]:
        """The aanbieding that holds each home: open, or accepted with a tenancy that still runs."""
        rijen = apps.get_model("woningen", "Aanbieding").objects.filter(woning=OuterRef("pk"))
        return rijen.filter(Q(woning_vrij_op=None) | Q(woning_vrij_op__gt=clock.vandaag()))

    def beschikbaar(self) -> Self:
        """Homes that can be offered: no open aanbieding, no tenancy."""
        return self.filter(~Exists(self._houders()))

    def met_status(self) -> Self:
        """Adds `houder`: the status of the aanbieding that holds the home, or None; and `laatste_reden`: why the last
        one was taken back."""
        eerder = apps.get_model("woningen", "Aanbieding").objects.filter(woning=OuterRef("pk")).order_by("-pk")
        return self.annotate(
            houder=Subquery(self._houders().values("status")[:1]),
            laatste_reden=Subquery(eerder.values("intrekreden")[:1]),
            vrij_sinds=Subquery(eerder.values("woning_vrij_op")[:1]),
        )


class BemiddelingQuerySet(models.QuerySet[Any]):
    def open(self) -> Self:
        """Exactly the condition of the unique constraint."""
        return self.exclude(status__in=BEMIDDELING_DICHT)


class AanbiedingQuerySet(models.QuerySet[Any]):
    def open(self) -> Self:
        """Waiting for an answer."""
        return self.filter(status=Aanbiedingstatus.AANGEBODEN.value)

    def houdt_plaats(self) -> Self:
        """Exactly the condition of the unique constraint on the place."""
        houdt = (Aanbiedingstatus.AANGEBODEN.value, Aanbiedingstatus.GEACCEPTEERD.value)
        return self.filter(status__in=houdt)

    def van_traject(self, traject: Any) -> Self:
        """Every aanbieding of this traject along every route, in order."""
        return self.filter(bemiddeling__traject=traject).order_by("pk")


class HuurovereenkomstQuerySet(models.QuerySet[Any]):
    def open(self) -> Self:
        """Exactly the condition of the unique constraint: being made, or running as a temporary contract."""
        return self.exclude(status__in=CONTRACT_DICHT)

    def geldig(self) -> Self:
        return self.exclude(status=Contractstatus.INGETROKKEN.value)

    def bewoond(self) -> Self:
        """The key was given and the tenancy runs, also after Opstap."""
        over = (Contractstatus.INGETROKKEN.value, Contractstatus.BEEINDIGD.value)
        return self.filter(ingebruikname__isnull=False).exclude(status__in=over)


class AanzeggingQuerySet(models.QuerySet[Any]):
    def ontvangen(self) -> Self:
        return self.filter(Q(ontvangen_op__isnull=False))


class EindafspraakQuerySet(models.QuerySet[Any]):
    def geldig(self) -> Self:
        """Exactly the condition of the unique constraint."""
        return self.filter(ingetrokken_op=None)
