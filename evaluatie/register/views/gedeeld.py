"""About a regeling in which the own organisation takes part."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils.http import urlencode

from evaluatie.register.toegang import namens_van_deelnemer
from opstap.modellen import nummer_van
from opstap.partners.namens import Namens
from opstap.regelingen.schermen import VanRegeling


class Registerscherm(VanRegeling):
    def _eis_kring(self) -> None:
        """A row is not there for who may not change it (law 5)."""
        if not self.mag_namens():
            raise Http404

    def mag_namens(self) -> list[Namens]:
        return namens_van_deelnemer(self.gebruiker, self.actie, self.regeling)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(letter=self.regeling.kenmerkletter, regeling_naam=self.regeling.naam, **kwargs)

    def bladzijde(self, rijen: QuerySet[Any], *, dag: str, hoogstens: int) -> tuple[list[Any], str]:
        """The rows that come next, the newest day first, and where the rest stands."""
        if na := self.request.GET.get("na", ""):
            vorige = rijen.get(pk=nummer_van(rijen, na))
            op = getattr(vorige, dag)
            rijen = rijen.filter(Q(**{f"{dag}__lt": op}) | Q(**{dag: op, "pk__lt": vorige.pk}))
        gevonden = list(rijen[: hoogstens + 1])
        verder = "?" + urlencode({"na": gevonden[hoogstens - 1].sleutel}) if len(gevonden) > hoogstens else ""
        return gevonden[:hoogstens], verder

    def _url(self, naam: str) -> str:
        return reverse(f"register:{naam}", args=[self.regeling.sleutel])
