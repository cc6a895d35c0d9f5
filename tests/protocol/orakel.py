"""A second reading of the calendar, by walking day by day; shares nothing with opstap.protocol."""

from datetime import date, timedelta

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

DAG = timedelta(days=1)
VEEL = settings(max_examples=150, deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow])

#: Days around which clocks, leap days and month ends go wrong, and any other day.
DAGEN = st.one_of(
    st.dates(date(2023, 1, 1), date(2032, 12, 31)),
    st.sampled_from(
        [
            date(2024, 2, 29),
            date(2028, 2, 29),
            date(2026, 1, 31),
            date(2026, 2, 28),
            date(2026, 3, 29),
            date(2026, 8, 31),
            date(2026, 10, 25),
            date(2026, 12, 31),
        ]
    ),
)


def is_laatste_van_maand(dag: date) -> bool:
    return (dag + DAG).month != dag.month


def loop_maanden(dag: date, aantal: int) -> date:
    """Walk to the target month, then to the wished day or the last one before the month ends."""
    stap = DAG if aantal >= 0 else -DAG
    hier, over = dag, abs(aantal)
    while over:
        volgende = hier + stap
        over -= volgende.month != hier.month
        hier = volgende
    while hier.day != 1:
        hier -= DAG
    while hier.day < dag.day and not is_laatste_van_maand(hier):
        hier += DAG
    return hier


def loop_dagen(dag: date, aantal: int) -> date:
    for _ in range(abs(aantal)):
        dag += DAG if aantal > 0 else -DAG
    return dag
