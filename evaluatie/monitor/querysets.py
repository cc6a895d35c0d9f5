"""Numbers over a whole regeling, in a few grouped queries. No names: kenmerk, kind and days only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models
from django.db.models import Case, Count, Exists, Max, Min, OuterRef, Q, When

from opstap.partners.models import Organisatie, Organisatiesoort
from opstap.protocol.begrippen import Aard, Fase, Rol
from opstap.protocol.clausules import regelt
from opstap.protocol.termijnsoorten import BUITEN, TERMIJNSOORTEN
from opstap.regelingen.models import Regeling
from opstap.termijnen.models import Termijn, Termijnstap
from opstap.trajecten.models import Traject
from woningen.enums import Plaatsstatus
from woningen.models import Contingentdeel, Contingentplaats, Leefbaarheidsweigering

#: Named in a list; of the others only the kind.
_BIJ_NAAM = (Organisatiesoort.CORPORATIE, Organisatiesoort.GEMEENTE)
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


def weigeringen_per_corporatie(*, regeling: Regeling, jaar: int) -> list[tuple[str, int]]:
    """How often each corporatie refused for the leefbaarheid of a building that year (Z-9.22). Numbers only."""
    rijen = Leefbaarheidsweigering.objects.filter(bemiddeling__traject__regeling=regeling, besluit__datum__year=jaar)
    naam = "complex__corporatie__naam"
    return list(rijen.values_list(naam).annotate(aantal=Count("pk")).order_by(naam))


def trajecten_per_fase(*, regeling: Regeling) -> list[tuple[Fase, int]]:
    """Every phase of an open traject with how many stand there; phases without any are 0."""
    aantallen = dict(
        Traject.objects.open().filter(regeling=regeling).values_list("fase").annotate(aantal=Count("pk")).order_by()
    )
    return [(fase, aantallen.get(fase.value, 0)) for fase in Fase if fase is not Fase.AFGESLOTEN]


@dataclass(frozen=True, slots=True)
class Achterstand:
    """What a gemeente without Betrokkenheid may know of a duty: negative days are left. `wie`: empty when even that
    says too much."""

    kenmerk: str
    wat: str
    wie: str
    dagen: int


def blijft_liggen(*, regelingen: Collection[int], peildatum: date) -> models.QuerySet[Any]:
    """Late duties, and what the gemeente was told of before it was late."""
    verteld = Termijnstap.objects.filter(termijn=OuterRef("pk"), trap__in=[trap.value for trap in BUITEN])
    gehoord = Exists(verteld.exclude(klaar_op=None))
    rijen: models.QuerySet[Any] = Termijn.objects.gevraagd().filter(
        Q(datum__lt=peildatum) | gehoord, traject__regeling__in=regelingen
    )
    return rijen


def per_traject(termijnen: models.QuerySet[Any], *, peildatum: date) -> models.QuerySet[Any, dict[str, Any]]:
    """A row per traject: first where a hard date can still be met (`haast`), then what waits longest."""
    hard = [soort.code for soort in TERMIJNSOORTEN.values() if soort.aard is Aard.UITERST]
    te_halen = Case(When(soort__in=hard, datum__gte=peildatum, then=1), default=0)
    rijen = termijnen.order_by().values("traject").annotate(haast=Max(te_halen), eerste=Min("datum"))
    groepen: models.QuerySet[Any, dict[str, Any]] = rijen.order_by("-haast", "eerste", "traject")
    return groepen


def te_laat(*, regeling: Regeling, peildatum: date, rollen: Collection[Rol]) -> models.QuerySet[Any]:
    """The late duties these roles may know of: for the gemeente all, without the kind where that says too much; a
    coordinator knows whose kenmerk it is, so what is hidden from her on the traject is hidden here too (I-9, I-28).
    """
    gevonden: models.QuerySet[Any] = Termijn.objects.te_laat_op(peildatum).filter(traject__regeling=regeling)
    if not GEMEENTE.isdisjoint(rollen):
        return gevonden
    geheim = [s.code for s in TERMIJNSOORTEN.values() if s.lezers is not None and s.lezers.isdisjoint(rollen)]
    return gevonden.exclude(soort__in=geheim)


@regelt("Z-20.4", "Z-20.5", "I-9")
def achterstand(termijn: Any, peildatum: date) -> Achterstand:
    """Who begeleidt, or gives another kind of help, is said by its kind only: its name tells what somebody needs."""
    wie = "" if termijn.kind.lezers is not None else _aan_zet(termijn.organisatie)
    return Achterstand(termijn.traject.kenmerk, termijn.kind.tekst_buiten, wie, (peildatum - termijn.datum).days)


def _aan_zet(organisatie: Organisatie | None) -> str:
    if organisatie is None:
        return "nog niemand"
    return organisatie.naam if organisatie.soort in _BIJ_NAAM else organisatie.get_soort_display()
