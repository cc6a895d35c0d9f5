from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.db import models

from opstap.partners.rechten import Actie
from opstap.protocol.aanmeldstappen import LEVEND, Accorderingstatus
from opstap.trajecten.toegang import namens_eigen_organisatie

if TYPE_CHECKING:
    from opstap.partners.models import Gebruiker


class AccorderingQuerySet(models.QuerySet[Any]):
    def levend(self) -> Self:
        """Of the newest version: asked, agreed or refused."""
        return self.filter(status__in=LEVEND)

    def open(self) -> Self:
        return self.filter(status=Accorderingstatus.GEVRAAGD)

    def zichtbaar_voor(self, gebruiker: Gebruiker) -> Self:
        """Only what is asked of an organisation for which this person may answer."""
        organisaties = {n.organisatie for n in namens_eigen_organisatie(gebruiker, Actie.ACCORDEREN)}
        return self.filter(organisatie__sleutel__in=organisaties)
