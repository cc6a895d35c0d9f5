"""Reads a calendar with a library that Opstap does not use to write one."""

from __future__ import annotations

from typing import Any

from icalendar import Calendar


def lees(tekst: str | bytes) -> Any:
    """Strict about what the standard says of lines: CRLF, 75 octets, one calendar."""
    rauw = tekst.encode() if isinstance(tekst, str) else tekst
    regels = rauw.split(b"\r\n")
    assert regels.pop() == b"" and not any(b"\n" in r or b"\r" in r for r in regels)
    assert max(map(len, regels)) <= 75
    (kalender,) = Calendar.from_ical(rauw, multiple=True)
    assert kalender["VERSION"] == "2.0" and kalender["PRODID"] and kalender.errors == []
    for punt in kalender.events:
        assert punt.errors == [] and {"UID", "DTSTAMP", "DTSTART", "SEQUENCE", "SUMMARY"} <= set(punt)
    return kalender


def punt(tekst: str | bytes) -> Any:
    """The only event."""
    (enige,) = lees(tekst).events
    return enige
