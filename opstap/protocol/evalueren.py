"""Evalueren: which evaluaties there will be, and whether one was validly held."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from opstap.protocol.basis import Belemmering
from opstap.protocol.begrippen import Rol
from opstap.protocol.clausules import regelt
from opstap.protocol.datums import plus_maanden, plus_weken
from opstap.protocol.evaluatiebegrippen import EvaluatieItem, EvaluatieSoort, Grond, ItemOordeel, Oordeel
from opstap.protocol.parameters import Evaluator, Parameters

#: In months.
JAAR = 12

#: The items that decide (Z-12.13); of woongedrag it is the overlast.
DOORSLAGGEVEND = frozenset({EvaluatieItem.HUUR, EvaluatieItem.WOONGEDRAG, EvaluatieItem.VERZORGING})

_GROND = {
    EvaluatieItem.HUUR: Grond.HUUR,
    EvaluatieItem.WOONGEDRAG: Grond.WOONGEDRAG,
    EvaluatieItem.VERZORGING: Grond.WOONGEDRAG,
    EvaluatieItem.GEDRAGSAANWIJZINGEN: Grond.GEDRAGSAANWIJZINGEN,
}


@dataclass(frozen=True, slots=True)
class GeplandeEvaluatie:
    """`met_corporatie`: the deelnemers of a halfjaarlijkse evaluatie are required (Z-11.10)."""

    nummer: int
    datum: date
    soort: EvaluatieSoort
    clausule: str
    met_corporatie: bool


@dataclass(frozen=True, slots=True)
class ItemAntwoord:
    """The verdict on one item; `heeft_afspraak` or the reason why none is needed (Z-2.14)."""

    oordeel: ItemOordeel | None
    heeft_afspraak: bool = False
    geen_afspraak_omdat: str = ""


@regelt(
    "Z-3.4", "Z-11.10", "Z-12.1", "Z-2.13", "Z-14.13", "A-19", "A-36", "P-33", "P-38", "P-47", "H-19", "I-2", "I-25"
)
def evaluatieplan(
    *,
    ingangsdatum: date,
    ingebruikname: date | None,
    einde: date | None,
    ritme: int | None,
    parameters: Parameters,
) -> tuple[GeplandeEvaluatie, ...]:
    """All evaluaties before `einde`, sorted; without einde or ritme only the first check.

    The first check counts from the ingebruikname when that was later; the others count from the ingangsdatum
    and come after the check ("daarna", Z-12.1). A check that overtakes a halfjaarlijkse one takes over its
    deelnemers.
    """
    eerste = _eerste_check(ingangsdatum, ingebruikname, einde, parameters)
    vast = _vaste_momenten(ingangsdatum, einde, ritme, parameters)
    plan = [moment for moment in vast if eerste is None or moment[0] > eerste]
    if eerste is not None:
        ingehaald = any(moment[3] for moment in vast if moment[0] <= eerste)
        plan.insert(0, (eerste, EvaluatieSoort.WOONVAARDIGHEIDSCHECK, "Z-3.4", ingehaald))
    return tuple(GeplandeEvaluatie(nummer, *moment) for nummer, moment in enumerate(plan, start=1))


_Moment = tuple[date, EvaluatieSoort, str, bool]


def _eerste_check(
    ingangsdatum: date, ingebruikname: date | None, einde: date | None, parameters: Parameters
) -> date | None:
    weken = parameters.eerste_evaluatie_weken
    if weken is None:
        return None
    eerste = plus_weken(max(ingangsdatum, ingebruikname or ingangsdatum), weken)
    return eerste if einde is None or eerste < einde else None


def _vaste_momenten(ingangsdatum: date, einde: date | None, ritme: int | None, parameters: Parameters) -> list[_Moment]:
    """One is with all deelnemers when they would not meet in time at the next."""
    momenten: list[_Moment] = []
    half, laatst_samen = parameters.halfjaarlijks_met_corporatie_maanden, 0
    if einde is None:
        return momenten
    for (maand, clausule), (volgende, _) in pairwise(_maanden(ritme, parameters)):
        datum = plus_maanden(ingangsdatum, maand)
        if datum >= einde:
            break
        if half is not None and volgende - laatst_samen > half:
            laatst_samen, commissie = maand, parameters.evaluator is Evaluator.COMMISSIE
            momenten.append((datum, EvaluatieSoort.HALFJAARLIJKS, "A-19" if commissie else "Z-11.10", True))
        else:
            momenten.append((datum, EvaluatieSoort.VOORTGANGSGESPREK, clausule, False))
    return momenten


def _maanden(ritme: int | None, parameters: Parameters) -> Iterator[tuple[int, str]]:
    """The months after the ingangsdatum, without end: a first year of its own, then the ritme."""
    maand, eerste_jaar = 0, parameters.evaluaties_eerste_jaar
    for n in range(1, (eerste_jaar or 0) + 1):
        maand = JAAR * n // (eerste_jaar or 1)
        yield maand, "H-19"
    if ritme is None or ritme < 1:
        if eerste_jaar:
            yield maand + JAAR // eerste_jaar, ""  # only to measure the last of the first year by
        return
    while True:
        maand += ritme
        yield maand, "P-38" if ritme >= JAAR else "Z-12.1"


def is_ritme_toegestaan(*, ritme: int, parameters: Parameters) -> bool:
    """A regeling that lists no ritmes allows only its own."""
    return ritme in (parameters.evaluatie_ritmes or (parameters.evaluatie_ritme_maanden,))


@regelt("Z-12.13", "I-7")
def is_doorslaggevend(item: EvaluatieItem) -> bool:
    return item in DOORSLAGGEVEND


@regelt("Z-11.11", "A-20", "I-7")
def gronden_van(*, parameters: Parameters) -> tuple[Grond, ...]:
    """On what a negative besluit can rest: the points this regeling looks at. Not stated = every ground of the law."""
    items = parameters.evaluatie_items
    if items is None:
        return tuple(Grond)
    mogelijk = {grond_van(item) for item in items}
    return tuple(grond for grond in Grond if grond in mogelijk)


@regelt("Z-11.11", "I-7")
def grond_van(item: EvaluatieItem) -> Grond | None:
    """Which ground of a negative besluit an item can support; None for aanspreekbaarheid."""
    return _GROND.get(item)


@regelt("Z-12.13", "Z-11.6")
def voorgesteld_oordeel(*, antwoorden: Mapping[EvaluatieItem, ItemAntwoord]) -> Oordeel:
    """A proposal for the form from the deciding items; a person decides."""
    slecht = any(
        antwoord.oordeel not in (None, ItemOordeel.GOED)
        for item, antwoord in antwoorden.items()
        if is_doorslaggevend(item)
    )
    return Oordeel.AANDACHT if slecht else Oordeel.OP_SCHEMA


@regelt("Z-2.14", "Z-12.6", "Z-12.7", "Z-12.10", "Z-12.11", "Z-11.10", "A-19", "I-2", "I-12", "I-16")
def evaluatie_belemmeringen(
    *,
    met_corporatie: bool,
    gehouden_op: date,
    aanwezig: Collection[Rol],
    huurder_aanwezig: bool,
    antwoorden: Mapping[EvaluatieItem, ItemAntwoord],
    oordeel: Oordeel | None,
    peildatum: date,
    parameters: Parameters,
) -> list[Belemmering]:
    """May this evaluatie be recorded as held? `met_corporatie` as planned (true for a halfjaarlijkse one)."""
    bezwaren = []
    if gehouden_op > peildatum:
        bezwaren.append(
            Belemmering("Z-12.12", "Deze dag moet nog komen; vul in wanneer het gesprek was.", "gehouden_op")
        )
    bezwaren += _aanwezigen(met_corporatie, aanwezig, huurder_aanwezig, parameters)
    for item in parameters.evaluatie_items or ():
        bezwaren += _item(item, antwoorden.get(item))
    if oordeel is None:
        bezwaren.append(Belemmering("Z-12.11", "Kies hoe het in het geheel gaat.", "oordeel"))
    return bezwaren


def _aanwezigen(
    met_corporatie: bool, aanwezig: Collection[Rol], huurder_aanwezig: bool, parameters: Parameters
) -> list[Belemmering]:
    bezwaren = []
    if not huurder_aanwezig:
        bezwaren.append(
            Belemmering(
                "Z-12.10",
                "Zonder de huurder is de evaluatie niet geldig gehouden; kies niet doorgegaan en maak "
                "een nieuwe afspraak.",
                "huurder_aanwezig",
            )
        )
    for rol in vereiste_rollen(met_corporatie=met_corporatie, parameters=parameters):
        if rol not in aanwezig:
            bezwaren.append(Belemmering(*_AFWEZIG.get(rol, _afwezig(rol)), "aanwezig"))
    return bezwaren


_OPNIEUW = "maak een nieuwe afspraak met iedereen."
_AFWEZIG = {
    Rol.COMMISSIELID: ("A-19", f"Er was niemand van de commissie bij; vink dat aan als het wel zo was, of {_OPNIEUW}")
}


def _afwezig(rol: Rol) -> tuple[str, str]:
    return "Z-12.6", f"De {rol.label} was er niet bij; vink dat aan als het wel zo was, of {_OPNIEUW}"


@regelt("Z-11.10", "A-19", "I-2")
def vereiste_rollen(*, met_corporatie: bool, parameters: Parameters) -> tuple[Rol, ...]:
    """Without the corporatie the begeleider is still there, where the regeling asks him at all (I-2)."""
    verplicht = parameters.verplichte_deelnemers or ()
    return verplicht if met_corporatie else tuple(rol for rol in verplicht if rol is Rol.BEGELEIDER)


@regelt("Z-1.5", "Z-1.6", "Z-1.7")
def _item(item: EvaluatieItem, antwoord: ItemAntwoord | None) -> list[Belemmering]:
    veld = f"item_{item}"
    if antwoord is None or antwoord.oordeel is None:
        return [Belemmering("Z-12.7", f"{item.label}: vul in hoe dit gaat.", veld)]
    geregeld = antwoord.heeft_afspraak or antwoord.geen_afspraak_omdat.strip()
    if antwoord.oordeel is ItemOordeel.GOED or geregeld:
        return []
    melding = f"{item.label}: maak een afspraak, of schrijf op waarom die niet nodig is."
    return [Belemmering("Z-2.14", melding, veld)]


@regelt("I-12", "Z-13.1")
def no_show_signaal(*, aantal_niet_gehouden: int, parameters: Parameters) -> bool:
    """Is it time to propose an MDO? `aantal_niet_gehouden`: visits without the huurder, and evaluaties that were
    missed, since the last valid one.

    Asked after each of them; after a proposal that was declined the counting starts anew.
    """
    grens = parameters.no_show_grens
    return grens is not None and aantal_niet_gehouden > 0 and aantal_niet_gehouden % grens == 0
