"""The huurder died. Then the law ends the tenancy (art. 7:268 BW), and nobody is asked or written to any more.

Of a contract in the name of the zorgorganisatie the law ends only the onderhuur; with her a last day is agreed on.
"""

from __future__ import annotations

from datetime import date

from opstap.protocol.basis import Belemmering, al_gebeurd_belemmeringen
from opstap.protocol.clausules import regelt
from opstap.protocol.datums import datum_voluit, plus_maanden

#: The tenancy runs to the end of this month after the death; when the heirs give notice, to the end of this one.
LAATSTE_MAAND = 2
LAATSTE_MAAND_OPGEZEGD = 1
#: How far a last day agreed with the zorgorganisatie may lie from today: further is a slip of the pen (our own bound).
MAANDEN = 12


@regelt("L-23")
def huur_eindigt(*, overleden_op: date, al_afgesproken: date | None, erfgenamen_zegden_op: bool = False) -> date:
    """First day without rent: after the second month, or the first when the heirs gave notice; or a day that was
    certain before and comes first."""
    maanden = LAATSTE_MAAND_OPGEZEGD if erfgenamen_zegden_op else LAATSTE_MAAND
    door_de_wet = plus_maanden(overleden_op.replace(day=1), maanden + 1)
    return door_de_wet if al_afgesproken is None else min(door_de_wet, al_afgesproken)


@regelt("L-23")
def overlijden_belemmeringen(
    *, overleden_op: date, gestart_op: date, weet_zeker: bool, peildatum: date
) -> list[Belemmering]:
    """May this be written down? The traject closes by it and stays closed: somebody must have looked twice."""
    bezwaren = al_gebeurd_belemmeringen(
        dag=overleden_op, peildatum=peildatum, clausule="L-23", wat="Het overlijden was", veld="overleden_op"
    )
    if overleden_op < gestart_op:
        melding = (
            f"Dit traject begon op {datum_voluit(gestart_op)}. Vul die dag of een latere in, of kijk na wie het is."
        )
        bezwaren.append(Belemmering("L-23", melding, "overleden_op"))
    if not weet_zeker:
        melding = "Kijk na of dit het goede traject is, en vink dat aan. Het traject gaat daarna niet meer open."
        bezwaren.append(Belemmering("L-23", melding, "weet_zeker"))
    return bezwaren


@regelt("L-23")
def huurdag_belemmeringen(
    *,
    laatste_huurdag: date | None,
    via_zorg: bool,
    ingangsdatum: date,
    erfgenamen_zegden_op: bool,
    huur_gaat_door: bool,
    peildatum: date,
) -> list[Belemmering]:
    """`via_zorg`: the zorgorganisatie is huurder and stays so; only she can say when that stops."""
    if via_zorg:
        grens = plus_maanden(peildatum, MAANDEN)
        if laatste_huurdag is None:
            melding = "Vul de laatste dag in die u met de zorgorganisatie afsprak. Zij is huurder, en dat stopt niet."
        elif laatste_huurdag < ingangsdatum:
            melding = f"De huur begon op {datum_voluit(ingangsdatum)}; de laatste dag is niet eerder."
        elif laatste_huurdag > grens:
            melding = f"De laatste dag ligt meer dan een jaar vooruit, na {datum_voluit(grens)}. Kijk het jaar na."
        else:
            return []
        return [Belemmering("L-23", melding, "laatste_huurdag")]
    if erfgenamen_zegden_op and huur_gaat_door:
        melding = "Blijft er iemand wonen? Dan kunnen de erfgenamen niet opzeggen. Vink er één aan."
        return [Belemmering("L-23", melding, "erfgenamen_zegden_op")]
    return []
