"""Bijsturen: signaal, MDO, afspraken, a visit that did not go on, and what the evaluaties advise."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from opstap.protocol.basis import Belemmering
from opstap.protocol.begrippen import Rol
from opstap.protocol.clausules import regelt
from opstap.protocol.datums import datum_voluit, laatste_dag
from opstap.protocol.evaluatiebegrippen import (
    EvaluatieItem,
    Grond,
    ItemOordeel,
    MdoUitkomst,
    MeerBegeleiding,
    Oordeel,
    Signaalsoort,
)
from opstap.protocol.evalueren import grond_van
from opstap.protocol.omzetting import OmzettingUitkomst
from opstap.protocol.verklaringen import Uitspraak, Zegt, mag_delen


@regelt("Z-12.9", "I-10")
def instemming_belemmeringen(*, laatste: Uitspraak | None) -> list[Belemmering]:
    """Without a ja of the huurder nothing of an evaluatie is written down to be shared. `laatste`: the last word."""
    if laatste is not None and laatste.zegt is Zegt.JA:
        return []
    if laatste is None:
        melding = (
            "De huurder heeft nog niet ingestemd met het delen van informatie bij evaluaties. "
            "Vraag dat eerst en leg het vast bij het contract."
        )
        return [Belemmering("Z-12.9", melding)]
    melding = (
        f"De huurder wil niet dat u informatie bij evaluaties deelt, sinds {datum_voluit(laatste.datum)}. "
        "De evaluatie gaat door, maar u legt er niets van vast. Praat samen over wat wel kan. "
        "Wordt het ja? Dan staat dat bij het contract."
    )
    return [Belemmering("Z-12.9", melding)]


@regelt("Z-20.4", "I-10")
def erbij_vragen_belemmeringen(*, laatste: Uitspraak | None) -> list[Belemmering]:
    """After a nee of the huurder to sharing no organisation comes in that was not there. Not asked never blocks."""
    if mag_delen(laatste=laatste):
        return []
    melding = (
        "De huurder wil niet dat u informatie deelt. Vraag nu geen nieuwe organisatie erbij, of bespreek het samen. "
        "Het MDO kan doorgaan met wie er al bij hoort."
    )
    return [Belemmering("Z-20.4", melding, "met_procesregisseur")]


@regelt("Z-12.10", "I-12", "I-25", "Z-2.15")
def nieuwe_datum_grens(
    *, gepland_op: date, volgende: Collection[date], besluit_uiterlijk: date | None, einde: date | None, peildatum: date
) -> tuple[date, str] | None:
    """The last day to which a visit can move, and why: a visit moves alone, and the besluit rests on it.

    `volgende`: the planned days of the later evaluaties. What is past bounds nothing: the visit can always be held.
    """
    grenzen = [(dag, f"De volgende evaluatie is op {datum_voluit(dag)}") for dag in volgende if dag > peildatum]
    if besluit_uiterlijk is not None and besluit_uiterlijk > peildatum and gepland_op <= besluit_uiterlijk:
        grenzen.append((besluit_uiterlijk, f"Het besluit moet er op {datum_voluit(besluit_uiterlijk)} zijn"))
    if einde is not None:
        laatste = laatste_dag(einde)
        grenzen.append((laatste, f"De huur loopt tot en met {datum_voluit(laatste)}"))
    return min(grenzen, default=None)


@regelt("Z-12.10", "I-12")
def nieuwe_datum_belemmeringen(
    *, nieuwe_datum: date, grens: tuple[date, str] | None, peildatum: date
) -> list[Belemmering]:
    """The new day of a visit; `grens` as `nieuwe_datum_grens` says."""
    if nieuwe_datum < peildatum:
        melding = "Kies voor de nieuwe afspraak vandaag of een latere dag."
        return [Belemmering("Z-12.10", melding, "nieuwe_datum")]
    if grens is not None and nieuwe_datum > grens[0]:
        return [Belemmering("Z-12.10", f"{grens[1]}; kies die dag of een eerdere.", "nieuwe_datum")]
    return []


@regelt("Z-12.10", "I-12")
def weggebleven_belemmeringen(*, weggebleven: bool, gepland_op: date, peildatum: date) -> list[Belemmering]:
    """Nobody stayed away from a visit that is still to come: until its day it can only be moved."""
    if not weggebleven or peildatum >= gepland_op:
        return []
    melding = (
        f"Deze evaluatie is op {datum_voluit(gepland_op)}. Pas vanaf die dag legt u vast dat de huurder er niet was. "
        "Kunt u of de huurder dan niet? Verplaats de evaluatie: kies wie er niet kan."
    )
    return [Belemmering("Z-12.10", melding, "reden")]


@regelt("Z-12.10")
def tijd_belemmeringen(*, komt_nog: bool, gepland_op: date, peildatum: date) -> list[Belemmering]:
    """May a time be agreed for the planned day of an evaluatie?"""
    if not komt_nog:
        return [Belemmering("Z-12.10", "Deze evaluatie is al vastgelegd of niet meer nodig.")]
    if gepland_op < peildatum:
        melding = f"De dag van deze evaluatie, {datum_voluit(gepland_op)}, is voorbij. "
        return [Belemmering("Z-12.10", melding + "Leg de evaluatie vast, of kies een nieuwe dag.")]
    return []


@regelt("Z-12.12")
def gehouden_na_begin_belemmeringen(*, gehouden_op: date, ingebruikname: date | None) -> list[Belemmering]:
    if ingebruikname is None or gehouden_op >= ingebruikname:
        return []
    melding = f"De bewoner woont hier sinds {datum_voluit(ingebruikname)}; kies die dag of later."
    return [Belemmering("Z-12.12", melding, "gehouden_op")]


@regelt("I-35", "Z-13.1", "Z-13.5")
def vraagt_mdo(*, soort: Signaalsoort, is_spoed: bool) -> bool:
    """Is this "it goes wrong" or "an afspraak is not kept"? Only losing touch for once is not (Z-14.6)."""
    return is_spoed or soort is not Signaalsoort.GEEN_CONTACT


@regelt("I-35")
def zonder_mdo_belemmeringen(
    *, soort: Signaalsoort, is_spoed: bool, reden: str, melder_akkoord: bool, is_voorstel: bool = False
) -> list[Belemmering]:
    """May a signaal be closed without an MDO? For a proposal of Opstap itself nobody else has to agree."""
    bezwaren = []
    if not reden.strip():
        bezwaren.append(Belemmering("I-35", "Schrijf op waarom een MDO niet nodig is.", "reden"))
    if vraagt_mdo(soort=soort, is_spoed=is_spoed) and not melder_akkoord and not is_voorstel:
        melding = "Vraag eerst wie het signaal meldde of een MDO niet nodig is, en vink dat aan."
        bezwaren.append(Belemmering("I-35", melding, "melder_akkoord"))
    return bezwaren


@regelt("A-23")
def overlastgesprek_belemmeringen(
    *, soort: Signaalsoort, gesprek_op: date | None, gemeld_op: date, peildatum: date
) -> list[Belemmering]:
    """Overlast is not closed before somebody talked about it with the huurder, the begeleider there."""
    if soort is not Signaalsoort.OVERLAST:
        return []
    if gesprek_op is None:
        melding = "Praat eerst met de huurder, met de begeleider erbij, en vul in wanneer dat was."
    elif gesprek_op > peildatum:
        melding = "Deze dag moet nog komen; vul in wanneer het gesprek was."
    elif gesprek_op < gemeld_op:
        melding = f"Het signaal is gemeld op {datum_voluit(gemeld_op)}; kies die dag of later."
    else:
        return []
    return [Belemmering("A-23", melding, "gesprek_op")]


@regelt("Z-13.2", "Z-13.3", "Z-13.4", "Z-13.7", "Z-13.13")
def mdo_houden_belemmeringen(
    *,
    gehouden_op: date,
    geinformeerd_op: date | None,
    aanwezig: Collection[str],
    uitkomst: MdoUitkomst,
    mag_concluderen: bool,
    motivering: str,
    meer_begeleiding: MeerBegeleiding | None,
    aantal_afspraken: int,
    peildatum: date,
) -> list[Belemmering]:
    """May this MDO be written down as held? The huurder may be absent (Z-13.7).

    That it does not work is written down by somebody who may conclude it; the others say so themselves (Z-13.13).
    """
    bezwaren = []
    if gehouden_op > peildatum:
        bezwaren.append(Belemmering("Z-13.2", "Deze dag moet nog komen; vul in wanneer het MDO was.", "gehouden_op"))
    elif geinformeerd_op is not None and gehouden_op < geinformeerd_op:
        melding = f"De huurder weet het sinds {datum_voluit(geinformeerd_op)}; kies die dag of later."
        bezwaren.append(Belemmering("Z-13.1", melding, "gehouden_op"))
    if not aanwezig:
        bezwaren.append(Belemmering("Z-13.2", "Vink aan wie er bij het MDO waren.", "aanwezig"))
    if uitkomst is MdoUitkomst.BEEINDIGING_NASTREVEN:
        return bezwaren + _niet_lukt(motivering, meer_begeleiding, mag_concluderen)
    if not aantal_afspraken:
        melding = "Vul minstens één afspraak in: daarmee kan de huurder blijven wonen."
        bezwaren.append(Belemmering("Z-13.3", melding, "wie_1"))
    return bezwaren


def _niet_lukt(motivering: str, meer_begeleiding: MeerBegeleiding | None, mag_concluderen: bool) -> list[Belemmering]:
    """What is asked of who writes down that living independently does not work."""
    bezwaren = []
    if not motivering.strip():
        melding = "Schrijf op waarom zelfstandig wonen niet lukt, ook niet met meer steun."
        bezwaren.append(Belemmering("Z-13.4", melding, "motivering"))
    if meer_begeleiding is None:
        melding = "Kies of meer begeleiding is geprobeerd of aangeboden."
        bezwaren.append(Belemmering("Z-13.4", melding, "meer_begeleiding"))
    if not mag_concluderen:
        melding = "Alleen de consulent, de begeleider of de procesregisseur kan deze uitkomst vastleggen."
        bezwaren.append(Belemmering("Z-13.13", melding, "uitkomst"))
    return bezwaren


@regelt("Z-13.3")
def mdo_aanvragen_belemmeringen(*, wordt_nagestreefd: bool, komt_al: bool) -> list[Belemmering]:
    """May an MDO be asked for without a signaal? Only to see whether the huurder can stay after all."""
    if not wordt_nagestreefd:
        return [Belemmering("Z-13.1", "Meld eerst een signaal. Daarna kan er een MDO komen.")]
    return [Belemmering("Z-13.3", "Er komt al een MDO. Bespreek het daar.")] if komt_al else []


@regelt("Z-13.6")
def mdo_afronden_belemmeringen(*, open_afspraken: int) -> list[Belemmering]:
    if not open_afspraken:
        return []
    lopend = "Er loopt nog 1 afspraak" if open_afspraken == 1 else f"Er lopen nog {open_afspraken} afspraken"
    return [Belemmering("Z-13.6", f"{lopend}. Leg eerst vast of die is nagekomen of niet meer geldt.")]


@regelt("Z-13.4", "Z-13.13")
def mdo_niet_af_belemmeringen(*, wacht_op: Collection[Rol]) -> list[Belemmering]:
    """An MDO is not over while somebody has still to say whether it works."""
    if not wacht_op:
        return []
    wie = " en ".join(rol.met_lidwoord for rol in Rol if rol in wacht_op)
    return [Belemmering("Z-13.13", f"Het oordeel van {wie} ontbreekt nog. Vraag dat eerst.")]


@regelt("Z-13.6")
def afspraak_is_verlopen(*, uiterlijk: date, uit_mdo: bool, peildatum: date) -> bool:
    """An afspraak of an MDO has a last day; the day after it has lapsed, and an MDO is proposed (Z-13.1)."""
    return uit_mdo and peildatum > uiterlijk


@regelt("Z-13.6")
def afspraak_belemmeringen(*, uiterlijk: date, veld: str, peildatum: date) -> list[Belemmering]:
    """`peildatum` is the day it was agreed on."""
    if uiterlijk >= peildatum:
        return []
    return [Belemmering("Z-13.6", "Kies voor een afspraak een dag na het gesprek.", veld)]


@regelt("Z-13.6")
def afspraak_vervallen_belemmeringen(*, reden: str) -> list[Belemmering]:
    if reden.strip():
        return []
    return [Belemmering("Z-13.6", "Schrijf op waarom deze afspraak niet meer geldt.", "reden")]


@regelt("Z-13.1")
def melden_belemmeringen(*, bewoont: bool) -> list[Belemmering]:
    """A signaal is about somebody who lives there on a temporary contract."""
    if bewoont:
        return []
    return [Belemmering("Z-13.1", "Er loopt nu geen tijdelijk huurcontract. Een signaal hoort daarbij.")]


@dataclass(frozen=True, slots=True)
class Advies:
    """What the evaluaties point to; None = they point nowhere, a person weighs. Each reason names its clause."""

    uitkomst: OmzettingUitkomst | None
    redenen: tuple[Belemmering, ...]
    gronden: tuple[Grond, ...] = ()


@regelt("Z-11.5", "Z-11.6", "Z-11.11", "Z-12.13", "Z-14.7")
def omzetting_advies(*, laatste: Mapping[EvaluatieItem, ItemOordeel], oordeel: Oordeel | None) -> Advies:
    """From the last held evaluatie. Whether begeleiding still runs is not asked: it never weighs (Z-11.6)."""
    if oordeel is None:
        return Advies(None, (Belemmering("Z-2.15", "Er is nog geen evaluatie gehouden."),))
    slecht = [item for item, waarde in laatste.items() if waarde is ItemOordeel.ONVOLDOENDE]
    gronden = tuple(dict.fromkeys(grond for item in slecht if (grond := grond_van(item)) is not None))
    redenen = [Belemmering("Z-12.7", f"{item.label}: onvoldoende bij de laatste evaluatie.") for item in slecht]
    redenen.append(Belemmering("Z-12.11", f"De laatste evaluatie zegt: {oordeel.label}."))
    if gronden:
        uitkomst = OmzettingUitkomst.NIET_OMZETTEN if oordeel is Oordeel.NIET_HAALBAAR else None
        return Advies(uitkomst, tuple(redenen), gronden)
    melding = "Huur, woongedrag en gedragsaanwijzingen zijn goed genoeg: een nee kan daar niet op rusten."
    redenen.append(Belemmering("Z-11.11", melding))
    return Advies(None if oordeel is Oordeel.NIET_HAALBAAR else OmzettingUitkomst.OMZETTEN, tuple(redenen))
