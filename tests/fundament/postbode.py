"""Mail backends that fail in the ways of a real server."""

from __future__ import annotations

import smtplib
from collections.abc import Sequence
from typing import Any

from django.core.mail.backends.base import BaseEmailBackend

GEZIEN: list[str] = []
#: What `Weigert` answers.
CODE = 550
ZIN = b"bestaat niet"


class Weg(BaseEmailBackend):
    """Nobody answers at the door."""

    def open(self) -> bool:
        GEZIEN.append("open")
        raise ConnectionRefusedError

    def send_messages(self, email_messages: Sequence[Any]) -> int:
        raise AssertionError("verzonden zonder verbinding")


class Weigert(BaseEmailBackend):
    """The server refuses `bot@`; after each refusal the connection is useless until it is opened again."""

    stuk = False

    def open(self) -> bool:
        self.stuk = False
        return True

    def close(self) -> None:
        self.stuk = False

    def send_messages(self, email_messages: Sequence[Any]) -> int:
        if self.stuk:
            raise smtplib.SMTPServerDisconnected("please run connect() first")
        (mail,) = email_messages
        GEZIEN.extend(mail.to)
        if mail.to[0].startswith("bot@"):
            self.stuk = True
            raise smtplib.SMTPRecipientsRefused({mail.to[0]: (CODE, ZIN)})
        return 1
