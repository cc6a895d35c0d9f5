"""On whose behalf somebody acts: a person, an organisation and a role (law 5)."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID

SYSTEEM_ROL = "systeem"


@dataclass(frozen=True, slots=True)
class Namens:
    gebruiker: UUID | None
    organisatie: UUID | None
    rol: str
    #: the absent colleague whose role this is
    voor: UUID | None = None

    @property
    def is_systeem(self) -> bool:
        return self.rol == SYSTEEM_ROL

    @property
    def code(self) -> str:
        """What a form carries when somebody has to choose."""
        return f"{self.organisatie}:{self.rol}" + (f":{self.voor}" if self.voor else "")


#: The tick: it may finish what people started, never decide.
SYSTEEM = Namens(gebruiker=None, organisatie=None, rol=SYSTEEM_ROL)


class _Toekenning(Protocol):
    """See `models.Roltoekenning`."""

    organisatie: Any
    rol: str
    voor: Any


def namens_van(gebruiker: Any, toekenning: _Toekenning) -> Namens:
    """Acting under this role: one's own, or that of the absent colleague it was borrowed from."""
    voor = toekenning.voor.sleutel if toekenning.voor else None
    return Namens(
        gebruiker=gebruiker.sleutel, organisatie=toekenning.organisatie.sleutel, rol=toekenning.rol, voor=voor
    )


def per_rol(mogelijk: Iterable[Namens], liever: Collection[UUID | None] = ()) -> list[Namens]:
    """Of one role at one organisation that is one's own and borrowed as well: one way to act, so nobody is asked.

    Borrowed when the absent colleague is in `liever` (the work is his), else one's own.
    """
    groepen: dict[tuple[UUID | None, str], list[Namens]] = {}
    for namens in mogelijk:
        groepen.setdefault((namens.organisatie, namens.rol), []).append(namens)
    return [
        namens
        for groep in groepen.values()
        for namens in [n for n in groep if n.voor in liever] or [n for n in groep if n.voor is None] or groep
    ]
