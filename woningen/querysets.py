from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Self

from django.apps import apps
from django.db import models
from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from opstap.protocol.bemiddelen import Aanbiedingstatus, Woningtype
from opstap.protocol.woningkenmerken import KLEIN_KAMERS
from woningen.enums import Bemiddelingstatus, Contractstatus, Plaatsstatus, Woningstatus

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


class ComplexQuerySet(models.QuerySet[Any]):
    def van(self, organisaties: Iterable[Any]) -> Self:
        return self.filter(corporatie__in=organisaties)

    def met_aantallen(self) -> Self:
        """Adds `bekend`: how many of its homes stand in the list; `in_opstap`: how many are offered or let now."""
        woningen = apps.get_model("woningen", "Woning").objects.filter(complex=OuterRef("pk")).values("complex")
        bekend = woningen.annotate(aantal=Count("pk")).values("aantal")
        return self.annotate(bekend=Coalesce(Subquery(bekend), 0), in_opstap=Coalesce(Subquery(_bezet_in("pk")), 0))


def _bezet_in(complex_: str) -> models.QuerySet[Any]:
    """How many homes of the complex of each row are offered or let through Opstap now; no row when none is."""
    bezet = apps.get_model("woningen", "Aanbieding").objects.in_opstap()
    per_complex = bezet.filter(woning__complex=OuterRef(complex_)).values("woning__complex")
    aantal: models.QuerySet[Any] = per_complex.annotate(aantal=Count("woning", distinct=True)).values("aantal")
    return aantal


class WoningQuerySet(models.QuerySet[Any]):
    def van(self, organisaties: Iterable[Any]) -> Self:
        return self.filter(corporatie__in=organisaties)

    def _houders(self) -> models.QuerySet[Any]:
        """The aanbieding that holds each home: open, or accepted with a tenancy that still runs."""
        return apps.get_model("woningen", "Aanbieding").objects.filter(woning=OuterRef("pk"), woning_vrij_op=None)

    def beschikbaar(self) -> Self:
        """Homes that can be offered: no open aanbieding, no tenancy."""
        return self.filter(~Exists(self._houders()))

    def in_stand(self, stand: Woningstatus) -> Self:
        """As the property `status` of each says."""
        if stand is Woningstatus.BESCHIKBAAR:
            return self.beschikbaar()
        open_ = Q(status=Aanbiedingstatus.AANGEBODEN.value)
        return self.filter(Exists(self._houders().filter(open_ if stand is Woningstatus.AANGEBODEN else ~open_)))

    def met_status(self) -> Self:
        """Adds `houder`: the status of the aanbieding that holds the home, or None; and `laatste_reden`: why the last
        one was taken back."""
        eerder = apps.get_model("woningen", "Aanbieding").objects.filter(woning=OuterRef("pk")).order_by("-pk")
        return self.annotate(
            houder=Subquery(self._houders().values("status")[:1]),
            laatste_reden=Subquery(eerder.values("intrekreden")[:1]),
            vrij_sinds=Subquery(eerder.values("woning_vrij_op")[:1]),
        )

    def met_kenmerken(self) -> Self:
        """With the complex, and `in_opstap`: how many homes of that complex are offered or let through Opstap now."""
        return self.select_related("complex").annotate(in_opstap=Coalesce(Subquery(_bezet_in("complex")), 0))

    def klein_en_stil(self) -> Self:
        """As `woningkenmerken.is_klein_en_stil`."""
        studio = Q(kamers=None, woningtype=Woningtype.STUDIO.value)
        return self.filter(studio | Q(kamers__lte=KLEIN_KAMERS), stil_huis=True)

    def per_portiek(self) -> Self:
        """(portiek, how many homes stand in the list, how many are offered or let through Opstap now)."""
        bezet = apps.get_model("woningen", "Aanbieding").objects.in_opstap().filter(woning=OuterRef("pk"))
        per: Self = (
            self.annotate(is_bezet=Exists(bezet))
            .values("portiek")
            .annotate(bekend=Count("pk"), in_opstap=Count("pk", filter=Q(is_bezet=True)))
            .order_by("portiek")
        )
        return per

    def op_adres(self) -> Self:
        return self.order_by("adres", "pk")

    def na(self, woning: Any) -> Self:
        """Keyset: the rows after this one in `op_adres`."""
        return self.filter(Q(adres__gt=woning.adres) | Q(adres=woning.adres, pk__gt=woning.pk))


class WoningimportQuerySet(models.QuerySet[Any]):
    def van(self, organisaties: Iterable[Any]) -> Self:
        return self.filter(corporatie__in=organisaties)


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

    def in_opstap(self) -> Self:
        """Holds a home now, open or let; once the contract is afgerond the tenant is a tenant like any other."""
        klaar = apps.get_model("woningen", "Huurovereenkomst").objects.filter(
            aanbieding=OuterRef("pk"), status=Contractstatus.AFGEROND.value
        )
        return self.filter(~Exists(klaar), woning_vrij_op=None)

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
