"""The huurder died. Then the law ends the tenancy (art. 7:268 BW), and nobody is asked or written to any more."""

from __future__ import annotations

from datetime import date

from opstap.protocol.basis import Belemmering, al_gebeurd_belemmeringen
from opstap.protocol.clausules import regelt
from opstap.protocol.datums import datum_voluit, plus_maanden

#: The tenancy runs to the end of this month after the death.
LAATSTE_MAAND = 2


@regelt("L-23")
def huur_eindigt(*, overleden_op: date, al_afgesproken: date | None) -> date:
    """First day without rent: after the second month, or a day that was certain before and comes first."""
    door_de_wet = plus_maanden(overleden_op.replace(day=1), LAATSTE_MAAND + 1)
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
