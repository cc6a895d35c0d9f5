"""Readers for one value of a parameter document: check type and range, answer the typed value."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import field
from typing import Any, TypeVar

from opstap.protocol.begrippen import Instroomroute, Keuze

Waarde = TypeVar("Waarde")
Lezer = Callable[[str, object], Waarde]


class ParameterFout(ValueError):
    """A parameter document that cannot be used; the message is Dutch and names the key."""

    def __init__(self, sleutel: str, melding: str) -> None:
        super().__init__(f"Parameter '{sleutel}': {melding}")
        self.sleutel = sleutel
        self.melding = melding


def parameter(lezer: Lezer[Any]) -> Any:
    """A dataclass field that is empty unless the regeling states a value."""
    return field(default=None, metadata={"lezer": lezer})


def geheel_getal(minimum: int, maximum: int) -> Lezer[int]:
    def lees(sleutel: str, waarde: object) -> int:
        if isinstance(waarde, bool) or not isinstance(waarde, int):
            raise ParameterFout(sleutel, f"vul een heel getal in, niet {waarde!r}.")
        if not minimum <= waarde <= maximum:
            raise ParameterFout(sleutel, f"{waarde} kan niet; kies een getal van {minimum} tot en met {maximum}.")
        return waarde

    return lees


def ja_of_nee(sleutel: str, waarde: object) -> bool:
    if not isinstance(waarde, bool):
        raise ParameterFout(sleutel, f"vul ja (true) of nee (false) in, niet {waarde!r}.")
    return waarde


def keuze(soort: type[Keuze]) -> Lezer[Any]:
    def lees(sleutel: str, waarde: object) -> Keuze:
        try:
            return soort(str(waarde))
        except ValueError:
            codes = ", ".join(lid.value for lid in soort)
            raise ParameterFout(sleutel, f"{waarde!r} bestaat niet; kies uit: {codes}.") from None

    return lees


def lijst(lezer: Lezer[Waarde]) -> Lezer[tuple[Waarde, ...]]:
    """A list without doubles."""

    def lees(sleutel: str, waarde: object) -> tuple[Waarde, ...]:
        if not isinstance(waarde, (list, tuple)):
            raise ParameterFout(sleutel, f"vul een lijst in, niet {waarde!r}.")
        gelezen = tuple(lezer(sleutel, deel) for deel in waarde)
        if len(set(gelezen)) != len(gelezen):
            raise ParameterFout(sleutel, "staat er een waarde dubbel in; haal de dubbele weg.")
        return gelezen

    return lees


def per_instroomroute(lezer: Lezer[Waarde]) -> Lezer[tuple[tuple[Instroomroute, Waarde], ...]]:
    """A table instroomroute -> value, kept as pairs in the order of Instroomroute."""

    def lees(sleutel: str, waarde: object) -> tuple[tuple[Instroomroute, Waarde], ...]:
        if not isinstance(waarde, Mapping):
            raise ParameterFout(sleutel, f"vul per instroomroute een waarde in, niet {waarde!r}.")
        route_van = keuze(Instroomroute)
        gelezen = {route_van(sleutel, naam): lezer(f"{sleutel}.{naam}", deel) for naam, deel in waarde.items()}
        return tuple((route, gelezen[route]) for route in Instroomroute if route in gelezen)

    return lees
