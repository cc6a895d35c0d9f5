"""On whose behalf somebody acts: a person, an organisation and a role (law 5)."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

SYSTEEM_ROL = "systeem"


@dataclass(frozen=True, slots=True)
class Namens:
    gebruiker: UUID | None
    organisatie: UUID | None
    rol: str

    @property
    def is_systeem(self) -> bool:
        return self.rol == SYSTEEM_ROL

    @property
    def code(self) -> str:
        """What a form carries when somebody has to choose."""
        return f"{self.organisatie}:{self.rol}"


#: The tick: it may finish what people started, never decide.
SYSTEEM = Namens(gebruiker=None, organisatie=None, rol=SYSTEEM_ROL)
