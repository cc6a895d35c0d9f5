"""The support at home as the zorgorganisatie plans it: from when, how much, and when somebody answers."""

from __future__ import annotations

from datetime import date

from opstap.protocol.basis import Belemmering
from opstap.protocol.begrippen import Keuze
from opstap.protocol.clausules import regelt
from opstap.protocol.contract import UREN_PER_WEEK
from opstap.protocol.datums import datum_voluit
from opstap.protocol.parameters import Parameters


class Bereikbaarheid(Keuze):
    """For the kandidaat; the corporatie knows whom to call and no more."""

    OVERDAG = "overdag", "op werkdagen overdag"
    OOK_AVOND = "ook_avond", "ook in de avond en het weekend"
    ALTIJD = "altijd", "dag en nacht"


@regelt("A-5")
def begeleiding_belemmeringen(*, uren: int | None, parameters: Parameters) -> list[Belemmering]:
    """The hours of the form: only where the regeling writes them down, and no more than a week has."""
    if uren is None:
        return []
    if not parameters.begeleidingsuren_vastleggen:
        return [Belemmering("A-5", "Deze regeling legt geen uren begeleiding vast.", "uren")]
    if 0 < uren <= UREN_PER_WEEK:
        return []
    return [Belemmering("A-5", f"Vul een aantal uren per week in van 1 tot en met {UREN_PER_WEEK}.", "uren")]


@regelt("Z-10.4")
def begeleiding_waarschuwingen(*, start: date | None, uitstroom: date | None) -> list[Belemmering]:
    """Shown, never blocking (law 12)."""
    if start is None or uitstroom is None or start <= uitstroom:
        return []
    melding = f"De begeleiding begint op {datum_voluit(start)}, na het vertrek op {datum_voluit(uitstroom)}. Klopt dat?"
    return [Belemmering("Z-10.4", melding, "begeleiding")]
