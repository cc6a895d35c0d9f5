"""Sessions on the test database that outlived their test: a process that was killed, a thread that is just ending."""

from __future__ import annotations

import time
from collections.abc import Iterable
from typing import NamedTuple

from django.db import connection

GEDULD = 3.0
_WIE = """
    SELECT pid, state, now() - state_change, left(query, 120) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'
"""


class Sessie(NamedTuple):
    pid: int
    stand: str
    sinds: object
    vraag: str

    def __str__(self) -> str:
        return f"{self.stand} sinds {self.sinds}: {' '.join((self.vraag or '').split())}"


def achterblijvers(geduld: float = GEDULD) -> list[Sessie]:
    """Who is still there after a moment. PostgreSQL only: SQLite has no sessions."""
    if connection.vendor != "postgresql":
        return []
    uiterlijk = time.monotonic() + geduld
    with connection.cursor() as cursor:
        while True:
            cursor.execute(_WIE)
            over = [Sessie(*rij) for rij in cursor.fetchall()]
            if not over or time.monotonic() > uiterlijk:
                return over
            time.sleep(0.1)


def wegsturen(sessies: Iterable[Sessie]) -> None:
    with connection.cursor() as cursor:
        for sessie in sessies:
            cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [sessie.pid])
