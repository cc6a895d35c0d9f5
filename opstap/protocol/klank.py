"""Is this somebody we know? By the sound of the name and the day of birth; and what may be said about it."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from opstap.protocol.basis import Belemmering
from opstap.protocol.clausules import regelt

#: Words between the names: one writes them, another leaves them out.
_TUSSENVOEGSELS = frozenset(
    {
        *("a", "al", "am", "auf", "aus", "bij", "bin", "d", "da", "dal", "de", "del", "della", "den", "der", "des"),
        *("di", "do", "dos", "du", "e", "el", "en", "het", "ibn", "in", "la", "las", "le", "les", "lo", "los", "met"),
        *("of", "op", "over", "s", "t", "te", "ten", "ter", "to", "toe", "tot", "uit", "van", "ver", "vom", "von"),
        *("voor", "y", "zu", "zum", "zur"),
    }
)
#: Letters that do not fall apart into a letter and an accent.
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "t", "ı": "i", "æ": "e", "œ": "e"})
#: In this order: how it is written -> how it sounds.
_KLANKEN = tuple(
    (re.compile(patroon), klank)
    for patroon, klank in (
        (r"sch$", "s"),
        (r"sch", "sg"),
        (r"^ch(?=[rl])", "k"),
        (r"ch|gh", "g"),
        (r"tsj|tj|dj", "j"),
        (r"dt$|th", "t"),
        (r"ph|v", "f"),
        (r"qu", "kw"),
        (r"ck|q|kh|c(?=ee)", "k"),
        (r"c(?=[eiy])", "s"),
        (r"c", "k"),
        (r"x", "ks"),
        (r"z", "s"),
        (r"eij|ij|ey|ei|y|ie", "i"),
        (r"[ao]uw?", "ou"),
        (r"ae", "a"),
        (r"oe|uu", "u"),
        (r"(?<=[a-z])h", ""),
        (r"(.)\1+", r"\1"),
        (r"d$", "t"),
    )
)
LANGST = 160
BEKEND_ELDERS = "Deze kandidaat is bekend bij een andere organisatie. Neem contact op met de gemeente."
BEKEND_HIER = "Uw organisatie kent al iemand met deze naam en geboortedatum. Is dat dezelfde persoon?"


def naamklank(naam: str) -> str:
    """Equal for two spellings that sound alike, in any order of the names; empty when there is nothing to hear."""
    woorden = re.findall(r"[^\W\d_]+", re.sub(r"['’`´.]", "", _kaal(naam)))  # noqa: RUF001
    namen = [woord for woord in woorden if woord not in _TUSSENVOEGSELS] or woorden
    return " ".join(sorted(_klank(woord) for woord in namen))[:LANGST]


def persoonsklank(naam: str, geboortedatum: date) -> str:
    """How a name sounds and the day of birth; empty when there is nothing to hear."""
    klank = naamklank(naam)
    return f"{klank} {geboortedatum.isoformat()}" if klank else ""


def _kaal(naam: str) -> str:
    """Small letters without accents."""
    los = unicodedata.normalize("NFKD", naam.casefold().translate(_LETTERS))
    return "".join(teken for teken in los if not unicodedata.combining(teken))


def _klank(woord: str) -> str:
    for patroon, klank in _KLANKEN:
        woord = patroon.sub(klank, woord)
    return woord


@regelt("Z-20.4", "Z-9.1")
def bekend_belemmeringen(*, eigen: bool, elders: bool) -> list[Belemmering]:
    """Asks for a tick, never stops anybody. Of another organisation always the same words, whatever is known there."""
    gevonden = []
    if eigen:
        gevonden.append(Belemmering("Z-9.1", BEKEND_HIER, "bekend"))
    if elders:
        gevonden.append(Belemmering("Z-20.4", BEKEND_ELDERS, "bekend"))
    return gevonden


@regelt("Z-9.1")
def vervolg_belemmeringen(*, is_van_ons: bool, loopt_nog: bool) -> list[Belemmering]:
    """A return is a new traject of the same person: at most one is open in a regeling."""
    if not is_van_ons:
        return [Belemmering("Z-20.4", "Dat traject is niet van uw organisatie. Kies een ander antwoord.", "bekend")]
    if loopt_nog:
        zin = "In deze regeling loopt al een traject van deze persoon. Ga daarmee verder, of kies een ander antwoord."
        return [Belemmering("Z-9.1", zin, "bekend")]
    return []
