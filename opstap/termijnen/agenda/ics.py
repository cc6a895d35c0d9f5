"""iCalendar text (RFC 5545). Moments in UTC, so that it is right on both days the clock changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime

_REGEL = 75  # octets a line may have
_ONTSNAPT = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})
_STUUR = dict.fromkeys(i for i in range(32) if i != 10)


@dataclass(frozen=True, slots=True)
class Agendapunt:
    """One VEVENT. Two dates: whole days, `einde` the first day without. `van` and `aan`: of an invitation."""

    uid: str
    begin: date
    einde: date
    titel: str
    gemaakt: datetime
    volgnummer: int = 0
    adres: str = ""
    plaats: str = ""
    afgezegd: bool = False
    #: a CANCEL to one person only: the meeting itself goes on, so it has no status (RFC 5546 3.2.5)
    voor_een: bool = False
    van: str = ""
    aan: str = ""


def kalender(punten: Iterable[Agendapunt], *, methode: str, naam: str = "") -> str:
    """A whole calendar: `methode` is PUBLISH (a feed), REQUEST (an invitation) or CANCEL."""
    regels = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Opstap//Opstap//NL", "CALSCALE:GREGORIAN"]
    regels.append(f"METHOD:{methode}")
    if naam:
        regels += [f"X-WR-CALNAME:{_tekst(naam)}", "REFRESH-INTERVAL;VALUE=DURATION:PT1H", "X-PUBLISHED-TTL:PT1H"]
    for punt in punten:
        regels += _punt(punt)
    regels.append("END:VCALENDAR")
    return "".join(f"{_gevouwen(regel)}\r\n" for regel in regels)


def _punt(p: Agendapunt) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{p.uid}"
    yield f"SEQUENCE:{p.volgnummer}"
    yield f"DTSTAMP:{_moment(p.gemaakt)}"
    yield f"DTSTART{_wanneer(p.begin)}"
    yield f"DTEND{_wanneer(p.einde)}"
    yield f"SUMMARY:{_tekst(p.titel)}"
    if p.plaats:
        yield f"LOCATION:{_tekst(p.plaats)}"
    if p.adres:
        yield f"URL:{p.adres}"
    yield "CLASS:PRIVATE"
    if isinstance(p.begin, datetime) and not p.voor_een:
        yield f"STATUS:{'CANCELLED' if p.afgezegd else 'CONFIRMED'}"
    elif not isinstance(p.begin, datetime):
        yield "TRANSP:TRANSPARENT"  # a duty of the day leaves the day free
    if p.van:
        yield f"ORGANIZER:mailto:{_kaal(p.van)}"
    if p.aan:
        yield f"ATTENDEE;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=FALSE:mailto:{_kaal(p.aan)}"
    yield "END:VEVENT"


def _wanneer(dag: date) -> str:
    return f":{_moment(dag)}" if isinstance(dag, datetime) else f";VALUE=DATE:{dag:%Y%m%d}"


def _moment(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _tekst(waarde: str) -> str:
    return waarde.replace("\r\n", "\n").translate(_STUUR).translate(_ONTSNAPT)


def _kaal(waarde: str) -> str:
    """Without anything that could begin another line."""
    return "".join(waarde.split())


def _gevouwen(regel: str) -> str:
    """At most 75 octets a line, never broken inside a letter."""
    delen, deel, octetten = [], "", 0
    for teken in regel:
        lengte = len(teken.encode())
        if octetten + lengte > _REGEL:
            delen.append(deel)
            deel, octetten = "", 1  # the space that says: this goes on
        deel, octetten = deel + teken, octetten + lengte
    return "\r\n ".join([*delen, deel])
