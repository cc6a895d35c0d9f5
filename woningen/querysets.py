from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.db import models
from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from opstap import clock
from opstap.partners.rechten import Actie
from opstap.protocol.begrippen import Route
from opstap.protocol.bemiddelen import Aanbiedingstatus, Woningtype
from opstap.protocol.woningkenmerken import KLEIN_KAMERS
from opstap.trajecten.models import Traject
from woningen.enums import Bemiddelingstatus, Contractstatus, Plaatsstatus, Woningstatus

if TYPE_CHECKING:
    from opstap.partners.models import Gebruiker

BEMIDDELING_DICHT = (
    Bemiddelingstatus.VERVALLEN.value,
    Bemiddelingstatus.INGETROKKEN.value,
    Bemiddelingstatus.OVERGEGAAN.value,
)
#: Who waits for a home with voorrang. Written so that SQLite too sees that the index of it is meant.
IN_WACHTRIJ = Q(route=Route.DIRECTE_BEMIDDELING.value) & (
    Q(status=Bemiddelingstatus.WACHT.value)
    | Q(status=Bemiddelingstatus.ZOEKT.value)
    | Q(status=Bemiddelingstatus.AANGEBODEN.value)
)
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

    def op_naam(self) -> Self:
        return self.order_by("naam", "pk")

    def na(self, complex_: Any) -> Self:
        """Keyset: the rows after this one in `op_naam`."""
        return self.filter(Q(naam__gt=complex_.naam) | Q(naam=complex_.naam, pk__gt=complex_.pk))

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


class UitruilQuerySet(models.QuerySet[Any]):
    def geldig(self) -> Self:
        """Exactly the condition of the unique constraint."""
        return self.filter(ingetrokken_op=None)

    def van_jaar(self, regeling_id: int, jaar: int) -> Self:
        """What counts in this year of the regeling."""
        return self.geldig().filter(traject__regeling_id=regeling_id, op__year=jaar)


class WoningQuerySet(models.QuerySet[Any]):
    def van(self, organisaties: Iterable[Any]) -> Self:
        return self.filter(corporatie__in=organisaties)

    def _houders(self) -> models.QuerySet[Any]:
        """The aanbieding that holds each home: open, or accepted with a tenancy that still runs."""
        houders: models.QuerySet[Any] = apps.get_model("woningen", "Aanbieding").objects.houdt_woning()
        return houders.filter(woning=OuterRef("pk"))

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

    def in_wachtrij(self) -> Self:
        """Exactly the condition of the index: waiting for a home with voorrang, in a traject that runs (Z-4.9)."""
        return self.filter(IN_WACHTRIJ, traject__afgesloten_op=None).order_by("wachtrij_dag", "wachtrij_nummer", "pk")

    def zichtbaar_voor(self, gebruiker: Gebruiker, actie: Actie) -> Self:
        """Of the trajecten this person may see for `actie`; asked per row, so that the order of the index is kept."""
        return self.filter(Exists(Traject.objects.zichtbaar_voor(gebruiker, actie).filter(pk=OuterRef("traject"))))

    def na(self, dag: date, nummer: int) -> Self:
        """Keyset: the rows after this one in the wachtrij."""
        return self.filter(Q(wachtrij_dag__gt=dag) | Q(wachtrij_dag=dag, wachtrij_nummer__gt=nummer))

    def kan_aanbod_krijgen(self, corporatie: Any) -> Self:
        """She was asked, nothing is open, and no offer that lapsed waits to be settled (I-13)."""
        open_einde = apps.get_model("woningen", "Aanbieding").objects.filter(
            bemiddeling__traject=OuterRef("traject"), status=Aanbiedingstatus.VERLOPEN.value, afhandeling=""
        )
        zoekt = self.in_wachtrij().filter(status=Bemiddelingstatus.ZOEKT.value, verhuurder=corporatie)
        return zoekt.filter(~Exists(open_einde))

    def zonder_eerder_aanbod(self, woning: Any) -> Self:
        """Not those who were offered this home before. An offer that was withdrawn costs nobody his turn."""
        eerder = apps.get_model("woningen", "Aanbieding").objects.filter(
            bemiddeling__traject=OuterRef("traject"), woning=woning
        )
        return self.filter(~Exists(eerder.exclude(status=Aanbiedingstatus.INGETROKKEN.value)))


class AanbiedingQuerySet(models.QuerySet[Any]):
    def open(self) -> Self:
        """Waiting for an answer."""
        return self.filter(status=Aanbiedingstatus.AANGEBODEN.value)

    def houdt_plaats(self) -> Self:
        """Exactly the condition of the unique constraint on the place."""
        houdt = (Aanbiedingstatus.AANGEBODEN.value, Aanbiedingstatus.GEACCEPTEERD.value)
        return self.filter(status__in=houdt)

    def in_opstap(self) -> Self:
        """Holds a home now, open or let. Once the contract is afgerond the tenant is a tenant like any other; so is who
        goes on living there when the huurder died."""
        voorbij = (Contractstatus.AFGEROND.value, Contractstatus.BEEINDIGD.value)
        klaar = apps.get_model("woningen", "Huurovereenkomst").objects.filter(
            aanbieding=OuterRef("pk"), status__in=voorbij
        )
        return self.filter(~Exists(klaar), woning_vrij_op=None)

    def houdt_woning(self) -> Self:
        """Open, or accepted with a tenancy that still runs."""
        return self.filter(Q(woning_vrij_op=None) | Q(woning_vrij_op__gt=clock.vandaag()))

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
