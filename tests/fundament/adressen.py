"""Every address of the URL conf, once: for the tests that walk all of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

from django.urls import URLResolver, get_resolver

_WAARDEN = {"uuid": str(uuid4()), "int": "1", "slug": "x", "str": "x", "path": "x"}


def adressen(resolver: Any = None, voor: str = "") -> Iterator[tuple[str, Any]]:
    """(route, URLPattern), depth first."""
    for patroon in (resolver or get_resolver()).url_patterns:
        route = voor + str(patroon.pattern)
        if isinstance(patroon, URLResolver):
            yield from adressen(patroon, route)
        else:
            yield route, patroon


def voorbeeld(route: str) -> str:
    """An address that this route answers to, with made-up keys."""
    route = re.sub(r"\(\?P<\w+>[^)]*\)", "x-x", route).replace("^", "").replace("$", "").replace("\\", "")
    return "/" + re.sub(r"<(?:(\w+):)?\w+>", lambda m: _WAARDEN[m[1] or "str"], route)


def klasse(patroon: Any) -> type | None:
    return getattr(patroon.callback, "view_class", None)
