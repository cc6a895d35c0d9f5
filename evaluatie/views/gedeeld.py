"""What the pages of this room share."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import models
from django.http import Http404
from django.urls import reverse

from opstap.partners.rechten import Actie
from opstap.protocol.beslissen import Zaak
from opstap.trajecten.beslissers import mag_beslissen
from opstap.trajecten.schermen import Trajectscherm
from opstap.trajecten.toegang import mogelijk_namens

#: Told when somebody sends a form with what stood there already.


class Inzagescherm(Trajectscherm):
    """A page about how somebody lives."""

    def mag(self, actie: Actie) -> bool:
        return bool(mogelijk_namens(self.gebruiker, actie, self.traject))

    def beslist(self, actie: Actie, zaak: Zaak) -> bool:
        """The right, and the one the regeling names for it."""
        return mag_beslissen(self.gebruiker, actie, zaak, self.traject)

    def url(self, pagina: str, *sleutels: UUID) -> str:
        return reverse(f"evaluatie:{pagina}", args=[self.traject.sleutel, *sleutels])


class Rijscherm(Inzagescherm):
    """A page about one row of this traject; a row of another traject is the same 404 as none."""

    model: type[models.Model]
    rij: Any

    def laden(self, **kwargs: Any) -> None:
        super().laden(**kwargs)
        self.rij = self.model._default_manager.filter(traject=self.traject, sleutel=kwargs["onderwerp"]).first()
        if self.rij is None:
            raise Http404
        self.rij.traject = self.traject

    def versie(self) -> int | None:
        """For the forms about this row."""
        versie: int = self.rij.versie
        return versie
