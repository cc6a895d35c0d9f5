"""Working days in the Netherlands: Monday to Friday without the holidays of the Algemene termijnenwet (art. 3)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache

from dateutil.easter import easter

from opstap.protocol.datums import datum_met_dag, datum_met_weekdag

_DAG = timedelta(days=1)
_VAST = ((1, 1), (5, 5), (12, 25), (12, 26))
_VANAF_PASEN = (-2, 1, 39, 50)  # Goede Vrijdag, Tweede Paasdag, Hemelvaartsdag, Tweede Pinksterdag
_ZONDAG = 6


@lru_cache(maxsize=64)
def feestdagen(jaar: int) -> frozenset[date]:
    """Every holiday that may fall on a weekday. 5 mei counts each year, as the law says."""
    koningsdag = date(jaar, 4, 27)
    if koningsdag.weekday() == _ZONDAG:
        koningsdag -= _DAG
    pasen = easter(jaar)
    vast = {date(jaar, maand, dag) for maand, dag in _VAST}
    return frozenset(vast | {koningsdag} | {pasen + timedelta(days=n) for n in _VANAF_PASEN})


def is_werkdag(dag: date) -> bool:
    return dag.weekday() < 5 and dag not in feestdagen(dag.year)


def werkdagen_vanaf(dag: date) -> Iterator[date]:
    """Every working day from `dag` on, `dag` itself included when it is one."""
    while True:
        if is_werkdag(dag):
            yield dag
        dag += _DAG


def plus_werkdagen(dag: date, aantal: int) -> date:
    """So many working days later; `dag` itself when `aantal` is 0."""
    while aantal:
        dag += _DAG
        aantal -= is_werkdag(dag)
    return dag


def minus_werkdagen(dag: date, aantal: int) -> date:
    """So many working days earlier; `dag` itself when `aantal` is 0."""
    while aantal:
        dag -= _DAG
        aantal -= is_werkdag(dag)
    return dag


def datum_met_werkdag(datum: date, vandaag: date) -> str:
    """`ma 2 maart 2026`; of a date that is no working day also the last one before it, while it is to come."""
    if is_werkdag(datum) or datum < vandaag:
        return datum_met_dag(datum)
    werkdag = minus_werkdagen(datum, 1)
    hint = f"laatste werkdag: {datum_met_dag(werkdag)}" if werkdag >= vandaag else "geen werkdag"
    return f"{datum_met_dag(datum)} ({hint})"


def dag_in_brief(datum: date) -> str:
    """`maandag 2 maart 2026`: the last day to do something; of no working day also the last one before it."""
    if is_werkdag(datum):
        return datum_met_weekdag(datum)
    return f"{datum_met_weekdag(datum)} (laatste werkdag: {datum_met_weekdag(minus_werkdagen(datum, 1))})"


def minder_dan_werkdagen(aantal: int, *, van: date, tot_en_met: date) -> bool:
    """Are fewer than so many working days left after `van`, the last day included?"""
    return plus_werkdagen(van, aantal) > tot_en_met
