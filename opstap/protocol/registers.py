"""What the partners learn from the regeling without a word about a person: knelpunten, the yearly talk about the
protocol (Z-16) and disputes between organisations (Z-18)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable
from datetime import date

from opstap.protocol.basis import Belemmering, al_gebeurd_belemmeringen
from opstap.protocol.begrippen import Keuze, Rol
from opstap.protocol.clausules import regelt
from opstap.protocol.datums import MAANDEN, datum_voluit, plus_maanden

#: How far back a knelpunt can be: who writes it down later does not know the month any more (our own).
MAANDEN_TERUG = 24


class Thema(Keuze):
    """The three domains of P-46."""

    PERSOON = "persoon", "hulp en wonen van mensen"
    LEEFOMGEVING = "leefomgeving", "de buurt en de leefomgeving"
    ORGANISATIES = "organisaties", "hoe organisaties samenwerken"


class Uitsluiting(Keuze):
    """By what people fall outside everything there is (P-45); the list is our own."""

    EIS = "eis", "een eis past niet bij hun situatie"
    TUSSEN_WETTEN = "tussen_wetten", "de ene regel verwijst naar de andere"
    INSCHRIJVING = "inschrijving", "een adres, inschrijving of binding ontbreekt"
    GELD = "geld", "het geld past niet: inkomen, huur of schuld"
    GEEN_AANBOD = "geen_aanbod", "er is geen passende woning of begeleiding"
    WACHTEN = "wachten", "wachten duurt te lang"


class Tekstsoort(Keuze):
    LIEP_VAST = "liep_vast", "Wat liep vast?"
    WERKTE = "werkte", "Wat werkte?"


class Evaluatieonderwerp(Keuze):
    """At least these (Z-16.2)."""

    VOORTGANG = "voortgang", "de voortgang"
    WERKWIJZE = "werkwijze", "de werkwijze"
    AANTALLEN = "aantallen", "de aantallen"
    KNELPUNTEN = "knelpunten", "de knelpunten"


class Evaluatieaanleiding(Keuze):
    JAARLIJKS = "jaarlijks", "de vaste evaluatie"
    KNELPUNT = "knelpunt", "een knelpunt"


class Geschilonderwerp(Keuze):
    UITVOERING = "uitvoering", "de uitvoering van het protocol"
    UITLEG = "uitleg", "wat het protocol betekent"
    AANPASSING = "aanpassing", "een aanpassing van het protocol"


class Geschilstap(Keuze):
    SAMEN = "samen", "de partijen lossen het samen op"
    BEMIDDELAAR = "bemiddelaar", "er is een bemiddelaar"
    RECHTER = "rechter", "het ligt bij de rechter"
    AFGEROND = "afgerond", "afgerond"


class Geschiluitkomst(Keuze):
    SAMEN = "samen", "de partijen losten het samen op"
    BEMIDDELAAR = "bemiddelaar", "opgelost met een bemiddelaar"
    RECHTER = "rechter", "de rechter besliste"
    INGETROKKEN = "ingetrokken", "er is geen geschil meer"


# --- texts ---------------------------------------------------------------------------------------------------------

_DAG = rf"\b[0-9]{{1,2}}(?:[-/.][0-9]{{1,2}}[-/.][0-9]{{2,4}}\b| ?(?i:{'|'.join(MAANDEN)})\b)"
#: What leads to one person, and how it is called. A name without a title cannot be told from another word.
_HERKENBAAR = {
    "een kenmerk van een traject": re.compile(r"\b[A-Z]-[0-9]{4}-[0-9]{4,}\b"),
    "een e-mailadres": re.compile(r"\S@\S"),
    "een telefoonnummer": re.compile(r"(?:\+31|\b0)(?:[ -]?[0-9]){8,9}\b"),
    "een postcode": re.compile(r"\b[1-9][0-9]{3} ?[A-Z]{2}\b"),
    "een dag": re.compile(_DAG),
    "een naam": re.compile(r"\b(?i:mevrouw|mevr|mw|meneer|mijnheer|de heer|dhr)\.? (?:van |de |der |den )*[A-Z]"),
}


@regelt("P-45", "Z-20.2")
def herkenbaar_belemmeringen(*, teksten: Iterable[tuple[str, str]]) -> list[Belemmering]:
    """`teksten`: (field, text). Nobody can be found through a register: not by name, place or day."""
    gevonden = []
    for veld, tekst in teksten:
        wat = [naam for naam, patroon in _HERKENBAAR.items() if patroon.search(tekst)]
        if wat:
            melding = f"Hier mag niemand te herkennen zijn. Haal dit weg: {', '.join(wat)}."
            gevonden.append(Belemmering("P-45", melding, veld))
    return gevonden


# --- knelpunten ----------------------------------------------------------------------------------------------------


@regelt("P-45")
def maand_belemmeringen(*, jaar: int, maand: int, peildatum: date) -> list[Belemmering]:
    """The month in which it got stuck, not later than now."""
    eerste, dit = plus_maanden(peildatum.replace(day=1), -MAANDEN_TERUG), peildatum.replace(day=1)
    if eerste <= date(jaar, maand, 1) <= dit:
        return []
    melding = f"Kies een maand van {maand_in_woorden(eerste.year, eerste.month)} tot en met nu."
    return [Belemmering("P-45", melding, "maand")]


def maand_in_woorden(jaar: int, maand: int) -> str:
    return f"{MAANDEN[maand - 1]} {jaar}"


@regelt("P-46")
def per_thema(*, themas: Iterable[Thema]) -> list[tuple[Thema, int]]:
    """How often, for each of the three, also when it is nought."""
    telling = Counter(themas)
    return [(thema, telling[thema]) for thema in Thema]


@regelt("P-45")
def per_uitsluiting(*, uitsluitingen: Iterable[Uitsluiting]) -> list[tuple[Uitsluiting, int]]:
    """By what people fell outside, the most frequent first; what did not happen is left out."""
    telling = Counter(uitsluitingen)
    return sorted(((u, telling[u]) for u in Uitsluiting if telling[u]), key=lambda paar: -paar[1])


# --- the talk about the protocol -----------------------------------------------------------------------------------


@regelt("Z-16.1")
def volgende_evaluatie(*, begin: date, laatste: date | None, maanden: int | None) -> date | None:
    """Last day of the next fixed one, counted from the one before it or from the start of the regeling; None where the
    regeling gives no term."""
    return None if maanden is None else plus_maanden(laatste or begin, maanden)


@regelt("Z-16.1")
def evaluatie_belemmeringen(*, gehouden_op: date, jaar: int, al_dit_jaar: bool, peildatum: date) -> list[Belemmering]:
    """`al_dit_jaar`: this one is the fixed one, and there is another fixed one of that year."""
    wat = "De evaluatie is gehouden"
    gevonden = al_gebeurd_belemmeringen(
        dag=gehouden_op, peildatum=peildatum, clausule="Z-16.1", wat=wat, veld="gehouden_op"
    )
    if al_dit_jaar:
        melding = (
            f"De vaste evaluatie van {jaar} staat er al. Kies een ander jaar, of kies dat een knelpunt de reden is."
        )
        gevonden.append(Belemmering("Z-16.1", melding, "jaar"))
    if not jaar <= gehouden_op.year <= jaar + 1:
        melding = f"Een evaluatie van {jaar} is in {jaar} of {jaar + 1}; verander het jaar of de dag."
        gevonden.append(Belemmering("Z-16.1", melding, "jaar"))
    return gevonden


#: Who does the work of the regeling or stands close to it.
_UITVOERING = frozenset({Rol.BEGELEIDER, Rol.CONSULENT, Rol.COORDINATOR, Rol.WMO_CONSULENT, Rol.PROCESREGISSEUR})


@regelt("Z-16.2", "Z-16.3", "Z-16.4")
def evaluatie_waarschuwingen(
    *, onderwerpen: Collection[Evaluatieonderwerp], rollen: Collection[Rol], bestuurlijk_op: date | None
) -> list[Belemmering]:
    """What the protocol asks of the talk and is not there. It stops nobody."""
    gevonden = []
    if mist := [o.label for o in Evaluatieonderwerp if o not in onderwerpen]:
        gevonden.append(Belemmering("Z-16.2", f"Nog niet besproken: {', '.join(mist)}."))
    if _UITVOERING.isdisjoint(rollen):
        gevonden.append(Belemmering("Z-16.3", "Er was niemand bij die dit werk zelf doet."))
    if bestuurlijk_op is None:
        gevonden.append(Belemmering("Z-16.4", "De uitkomst staat nog niet op de agenda van het bestuurlijk overleg."))
    return gevonden


@regelt("Z-16.1")
def afspraak_belemmeringen(*, uiterlijk: date, gehouden_op: date, doet_mee: bool) -> list[Belemmering]:
    """`doet_mee`: who will do it takes part in the regeling."""
    gevonden = []
    if uiterlijk < gehouden_op:
        melding = f"De evaluatie was op {datum_voluit(gehouden_op)}; kies een dag daarna."
        gevonden.append(Belemmering("Z-16.1", melding, "uiterlijk"))
    if not doet_mee:
        melding = "Deze organisatie doet niet mee aan de regeling; kies een andere."
        gevonden.append(Belemmering("Z-16.1", melding, "organisatie"))
    return gevonden


# --- disputes ------------------------------------------------------------------------------------------------------


@regelt("Z-18.1", "Z-18.3")
def geschilstap(*, bemiddelaar_op: date | None, rechter_op: date | None, afgerond_op: date | None) -> Geschilstap:
    """How far it is: first together, then preferably a mediator, then the court."""
    if afgerond_op is not None:
        return Geschilstap.AFGEROND
    if rechter_op is not None:
        return Geschilstap.RECHTER
    return Geschilstap.SAMEN if bemiddelaar_op is None else Geschilstap.BEMIDDELAAR


@regelt("Z-18.2", "Z-19.2")
def geschil_belemmeringen(*, andere: int, melder_is_ander: bool, gemeld_op: date, peildatum: date) -> list[Belemmering]:
    """One party says so and that is enough; the others (`andere`: how many) need not agree."""
    gevonden = []
    if andere < 1 or melder_is_ander:
        melding = "Kies met welke andere organisatie het geschil is, en niet uw eigen organisatie."
        gevonden.append(Belemmering("Z-18.2", melding, "wederpartijen"))
    wat = "Het geschil is gemeld"
    return [
        *gevonden,
        *al_gebeurd_belemmeringen(dag=gemeld_op, peildatum=peildatum, clausule="Z-18.2", wat=wat, veld="gemeld_op"),
    ]


@regelt("Z-18.1")
def stap_belemmeringen(
    *,
    gemeld_op: date,
    bemiddelaar_op: date | None,
    rechter_op: date | None,
    afgerond_op: date | None,
    klaar: bool,
    uitkomst: Geschiluitkomst | None,
    peildatum: date,
) -> list[Belemmering]:
    """Each day between the first and today; an end has a day and an outcome."""
    gevonden = []
    for veld, dag in (("bemiddelaar_op", bemiddelaar_op), ("rechter_op", rechter_op), ("afgerond_op", afgerond_op)):
        if dag is not None and not gemeld_op <= dag <= peildatum:
            melding = f"Kies een dag van {datum_voluit(gemeld_op)} tot en met vandaag."
            gevonden.append(Belemmering("Z-18.1", melding, veld))
    if not klaar and (uitkomst or afgerond_op):
        melding = "U vulde in hoe of wanneer het is opgelost. Kies dan ja, of haal dat weg."
        gevonden.append(Belemmering("Z-18.1", melding, "klaar"))
    if klaar and afgerond_op is None:
        gevonden.append(Belemmering("Z-18.1", "Vul in op welke dag het geschil klaar was.", "afgerond_op"))
    if klaar and uitkomst is None:
        gevonden.append(Belemmering("Z-18.1", "Kies hoe het geschil is opgelost.", "uitkomst"))
    return gevonden


@regelt("Z-18.3")
def geschil_waarschuwingen(*, bemiddelaar_op: date | None, rechter_op: date | None) -> list[Belemmering]:
    """Preferably a mediator before the court; it stops nobody."""
    if rechter_op is None or bemiddelaar_op is not None:
        return []
    return [Belemmering("Z-18.3", "Afgesproken is om liefst eerst een bemiddelaar te vragen.")]


@regelt("Z-18.4")
def kosten_in_woorden(*, partijen: int) -> str:
    """What each pays of a mediator."""
    return "ieder de helft" if partijen == 2 else f"ieder een gelijk deel: 1 van de {partijen}"
