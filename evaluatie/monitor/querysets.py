"""Numbers over a whole regeling, in a few grouped queries. No names: kenmerk, kind and days only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models
from django.db.models import Count

from opstap.protocol.begrippen import Fase, Rol
from opstap.protocol.clausules import regelt
from opstap.protocol.termijnsoorten import TERMIJNSOORTEN
from opstap.regelingen.models import Regeling
from opstap.termijnen.models import Termijn
from opstap.trajecten.models import Traject
from woningen.enums import Plaatsstatus
from woningen.models import Contingentdeel, Contingentplaats

#: What a gemeente without Betrokkenheid sees: kenmerk, kind and days late.
GEMEENTE = frozenset({Rol.WMO_CONSULENT, Rol.PROCESREGISSEUR, Rol.BELEIDSMEDEWERKER})


@dataclass(frozen=True, slots=True)
class Contingentregel:
    """One corporatie in one year: places agreed, reserved, used and free."""

    corporatie: str
    afgesproken: int
    gereserveerd: int
    gebruikt: int

    @property
    def vrij(self) -> int:
        return self.afgesproken - self.gereserveerd - self.gebruikt


@regelt("Z-14.4")
def contingentregels(*, regeling: Regeling, jaar: int) -> list[Contingentregel]:
    """Per corporatie, in order of name; empty when the year has no contingent yet."""
    delen = (
        Contingentdeel.objects.filter(contingent__regeling=regeling, contingent__jaar=jaar)
        .order_by("corporatie__naam")
        .values_list("corporatie_id", "corporatie__naam", "aandeel")
    )
    plaatsen = Counter(
        {
            (corporatie, status): aantal
            for corporatie, status, aantal in Contingentplaats.objects.filter(
                contingent__regeling=regeling, contingent__jaar=jaar
            )
            .values_list("corporatie_id", "status")
            .annotate(aantal=Count("pk"))
        }
    )
    return [
        Contingentregel(
            corporatie=naam,
            afgesproken=aandeel,
            gereserveerd=plaatsen[(pk, Plaatsstatus.GERESERVEERD.value)],
            gebruikt=plaatsen[(pk, Plaatsstatus.GEBRUIKT.value)],
        )
        for pk, naam, aandeel in delen
    ]


def trajecten_per_fase(*, regeling: Regeling) -> list[tuple[Fase, int]]:
    """Every phase of an open traject with how many stand there; phases without any are 0."""
    aantallen = dict(
        Traject.objects.open().filter(regeling=regeling).values_list("fase").annotate(aantal=Count("pk")).order_by()
    )
    return [(fase, aantallen.get(fase.value, 0)) for fase in Fase if fase is not Fase.AFGESLOTEN]


@dataclass(frozen=True, slots=True)
class Achterstand:
    """What a gemeente without Betrokkenheid may know of a late duty."""

    kenmerk: str
    wat: str
    dagen: int


def te_laat(*, regeling: Regeling, peildatum: date, rollen: Collection[Rol]) -> models.QuerySet[Any]:
    """The late duties these roles may know of. The gemeente may know every kind (it sees no name); a coordinator
    knows whose kenmerk it is, so what is hidden from her on the traject is hidden here as well (I-9, I-28).
    """
    gevonden: models.QuerySet[Any] = Termijn.objects.te_laat_op(peildatum).filter(traject__regeling=regeling)
    if not GEMEENTE.isdisjoint(rollen):
        return gevonden
    geheim = [s.code for s in TERMIJNSOORTEN.values() if s.lezers is not None and s.lezers.isdisjoint(rollen)]
    return gevonden.exclude(soort__in=geheim)


def achterstanden(termijnen: models.QuerySet[Any], *, peildatum: date, aantal: int = 50) -> list[Achterstand]:
    """The latest duties first, at most `aantal`."""
    rijen = termijnen.select_related("traject").order_by("datum", "pk")[:aantal]
    return [Achterstand(t.traject.kenmerk, t.kind.tekst, (peildatum - t.datum).days) for t in rijen]
