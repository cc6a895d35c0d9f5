"""Live through a course day by day: the tick every morning at eight, then what people do that day."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta

from opstap import clock
from opstap.post.services import berichten_verzenden
from opstap.termijnen.services import dagpost_bezorgen, stappen_uitvoeren
from tests.protocol import orakel

METEEN = {"signaal_gemeld", "mdo_gepland", "mdo_verplaatst", "mdo_afgezegd", "mdo_hoeft_niet"}


def beleef(van: date, tot: date, agenda: Mapping[date, Callable[[], object]]) -> None:
    """From `van` up to and including `tot`; `agenda` says what people do on which day."""
    vreemd = [dag for dag in agenda if not van <= dag <= tot]
    assert not vreemd, f"buiten de periode: {vreemd}"
    dag = van
    while dag <= tot:
        ochtend(dag)
        if dag in agenda:
            agenda[dag]()
        dag += timedelta(days=1)


def ochtend(dag: date) -> None:
    """What the worker does on this day."""
    with clock.klok_op(clock.lokaal_moment(dag, 8)):
        while stappen_uitvoeren():
            pass
        dagpost_bezorgen()
        while berichten_verzenden():
            pass


def verteld(dag: date | str, soort: str) -> str:
    """On which day the dagpost of half past seven tells it: a duty on its own day, news on the next; both on a working
    day. A signaal and an invitation are told at once."""
    gebeurd = date.fromisoformat(dag) if isinstance(dag, str) else dag
    if soort in METEEN:
        return gebeurd.isoformat()
    vroeg = soort.startswith("termijn_")
    return orakel.werkdag(gebeurd if vroeg else gebeurd + timedelta(days=1)).isoformat()
