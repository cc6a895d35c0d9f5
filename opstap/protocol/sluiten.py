"""Until when who took part may still read a traject that is closed (A-33)."""

from __future__ import annotations

from datetime import date, timedelta

from opstap.protocol.begrippen import Hoedanigheid
from opstap.protocol.clausules import regelt
from opstap.protocol.parameters import ToegangNaOmzetting

#: To send the last letters and to settle what is left (our own bound).
NAZORG = timedelta(days=42)
EEN_DAG = timedelta(days=1)


@regelt("A-33", "I-37", "I-8")
def toegang_tot(
    *, hoedanigheid: Hoedanigheid, is_vast: bool, toegang: ToegangNaOmzetting | None, gesloten_op: date
) -> date:
    """The first day on which this one no longer reads. `is_vast`: closed by the besluit over the vaste contract.

    After that zorg and gemeente stop at once; where the regeling lets a waakvlam stay, who begeleidt reads on as long
    as the verhuurder does. A regeling that says nothing: the safe side, stop.
    """
    blijft = hoedanigheid is Hoedanigheid.VERHUURDER or (
        toegang is ToegangNaOmzetting.WAAKVLAM and hoedanigheid is Hoedanigheid.BEGELEIDING
    )
    return gesloten_op + (NAZORG if blijft or not is_vast else EEN_DAG)
