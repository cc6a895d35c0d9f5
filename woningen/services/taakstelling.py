"""The reckoning of what each corporatie gives (C-26); it changes nothing."""

from __future__ import annotations

from collections.abc import Mapping

from opstap.protocol.taakstelling import Complexstand, Opgave, Taakstelling, taakstelling
from opstap.regelingen.models import Regeling
from woningen.models import Complex
from woningen.services.contingent import leveranciers


def taakstelling_van(regeling: Regeling, jaar: int, opgaven: Mapping[Opgave, int]) -> Taakstelling:
    corporaties = leveranciers(regeling, jaar)
    rijen = Complex.objects.van(corporaties).order_by("pk")
    kolommen = ("corporatie__naam", "aantal_woningen", "mutatiegraad", "nabij_steunpunt")
    return taakstelling(
        opgaven=opgaven,
        complexen=[Complexstand(*rij) for rij in rijen.values_list(*kolommen)],
        corporaties=[corporatie.naam for corporatie in corporaties],
    )
