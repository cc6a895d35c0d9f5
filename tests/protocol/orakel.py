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


#: Holidays on a weekday, written over from the calendar: Nieuwjaar, Goede Vrijdag, Tweede Paasdag, Koningsdag, 5 mei,
#: Hemelvaart, Tweede Pinksterdag, Kerst (Algemene termijnenwet, art. 3)
VRIJ: dict[int, str] = {
    2025: "01-01 04-18 04-21 04-26 05-05 05-29 06-09 12-25 12-26",
    2026: "01-01 04-03 04-06 04-27 05-05 05-14 05-25 12-25 12-26",
    2027: "01-01 03-26 03-29 04-27 05-05 05-06 05-17 12-25 12-26",
    2028: "01-01 04-14 04-17 04-27 05-05 05-25 06-05 12-25 12-26",
    2029: "01-01 03-30 04-02 04-27 05-05 05-10 05-21 12-25 12-26",
    2030: "01-01 04-19 04-22 04-27 05-05 05-30 06-10 12-25 12-26",
    2031: "01-01 04-11 04-14 04-26 05-05 05-22 06-02 12-25 12-26",
    2032: "01-01 03-26 03-29 04-27 05-05 05-06 05-17 12-25 12-26",
    2033: "01-01 04-15 04-18 04-27 05-05 05-26 06-06 12-25 12-26",
    2034: "01-01 04-07 04-10 04-27 05-05 05-18 05-29 12-25 12-26",
}


def werkt_men(dag: date) -> bool:
    return dag.isoweekday() < 6 and f"{dag:%m-%d}" not in VRIJ[dag.year].split()


def werkdag(dag: date) -> date:
    """This day, or the first one on which people work."""
    while not werkt_men(dag):
        dag += DAG
    return dag


def loop_werkdagen(dag: date, aantal: int) -> date:
    for _ in range(aantal):
        dag = werkdag(dag + DAG)
    return dag
