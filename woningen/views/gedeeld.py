"""Pages about the contract of one traject."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import Http404
from django.urls import reverse

from opstap.protocol.basis import Belemmering
from opstap.trajecten.schermen import Trajectformulier, Trajectscherm
from woningen.models import Huurovereenkomst
from woningen.services.gedeeld import gesloten_belemmeringen


class Woonformulier(Trajectformulier):
    """A form of this room: shut in a closed traject, else by its own `bezwaren`."""

    def belemmeringen(self) -> Sequence[Belemmering]:
        return gesloten_belemmeringen(self.traject) or self.bezwaren()

    def bezwaren(self) -> Sequence[Belemmering]:
        """Why this form cannot be used now."""
        return ()


class MetContract(Trajectscherm):
    """Loads the newest contract of the traject; None while there is none."""

    contract: Huurovereenkomst | None

    def laden(self, **kwargs: Any) -> None:
        super().laden(**kwargs)
        self.contract = (
            Huurovereenkomst.objects.geldig()
            .filter(traject=self.traject)
            .select_related("besluit", "aanbieding__woning__corporatie")
            .order_by("-pk")
            .first()
        )


class Contractformulier(MetContract, Woonformulier):
    """A form that needs a contract: without one the page does not exist. Goes back to the contract."""

    contract: Huurovereenkomst

    def laden(self, **kwargs: Any) -> None:
        super().laden(**kwargs)
        if self.contract is None:
            raise Http404

    def versie(self) -> int | None:
        return self.contract.versie

    def terug_url(self) -> str:
        return reverse("woningen:contract", args=[self.traject.sleutel])
