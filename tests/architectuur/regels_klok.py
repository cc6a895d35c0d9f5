"""Only clock.py reads a clock (law 7)."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.architectuur.bron import Bron, Klacht, aanroepen, laatste_naam, tekst_van

_LEES = (
    "alleen opstap/clock.py leest een klok: gebruik clock.vandaag() of clock.dienst_nu() voor termijnen en teksten, "
    "clock.echt_nu() voor pogingen en logboek; een regel in protocol/ krijgt peildatum"
)
#: Clocks on the wall; `time.monotonic` and `perf_counter` measure how long something took and are no date.
KLOKKEN = frozenset(
    {
        "datetime.date.today",
        "datetime.datetime.now",
        "datetime.datetime.today",
        "datetime.datetime.utcnow",
        "time.time",
        "time.time_ns",
        "time.localtime",
        "time.gmtime",
        "time.ctime",
        "time.clock_gettime",
        "django.utils.timezone.now",
        "django.utils.timezone.localdate",
        "django.utils.timezone.localtime",
        "django.db.models.functions.Now",
        "django.db.models.functions.datetime.Now",
    }
)
_LAATSTE = {naam.rsplit(".", 1)[1] for naam in KLOKKEN}
_MODULES = {naam.rsplit(".", 1)[0] for naam in KLOKKEN} | {"datetime", "time"}


def leest_klok(bron: Bron) -> Iterator[Klacht]:
    """Called, handed over as a default, under another name, or looked up by name."""
    for knoop in bron.knopen:
        if isinstance(knoop, ast.Name | ast.Attribute) and bron.voluit(knoop) in KLOKKEN:
            yield knoop.lineno, _LEES
        elif isinstance(knoop, ast.ImportFrom):
            if knoop.module in _MODULES and knoop.names[0].name == "*":
                yield knoop.lineno, _LEES
        elif isinstance(knoop, ast.keyword) and knoop.arg in {"auto_now", "auto_now_add"}:
            yield knoop.value.lineno, "een veld leest zelf geen klok: de service vult het met clock.dienst_nu()"
    yield from ((knoop.lineno, _LEES) for knoop in aanroepen(bron) if _vraagt_de_tijd(bron, knoop))


def _vraagt_de_tijd(bron: Bron, knoop: ast.Call) -> bool:
    """`getattr(timezone, "now")()`, and `time.strftime("%Y")`, which takes now when it gets no moment."""
    if laatste_naam(knoop.func) == "getattr" and len(knoop.args) > 1:
        return bron.voluit(knoop.args[0]) in _MODULES and tekst_van(knoop.args[1]) in _LAATSTE
    return bron.voluit(knoop.func) == "time.strftime" and len(knoop.args) < 2
