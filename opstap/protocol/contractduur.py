"""How long the opstapcontract goes along with the huur, and how long a temporary contract may last at most."""

from __future__ import annotations

from opstap.protocol.basis import Belemmering
from opstap.protocol.clausules import regelt
from opstap.protocol.contractvormen import VORMEN, Contractvorm, Overgang, Vorm
from opstap.protocol.datums import hoeveel
from opstap.protocol.parameters import Parameters

#: The most the law allows for a temporary contract, whatever a regeling says.
WETTELIJK_HOOGST = 24


@regelt("Z-11.1")
def gewone_vorm(parameters: Parameters) -> Contractvorm:
    """The ordinary kind of the regeling."""
    return (parameters.contractvormen or (Contractvorm.TIJDELIJK_DRIEPARTIJEN,))[0]


def overgangen(parameters: Parameters) -> set[Overgang]:
    """How the bewoner comes to a contract of his own, over the kinds of the regeling."""
    return {VORMEN[vorm].overgang for vorm in parameters.contractvormen or (gewone_vorm(parameters),)}


@regelt("H-5", "H-10", "L-1")
def duurgrenzen(*, vorm: Vorm, parameters: Parameters) -> tuple[int | None, int | None]:
    """The fewest and the most months of the opstapcontract. A tenancy for onbepaalde tijd knows no most; a temporary
    one never lasts longer than the law allows, also where the regeling asks more."""
    minsten = [parameters.begeleiding_min_maanden]
    if vorm.overgang is Overgang.AANVANG:
        return _meeste(minsten), None
    laagst, hoogst = _meeste([*minsten, parameters.duur_min_maanden]), parameters.duur_max_maanden
    if not vorm.met_grondslag:
        return laagst, hoogst
    hoogst = min(hoogst or WETTELIJK_HOOGST, WETTELIJK_HOOGST)
    return (None if laagst is None else min(laagst, hoogst)), hoogst


def _meeste(maanden: list[int | None]) -> int | None:
    return max((m for m in maanden if m is not None), default=None)


def gewone_duur(*, vorm: Vorm, parameters: Parameters) -> int | None:
    """What stands in the form before anybody types: the longest temporary contract, else no longer than must be."""
    laagst, hoogst = duurgrenzen(vorm=vorm, parameters=parameters)
    return hoogst if vorm.met_grondslag else laagst or hoogst


@regelt("L-1")
def duur_belemmeringen(*, duur_maanden: int | None, vorm: Vorm, parameters: Parameters) -> list[Belemmering]:
    """None = not said."""
    if duur_maanden is None:
        return []
    laagst, hoogst = duurgrenzen(vorm=vorm, parameters=parameters)
    wat = _WAT_DUURT[vorm.overgang]
    if hoogst is not None and duur_maanden > hoogst:
        if hoogst != parameters.duur_max_maanden:
            melding = f"De wet staat een tijdelijk contract toe van hoogstens {hoogst} maanden; kies een kortere duur."
            return [Belemmering("L-1", melding, "duur_maanden")]
        melding = f"{wat} duurt hoogstens {hoeveel(hoogst, 'maanden')}; kies een kortere duur."
        return [Belemmering("Z-11.3", melding, "duur_maanden")]
    if duur_maanden < (laagst or 1):
        melding = f"{wat} duurt minstens {hoeveel(laagst or 1, 'maanden')}; kies een langere duur."
        return [Belemmering("Z-2.10", melding, "duur_maanden")]
    return []


_WAT_DUURT = {
    Overgang.BESLUIT: "Het tijdelijke contract",
    Overgang.OMKLAP: "De tijd op naam van de zorgorganisatie",
    Overgang.AANVANG: "Het opstapcontract",
}
