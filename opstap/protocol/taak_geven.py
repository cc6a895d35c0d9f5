"""Give the besluit over an aanmelding to a colleague: who may give it, and to whom."""

from __future__ import annotations

from datetime import date

from opstap.protocol.basis import Belemmering
from opstap.protocol.datums import datum_voluit

#: The duties in which somebody decides over an aanmelding; a regeling has one of them.
BESLUITTAKEN = frozenset({"toelating_besluiten", "aanmelding_behandelen"})


def gever_belemmeringen(*, houder: str, heeft: bool, leidt: bool) -> list[Belemmering]:
    """`houder`: the name of who has it, empty = nobody; `heeft`: this person has it, or replaces who has it."""
    if heeft or leidt:
        return []
    if not houder:
        return [Belemmering("", "Niemand heeft deze taak opgepakt. Kies eerst “Ik doe dit”.")]
    melding = f"{houder} doet dit nu. Alleen {houder} of wie het team leidt, kan de taak aan een ander geven."
    return [Belemmering("", melding)]


def ontvanger_belemmeringen(
    *, naam: str, is_gever: bool, heeft_al: bool, beslist: bool, weg: tuple[date, date] | None, toch: bool
) -> list[Belemmering]:
    """`beslist`: may take this besluit today; `weg`: first and last day away; `toch`: the giver knows of that."""
    if is_gever:
        return [Belemmering("", "U kunt de taak niet aan uzelf geven. Kies een collega.", "collega")]
    if heeft_al:
        return [Belemmering("", f"{naam} doet dit al. Kies een andere collega.", "collega")]
    if not beslist:
        return [Belemmering("", f"{naam} kan dit besluit niet nemen. Kies een andere collega.", "collega")]
    if weg and not toch:
        return [Belemmering("", f"{naam} {weg_zin(*weg)}. Kies een andere collega, of vink dit aan.", "toch")]
    return []


def weg_zin(eerste: date, laatste: date) -> str:
    return f"is er niet van {datum_voluit(eerste)} tot en met {datum_voluit(laatste)}"
