from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Q

from opstap.partners.rechten import Actie
from opstap.protocol.aanmeldstappen import BEANTWOORDBAAR, BEANTWOORDERS, LEVEND, Accorderingstatus
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
