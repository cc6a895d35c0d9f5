"""Whether who stands above the one who must do it hears later. Who must do it is reminded as always."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from opstap.protocol.basis import Belemmering
from opstap.protocol.clausules import regelt
from opstap.protocol.datums import datum_voluit
from opstap.protocol.termijnsoorten import HOGER, Termijnsoort, Trap
from opstap.protocol.vertraging import Vertragingsreden

#: Our own limit: no source gives one.
LANGSTE_UITSTEL_DAGEN = 14
_DAG = timedelta(days=1)

R = Vertragingsreden
#: Why, per kind of which others may hear later (docs/adr/0048). Who gives a new day to an MDO has done the duty.
_REDENEN = {
    "evaluatie_houden": (R.NIEUWE_DAG, R.VOORBEREIDING, R.ANDERE_ORGANISATIE, R.ANDERS),
    "mdo_plannen": (R.VOORBEREIDING, R.ANDERE_ORGANISATIE, R.ANDERS),
    "afspraak_nakomen": (R.NIEUWE_DAG, R.VOORBEREIDING, R.ANDERE_ORGANISATIE, R.ANDERS),
}


def uitstelredenen(*, soort: Termijnsoort) -> tuple[Vertragingsreden, ...]:
    """Empty: of this kind everybody hears on the days that stand."""
    return _REDENEN.get(soort.code, ())


def hoort_op(*, dag: date, trap: Trap, uitgesteld_tot: date | None) -> date:
    """The day on which a rung hears: one above who must do it not before the day after the last day of the pause."""
    if uitgesteld_tot is None or trap not in HOGER:
        return dag
    return max(dag, uitgesteld_tot + _DAG)


def uitstel_hoogstens_tot(*, peildatum: date, uiterste: date | None, eerst_op: date | None) -> date:
    """The last day it can be. `eerst_op`: the day it was first put off; `uiterste`: the first open hard date."""
    langste = (eerst_op or peildatum) + timedelta(days=LANGSTE_UITSTEL_DAGEN)
    return langste if uiterste is None else min(langste, uiterste)


def _van_tot(
    *, peildatum: date, eerste_trede: date, uiterste: date | None, eerst_op: date | None = None, **_: Any
) -> tuple[date, date]:
    """The first and the last day that can be chosen, of what can be put off."""
    laatste = uitstel_hoogstens_tot(peildatum=peildatum, uiterste=uiterste, eerst_op=eerst_op)
    return min(max(eerste_trede, peildatum + _DAG), laatste), laatste


def uitsteldagen(*, peildatum: date, **grens: Any) -> str:
    """The same in words."""
    eerste, laatste = (datum_voluit(dag) for dag in _van_tot(peildatum=peildatum, **grens))
    return f"Kies {laatste}." if eerste == laatste else f"Kies een dag van {eerste} tot en met {laatste}."


def kan_niet_uitstellen(
    *,
    peildatum: date,
    eerste_trede: date | None,
    uiterste: date | None,
    eerst_op: date | None = None,
    loopt: bool = False,
    ligt_vast: bool = False,
) -> str:
    """Why not; empty: it can. `eerste_trede`: the day in the ladder of the first rung above that heard nothing yet;
    `eerst_op`: the day this was first put off for the date it has now; `loopt`: it is put off now; `ligt_vast`: of
    this one duty nothing can be put off, because it is urgent or lapses by itself."""
    laatste = uitstel_hoogstens_tot(peildatum=peildatum, uiterste=uiterste, eerst_op=eerst_op)
    if ligt_vast:
        return (
            "Deze taak heeft spoed, of hoort bij een afspraak van een MDO. Anderen horen het op de dag die vaststaat."
        )
    if eerste_trede is None:
        return "Hierover gaat geen bericht meer naar anderen. U hoeft niets uit te stellen."
    if uiterste is not None and uiterste <= peildatum:
        return "In dit traject is een uiterste datum bereikt. Het bericht kan nu niet later."
    if eerst_op is not None and (not loopt or laatste <= peildatum):
        sinds = datum_voluit(eerst_op)
        hoe = f"Dat kan voor deze datum één keer, hoogstens {LANGSTE_UITSTEL_DAGEN} dagen."
        return f"Het bericht aan anderen is op {sinds} al uitgesteld. {hoe}"
    if eerste_trede > laatste:
        return f"Anderen horen hier pas van op {datum_voluit(eerste_trede)}. U hoeft nu niets uit te stellen."
    return ""


@regelt("P-9")
def uitstel_belemmeringen(
    *, soort: Termijnsoort, reden: Vertragingsreden, tot: date, peildatum: date, **grens: Any
) -> list[Belemmering]:
    """A cause of this kind, and a day on which somebody above would have heard by then. `grens`: what
    `kan_niet_uitstellen` looks at."""
    gevonden = []
    if reden not in uitstelredenen(soort=soort):
        gevonden.append(Belemmering("P-9", "Kies een reden die bij deze taak hoort.", "reden"))
    return gevonden + uitsteldag_belemmeringen(tot=tot, peildatum=peildatum, **grens)


def uitsteldag_belemmeringen(*, tot: date, peildatum: date, **grens: Any) -> list[Belemmering]:
    """Whether it can be put off until that day, whatever the cause."""
    if waarom := kan_niet_uitstellen(peildatum=peildatum, **grens):
        return [Belemmering("P-9", waarom)]
    eerste, laatste = _van_tot(peildatum=peildatum, **grens)
    if eerste <= tot <= laatste:
        return []
    zin = f"Dit kan hoogstens {LANGSTE_UITSTEL_DAGEN} dagen. {uitsteldagen(peildatum=peildatum, **grens)}"
    return [Belemmering("P-9", zin, "uitgesteld_tot")]
