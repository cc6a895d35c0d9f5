"""Who hears when about the end of a contract, counted from `einde` in every regeling (design.md section 4, I-1, I-25).

The last fourteen days, every day, stand in the catalogue (`DAGELIJKS`).
"""

from __future__ import annotations

from datetime import date, timedelta

from opstap.protocol.aanzegging import aanzegging_vanaf, aanzegging_voor
from opstap.protocol.clausules import regelt
from opstap.protocol.datums import plus_dagen, plus_maanden
from opstap.protocol.fasen import DOSSIER_MAANDEN
from opstap.protocol.termijnsoorten import DAGELIJKS, Stap, Trap
from opstap.protocol.werkdagen import plus_werkdagen

HERINNER_MAANDEN = 4
ESCALEER_DAGEN = 28
#: Without a reaction the next level hears of it after so many working days.
REACTIE_WERKDAGEN = 2


@regelt("I-1")
def aanloopladder(*, einde: date, heeft_streefdatum: bool) -> tuple[Stap, ...]:
    """Before the window opens. The streefdatum, where the regeling has one, is the first step by itself."""
    maanden = (HERINNER_MAANDEN,) if heeft_streefdatum else (DOSSIER_MAANDEN, HERINNER_MAANDEN)
    return (
        *(Stap(plus_maanden(einde, -n), Trap.VERANTWOORDELIJKE) for n in maanden),
        Stap(plus_dagen(aanzegging_vanaf(einde), -ESCALEER_DAGEN), Trap.TEAMLEIDER),
    )


@regelt("I-1", "I-25")
def vensterladder(*, einde: date) -> tuple[Stap, ...]:
    """The window opens, then weekly until the last fourteen days; two working days without reaction = one level up."""
    opent = aanzegging_vanaf(einde)
    dagelijks = plus_dagen(aanzegging_voor(einde), DAGELIJKS[0] - 1)
    weken = range(0, (dagelijks - opent).days, 7)
    return (
        *(Stap(opent + timedelta(days=n), Trap.VERANTWOORDELIJKE) for n in weken),
        Stap(plus_werkdagen(opent, REACTIE_WERKDAGEN), Trap.TEAMLEIDER),
        Stap(plus_werkdagen(dagelijks, REACTIE_WERKDAGEN), Trap.ESCALATIE),
    )
