"""Aanzegging: the window in which the tenant must receive it. `einde` is the first day without contract.

Lawful is einde - 3 months <= ontvangen < einde - 1 month (I-25, L-9, L-11), in every regeling.
"""

from __future__ import annotations

from datetime import date

from opstap.protocol.basis import Belemmering, al_gebeurd_belemmeringen
from opstap.protocol.clausules import regelt
from opstap.protocol.datums import datum_voluit, laatste_dag, plus_maanden


@regelt("I-25", "L-9", "L-14")
def aanzegging_vanaf(einde: date) -> date:
    """First lawful day."""
    return plus_maanden(einde, -3)


@regelt("I-25", "L-9")
def aanzegging_voor(einde: date) -> date:
    """First day that is too late."""
    return plus_maanden(einde, -1)


@regelt("I-25", "L-9", "L-11")
def aanzegging_belemmeringen(*, ontvangen: date, einde: date) -> list[Belemmering]:
    """May an aanzegging count that the tenant received (or will receive) on this day?"""
    vanaf, voor = aanzegging_vanaf(einde), aanzegging_voor(einde)
    if ontvangen < vanaf:
        return [
            Belemmering(
                "I-25",
                f"Te vroeg: de aanzegging mag aankomen vanaf {datum_voluit(vanaf)}; wacht tot die dag.",
                "ontvangen_op",
            )
        ]
    if ontvangen >= voor:
        return [
            Belemmering(
                "I-25",
                f"Te laat: de aanzegging moest uiterlijk {datum_voluit(laatste_dag(voor))} zijn aangekomen. "
                f"De huur wordt per {datum_voluit(einde)} voor onbepaalde tijd.",
                "ontvangen_op",
            )
        ]
    return []


@regelt("I-1", "I-25")
def aanzegging_na_besluit_belemmeringen(*, dag: date, besloten_op: date, veld: str) -> list[Belemmering]:
    """The aanzegging carries out the besluit, so it is neither sent nor received before it."""
    if dag >= besloten_op:
        return []
    melding = f"Het besluit is van {datum_voluit(besloten_op)}; de aanzegging komt die dag of later, niet eerder."
    return [Belemmering("I-1", melding, veld)]


@regelt("I-25", "L-11")
def ontvangst_belemmeringen(
    *, ontvangen_op: date, verzonden_op: date, is_aangetekend: bool, heeft_bewijs: bool, peildatum: date
) -> list[Belemmering]:
    """May this receipt be written down? Whether its day is lawful says `aanzegging_belemmeringen`."""
    bezwaren = al_gebeurd_belemmeringen(
        dag=ontvangen_op,
        peildatum=peildatum,
        clausule="I-25",
        wat="De huurder ontving de aanzegging",
        veld="ontvangen_op",
    )
    if ontvangen_op < verzonden_op:
        melding = "De huurder kan de aanzegging niet eerder ontvangen dan u die verstuurde; verbeter een van de dagen."
        bezwaren.append(Belemmering("I-25", melding, "ontvangen_op"))
    elif is_aangetekend and ontvangen_op == verzonden_op:
        melding = (
            "Een aangetekende brief komt op zijn vroegst een dag later aan. Vul de dag in die op het bericht van de "
            "post staat. Gaf u de brief in de hand? Verbeter dan eerst de verzending."
        )
        bezwaren.append(Belemmering("I-25", melding, "ontvangen_op"))
    if not heeft_bewijs:
        bezwaren.append(Belemmering("L-11", "Kies waaruit blijkt dat de huurder de aanzegging kreeg.", "bewijs"))
    return bezwaren


#: With fewer days than this a letter in the post may come too late (our own bound).
KRAP = 4


@regelt("I-25", "L-11")
def aanzegging_waarschuwingen(*, einde: date, peildatum: date) -> list[Belemmering]:
    """So near the last day that only what is given in the hand is sure to be in time; or after it."""
    laatste = laatste_dag(aanzegging_voor(einde))
    over = (laatste - peildatum).days
    if over >= KRAP:
        return []
    if over < 0:
        melding = (
            f"Versturen heeft geen zin meer: de huurder moest de aanzegging uiterlijk {datum_voluit(laatste)} hebben. "
            "Leg alleen vast wat toen is gebeurd."
        )
    else:
        melding = (
            f"De huurder moet de aanzegging uiterlijk {datum_voluit(laatste)} hebben. Een aangetekende brief komt "
            "misschien te laat. Geef de brief in de hand en laat de huurder tekenen, of laat een deurwaarder hem "
            "brengen."
        )
    return [Belemmering("I-25", melding)]


@regelt("I-1", "I-25")
def aanzegging_nog_mogelijk(*, einde: date, peildatum: date) -> bool:
    """Can an aanzegging that is still to be sent be received in time? True before the window opens too."""
    return peildatum < aanzegging_voor(einde)
