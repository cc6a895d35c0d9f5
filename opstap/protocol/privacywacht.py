"""What does not belong in a text: a burgerservicenummer never, illness and offences only when it must (Z-20.8).

Knows the words of a text and nothing of who typed it. Finds too much rather than too little, except for a number:
that is refused, so it must be sure.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from opstap.protocol.begrippen import Keuze
from opstap.protocol.clausules import regelt


class Gevoelig(Keuze):
    ZIEKTE = "ziekte", "ziekte of behandeling"
    STRAF = "straf", "een strafbaar feit of detentie"


@dataclass(frozen=True, slots=True, order=True)
class Treffer:
    woord: str
    soort: Gevoelig


BSN_MELDING = "Hier staat een burgerservicenummer. Dat mag Opstap niet bewaren. Haal het weg."
WEGGELATEN = "[nummer weggelaten]"

_CIJFERS = re.compile(r"(?<!\d)(?<!\d[ .\-])\d(?:[ .\-]?\d){8}(?![ .\-]?\d)")
_DATUM = re.compile(r"(?<!\d)(?:[0-2]?\d|3[01])[ ./\-](?:0?\d|1[0-2])[ ./\-](?:19|20)\d\d(?!\d)")
#: The key of a choice: nobody typed it.
_SLEUTEL = re.compile(r"(?<![0-9a-f])[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?![0-9a-f])")
_GEWICHTEN = (9, 8, 7, 6, 5, 4, 3, 2, -1)
_WOORD = re.compile(r"[a-z]+")

#: Beginnings of words.
_BEGIN: dict[Gevoelig, str] = {
    Gevoelig.ZIEKTE: """
        schizo psychisch psychos psychot psychiat psycholo borderline depress bipolair manisch manie autis asperger
        adhd add ptss trauma verslav verslaaf gokversla gameversla alcohol drank drugs drugg cocaine coke heroine
        methadon wiet blowt blowde blowen cannabis speed ghb xtc ketamine amfetamine dronken medicatie medicijn
        antidepr antipsych slaappil suicid zelfmoord zelfdoding automutil zelfbeschad stoornis persoonlijkheidsst
        gedragsst angstst dwangst paniekst eetst anorexi boulimi lvb verstandelijk zwakbegaafd burnout diagnose
        diagnost gediagn ziekte ziek hiv aids kanker epilep dement alzheimer korsakov hersenletsel nah wanen waan
        hallucin hepatitis ggz terugval afkick afgekickt ontwenning detox therap""",
    Gevoelig.STRAF: """
        delict zeden veroorde strafblad strafbaar strafzaak strafrecht misdrijf misdaad crimine diefstal gestolen
        inbraak inbreker mishandel moord doodslag verkracht aanrand ontucht pedofiel pedoseks brandsticht gewelds
        dealt dealer drugshandel tbs pij gevangen gedetineerd detentie celstraf taakstraf enkelband reclassering
        justitie politiecel bajes gearresteerd delinquent stalking stalkt oplichting fraude wapenbezit exdetin
        jeugddetin""",
}
#: Short beginnings that stand in many other words count as a whole word only.
_HEEL = set(
    re.findall("[a-z]+", "add adhd aids coke drank ggz ghb hiv lvb nah pij speed tbs waan wanen wiet ziek manie")
)
#: Names of places and streets that begin like one of them.
_GEWOON = {"moordrecht", "zedenlaan", "ziekenhuisweg", "ziekenhuislaan", "ziekenhuisstraat", "ziekenhuisplein"}


def bsn_in(tekst: str) -> bool:
    """Nine digits in one run, spaces, dots and dashes between them or not, that pass the eleven test."""
    kaal = _SLEUTEL.sub("/", _DATUM.sub("/", tekst))
    return any(_is_bsn(gevonden[0]) for gevonden in _CIJFERS.finditer(kaal))


def zonder_bsn(tekst: str) -> str:
    """The text with WEGGELATEN where a burgerservicenummer stood: for what is kept before anybody judged it."""
    if not bsn_in(tekst):
        return tekst
    stukken = re.split(f"({_SLEUTEL.pattern})", tekst)
    stukken[::2] = [_CIJFERS.sub(lambda m: WEGGELATEN if bsn_in(m[0]) else m[0], stuk) for stuk in stukken[::2]]
    return "".join(stukken)


def _is_bsn(reeks: str) -> bool:
    cijfers = [int(c) for c in reeks if c.isdigit()]
    return len(set(cijfers)) > 1 and sum(c * g for c, g in zip(cijfers, _GEWICHTEN, strict=True)) % 11 == 0


@regelt("Z-20.8")
def gevoelig_in(tekst: str) -> list[Treffer]:
    """The words that may tell of illness or offences, each once, as they were typed (lower case, without accents)."""
    kaal = unicodedata.normalize("NFKD", tekst.lower()).encode("ascii", "ignore").decode()
    woorden = set(_WOORD.findall(kaal)) - _GEWOON
    return sorted(Treffer(woord, soort) for woord in woorden for soort in Gevoelig if _begint(woord, soort))


def _begint(woord: str, soort: Gevoelig) -> bool:
    return any(woord == begin if begin in _HEEL else woord.startswith(begin) for begin in _BEGIN[soort].split())


def gevoelig_melding(treffers: list[Treffer]) -> str:
    """Why, and what to do."""
    per_soort = {
        t.soort: ", ".join(f"‘{ander.woord}’" for ander in treffers if ander.soort is t.soort) for t in treffers
    }
    zinnen = [f"{woorden} lijkt over {soort.label} te gaan." for soort, woorden in per_soort.items()]
    return (
        f"{' '.join(zinnen)} Voor de woning is dat niet nodig, en het kan iemand schaden. Schrijf wat u zag of "
        "afsprak. Moet het blijven staan? Zet dan onderaan het vinkje."
    )
