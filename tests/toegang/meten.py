"""What a request did to the database, and what of an answer is not the same twice."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.apps import apps
from django.db import connection, transaction

#: Looking is logged, and logging in writes who did when: the only rows that a look may add (NEN 7513).
LOGT = frozenset({"logboek_inzage"})
_SCHRIJFT = re.compile(r'^\s*(?:INSERT(?: OR IGNORE)? INTO|UPDATE|DELETE FROM)\s+"?(\w+)"?', re.IGNORECASE)
_LEEST = re.compile(r"^\s*(SELECT|SAVEPOINT|RELEASE|ROLLBACK|PRAGMA|SHOW|SET CONSTRAINTS|BEGIN|COMMIT)", re.IGNORECASE)
#: csrf token, the one-time key of a form, the signed note of who opened it
_EENMALIG = re.compile(rb'(name="(?:csrfmiddlewaretoken|verzoek|van)" value=")[^"]*')


@contextmanager
def geschreven() -> Iterator[set[str]]:
    """The tables in which something was written; a statement that is neither reading nor writing is an error.

    A refused act may have written and undone: `rijen` decides then.
    """
    tabellen: set[str] = set()

    def kijk(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if gevonden := _SCHRIJFT.match(sql):
            tabellen.add(gevonden[1])
        else:
            assert _LEEST.match(sql), f"onbekend soort opdracht: {sql[:60]}"
        return execute(sql, params, many, context)

    with connection.execute_wrapper(kijk):
        yield tabellen


def rijen(tabellen: set[str] | None = None) -> dict[str, Counter[tuple[Any, ...]]]:
    """Every row of every table (or of these), to compare with later."""
    gevonden = {}
    for model in apps.get_models(include_auto_created=True):
        tabel = model._meta.db_table
        if tabel not in LOGT and tabel != "django_session" and (tabellen is None or tabel in tabellen):
            gevonden[tabel] = Counter(tuple(map(_vast, rij)) for rij in model._base_manager.values_list())
    return gevonden


def _vast(waarde: Any) -> Any:
    return repr(waarde) if isinstance(waarde, (dict, list, memoryview)) else waarde


def verschil(voor: dict[str, Counter[Any]], na: dict[str, Counter[Any]]) -> dict[str, int]:
    """Per table how many rows are not what they were."""
    anders = {tabel: ((voor[tabel] - na[tabel]) + (na[tabel] - voor[tabel])).total() for tabel in voor}
    return {tabel: aantal for tabel, aantal in anders.items() if aantal}


@contextmanager
def ongedaan() -> Iterator[None]:
    """What happens inside leaves nothing behind."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def lijf(antwoord: Any) -> bytes:
    """The body without its one-time values."""
    if antwoord.streaming:
        return b"".join(antwoord.streaming_content)
    return _EENMALIG.sub(rb"\1", antwoord.content)


_WISSELT = {"Content-Length", "Set-Cookie", "Expires", "Last-Modified"}


def kop(antwoord: Any) -> dict[str, str]:
    """The headers without one-time values; the length follows the body."""
    return {naam: waarde for naam, waarde in antwoord.items() if naam not in _WISSELT}
