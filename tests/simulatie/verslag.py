"""What happened in the world, in order: people's acts, sweeps, and people who come and go.

The oracle reads nothing else. No keys of the database: things are numbered in the order in which they came about.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Gebeurd:
    """One act of a person in traject `nr` that was accepted."""

    moment: datetime
    nr: int
    wat: str
    gegevens: dict[str, Any]

    def __str__(self) -> str:
        rest = ", ".join(f"{naam}={waarde}" for naam, waarde in self.gegevens.items())
        return f"{self.moment:%Y-%m-%d %H:%M}  {self.wat:<22}{rest}"


@dataclass(frozen=True, slots=True)
class Geweigerd:
    """An act that Opstap refused; only for the story."""

    moment: datetime
    nr: int
    wat: str
    melding: str

    def __str__(self) -> str:
        return f"{self.moment:%Y-%m-%d %H:%M}  {self.wat:<22}GEWEIGERD: {self.melding}"


@dataclass(frozen=True, slots=True)
class Tik:
    """A sweep that ran to its end; `post` = the mail server answered."""

    moment: datetime
    post: bool

    def __str__(self) -> str:
        return f"{self.moment:%Y-%m-%d %H:%M}  tik" + ("" if self.post else " (geen post)")


@dataclass(frozen=True, slots=True)
class Mens:
    """`tot` = the first day somebody no longer works there."""

    wie: str
    rol: str
    organisatie: str
    vanaf: datetime
    tot: datetime | None = None


@dataclass(frozen=True, slots=True)
class Gestart:
    """A traject and the regeling it runs under."""

    nr: int
    regeling: str


@dataclass
class Verslag:
    regels: list[Gebeurd | Geweigerd | Tik | Mens] = field(default_factory=list)
    trajecten: list[Gestart] = field(default_factory=list)
    #: organisation -> the two people who hear of it when nobody else does
    contacten: dict[str, tuple[str, ...]] = field(default_factory=dict)
    #: regeling -> who receives every aanmelding, and whose procesregisseur works in it
    loketten: dict[str, str] = field(default_factory=dict)
    procesregie: dict[str, str] = field(default_factory=dict)

    def verhaal(self, nr: int) -> str:
        """The life of one traject, a line per act."""
        return "\n".join(str(r) for r in self.regels if isinstance(r, Gebeurd | Geweigerd) and r.nr == nr)
