"""When the besluit over the contract is due: the earlier of two days (I-26)."""

from __future__ import annotations

from datetime import date

from opstap.protocol.clausules import regelt
from opstap.protocol.datums import plus_maanden
from opstap.protocol.parameters import Parameters

STREEF_VOOR_EINDE = 6
UITERLIJK_VOOR_EINDE = 3


@regelt("Z-2.15", "Z-12.2", "I-26")
def besluit_streef(*, ingangsdatum: date, einde: date | None, parameters: Parameters) -> date | None:
    """The wished day; None when the regeling gives none. `einde` None = no end to count back from."""
    return _vroegste(ingangsdatum, parameters.besluit_streef_maanden, einde, STREEF_VOOR_EINDE)


@regelt("Z-2.15", "I-1", "I-26")
def besluit_uiterlijk(*, ingangsdatum: date, einde: date | None, parameters: Parameters) -> date | None:
    """The last day in time, inclusive; a besluit after it is late but possible (I-1)."""
    return _vroegste(ingangsdatum, parameters.besluit_uiterlijk_maanden, einde, UITERLIJK_VOOR_EINDE)


def _vroegste(ingangsdatum: date, maanden: int | None, einde: date | None, voor_einde: int) -> date | None:
    if maanden is None:
        return None
    vanaf_begin = plus_maanden(ingangsdatum, maanden)
    return vanaf_begin if einde is None else min(vanaf_begin, plus_maanden(einde, -voor_einde))
