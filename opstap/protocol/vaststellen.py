"""Vaststellen: the facts about the rent, who says that an evaluatie is right, and what the huurder thinks of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from opstap.protocol.basis import Belemmering
from opstap.protocol.begrippen import Keuze, Rol
from opstap.protocol.clausules import regelt
from opstap.protocol.datums import datum_voluit, hoeveel
from opstap.protocol.evaluatiebegrippen import EvaluatieItem
from opstap.protocol.evalueren import vereiste_rollen
from opstap.protocol.parameters import Parameters

# Our own terms: the protocol gives none (docs/adr/0045).
HUURSTATUS_DAGEN = 10
VASTSTEL_DAGEN = 14
VERBETER_DAGEN = 7
#: Who can be asked whether an evaluatie is right; the huurder has her own reaction.
BEVESTIGERS = (Rol.BEGELEIDER, Rol.CONSULENT, Rol.COMMISSIELID)
#: In whole months, and never an amount.
MEESTE_MAANDEN = 24


class Huurstand(Keuze):
    GEEN_ACHTERSTAND = "geen_achterstand", "geen achterstand"
    ACHTERSTAND = "achterstand", "er is een achterstand"
    REGELING = "regeling", "er loopt een betalingsregeling"


class Reactie(Keuze):
    """What the huurder says of what was written down (Z-12.12). Nothing hangs on it."""

    KLOPT = "klopt", "gezien, het klopt"
    NIET_EENS = "niet_eens", "niet eens"
    WIL_NIET = "wil_niet", "wil niet reageren"


class Reactiewijze(Keuze):
    AAN_TAFEL = "aan_tafel", "aan tafel"
    OP_PAPIER = "op_papier", "op papier"


def huurstand_tekst(*, stand: Huurstand, maanden: int | None) -> str:
    if stand is Huurstand.ACHTERSTAND and maanden:
        return f"een achterstand van {hoeveel(maanden, 'maanden')}"
    return stand.label


@regelt("Z-1.6", "Z-11.7", "I-7")
def vraagt_huurstatus(*, via_zorg: bool, parameters: Parameters) -> bool:
    """Where the rent is a point, and the corporatie knows it: of an onderhuurder the zorgorganisatie has the rent."""
    return EvaluatieItem.HUUR in (parameters.evaluatie_items or ()) and not via_zorg


def huurstatus_vanaf(*, gepland_op: date) -> date:
    return gepland_op - timedelta(days=HUURSTATUS_DAGEN)


@regelt("Z-1.6", "Z-11.7", "I-7")
def huurstatus_belemmeringen(
    *,
    wordt_gevraagd: bool,
    is_verhuurder: bool,
    is_vervallen: bool,
    gehouden_op: date | None,
    gepland_op: date,
    peildatum: date,
) -> list[Belemmering]:
    """May it be given now? From ten days before; of an evaluatie that was held earlier at once."""
    vanaf = huurstatus_vanaf(gepland_op=gepland_op)
    if not wordt_gevraagd:
        melding = "Bij deze evaluatie geeft de corporatie niet op hoe het met de huur staat."
    elif not is_verhuurder:
        melding = "Alleen de corporatie die deze woning verhuurt, weet hoe het met de huur staat. Vraag het haar."
    elif is_vervallen:
        melding = "Deze evaluatie komt niet meer. U hoeft niets op te geven."
    elif gehouden_op is None and peildatum < vanaf:
        melding = f"De evaluatie is op {datum_voluit(gepland_op)}. Geef dit op vanaf {datum_voluit(vanaf)}."
    else:
        return []
    return [Belemmering("Z-1.6", melding)]


@regelt("Z-1.6", "Z-11.7")
def huurstand_belemmeringen(
    *, stand: Huurstand, maanden: int | None, was: tuple[Huurstand, int | None] | None, heeft_reden: bool
) -> list[Belemmering]:
    """`was`: what stands there; it changes with a reason."""
    bezwaren = []
    if stand is Huurstand.ACHTERSTAND and not 1 <= (maanden or 0) <= MEESTE_MAANDEN:
        melding = f"Vul in hoeveel hele maanden achterstand er is: 1 tot en met {MEESTE_MAANDEN}."
        bezwaren.append(Belemmering("Z-1.6", melding, "maanden"))
    elif stand is not Huurstand.ACHTERSTAND and maanden:
        melding = "Maanden vult u alleen in bij een achterstand. Haal het getal weg, of kies achterstand."
        bezwaren.append(Belemmering("Z-1.6", melding, "maanden"))
    if was is not None and was == (stand, maanden):
        bezwaren.append(Belemmering("Z-1.6", "Dit staat er al; kies wat het moet zijn.", "stand"))
    elif was is not None and not heeft_reden:
        bezwaren.append(Belemmering("Z-1.6", "Kies waarom u het verandert.", "reden"))
    return bezwaren


@dataclass(frozen=True, slots=True)
class Antwoord:
    """What one party said in one round; the first of a round is of who wrote the evaluatie down."""

    ronde: int
    rol: Rol
    klopt: bool
    datum: date


@dataclass(frozen=True, slots=True)
class Vraag:
    """One party is asked in one round; `terug`: it wrote the evaluatie down and somebody says that it is not right."""

    ronde: int
    rol: Rol
    gevraagd_op: date
    klaar_op: date | None = None
    terug: bool = False


@regelt("Z-2.14", "Z-12.6", "Z-12.12", "A-19")
def vragen(*, antwoorden: Iterable[Antwoord], met_corporatie: bool, parameters: Parameters) -> tuple[Vraag, ...]:
    """Who was asked, round by round. Who wrote it down says so by that; who had to be there is asked. What nobody
    answered before the next round is asked of nobody any more."""
    per_ronde: dict[int, list[Antwoord]] = {}
    for antwoord in antwoorden:
        per_ronde.setdefault(antwoord.ronde, []).append(antwoord)
    laatste = max(per_ronde, default=0)
    gevonden: list[Vraag] = []
    for ronde, (schrijver, *gezegd) in sorted(per_ronde.items()):
        op = {a.rol: a.datum for a in gezegd}
        for rol in vereiste_rollen(met_corporatie=met_corporatie, parameters=parameters):
            gevraagd = rol in BEVESTIGERS and rol is not schrijver.rol
            if gevraagd and (rol in op or ronde == laatste):
                gevonden.append(Vraag(ronde, rol, schrijver.datum, op.get(rol)))
        nee = [a.datum for a in gezegd if not a.klopt]
        if nee:
            verbeterd = per_ronde[ronde + 1][0].datum if ronde + 1 in per_ronde else None
            gevonden.append(Vraag(ronde, schrijver.rol, min(nee), verbeterd, terug=True))
    return tuple(gevonden)


@regelt("Z-2.14", "Z-12.12")
def is_vast_te_stellen(*, vragen: Collection[Vraag], huurstatus_ontbreekt: bool) -> bool:
    """Everybody who had to be there says that it is right, and the facts about the rent are there (I-7)."""
    return not huurstatus_ontbreekt and all(vraag.klaar_op is not None for vraag in vragen)


@regelt("Z-12.12")
def bevestigen_belemmeringen(
    *, is_gehouden: bool, gevraagd: bool, vragen: Collection[Vraag], rol: Rol | None
) -> list[Belemmering]:
    """May somebody for this party say whether it is right? `gevraagd`: this evaluatie was written down to be asked."""
    if not is_gehouden:
        return [Belemmering("Z-12.12", "Deze evaluatie is nog niet gehouden; er is nog niets om te lezen.")]
    if not gevraagd:
        return [Belemmering("Z-12.12", "Deze evaluatie wordt niet meer voorgelegd. Hij is van voor het vaststellen.")]
    mijn = [v for v in vragen if v.rol is rol]
    if not mijn:
        return [Belemmering("Z-12.12", "U hoeft hier niets te zeggen. Wie erbij moest zijn, zegt of het klopt.")]
    if any(v.klaar_op is None and not v.terug for v in mijn):
        return []
    if any(v.klaar_op is None for v in mijn):
        return [Belemmering("Z-12.12", "Iemand vindt dat dit niet klopt. Lees waarom, en verbeter de evaluatie.")]
    return [Belemmering("Z-12.12", "Uw organisatie zei al of dit klopt.")]


@regelt("Z-12.12")
def klopt_niet_belemmeringen(*, klopt: bool, omdat: str) -> list[Belemmering]:
    if klopt or omdat.strip():
        return []
    return [Belemmering("Z-12.12", "Schrijf op wat er niet klopt. Dan kan de ander het verbeteren.", "omdat")]


@regelt("Z-12.12")
def reactie_belemmeringen(
    *, gehouden_op: date | None, datum: date | None, reactie: Reactie, woorden: str, peildatum: date
) -> list[Belemmering]:
    """What the huurder thinks, with the day it was said; her own words where she does not agree."""
    if gehouden_op is None:
        return [Belemmering("Z-12.12", "Deze evaluatie is nog niet gehouden. De huurder kan er nog niets van vinden.")]
    bezwaren = []
    if datum is None or datum > peildatum:
        bezwaren.append(Belemmering("Z-12.12", "Die dag moet nog komen; vul in wanneer de huurder dit zei.", "datum"))
    elif datum < gehouden_op:
        melding = f"De evaluatie was op {datum_voluit(gehouden_op)}; kies die dag of later."
        bezwaren.append(Belemmering("Z-12.12", melding, "datum"))
    if reactie is Reactie.NIET_EENS and not woorden.strip():
        bezwaren.append(Belemmering("Z-12.12", "Schrijf op wat de huurder zegt, in eigen woorden.", "woorden"))
    return bezwaren


@regelt("Z-12.12", "Z-2.14")
def vastgesteld_belemmeringen(*, vastgesteld_op: date | None) -> list[Belemmering]:
    """What everybody said is right does not change any more."""
    if vastgesteld_op is None:
        return []
    melding = (
        f"Deze evaluatie is vastgesteld op {datum_voluit(vastgesteld_op)}. Er verandert niets meer aan. "
        "Klopt er toch iets niet? Bespreek het in de volgende evaluatie en schrijf het daar op."
    )
    return [Belemmering("Z-12.12", melding)]


@regelt("Z-12.12")
def verbeteren_belemmeringen(*, verandert: bool, is_teruggestuurd: bool) -> list[Belemmering]:
    """A correction changes something; after a talk about what somebody sent back it may stay as it is."""
    if verandert or is_teruggestuurd:
        return []
    return [Belemmering("Z-12.12", "Er is niets veranderd. Verander wat niet klopt, of ga terug.", "")]


@regelt("Z-2.15", "Z-11.5", "Z-12.12")
def vaststelling_waarschuwingen(*, niet_vast: Mapping[int, date]) -> list[Belemmering]:
    """Held, asked, and not vastgesteld: who decides about the vaste contract knows it, and decides (law 12)."""
    return [
        Belemmering("Z-12.12", f"Evaluatie {nummer} van {datum_voluit(dag)} is nog niet vastgesteld.")
        for nummer, dag in sorted(niet_vast.items())
    ]
