"""What every page about one regeling begins with."""

from __future__ import annotations

from typing import Any

from django.http import Http404

from opstap.partners.schermen import Scherm
from opstap.regelingen.models import Regeling


class VanRegeling(Scherm):
    """About a regeling in which the own organisation takes part today."""

    regeling: Regeling

    def laden(self, **kwargs: Any) -> None:
        self.regeling = self.van_ons(sleutel=kwargs["regeling"])

    def van_ons(self, **welke: Any) -> Regeling:
        """Raises Http404: one of others looks like one that does not exist."""
        eigen = [t.organisatie_id for t in self.gebruiker.rollen]
        rij: Regeling | None = Regeling.objects.voor_organisaties(eigen).filter(**welke).first()
        if rij is None:
            raise Http404
        return rij
