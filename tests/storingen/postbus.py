"""A mail server that counts what it accepted, and that fails in the ways of a real one."""

from __future__ import annotations

import asyncio
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from typing import Any

from aiosmtpd.controller import Controller

from tests.servers import vrije_poort

#: (kenmerk, receiver, subject): which mail this is, whatever Message-ID it carries
Brief = tuple[str, str, str]


@dataclass(frozen=True)
class Ontvangen:
    bericht_id: str
    welke: Brief
    op: float


@dataclass
class Postbus:
    """`bij_aan` and `bij_inhoud` answer instead of the server when they give a line; `traagheid` in seconds."""

    traagheid: float = 0.0
    bij_aan: Callable[[str], str | None] = lambda adres: None
    bij_inhoud: Callable[[str], str | None] = lambda adres: None
    binnen: list[Ontvangen] = field(default_factory=list)
    pogingen: Counter[str] = field(default_factory=Counter)
    poort: int = field(default_factory=vrije_poort)
    _deur: Controller | None = None
    _slot: threading.Lock = field(default_factory=threading.Lock)

    # the names of aiosmtpd
    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, opties: Any) -> str:
        self.pogingen[address] += 1
        if antwoord := self.bij_aan(address):
            return antwoord
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        """Halfway the wait the mail is ours: who dies in the second half does not know that it was accepted."""
        (adres,) = envelope.rcpt_tos
        antwoord = self.bij_inhoud(adres)
        if antwoord == "hang":
            await asyncio.sleep(60)
        if antwoord == "weg":
            server.transport.abort()
        if antwoord:
            return antwoord
        await asyncio.sleep(self.traagheid / 2)
        self._aannemen(adres, envelope.content)
        await asyncio.sleep(self.traagheid / 2)
        return "250 OK"

    def _aannemen(self, adres: str, inhoud: bytes) -> None:
        mail = message_from_bytes(inhoud, policy=policy.default)
        tekst = mail.get_body(preferencelist=("plain",))
        assert tekst is not None, "een mail zonder platte tekst"
        regels = tekst.get_content().splitlines()
        kenmerk = next((r.removeprefix("Kenmerk: ") for r in regels if r.startswith("Kenmerk: ")), "")
        with self._slot:
            self.binnen.append(
                Ontvangen(str(mail["Message-ID"]), (kenmerk, adres, str(mail["Subject"])), time.monotonic())
            )

    def open(self) -> None:
        """Accept connections, until `dicht`; then they are refused."""
        self._deur = Controller(self, hostname="127.0.0.1", port=self.poort)
        self._deur.start()

    def dicht(self) -> None:
        if self._deur is not None:
            self._deur.stop(no_assert=True)
            self._deur = None

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.poort}"
