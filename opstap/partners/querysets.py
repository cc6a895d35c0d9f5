from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from opstap import clock
from opstap.protocol.begrippen import Rol

#: So long somebody may set right what was said about being away, before others are mailed about it.
_BEDENKTIJD = timedelta(minutes=10)

if TYPE_CHECKING:
    from opstap.partners.models import Gebruiker, Organisatie


class RoltoekenningQuerySet(models.QuerySet[Any]):
    def actueel(self) -> Self:
        """Held today."""
        dag = clock.vandaag()
        return self.filter(Q(tot__isnull=True) | Q(tot__gt=dag), vanaf__lte=dag)

    def van_of_geleend_aan(self, gebruiker: Gebruiker) -> Self:
        """Those of this person, and of everybody this person replaces today at that organisation."""
        from opstap.partners.models import Afwezigheid

        weg = Afwezigheid.objects.lopend().filter(
            vervanger=gebruiker, gebruiker=OuterRef("gebruiker"), organisatie=OuterRef("organisatie")
        )
        return self.filter(Q(gebruiker=gebruiker) | Exists(weg))


class AfwezigheidQuerySet(models.QuerySet[Any]):
    def lopend(self) -> Self:
        """Away today."""
        dag = clock.vandaag()
        return self.filter(vanaf__lte=dag, tot__gt=dag)

    def nog_niet_voorbij(self) -> Self:
        """Today or later; what was taken back before it began never counts."""
        return self.filter(Q(tot__gt=F("vanaf")), tot__gt=clock.vandaag())

    def bij(self, organisaties: Iterable[Organisatie]) -> Self:
        """At these organisations, in the order of the days."""
        rijen = self.filter(organisatie__in=list(organisaties))
        return rijen.select_related("gebruiker", "organisatie", "vervanger").order_by("vanaf", "pk")

    def net_gewijzigd(self) -> Self:
        """Said or stopped so short ago that somebody may still be setting it right."""
        return self.filter(gewijzigd_op__gt=clock.dienst_nu() - _BEDENKTIJD)

    def overlapt(self, vanaf: date, tot: date) -> Self:
        """At least one day of [vanaf, tot)."""
        return self.filter(Q(tot__gt=F("vanaf")), vanaf__lt=tot, tot__gt=vanaf)


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

    def met_een_rol(self, rollen: Iterable[Rol], organisatie_id: int, *, vanaf: date, tot: date) -> Self:
        """People whose account runs through [vanaf, tot), holding one of these roles here all that time."""
        from opstap.partners.models import Roltoekenning

        houdt = Roltoekenning.objects.filter(
            Q(tot__isnull=True) | Q(tot__gte=tot),
            gebruiker=OuterRef("pk"),
            organisatie=organisatie_id,
            rol__in=list(rollen),
            vanaf__lte=vanaf,
        )
        return self.filter(Q(beeindigd_op__isnull=True) | Q(beeindigd_op__gte=tot), Exists(houdt)).order_by(
            "naam", "pk"
        )
