"""Ritme: when an evaluatie is missed, what Opstap counts before it proposes an MDO, and evaluaties beside the plan."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from opstap.protocol.basis import Belemmering
from opstap.protocol.clausules import regelt
from opstap.protocol.datums import datum_voluit, laatste_dag, plus_dagen, plus_weken
from opstap.protocol.evaluatiebegrippen import EvaluatieItem, EvaluatieSoort, ItemOordeel, Signaalsoort
from opstap.protocol.feiten import EvaluatieFeit
from opstap.protocol.parameters import Parameters
from opstap.protocol.termijnsoorten import Stap, Trap

#: Before a besluit day; our own (docs/adr/0046).
EERDER_WEKEN = 4

_BIJ_ITEM = {
    EvaluatieItem.HUUR: Signaalsoort.HUURACHTERSTAND,
    EvaluatieItem.WOONGEDRAG: Signaalsoort.OVERLAST,
    EvaluatieItem.VERZORGING: Signaalsoort.WONING,
}


@regelt("Z-12.10", "I-12")
def gemist_vanaf(*, in_plan_op: date, gepland_op: date, soort: str, parameters: Parameters) -> date | None:
    """The first day on which an evaluatie that was not held counts as missed.

    So many weeks after its day in the plan, but never before the day it was moved to is past. None: never, as an
    extra one, or where the regeling does not say.
    """
    weken = parameters.evaluatie_gemist_weken
    if weken is None or soort == EvaluatieSoort.EXTRA:
        return None
    return plus_dagen(max(plus_weken(in_plan_op, weken), gepland_op), 1)


def gemiststap(e: EvaluatieFeit, parameters: Parameters) -> tuple[Stap, ...]:
    """On that day Opstap looks whether it must propose an MDO."""
    dag = gemist_vanaf(
        in_plan_op=e.in_plan_op or e.gepland_op, gepland_op=e.gepland_op, soort=e.soort, parameters=parameters
    )
    return () if dag is None else (Stap(dag=dag, trap=Trap.ACTIE),)


@regelt("Z-12.10", "I-12")
def verzetgrens(*, in_plan_op: date, soort: str, peildatum: date, parameters: Parameters) -> tuple[date, str] | None:
    """How far a visit moves from its day in the plan, and why. What is past bounds nothing: it can always be held."""
    dagen = parameters.evaluatie_verzetten_dagen
    if dagen is None or soort == EvaluatieSoort.EXTRA:
        return None
    uiterlijk = plus_dagen(in_plan_op, dagen)
    if uiterlijk <= peildatum:
        return None
    return uiterlijk, f"Een evaluatie schuift hoogstens {dagen} dagen op, tot en met {datum_voluit(uiterlijk)}"


@regelt("Z-2.15", "I-1")
def eerder_houden_vanaf(
    *, gepland_op: date, besluitdagen: Collection[date | None], besloten: bool, peildatum: date
) -> tuple[date, date] | None:
    """(from when, the besluit day) where an evaluatie falls on a besluit day or in the weeks before it.

    The besluit rests on the evaluaties, so this one is offered earlier. The plan itself does not move.
    """
    if besloten:
        return None
    for dag in sorted(d for d in besluitdagen if d is not None):
        vanaf = plus_weken(dag, -EERDER_WEKEN)
        if vanaf < gepland_op <= dag and peildatum < gepland_op:
            return max(vanaf, peildatum), dag
    return None


@regelt("Z-2.15")
def eerder_belemmeringen(
    *, aanbod: tuple[date, date] | None, nieuwe_datum: date, gepland_op: date
) -> list[Belemmering]:
    """It moves for the besluit only where it is offered, and then to an earlier day."""
    if aanbod is None:
        return [Belemmering("Z-2.15", "Op die dag is geen besluit nodig. Kies waarom de dag verandert.", "reden")]
    if nieuwe_datum < gepland_op:
        return []
    melding = f"Kies een dag voor {datum_voluit(gepland_op)}: dan telt de evaluatie mee bij het besluit."
    return [Belemmering("Z-2.15", melding, "nieuwe_datum")]


@regelt("Z-12.1")
def extra_nu_belemmeringen(*, bewoont: bool) -> list[Belemmering]:
    if bewoont:
        return []
    return [Belemmering("Z-12.1", "Er loopt nu geen tijdelijk huurcontract. Een evaluatie hoort daarbij.")]


@regelt("Z-12.1", "P-33")
def extra_belemmeringen(
    *, datum: date, einde: date | None, bezet: Mapping[date, int], peildatum: date
) -> list[Belemmering]:
    """May an extra evaluatie be on this day? `bezet`: the days of the ones that are to come, and their numbers."""
    if datum < peildatum:
        return [Belemmering("Z-12.1", "Kies vandaag of een latere dag.", "datum")]
    if einde is not None and datum >= einde:
        laatste = datum_voluit(laatste_dag(einde))
        return [Belemmering("Z-12.1", f"De huur loopt tot en met {laatste}; kies die dag of een eerdere.", "datum")]
    if datum in bezet:
        melding = f"Op {datum_voluit(datum)} is evaluatie {bezet[datum]} al; kies een andere dag."
        return [Belemmering("Z-12.1", melding, "datum")]
    return []


@regelt("Z-12.1")
def extra_intrekken_belemmeringen(*, soort: str, te_houden: bool, reden: str = "x") -> list[Belemmering]:
    """An evaluatie of the plan is never taken back by a person: it is moved."""
    if soort != EvaluatieSoort.EXTRA:
        return [Belemmering("Z-12.1", "Deze evaluatie hoort bij het plan. Kan de dag niet? Verplaats de evaluatie.")]
    if not te_houden:
        return [Belemmering("Z-12.1", "Deze evaluatie is al vastgelegd of niet meer nodig.")]
    if reden.strip():
        return []
    return [Belemmering("Z-12.1", "Schrijf op waarom de evaluatie niet meer nodig is.", "reden")]


@regelt("I-12", "Z-13.1")
def herhaald_onvoldoende(
    *, reeks: Sequence[Mapping[EvaluatieItem, ItemOordeel]], parameters: Parameters
) -> tuple[EvaluatieItem, ...]:
    """The items that were onvoldoende so often in a row, up to the last of `reeks` (held evaluaties, oldest first).

    After a proposal that was declined the counting starts anew, as for visits without the huurder.
    """
    grens = parameters.onvoldoende_grens
    if grens is None:
        return ()
    return tuple(item for item in EvaluatieItem if (n := _achter_elkaar(reeks, item)) and n % grens == 0)


def _achter_elkaar(reeks: Sequence[Mapping[EvaluatieItem, ItemOordeel]], item: EvaluatieItem) -> int:
    aantal = 0
    for oordelen in reversed(reeks):
        if oordelen.get(item) is not ItemOordeel.ONVOLDOENDE:
            break
        aantal += 1
    return aantal


@regelt("Z-1.11", "Z-20.8")
def signaal_bij(item: EvaluatieItem) -> Signaalsoort:
    """What can be seen of it: the words for the huurder in the letter about an MDO."""
    return _BIJ_ITEM.get(item, Signaalsoort.AFSPRAAK_NIET_NAGEKOMEN)


@regelt("Z-1.11", "Z-13.1")
def achterstand_signaal(
    *, maanden: int | None, regeling_loopt: bool, parameters: Parameters, eerder: int | None = None
) -> bool:
    """Is it time to propose an MDO for arrears of so many months? Not while they are being paid off.

    `eerder`: the months of the statement before; after a proposal only as many months again are news. Not known, or
    no number in the regeling: a person decides.
    """
    grens = parameters.achterstand_grens_maanden
    if grens is None or maanden is None or regeling_loopt:
        return False
    return maanden // grens > (eerder or 0) // grens
