"""The conversation with the kandidaat: when it was and who were there. Nothing of what was said (Z-9.8)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from opstap.protocol.begrippen import Keuze


class Gesprekspartner(Keuze):
    """Who sat there beside the kandidaat and who decides. A code and no name."""

    BEGELEIDER = "begeleider", "de begeleider"
    MEEGEBRACHT = "meegebracht", "iemand die de kandidaat meebracht"
    COLLEGA = "collega", "een collega van wie beslist"


@dataclass(frozen=True, slots=True)
class Gesprek:
    op: date
    met: tuple[Gesprekspartner, ...] = ()
