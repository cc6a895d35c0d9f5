"""May a day that was written down be corrected to this one? (law 8)"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from opstap.protocol.basis import Belemmering, al_gebeurd_belemmeringen
from opstap.protocol.clausules import regelt
from opstap.protocol.datums import datum_voluit


def zelfde_dag_belemmeringen(*, was: date, wordt: date, clausule: str, veld: str) -> list[Belemmering]:
    """A correction changes something."""
    if was != wordt:
        return []
    return [Belemmering(clausule, f"Er staat al {datum_voluit(was)}; vul de dag in die het moet zijn.", veld)]


@regelt("Z-12.12", "Z-13.6")
def gesprekdag_belemmeringen(
    *, was: date | None, wordt: date, afspraken_tot: Iterable[date], clausule: str, peildatum: date
) -> list[Belemmering]:
    """The day of a conversation that was held: not tomorrow, and not after what was agreed on in it had to be done."""
    if was is None:
        return [Belemmering(clausule, "Er staat nog geen dag om te verbeteren.")]
    bezwaren = zelfde_dag_belemmeringen(was=was, wordt=wordt, clausule=clausule, veld="datum")
    bezwaren += al_gebeurd_belemmeringen(
        dag=wordt, peildatum=peildatum, clausule=clausule, wat="Het gesprek was", veld="datum"
    )
    eerste = min(afspraken_tot, default=None)
    if eerste is not None and wordt > eerste:
        melding = f"Een afspraak uit dit gesprek moest op {datum_voluit(eerste)} klaar zijn; kies die dag of eerder."
        bezwaren.append(Belemmering("Z-13.6", melding, "datum"))
    return bezwaren
