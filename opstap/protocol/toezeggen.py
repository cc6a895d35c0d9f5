"""What the partners promise each other for a year: homes by a corporatie, places of begeleiding by who guides."""

from __future__ import annotations

from datetime import date

from opstap.protocol.basis import Belemmering
from opstap.protocol.begrippen import Hoedanigheid, Keuze
from opstap.protocol.clausules import regelt


class Toezeggingsoort(Keuze):
    WONINGEN = "woningen", "woningen"
    BEGELEIDING = "begeleiding", "plekken voor begeleiding"


class Afspraakpapier(Keuze):
    """On which paper a promise stands; the paper itself stays with the partners."""

    PRESTATIEAFSPRAKEN = "prestatieafspraken", "prestatieafspraken van gemeente, corporaties en huurders"
    OVEREENKOMST = "overeenkomst", "samenwerkingsovereenkomst"
    CONVENANT = "convenant", "convenant"


#: As what an organisation takes part that can promise this.
BELOVER = {
    Toezeggingsoort.WONINGEN: Hoedanigheid.VERHUURDER,
    Toezeggingsoort.BEGELEIDING: Hoedanigheid.BEGELEIDING,
}


@regelt("A-32", "C-32")
def toezegging_belemmeringen(
    *, wat: Toezeggingsoort, kan_dit: bool, getekend_op: date, peildatum: date
) -> list[Belemmering]:
    """`kan_dit`: the organisation takes part in the regeling as who can promise it."""
    gevonden = []
    if not kan_dit:
        wie = "een corporatie" if wat is Toezeggingsoort.WONINGEN else "een organisatie die begeleidt"
        gevonden.append(Belemmering("A-32", f"Alleen {wie} belooft {wat.label}; kies een andere.", "organisatie"))
    if getekend_op > peildatum:
        melding = "Vul de dag in waarop de afspraak is getekend: vandaag of eerder."
        gevonden.append(Belemmering("C-32", melding, "getekend_op"))
    return gevonden
