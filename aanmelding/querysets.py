from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Q

from opstap import clock
from opstap.partners.rechten import Actie, Bereik, bereik
from opstap.protocol.aanmeldstappen import BEANTWOORDBAAR, BEANTWOORDERS, LEVEND, Aanmeldstatus, Accorderingstatus
from opstap.protocol.begrippen import Rol
from opstap.protocol.overdragen import LOPEND
from opstap.regelingen.models import Regeling
from opstap.trajecten.toegang import namens_eigen_organisatie

if TYPE_CHECKING:
    from opstap.partners.models import Gebruiker


class AccorderingQuerySet(models.QuerySet[Any]):
    def levend(self) -> Self:
        """Of the newest version: asked, agreed or refused."""
        return self.filter(status__in=LEVEND)

    def open(self) -> Self:
        return self.filter(status=Accorderingstatus.GEVRAAGD)

    def beantwoordbaar(self) -> Self:
        """Asked, or refused: also then a yes may still come."""
        return self.filter(status__in=BEANTWOORDBAAR)

    def zichtbaar_voor(self, gebruiker: Gebruiker) -> Self:
        """Only what is asked of a role in an organisation for which this person may answer."""
        mag = Q(pk__in=[])
        for n in namens_eigen_organisatie(gebruiker, Actie.ACCORDEREN):
            gevraagd = [rol for rol, beantwoorders in BEANTWOORDERS.items() if n.rol in beantwoorders]
            mag |= Q(organisatie__sleutel=n.organisatie, rol__in=gevraagd)
        return self.filter(mag)


class AdviesQuerySet(models.QuerySet[Any]):
    def open(self) -> Self:
        """Asked and not answered."""
        return self.filter(afgehandeld_op=None)

    def zichtbaar_voor(self, gebruiker: Gebruiker) -> Self:
        """Only what is asked of a role in an organisation for which this person may answer."""
        mag = Q(pk__in=[])
        for n in namens_eigen_organisatie(gebruiker, Actie.ADVISEREN):
            gevraagd = [rol for rol, beantwoorders in BEANTWOORDERS.items() if n.rol in beantwoorders]
            mag |= Q(organisatie__sleutel=n.organisatie, rol__in=gevraagd)
        return self.filter(mag)


class OverdrachtQuerySet(models.QuerySet[Any]):
    def lopend(self) -> Self:
        """Asked, or agreed and not yet in effect."""
        return self.filter(status__in=LOPEND)

    def te_beantwoorden_door(self, gebruiker: Gebruiker) -> Self:
        """Asked of this person by name, or of an organisation for which she may answer; also once that was done."""
        mag = Q(pk__in=[])
        for toekenning in gebruiker.rollen:
            if bereik(Rol(toekenning.rol), Actie.OVERDRACHT_BEANTWOORDEN) is not Bereik.GEEN:
                gevraagd = Q(collega=None) | Q(collega=toekenning.voor or gebruiker)
                mag |= gevraagd & Q(naar=toekenning.organisatie_id)
        return self.filter(mag)


class _ZonderPersoon(models.QuerySet[Any]):
    def zichtbaar_voor(self, gebruiker: Gebruiker) -> Self:
        """Of the regelingen where this person may read them: no traject goes with it."""
        actie = Actie.VOORAANMELDINGEN_ZIEN
        mijn = [t.organisatie_id for t in gebruiker.rollen if bereik(Rol(t.rol), actie) is Bereik.REGELING]
        return self.filter(aanmelding__traject__regeling__in=Regeling.objects.voor_organisaties(mijn))


class VooraanmeldingQuerySet(_ZonderPersoon):
    def wachtend(self) -> Self:
        """The form itself is still to come; who leaves first comes first."""
        return self.filter(aanmelding__status=Aanmeldstatus.VOORAANGEMELD).order_by("maand", "pk")


class VoorwaardeQuerySet(_ZonderPersoon):
    def wachtend(self) -> Self:
        """Nobody begeleidt yet; who waits longest comes first."""
        return self.filter(aanmelding__status=Aanmeldstatus.VOORWAARDE_GESTELD).order_by("gesteld_op", "pk")

    def te_beantwoorden_door(self, gebruiker: Gebruiker) -> Self:
        """Asked of an organisation for which this person may answer; also once that was done."""
        mijn = [n.organisatie for n in namens_eigen_organisatie(gebruiker, Actie.VOORWAARDE_BEANTWOORDEN)]
        return self.filter(gevraagd__sleutel__in=mijn)


class VergaderdagQuerySet(models.QuerySet[Any]):
    def komend(self) -> Self:
        """Today or later, first what comes first."""
        return self.filter(dag__gte=clock.vandaag()).order_by("dag")
