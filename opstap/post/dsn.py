"""Read a mail that says that a mail did not arrive (RFC 3464). Of what it says only a key and a status are used.

Anybody can send one. The key is a random uuid that only who got the mail has seen, and all that can be done with it is
to have that one mail looked at by a person.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes, message_from_string
from email.message import Message
from typing import Any
from uuid import UUID

from opstap.errors import OpstapFout

#: A mail of Opstap is a few kilobytes; who sends it back whole with words around it stays far below this.
GROOTSTE = 1_000_000
_MESSAGE_ID = re.compile(r"<([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})@opstap\.invalid>")
_STATUS = re.compile(r"\s*([245]\.\d{1,3}\.\d{1,3})\b")


class GeenTerugmelding(OpstapFout):
    """This is no word about a mail of Opstap; the message says why."""


@dataclass(frozen=True, slots=True)
class Terugmelding:
    """`status`: as 5.1.1, or empty. `mislukt`: the mail server gave up; else it is still trying."""

    bericht: UUID
    status: str
    mislukt: bool


def lees_terugmelding(inhoud: bytes) -> Terugmelding:
    """Raises GeenTerugmelding, whatever the bytes are."""
    if len(inhoud) > GROOTSTE:
        raise GeenTerugmelding("Deze mail is te groot om een terugmelding te zijn. Er verandert niets.")
    try:
        delen = _delen(message_from_bytes(inhoud))
        status = next(_uitslagen(delen), None)
        bericht = next(_sleutels(delen), None)
    except (RecursionError, LookupError, ValueError, TypeError, AttributeError) as fout:
        raise GeenTerugmelding("Deze mail is niet te lezen. Er verandert niets.") from fout
    if status is None:
        raise GeenTerugmelding("Deze mail zegt niet dat een mail terugkwam. Er verandert niets.")
    if bericht is None:
        raise GeenTerugmelding("Dit gaat niet over een mail van Opstap. Er verandert niets.")
    mislukt, code = status
    return Terugmelding(bericht=bericht, status=code, mislukt=mislukt)


def _delen(mail: Message) -> list[Any]:
    """The parts of the report itself; a report that somebody forwarded inside another mail is none."""
    inhoud = mail.get_payload()
    return inhoud if mail.get_content_type() == "multipart/report" and isinstance(inhoud, list) else []


def _uitslagen(delen: list[Any]) -> Iterator[tuple[bool, str]]:
    """(gave up, status) of each receiver, first where it gave up."""
    gevonden = []
    for deel in delen:
        if deel.get_content_type() == "message/delivery-status" and isinstance(deel.get_payload(), list):
            for blok in deel.get_payload():
                actie = str(blok.get("Action", "")).split("(")[0].strip().lower()
                status = _STATUS.match(str(blok.get("Status", "")))
                if actie in {"failed", "delayed"}:
                    gevonden.append((actie == "failed", status[1] if status else ""))
    yield from sorted(gevonden, reverse=True)


def _sleutels(delen: list[Any]) -> Iterator[UUID]:
    """From the Message-ID in the headers that came back."""
    for deel in delen:
        inhoud = deel.get_payload()
        if deel.get_content_type() == "message/rfc822" and isinstance(inhoud, list):
            koppen = inhoud[0]
        elif deel.get_content_type() == "text/rfc822-headers" and isinstance(inhoud, str):
            koppen = message_from_string(deel.get_payload(decode=True).decode("latin-1"))
        else:
            continue
        if vondst := _MESSAGE_ID.fullmatch(str(koppen.get("Message-ID", "")).strip()):
            yield UUID(vondst[1])
