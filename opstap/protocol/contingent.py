"""Sharing out the yearly homes, and what counts against them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from opstap.protocol.begrippen import Route
from opstap.protocol.clausules import regelt
from opstap.protocol.parameters import Parameters


@dataclass(frozen=True, slots=True)
class Verdeling:
    """Whole homes per name, in the order given; `regels` tells in Dutch how they came about."""

    aandelen: Mapping[str, int]
    regels: tuple[str, ...]


@regelt("Z-4.2", "Z-2.3")
def verdeel(*, totaal: int, gewichten: Mapping[str, int]) -> Verdeling:
    """Largest remainder; equal remainders go to the larger weight, then to the first name in the alphabet.

    Raises ValueError for negative numbers, or when there is something to share and no weight at all.
    """
    som = sum(gewichten.values())
    if totaal < 0 or any(gewicht < 0 for gewicht in gewichten.values()):
        raise ValueError("Een aantal woningen kan niet negatief zijn; vul nul of meer in.")
    if som == 0:
        if totaal:
            raise ValueError("Niemand heeft woningbezit; vul van ten minste één corporatie het bezit in.")
        return Verdeling({naam: 0 for naam in gewichten}, ())
    precies = {naam: Fraction(totaal * gewicht, som) for naam, gewicht in gewichten.items()}
    aandelen = {naam: int(deel) for naam, deel in precies.items()}
    regels = [
        f"{naam}: {totaal} × {gewichten[naam]} / {som} = {_komma(deel)}, dus {aandelen[naam]}."
        for naam, deel in precies.items()
    ]
    volgorde = sorted(precies, key=lambda naam: (aandelen[naam] - precies[naam], -gewichten[naam], naam))
    for naam in volgorde[: totaal - sum(aandelen.values())]:
        rest = _komma(precies[naam] - aandelen[naam])
        aandelen[naam] += 1
        regels.append(
            f"{naam} krijgt er één bij, want de rest ({rest}) hoort bij de grootste: {aandelen[naam]}."
        )
    return Verdeling(aandelen, tuple(regels))


@regelt("Z-9.23", "Z-4.4")
def telt_mee(*, route: Route, parameters: Parameters) -> bool:
    """Does a home found along this route use up a place? Not stated = no."""
    return route in (parameters.telt_mee or ())


def _komma(deel: Fraction) -> str:
    return f"{float(deel):.2f}".replace(".", ",")
