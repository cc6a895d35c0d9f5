"""Aan de keukentafel: whose efforts count, what an advice brings about, and how it goes beside last time."""

from __future__ import annotations

from collections.abc import Sequence

from opstap.protocol.clausules import regelt
from opstap.protocol.evaluatiebegrippen import Inzet, ItemOordeel, Oordeel, Vervolgadvies

_GEVOLG = {
    Vervolgadvies.DOORGAAN: "er verandert niets tot de volgende evaluatie",
    Vervolgadvies.AANPASSEN: "u spreekt samen af wat er anders gaat",
    Vervolgadvies.MDO: "u meldt hierna een signaal, en de huurder hoort dat eerst van u",
    Vervolgadvies.OMZETTEN: "de corporatie leest dit advies en beslist",
}
_RANG = (ItemOordeel.ONVOLDOENDE, ItemOordeel.AANDACHT, ItemOordeel.GOED)


@regelt("Z-12.8")
def wie_zich_inzetten(*, gemeente_doet_mee: bool) -> tuple[Inzet, ...]:
    """Everybody who takes part. `gemeente_doet_mee`: in the regeling; of one traject it could tell the route."""
    return tuple(wie for wie in Inzet if wie is not Inzet.GEMEENTE or gemeente_doet_mee)


@regelt("Z-12.2", "Z-13.1")
def adviezen(*, kan_omzetten: bool) -> dict[Vervolgadvies, str]:
    """What can be advised, each with its consequence. `kan_omzetten`: temporary, and nothing decided yet."""
    return {a: gevolg for a, gevolg in _GEVOLG.items() if kan_omzetten or a is not Vervolgadvies.OMZETTEN}


@regelt("Z-11.6", "Z-11.11")
def advies_uitleg(*, kan_omzetten: bool) -> str:
    """Begeleiding that still runs never lowers an advice."""
    if not kan_omzetten:
        return ""
    return "Loopt er nog begeleiding? Dat is geen reden om te wachten met een vast contract. Goed huren is genoeg."


#: "Gaat goed, geen wijziging": what somebody says with that one button.
GAAT_GOED = (ItemOordeel.GOED, Oordeel.OP_SCHEMA, Vervolgadvies.DOORGAAN)


@regelt("Z-12.11")
def verloop(*, woorden: Sequence[ItemOordeel | None]) -> str:
    """The last word beside the one before it; a point that was not talked about says nothing."""
    gezegd = [_RANG.index(woord) for woord in woorden if woord is not None]
    if len(gezegd) < 2:
        return "nog niet te zeggen"
    vorige, laatste = gezegd[-2:]
    if laatste == vorige:
        return "hetzelfde"
    return "beter" if laatste > vorige else "minder goed"
