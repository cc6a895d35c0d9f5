"""A planned meeting: from what time, how long and where. Dates of duties are elsewhere: a duty has no time."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import time

from opstap.protocol.basis import Belemmering
from opstap.protocol.begrippen import Keuze

#: People meet by day. Both hours at which the clock changes lie outside.
EERSTE_TIJD, LAATSTE_TIJD = time(7), time(21)
MINUTEN = {30: "een half uur", 45: "drie kwartier", 60: "een uur", 90: "anderhalf uur", 120: "twee uur"}
WAAR_LENGTE = 80
_POSTCODE = re.compile(r"\b[1-9][0-9]{3}\s?[A-Z]{2}\b", re.IGNORECASE)
_NAAMDEEL = 3  # shorter parts of a name (van, de) are ordinary words


class Momentsoort(Keuze):
    MDO = "mdo", "MDO"
    EVALUATIE = "evaluatie"
    GESPREK = "gesprek", "gesprek met de kandidaat"


class Plaats(Keuze):
    THUIS = "thuis", "bij de huurder thuis"
    ZORG = "zorg", "bij de zorgorganisatie"
    CORPORATIE = "corporatie", "bij de corporatie"
    GEMEENTE = "gemeente", "bij de gemeente"
    ONLINE = "online", "online, met beeld"
    TELEFOON = "telefoon", "aan de telefoon"


@dataclass(frozen=True, slots=True)
class Momentplan:
    """`waar`: a room or floor. Never in a mail or a calendar: nobody can promise that no name is typed there."""

    om: time
    minuten: int
    plaats: Plaats
    waar: str = ""


def moment_belemmeringen(*, plan: Momentplan, persoonlijk: Collection[str]) -> list[Belemmering]:
    """`persoonlijk`: the name and the address of the huurder or kandidaat, which do not belong in `waar`."""
    bezwaren = []
    if not EERSTE_TIJD <= plan.om <= LAATSTE_TIJD:
        melding = f"Kies een tijd tussen {uur(EERSTE_TIJD)} en {uur(LAATSTE_TIJD)} uur."
        bezwaren.append(Belemmering("", melding, "om"))
    if plan.minuten not in MINUTEN:
        bezwaren.append(Belemmering("", "Kies hoe lang het duurt uit de lijst.", "minuten"))
    if _POSTCODE.search(plan.waar) or _noemt(plan.waar, persoonlijk):
        melding = "Zet hier geen naam of adres van de huurder of kandidaat. Een kamer of verdieping is genoeg."
        bezwaren.append(Belemmering("", melding, "waar"))
    return bezwaren


def _noemt(waar: str, persoonlijk: Collection[str]) -> bool:
    woorden = {woord for tekst in persoonlijk for woord in re.findall(r"[^\W\d_]+", tekst.lower())}
    return any(w in woorden for w in re.findall(r"[^\W\d_]+", waar.lower()) if len(w) > _NAAMDEEL)


def uur(om: time) -> str:
    """`9.05`, as people write it."""
    return f"{om.hour}.{om.minute:02}"
