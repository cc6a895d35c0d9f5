"""Steps that many tests walk from an empty database: the first test walks them, every next one gets what they left.

`@onthouden` on a function that builds: called in the same order with the same arguments on the same day it
is not walked again. As soon as a test itself writes anything, what follows is walked as always.
"""

from __future__ import annotations

import dataclasses
import pickle
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from enum import Enum
from functools import wraps
from typing import Any, ParamSpec, TypeVar

import pytest
from django.db import connection, models

from opstap import clock
from opstap.partners.models import Organisatie
from tests.bewaard import Bewaard

P = ParamSpec("P")
R = TypeVar("R")

#: What starts so leaves the rows as they are.
_LEEST = ("BEGIN", "SELECT", "SAVEPOINT", "RELEASE SAVEPOINT", "SET ", "PRAGMA", "EXPLAIN")
#: Who sees what is committed, or has a database of his own, walks for himself.
_ZELF = frozenset(("transactional_db", "live_server", "wereld"))

_bekend: dict[tuple[Any, ...], tuple[Bewaard, bytes]] = {}
#: The steps since the database was empty; None as soon as it is anything else.
_spoor: tuple[Any, ...] | None = None
_toets: pytest.FixtureRequest


@contextmanager
def vanaf_leeg(request: pytest.FixtureRequest) -> Iterator[None]:
    """One test: it begins with nothing, and every write of its own is seen."""
    global _spoor, _toets
    _spoor = None if _ZELF.intersection(request.fixturenames) else ()
    _toets = request
    with connection.execute_wrapper(_let_op):
        yield
    _spoor = None


def _zelfde_code() -> bool:
    """Whether the test left the code and the settings as they are."""
    verzet, instellingen = _toets.getfixturevalue("monkeypatch"), _toets.getfixturevalue("settings")
    return not (verzet._setattr or verzet._setitem or instellingen._to_restore)


def _let_op(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
    global _spoor
    if _spoor is not None and not sql.lstrip(" (").upper().startswith(_LEEST):
        _spoor = None
    return execute(sql, params, many, context)


def onthouden(stap: Callable[P, R]) -> Callable[P, R]:
    @wraps(stap)
    def loop(*args: P.args, **kwargs: P.kwargs) -> R:
        global _spoor
        if _spoor is None or not _zelfde_code() or (_spoor == () and Organisatie.objects.exists()):
            return stap(*args, **kwargs)
        spoor = (*_spoor, (stap.__module__, stap.__qualname__, str(clock._vast.get()), _vorm(args), _vorm(kwargs)))
        if (bekend := _bekend.get(spoor)) is not None:
            bewaard, uitkomst = bekend
            bewaard.terugzetten()
        else:
            gevolg: list[R] = []
            bewaard = Bewaard.na(lambda: gevolg.append(stap(*args, **kwargs)))
            uitkomst = pickle.dumps(gevolg[0])
            _bekend[spoor] = bewaard, uitkomst
        _spoor = spoor
        return pickle.loads(uitkomst)

    return loop


def _vorm(waarde: Any) -> Any:
    """Equal for arguments that mean the same, in any test."""
    if isinstance(waarde, models.Model):
        return waarde._meta.label, waarde.pk
    if isinstance(waarde, Enum):
        return str(waarde)
    if dataclasses.is_dataclass(waarde) and not isinstance(waarde, type):
        velden = getattr(waarde, "__dict__", None) or dataclasses.asdict(waarde)
        return type(waarde).__name__, _vorm(velden)
    if isinstance(waarde, Mapping):
        return tuple((_vorm(sleutel), _vorm(inhoud)) for sleutel, inhoud in waarde.items())
    if isinstance(waarde, list | tuple):
        return tuple(map(_vorm, waarde))
    return repr(waarde)
