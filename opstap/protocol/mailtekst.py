"""What the text of a mail may hold: whole Dutch sentences and a closed list of fields; nothing about a person."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from opstap.protocol.basis import Belemmering
from opstap.protocol.datums import MAANDEN, datum_voluit, plus_maanden

BEGIN = "Opstap: "
MEESTE_REGELS = 8
LANGSTE_ONDERWERP, LANGSTE_REGEL = 78, 200

_PLEK = re.compile(r"\{([^{}]*)\}")
_MAILADRES = re.compile(r"\S*@\S*")
_HTML = re.compile(r"<[^<>]*>?|&#?\w+;|>")
_WEBADRES = re.compile(r"\w+:/+\S*|www\.\S*|\b[\w-]{2,}(?:\.[\w-]{2,})*\.[a-z]{2,}\b(?:/\S*)?", re.IGNORECASE)
_CIJFERS = re.compile(r"\+?\d(?:[\s()./-]*\d){5,}")
_POSTCODE = re.compile(r"\b[1-9]\d{3}\s?[A-Z]{2}\b")
_DATUM = re.compile(
    rf"\b\d{{1,2}}(?:[-/.]\d{{1,2}}[-/.]\d{{2,4}}\b|\s+(?:{'|'.join(MAANDEN)})\s+\d{{4}}\b)", re.IGNORECASE
)
_AANSPREKING = re.compile(r"\b(?:mevrouw|meneer|de heer|mevr\.|mw\.|dhr\.)\s+[^\W\d_]+", re.IGNORECASE)
_WOORD = re.compile(r"[^\W\d_]+")
_JIJ = re.compile(r"\b(?:je|jij|jou|jouw|jullie)\b", re.IGNORECASE)
#: What may not stand in any text, and what it looks like to a person.
_VERBODEN = (
    (_MAILADRES, "een e-mailadres"),
    (_HTML, "opmaak (HTML)"),
    (_WEBADRES, "een webadres. Staat er een punt midden in een zin? Zet er een spatie achter"),
    (_DATUM, "een datum. De juiste datum zet Opstap zelf in de mail"),
    (_CIJFERS, "een telefoonnummer of een ander nummer"),
    (_POSTCODE, "een postcode"),
    (_AANSPREKING, "de naam van iemand"),
)


def plekken(regels: Iterable[str]) -> frozenset[str]:
    """The fields that these lines have."""
    return frozenset(naam for regel in regels for naam in _PLEK.findall(regel))


def mailtekst_belemmeringen(
    *, onderwerp: str, regels: Sequence[tuple[str, str]], velden: frozenset[str], zijn_koppen: bool = False
) -> list[Belemmering]:
    """`regels`: (form field, line) in order. `velden`: what the mail must say, and the only fields it knows."""
    bezwaren = [*_onderwerp(onderwerp)]
    if len(regels) > MEESTE_REGELS:
        bezwaren.append(_bezwaar("regels", f"Schrijf hooguit {MEESTE_REGELS} zinnen. Nu zijn het er {len(regels)}."))
    if not regels:
        bezwaren.append(_bezwaar("regels", "Schrijf minstens één zin."))
    for veld, regel in regels:
        bezwaren += _regel(veld, regel, velden, is_kop=zijn_koppen)
    if regels:
        staat_er = plekken(regel for _, regel in regels)
        bezwaren += [
            _bezwaar(regels[0][0], f"Zet {{{naam}}} in de tekst. Op die plek zet Opstap de juiste {naam}.")
            for naam in sorted(velden - staat_er)
        ]
    return bezwaren


def ingang_belemmeringen(*, vanaf: date, peildatum: date) -> list[Belemmering]:
    """Never today: a mail of today that is tried again keeps its text. And within a year: nobody remembers longer."""
    uiterlijk = plus_maanden(peildatum, 12)
    if vanaf > uiterlijk:
        return [_bezwaar("vanaf", f"Kies een dag tot en met {datum_voluit(uiterlijk)}: hooguit een jaar vooruit.")]
    if vanaf > peildatum:
        return []
    return [_bezwaar("vanaf", f"Kies een dag na vandaag ({datum_voluit(peildatum)}). Mail van vandaag verandert niet.")]


def _bezwaar(veld: str, melding: str) -> Belemmering:
    return Belemmering("", melding, veld)


def _onderwerp(onderwerp: str) -> Iterator[Belemmering]:
    if not onderwerp.startswith(BEGIN) or onderwerp == BEGIN.strip():
        yield _bezwaar(
            "onderwerp", f"Begin het onderwerp met “{BEGIN.strip()}” en een spatie, en zeg dan waar het over gaat."
        )
    elif not _WOORD.search(onderwerp.removeprefix(BEGIN)):
        yield _bezwaar("onderwerp", f"Zeg na “{BEGIN.strip()}” in woorden waar de mail over gaat.")
    if len(onderwerp) > LANGSTE_ONDERWERP:
        yield _bezwaar("onderwerp", f"Maak het onderwerp korter: hooguit {LANGSTE_ONDERWERP} tekens.")
    if "{" in onderwerp or "}" in onderwerp:
        yield _bezwaar("onderwerp", "Haal { en } uit het onderwerp. Het onderwerp is altijd hetzelfde.")
    yield from _overal("onderwerp", onderwerp)


def _regel(veld: str, regel: str, velden: frozenset[str], *, is_kop: bool) -> Iterator[Belemmering]:
    kaal = _PLEK.sub("", regel)
    for naam in sorted(plekken([regel]) - velden):
        kent = (
            "Kies uit " + " en ".join(f"{{{v}}}" for v in sorted(velden)) if velden else "Deze mail heeft geen velden"
        )
        yield _bezwaar(veld, f"Haal {{{naam}}} weg: dat kent Opstap hier niet. {kent}.")
    if "{" in kaal or "}" in kaal:
        yield _bezwaar(veld, "Er staat een { of een } te veel. Schrijf een veld als {tekst}.")
    if len(regel) > LANGSTE_REGEL:
        yield _bezwaar(veld, f"Maak “{regel[:30]}…” korter: hooguit {LANGSTE_REGEL} tekens per zin.")
    if not is_kop and not regel.endswith((".", "?", "!")):
        yield _bezwaar(veld, f"Maak van “{regel[-30:]}” een hele zin, met een punt of een vraagteken aan het eind.")
    nodig = 1 if is_kop or plekken([regel]) else 2
    if kaal.strip() and (not _WOORD.search(regel) or len(regel.split()) < nodig):
        yield _bezwaar(veld, f"Maak “{regel[:30]}” duidelijk: schrijf in woorden wat er is.")
    yield from _overal(veld, kaal)


def _overal(veld: str, tekst: str) -> Iterator[Belemmering]:
    gelezen = unicodedata.normalize("NFKC", tekst)  # as a person reads it: wide digits and signs are digits and signs
    if not tekst.strip():
        yield _bezwaar(veld, "Vul hier een tekst in.")
    if any(unicodedata.category(teken) in {"Cc", "Cf", "Co", "Cs", "Zl", "Zp"} for teken in tekst):
        yield _bezwaar(veld, "Er staat een onzichtbaar teken in de tekst. Typ de tekst opnieuw.")
    for patroon, wat in _VERBODEN:
        if vondst := patroon.search(gelezen):
            yield _bezwaar(veld, f"Haal “{vondst[0].strip()}” weg: dat lijkt op {wat}.")
    if vondst := _JIJ.search(gelezen):
        yield _bezwaar(veld, f"Schrijf “u” of “uw” in plaats van “{vondst[0]}”.")
