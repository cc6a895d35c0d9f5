"""Sessions on the test database that outlived their test: a process that was killed, a thread that is just ending."""

from __future__ import annotations

import time

from django.db import connection

GEDULD = 3.0
_WIE = """
    SELECT pid, state, now() - state_change, left(query, 120) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'
"""


def achterblijvers_wegsturen() -> list[str]:
    """Wait a moment, then end what is left and tell what it was doing. PostgreSQL only: SQLite has no sessions."""
    if connection.vendor != "postgresql":
        return []
    uiterlijk = time.monotonic() + GEDULD
    with connection.cursor() as cursor:
        while (over := _over(cursor)) and time.monotonic() < uiterlijk:
            time.sleep(0.1)
        for pid, *_ in over:
            cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])
    return [f"{stand} sinds {duur}: {' '.join((vraag or '').split())}" for _, stand, duur, vraag in over]


def _over(cursor) -> list[tuple]:
    cursor.execute(_WIE)
    return cursor.fetchall()
