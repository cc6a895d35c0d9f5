"""What stays undone, as a page shows it: one line per kenmerk with the worst of it, and each duty behind that."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from evaluatie.monitor.querysets import achterstand
from opstap.protocol.datums import over_dagen
from opstap.termijnen.models import Termijn
from opstap.termijnen.vertraging.uitleg import reden_buiten, uitleg_van


def groepen(
    termijnen: Any, trajecten: Iterable[dict[str, Any]], vandaag: date, *, alleen_soort: bool = False
) -> list[dict[str, Any]]:
    """`trajecten`: rows of `per_traject`, in the order of the page. `alleen_soort`: no more than kind and days."""
    per: dict[int, list[Termijn]] = {rij["traject"]: [] for rij in trajecten}
    rijen = termijnen.filter(traject__in=per).select_related("traject__regeling", "organisatie")
    for rij in rijen.order_by("datum", "pk"):
        per[rij.traject_id].append(rij)
    gezegd = {} if alleen_soort else uitleg_van([t for taken in per.values() for t in taken], vandaag)
    regelingen = {t.traject.regeling_id for taken in per.values() for t in taken}
    return [
        _groep(taken, vandaag)
        | {
            "regeling": taken[0].traject.regeling.naam if len(regelingen) > 1 and not alleen_soort else "",
            "taken": [_taak(t, gezegd.get(t.pk), vandaag, alleen_soort=alleen_soort) for t in taken],
        }
        for taken in per.values()
        if taken
    ]


def _groep(taken: list[Termijn], vandaag: date) -> dict[str, Any]:
    """Of several the longest one, and beside it the first hard date that can still be met."""
    te_halen = [t.datum for t in taken if t.kind.is_te_halen(t.datum, vandaag)]
    laat = [t for t in taken if t.datum < vandaag and not t.was_al_voorbij]
    return {
        "kenmerk": taken[0].traject.kenmerk,
        "langst": (laat or taken)[0].hoe_lang(vandaag) if laat or not te_halen else "",
        "is_te_laat": bool(laat),
        "uiterst": f"uiterste datum {over_dagen(te_halen[0], vandaag)}" if te_halen else "",
    }


def _taak(termijn: Termijn, gezegd: Any, vandaag: date, *, alleen_soort: bool) -> dict[str, str]:
    ligt = achterstand(termijn, vandaag)
    return {
        "wat": ligt.wat,
        "wie": "" if alleen_soort else ligt.wie,
        "hoe_lang": termijn.hoe_lang(vandaag),
        "waarom": "" if alleen_soort else reden_buiten(termijn, gezegd, vandaag),
    }
