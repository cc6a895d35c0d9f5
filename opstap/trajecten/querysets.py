from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from opstap import clock
from opstap.partners.rechten import ALS_GAST, HOEDANIGHEDEN, NA_OVERDRACHT, Actie, Bereik, bereik
from opstap.protocol.begrippen import Fase, Hoedanigheid, Rol
from opstap.regelingen.models import Regeling

if TYPE_CHECKING:
    from opstap.partners.models import Gebruiker


class BetrokkenheidQuerySet(models.QuerySet[Any]):
    def actueel(self) -> Self:
        """Involved today: the period [vanaf, tot) holds."""
        dag = clock.vandaag()
        return self.filter(Q(tot__isnull=True) | Q(tot__gt=dag), vanaf__lte=dag)

    def met_toegang(self, actie: Actie) -> Self:
        """Gives the right to `actie` today: involved, or handed over and still reading along."""
        dag = clock.vandaag()
        geeft = Q(leest_tot=None) & (Q(tot=None) | Q(tot__gt=dag))
        if actie in NA_OVERDRACHT:
            geeft |= Q(leest_tot__gt=dag)
        rijen = self.filter(geeft, vanaf__lte=dag)
        return rijen if actie in ALS_GAST else rijen.exclude(_is_gast(self.model))


def _is_gast(betrokkenheid: type[models.Model]) -> Q:
    """An instelling van herkomst that handed the begeleiding over, and is awake again."""
    gaf = betrokkenheid._default_manager.filter(
        traject=OuterRef("traject"),
        organisatie=OuterRef("organisatie"),
        hoedanigheid=Hoedanigheid.BEGELEIDING,
        leest_tot__isnull=False,
    )
    return Q(Exists(gaf), hoedanigheid=Hoedanigheid.HERKOMST)


class TrajectQuerySet(models.QuerySet[Any]):
    def open(self) -> Self:
        """Exactly the condition of the partial indexes."""
        return self.filter(afgesloten_op__isnull=True)

    def niet_gewist(self) -> Self:
        """There is still somebody in it, or a day on which that one is forgotten."""
        return self.filter(gewist_op__isnull=True)

    def in_fase(self, fase: Fase) -> Self:
        return self.filter(fase=fase)

    def zoek(self, tekst: str) -> Self:
        """By kenmerk or part of the name, in any order of words."""
        gevonden = self
        for woord in tekst.lower().split():
            gevonden = gevonden.filter(zoekregel__tekst__contains=woord)
        return gevonden

    def zichtbaar_voor(self, gebruiker: Gebruiker, actie: Actie = Actie.TRAJECT_ZIEN) -> Self:
        """Trajecten this person may see for `actie`: rights add up over roles (law 5)."""
        from opstap.trajecten.models import Betrokkenheid

        voorwaarde = Q(pk__in=[])
        for toekenning in gebruiker.rollen:
            rol = Rol(toekenning.rol)
            reikt = bereik(rol, actie)
            if reikt is Bereik.REGELING:
                voorwaarde |= Q(regeling__in=Regeling.objects.voor_organisaties([toekenning.organisatie_id]))
            elif reikt is Bereik.BETROKKEN:
                betrokken = Betrokkenheid.objects.met_toegang(actie).filter(
                    traject=OuterRef("pk"),
                    organisatie_id=toekenning.organisatie_id,
                    hoedanigheid__in=HOEDANIGHEDEN[rol],
                )
                voorwaarde |= Q(Exists(betrokken))
        return self.filter(voorwaarde)

    def nieuwste_eerst(self) -> Self:
        return self.order_by("-gestart_op", "-pk")

    def na(self, gestart_op: str, pk: int) -> Self:
        """Keyset: the rows after this one in `nieuwste_eerst`."""
        return self.filter(Q(gestart_op__lt=gestart_op) | Q(gestart_op=gestart_op, pk__lt=pk))


class ConceptQuerySet(models.QuerySet[Any]):
    def levend(self) -> Self:
        return self.filter(bewaard_tot__gte=clock.vandaag())

    def voorbij(self) -> Self:
        return self.filter(bewaard_tot__lt=clock.vandaag())

    def te_waarschuwen(self) -> Self:
        return self.levend().filter(waarschuwen_op__lte=clock.vandaag())

    def voor(self, gebruiker: Gebruiker) -> Self:
        """With what this person can go on: typed in an own organisation, on a page she may fill in."""
        from opstap.trajecten.models import Traject

        eigen = self.levend().filter(organisatie__in={t.organisatie.sleutel for t in gebruiker.rollen})
        mag = Q(pk__in=[])
        for actie in set(eigen.exclude(actie="").values_list("actie", flat=True)):
            mag |= Q(actie=actie, traject__in=Traject.objects.zichtbaar_voor(gebruiker, Actie(actie)))
        return eigen.filter(mag)
