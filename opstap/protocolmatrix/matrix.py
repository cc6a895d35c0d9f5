"""The protocolmatrix: every clause with its code and its tests, as text, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from opstap.protocol.clausules import MAP, Bron, Clausule, alle_nummers, clausules
from opstap.protocolmatrix.bron import Plek, Toets, genoemd, plekken, toetsen

REGISTER = f"opstap/protocol/{MAP.name}"
#: How many places and tests one row shows; the others are a grep away.
PLEKKEN, TOETSEN = 3, 2

KOP = """# Protocolmatrix

Gemaakt door `python3 manage.py protocolmatrix`; wijzig dit bestand niet met de hand.

Een *regel* heeft code die het systeem echt gebruikt, en minstens één toets. *Handmatig* is wat mensen doen, met de
reden. *Nog niet* zegt welk later deel de clausule brengt. De tekst van elke clausule staat in `{register}/`;
`grep -rn '"Z-9.2"'` geeft haar regel, haar toetsen en haar tekst.
"""
KOLOMMEN = "| clausule | in gewone woorden | hoe | waar in de code | welke toets |\n|---|---|---|---|---|"


@dataclass(frozen=True, slots=True)
class Stand:
    """What the register, the code and the tests say of every clause."""

    register: Mapping[str, Clausule]
    nummers: frozenset[str]
    plekken: Mapping[str, set[Plek]]
    genoemd: Mapping[str, set[Plek]]
    toetsen: Mapping[str, set[Toets]]


def stand_van(wortel: Path) -> Stand:
    return Stand(
        register=clausules(),
        nummers=alle_nummers(),
        plekken=plekken(wortel),
        genoemd=genoemd(wortel),
        toetsen=toetsen(wortel),
    )


def fouten(stand: Stand) -> list[str]:
    """Each sentence says what is wrong and what to do; empty = the matrix is whole."""
    return [
        *_ontbrekend(stand),
        *_onbekend(stand),
        *(fout for c in stand.register.values() for fout in _fout(c, stand)),
    ]


def _ontbrekend(stand: Stand) -> Iterator[str]:
    for id_ in sorted(stand.nummers - set(stand.register)):
        yield f"{id_} ontbreekt. Zet haar met soort en tekst in {REGISTER}/."


def _onbekend(stand: Stand) -> Iterator[str]:
    for waar in ({**stand.plekken, **stand.genoemd}, stand.toetsen):
        for id_ in sorted(set(waar) - set(stand.register)):
            plek = min(waar[id_])
            yield f"{id_} bestaat niet, maar staat bij {plek.naam} in {plek.pad}. Verbeter het nummer."


def _fout(clausule: Clausule, stand: Stand) -> Iterator[str]:
    code, toets = stand.plekken.get(clausule.id), stand.toetsen.get(clausule.id)
    if clausule.handmatig and clausule.nog_niet:
        yield f"{clausule.id} is handmatig én nog niet. Kies een van beide in {REGISTER}/."
    elif clausule.is_regel:
        yield from _onbewezen(clausule.id, bool(code), bool(toets))
    elif code and toets:
        hoe = "handmatig" if clausule.handmatig else "nog_niet"
        yield f"{clausule.id} heeft code én een toets. Haal `{hoe}` weg in {REGISTER}/: zij is een regel."


def _onbewezen(id_: str, code: bool, toets: bool) -> Iterator[str]:
    if not code:
        yield (
            f'{id_} heeft geen code die wordt gebruikt. Zet @regelt("{id_}") bij de functie die haar uitvoert, '
            f"of zeg in {REGISTER}/ waarom zij handmatig is of wanneer zij komt."
        )
    if not toets:
        yield f'{id_} heeft geen toets. Zet @pytest.mark.clausule("{id_}") bij de toets die haar bewijst, of maak die.'


def als_markdown(stand: Stand) -> str:
    delen = [KOP.format(register=REGISTER), _telling(stand.register.values())]
    for bron in Bron:
        rijen = [_rij(c, stand) for c in stand.register.values() if c.bron is bron]
        delen.append("\n".join([f"## {bron.label}\n", KOLOMMEN, *rijen]))
    return "\n".join(delen) + "\n"


def _telling(register: Iterable[Clausule]) -> str:
    rijen = ["| bron | clausules | regel | handmatig | nog niet |", "|---|---|---|---|---|"]
    per_bron = {bron: [c for c in register if c.bron is bron] for bron in Bron}
    rijen += [f"| {bron.label} | {aantallen(deel)} |" for bron, deel in per_bron.items()]
    return "\n".join([*rijen, f"| **samen** | {aantallen([c for deel in per_bron.values() for c in deel])} |", ""])


def aantallen(deel: Sequence[Clausule], tussen: str = " | ") -> str:
    """How many, and how many of them are a rule, for people, not yet."""
    regel, hand = sum(c.is_regel for c in deel), sum(bool(c.handmatig) for c in deel)
    return tussen.join(map(str, (len(deel), regel, hand, len(deel) - regel - hand)))


def _rij(clausule: Clausule, stand: Stand) -> str:
    hoe = "regel"
    if not clausule.is_regel:
        hoe = f"handmatig: {clausule.handmatig}" if clausule.handmatig else f"nog niet: {clausule.nog_niet}"
    code = _cel([f"`{p.pad}` {p.naam}" for p in sorted(stand.plekken.get(clausule.id, ()))], PLEKKEN)
    toets = _cel([f"`{t.pad}` {t.naam}" for t in sorted(stand.toetsen.get(clausule.id, ()))], TOETSEN)
    return f"| {clausule.id} | {clausule.tekst} | {hoe} | {code} | {toets} |"


def _cel(regels: Sequence[str], hoogstens: int) -> str:
    meer = ["en meer"] if len(regels) > hoogstens else []
    return "<br>".join([*regels[:hoogstens], *meer])
