"""Which home fits whom: per factor fits, does not or unknown, and who comes first. A person decides (Z-4.9, Z-9.12)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from opstap.protocol.basis import Belemmering
from opstap.protocol.begrippen import Keuze
from opstap.protocol.bemiddelen import Woningtype
from opstap.protocol.clausules import regelt
from opstap.protocol.parameters import Parameters
from opstap.protocol.woningkenmerken import Leefbaarheid, Woningkenmerken
from opstap.protocol.woonprofiel import Hulpplek, Lotgenoten, Nabijheid, Samen, Woonfactor, Woonwensen


class Past(Keuze):
    JA = "ja", "past"
    NEE = "nee", "past niet"
    ONBEKEND = "onbekend", "niet bekend"


class Afwijkreden(Keuze):
    """Why another kandidaat gets this home than the first in the row; nothing of what somebody has or did."""

    PAST_BETER = "past_beter", "de woning past beter bij deze kandidaat"
    ZELDZAAM = "zeldzaam", "zo’n woning komt zelden vrij, en deze kandidaat heeft hem nodig"
    EERDER_VERTREK = "eerder_vertrek", "deze kandidaat moet eerder verhuizen"
    VOOR_EERDERE_BETER = "voor_eerdere_beter", "voor wie eerder staat, komt er binnenkort een betere woning"
    OVERLEG = "overleg", "zo besproken met de zorgorganisatie"


@dataclass(frozen=True, slots=True)
class Woonvraag:
    """What was sent about the home, as codes; nothing of why."""

    wensen: Woonwensen = Woonwensen()
    factoren: frozenset[Woonfactor] = frozenset()


@dataclass(frozen=True, slots=True)
class Oordeel:
    """`is_hard`: what a home must have; the others are wishes."""

    wat: str
    past: Past
    zin: str
    is_hard: bool


@dataclass(frozen=True, slots=True, order=True)
class Plek:
    """The place in the row: the day of sending, then who sent first. Never the day something became compleet, which
    would tell who waited for an akkoord (I-9)."""

    dag: date
    nummer: int


def _van(waarde: bool | None) -> Past:
    return Past.ONBEKEND if waarde is None else Past.JA if waarde else Past.NEE


def _begane_grond(k: Woningkenmerken) -> bool | None:
    if k.verdieping is not None:
        return k.verdieping == 0
    per_type = {Woningtype.BENEDENWONING: True, Woningtype.BOVENWONING: False}
    return per_type.get(k.woningtype)


def _bereikbaar(k: Woningkenmerken) -> bool | None:
    """On the ground floor no lift is needed."""
    return True if k.lift or _begane_grond(k) else False if k.lift is False and _begane_grond(k) is False else None


def _zonder_overlast(k: Woningkenmerken) -> bool | None:
    return None if k.leefbaarheid is None else k.leefbaarheid is Leefbaarheid.GEWOON


_KENMERK: dict[Woonfactor, Callable[[Woningkenmerken], bool | None]] = {
    Woonfactor.BEGANE_GROND: _begane_grond,
    Woonfactor.LIFT: _bereikbaar,
    Woonfactor.ZONDER_DREMPELS: lambda k: k.zonder_drempels,
    Woonfactor.STIL_HUIS: lambda k: k.stil_huis,
    Woonfactor.HUISDIER: lambda k: k.huisdier,
    Woonfactor.RUSTIGE_BUURT: lambda k: k.rustige_buurt,
    Woonfactor.OPENBAAR_VERVOER: lambda k: k.openbaar_vervoer,
    Woonfactor.GEEN_OVERLAST: _zonder_overlast,
}
#: About a place that nobody writes down: these are always a talk with the begeleider (Z-20.7, C-19).
_BESPREKEN = "Dit staat niet bij de woning. Vraag het de begeleider."
_ONBEKEND = "Dit is van deze woning niet bekend. Vraag het na."


def _niet(waarde: bool | None) -> bool | None:
    return None if waarde is None else not waarde


#: (wish, what the home has of it). An answer that asks nothing of a home is not here (C-10, P-4).
_WENS: dict[Keuze, tuple[str, Callable[[Woningkenmerken], bool | None]]] = {
    Samen.ALLEEN: ("alles voor zichzelf", lambda k: k.zelfstandig),
    Samen.RUIMTE_DELEN: ("een ruimte die bewoners delen", lambda k: _niet(k.zelfstandig)),
    Lotgenoten.DICHTBIJ: ("dicht bij anderen die begeleiding krijgen", lambda k: k.nabij_steunpunt),
    Lotgenoten.NIET: ("niet dicht bij anderen die begeleiding krijgen", lambda k: _niet(k.nabij_steunpunt)),
    Nabijheid.DICHTBIJ: ("dicht bij de hulp", lambda k: k.nabij_steunpunt),
    Hulpplek.BIJ_ELKAAR: ("woningen bij elkaar, rond een steunpunt", lambda k: k.nabij_steunpunt),
}


@regelt("Z-9.12", "Z-20.7", "A-26", "C-18", "P-4", "P-21")
def oordelen(
    *, vraag: Woonvraag, woning: Woningkenmerken, parameters: Parameters, is_direct: bool = True
) -> tuple[Oordeel, ...]:
    """Per factor whether it fits, the hard ones first; empty = nothing was asked and the building takes anybody."""
    return (*_woningtype(woning, parameters, is_direct), *_factoren(vraag, woning), *_wensen(vraag, woning))


@regelt("Z-4.12", "Z-4.13", "Z-5.5")
def _woningtype(k: Woningkenmerken, p: Parameters, is_direct: bool) -> Iterator[Oordeel]:
    if is_direct and p.eengezinswoning_met_voorrang is False and k.woningtype is Woningtype.EENGEZINSWONING:
        zin = "Een eengezinswoning kan alleen met voorrang als die uitzondering is vastgesteld."
        yield Oordeel("soort woning", Past.NEE, zin, is_hard=True)


def _factoren(vraag: Woonvraag, k: Woningkenmerken) -> Iterator[Oordeel]:
    for factor in Woonfactor:
        if factor not in vraag.factoren:
            continue
        kenmerk = _KENMERK.get(factor)
        past = _van(kenmerk(k)) if kenmerk else Past.ONBEKEND
        yield Oordeel(factor.label, past, _zin(past, _ONBEKEND if kenmerk else _BESPREKEN, moet=True), is_hard=True)


def _wensen(vraag: Woonvraag, k: Woningkenmerken) -> Iterator[Oordeel]:
    w = vraag.wensen
    for antwoord in (w.samen, w.lotgenoten, w.nabijheid, w.hulpplek):
        if antwoord is not None and antwoord in _WENS:
            wat, kenmerk = _WENS[antwoord]
            past = _van(kenmerk(k))
            yield Oordeel(wat, past, _zin(past, _ONBEKEND, moet=False), is_hard=False)


def _zin(past: Past, onbekend: str, *, moet: bool) -> str:
    if past is Past.ONBEKEND:
        return onbekend
    wat = "Dit moet zo zijn" if moet else "Dit is een wens"
    return f"{wat}. Voor deze woning klopt dit{'' if past is Past.JA else ' niet'}."


@regelt("P-21")
def draagkracht_zin(*, woning: Woningkenmerken) -> str:
    """What the building can take, said once for the home: it is the same for every kandidaat, and ranks nobody."""
    if woning.aandeel_vol:
        return "In dit complex zijn al zoveel woningen voor deze groep als is afgesproken."
    if woning.leefbaarheid is Leefbaarheid.ONDER_DRUK:
        return "De leefbaarheid in dit complex staat onder druk."
    return ""


@regelt("Z-9.12")
def is_uitgesloten(*, oordelen: Iterable[Oordeel]) -> bool:
    """Something the home must have is known to be missing; what is not known excludes nobody."""
    return any(o.is_hard and o.past is Past.NEE for o in oordelen)


def _niet_vervuld(oordelen: Iterable[Oordeel]) -> int:
    return sum(o.past is Past.NEE and not o.is_hard for o in oordelen)


@regelt("Z-4.9", "Z-9.12")
def kandidaatvolgorde(*, oordelen: Sequence[Oordeel], plek: Plek) -> tuple[bool, int, Plek]:
    """Sorts kandidaten for one home: who is not excluded, then the fewest wishes it lacks, then who sent first.

    What is not known of the home counts against nobody: who asks more would fall behind by it.
    """
    return is_uitgesloten(oordelen=oordelen), _niet_vervuld(oordelen), plek


@regelt("Z-9.12")
def woningvolgorde(*, oordelen: Sequence[Oordeel], woning: Woningkenmerken, adres: str) -> tuple[object, ...]:
    """Sorts homes for one kandidaat; here what is known goes first, and a building that can take somebody."""
    onbekend = sum(o.past is Past.ONBEKEND for o in oordelen)
    vol = bool(draagkracht_zin(woning=woning))
    return is_uitgesloten(oordelen=oordelen), _niet_vervuld(oordelen), vol, onbekend, adres


@regelt("Z-9.12")
def samenvatting(*, oordelen: Sequence[Oordeel]) -> str:
    """The match in one line."""
    if not oordelen:
        return "Er is niets gevraagd dat van de woning afhangt."
    mist = [o.wat for o in oordelen if o.is_hard and o.past is Past.NEE]
    if mist:
        return f"Past niet: {', '.join(mist)}."
    aantal = {past: sum(o.past is past for o in oordelen) for past in Past}
    delen = [f"{aantal[past]} {woord}" for past, woord in _TELWOORDEN if aantal[past]]
    return f"Past: {', '.join(delen)}."


_TELWOORDEN = ((Past.JA, "wel"), (Past.NEE, "wens niet"), (Past.ONBEKEND, "niet bekend"))


@regelt("Z-4.9")
def afwijking_belemmeringen(*, is_eerste: bool, reden: Afwijkreden | None, toelichting: str) -> list[Belemmering]:
    """Another kandidaat than the first may always be chosen; then it is said why."""
    if is_eerste:
        return []
    bezwaren = []
    if reden is None:
        melding = "Een andere kandidaat is voor deze woning eerder aan de beurt; kies waarom u afwijkt."
        bezwaren.append(Belemmering("Z-4.9", melding, "reden"))
    if not toelichting.strip():
        melding = "Een andere kandidaat is voor deze woning eerder aan de beurt; schrijf op waarom u afwijkt."
        bezwaren.append(Belemmering("Z-4.9", melding, "toelichting"))
    return bezwaren
