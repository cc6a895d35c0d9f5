"""Only clock.py reads a clock (law 7)."""

from __future__ import annotations

import pytest

from tests.architectuur.bron import code, klachten, proef
from tests.architectuur.regels_klok import leest_klok


def test_only_the_clock_reads_a_clock() -> None:
    assert klachten(leest_klok, code(), behalve=["opstap/clock.py"]) == []


@pytest.mark.parametrize(
    "tekst",
    [
        "from datetime import date\ndate.today()",
        "from datetime import date as dag\ndag . today()",
        "import datetime\ndatetime.date.today()",
        "import datetime as dt\ndt.datetime.now(dt.UTC)",
        "from datetime import datetime\ndatetime.utcnow()",
        "from datetime import datetime\nvandaag = datetime.today",
        "from django.utils import timezone\ntimezone.now()",
        "from django.utils import timezone as tz\nveld(default=tz.now)",
        "from django.utils.timezone import now as nu\nnu()",
        "from django.utils.timezone import localdate\nlocaldate()",
        "import time\ntime.time()",
        "from time import time\ntime()",
        "import time as t\nt.strftime('%Y')",
        "import time\ntime.gmtime()",
        "from django.db.models.functions import Now\nrijen.filter(op__lt=Now())",
        "import time\ngetattr(time, 'time')()",
        "from datetime import *\ndate.today()",
        "def f():\n    from datetime import date\n    return date.today()",
        "models.DateTimeField(auto_now_add=True)",
        "models.DateField(\n    auto_now=True)",
    ],
)
def test_a_clock_is_seen_under_every_name(tekst: str) -> None:
    (klacht, *_) = proef(leest_klok, tekst)
    assert "opstap/clock.py" in klacht or "clock.dienst_nu()" in klacht


@pytest.mark.parametrize(
    "tekst",
    [
        "from opstap import clock\nclock.vandaag()",
        "import time\ntime.monotonic()",
        "import time\ntime.sleep(1)",
        "from datetime import date\ndate.fromisoformat('2026-01-01')",
        "from datetime import time\ntime(8, 30)",
        "moment.astimezone(AMSTERDAM)",
        "peildatum.today",
        "dag.strftime('%d')",
    ],
)
def test_computing_with_dates_is_fine(tekst: str) -> None:
    assert proef(leest_klok, tekst) == []
