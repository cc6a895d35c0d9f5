"""Mail in a folder, for trying out: one .eml file per message, named after its Message-ID."""

from __future__ import annotations

import re
from collections.abc import Sequence
from email import message_from_bytes, policy
from email.message import EmailMessage as Mailbericht
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend


def _map() -> Path:
    pad = Path(settings.POSTVAK)
    pad.mkdir(mode=0o700, parents=True, exist_ok=True)
    return pad


class MapBackend(BaseEmailBackend):
    """Writes each message aside and renames it: nobody reads half a mail. The same Message-ID overwrites itself."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for bericht in email_messages:
            mail = bericht.message()
            naam = re.sub(r"[^\w-]", "-", str(mail["Message-ID"]).strip("<>").split("@")[0])
            half = _map() / f"{naam}.half"
            half.write_bytes(mail.as_bytes())
            half.rename(_map() / f"{naam}.eml")
        return len(email_messages)


def lees(naam: str) -> Mailbericht:
    """One message by its name; raises FileNotFoundError."""
    pad = _map() / f"{Path(naam).name}.eml"
    return message_from_bytes(pad.read_bytes(), policy=policy.default)


def nieuwste(aantal: int = 100) -> list[tuple[str, Mailbericht]]:
    """(name, message), newest first."""
    bestanden = sorted(_map().glob("*.eml"), key=lambda p: p.stat().st_mtime, reverse=True)[:aantal]
    return [(p.stem, lees(p.stem)) for p in bestanden]
