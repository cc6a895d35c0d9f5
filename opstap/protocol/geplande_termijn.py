"""One planned duty, and who must act on it where that differs per regeling."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from opstap.protocol.begrippen import Hoedanigheid, Rol
from opstap.protocol.beslissen import Zaak, wie
from opstap.protocol.parameters import Parameters
from opstap.protocol.termijnsoorten import Stap


@dataclass(frozen=True, slots=True)
class GeplandeTermijn:
    """One duty: `datum` is the last day it is in time, `vanaf` the first day it may be done, `klaar_op` = done."""

    soort: str
    datum: date
    sleutel: str = ""
    onderwerp: UUID | None = None
    vanaf: date | None = None
    klaar_op: date | None = None
    rol: Rol | None = None
    hoedanigheid: Hoedanigheid | None = None
    organisatie: UUID | None = None
    #: steps that count from another day than `datum`
    ook: tuple[Stap, ...] = ()
    #: the first day it was asked, where its date may be past by then
    begint: date | None = None
    #: urgent, or lapses by itself: nobody may hear of it later
    ligt_vast: bool = False

    @property
    def was_al_voorbij(self) -> bool:
        """Late on the day it began: marked, and nobody's fault (law 12)."""
        return self.begint is not None and self.datum < self.begint


def voor(zaak: Zaak, p: Parameters) -> dict[str, Any]:
    """Who must act under this regeling; nothing when it does not say: then the catalogue does."""
    plaats = wie(zaak=zaak, parameters=p)
    return {} if plaats is None else {"rol": plaats.rol, "hoedanigheid": plaats.hoedanigheid}
