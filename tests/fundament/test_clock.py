"""Service time is injected and may be shifted; real time never moves (law 7)."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from opstap import clock
from opstap.models import Oefenklok


def test_a_held_clock_gives_that_moment_as_service_time_and_leaves_real_time_alone() -> None:
    voor = clock.echt_nu()
    with clock.klok_op(datetime(2020, 5, 6, 12, tzinfo=UTC)):
        assert clock.dienst_nu() == datetime(2020, 5, 6, 12, tzinfo=UTC)
        assert clock.vandaag() == date(2020, 5, 6)
        assert voor <= clock.echt_nu() <= voor + timedelta(minutes=1)


def test_a_held_date_is_ten_in_the_morning_in_amsterdam() -> None:
    with clock.klok_op(date(2026, 7, 1)):
        assert clock.dienst_nu().isoformat() == "2026-07-01T10:00:00+02:00"


def test_held_clocks_nest_and_give_back_the_outer_one_also_after_an_error() -> None:
    with clock.klok_op(date(2026, 1, 1)):
        with pytest.raises(ZeroDivisionError), clock.klok_op(date(2027, 1, 1)):
            assert clock.vandaag() == date(2027, 1, 1)
            raise ZeroDivisionError
        assert clock.vandaag() == date(2026, 1, 1)


def test_the_service_day_is_the_day_in_amsterdam_and_not_in_utc() -> None:
    with clock.klok_op(datetime(2026, 7, 1, 22, 30, tzinfo=UTC)):
        assert clock.vandaag() == date(2026, 7, 2)
    with clock.klok_op(datetime(2026, 1, 1, 22, 59, 59, tzinfo=UTC)):
        assert clock.vandaag() == date(2026, 1, 1)


def test_without_a_held_clock_service_time_is_real_time_in_amsterdam() -> None:
    assert abs(clock.dienst_nu() - clock.echt_nu()) < timedelta(minutes=1)
    assert clock.dienst_nu().tzinfo == clock.AMSTERDAM
    assert clock.echt_nu().tzinfo == UTC


@pytest.mark.parametrize(
    ("dag", "uur", "utc"),
    [
        (date(2026, 3, 28), 7, "2026-03-28T06:00:00+00:00"),
        (date(2026, 3, 29), 0, "2026-03-28T23:00:00+00:00"),  # the clock goes forward this day
        (date(2026, 3, 29), 7, "2026-03-29T05:00:00+00:00"),
        (date(2026, 10, 25), 0, "2026-10-24T22:00:00+00:00"),  # and back this day
        (date(2026, 10, 25), 7, "2026-10-25T06:00:00+00:00"),
        (date(2026, 10, 26), 7, "2026-10-26T06:00:00+00:00"),
    ],
)
def test_a_local_hour_is_right_on_both_days_the_clock_changes(dag: date, uur: int, utc: str) -> None:
    assert clock.lokaal_moment(dag, uur).astimezone(UTC).isoformat() == utc


def test_a_day_begins_at_local_midnight_and_the_days_of_the_clock_change_have_23_and_25_hours() -> None:
    def lengte(dag: date) -> timedelta:
        begin, volgende = clock.lokaal_moment(dag), clock.lokaal_moment(dag + timedelta(days=1))
        return volgende.astimezone(UTC) - begin.astimezone(UTC)

    assert [lengte(date(2026, *dag)) for dag in ((3, 29), (10, 25), (6, 1))] == [
        timedelta(hours=23),
        timedelta(hours=25),
        timedelta(hours=24),
    ]


@pytest.fixture
def oefenen(settings, db):
    settings.OEFENMODUS = True
    clock.vergeet_verschuiving()
    yield
    clock.vergeet_verschuiving()


def test_the_practice_clock_shifts_service_time_only(oefenen: None) -> None:
    Oefenklok.objects.create(pk=1, dagen=91)
    assert clock.vandaag() == clock.echt_nu().astimezone(clock.AMSTERDAM).date() + timedelta(days=91)
    assert abs(clock.echt_nu() - datetime.now(UTC)) < timedelta(minutes=1)


@pytest.mark.parametrize(
    ("nu", "dagen", "dan"),
    [
        pytest.param("2026-11-28T22:30Z", 123, "2027-03-31T23:30+02:00", id="late in the evening, over summer time"),
        pytest.param("2027-03-31T22:30Z", 240, "2027-11-27T00:30+01:00", id="just after midnight, over winter time"),
        pytest.param("2026-11-28T01:30Z", 120, "2027-03-28T03:30+02:00", id="to an hour that day skips"),
        pytest.param("2026-10-25T01:30Z", 0, "2026-10-25T02:30+01:00", id="not shifted: the second of a doubled hour"),
    ],
)
def test_the_practice_clock_goes_whole_days(oefenen: None, monkeypatch, nu: str, dagen: int, dan: str) -> None:
    """Seen to fail: a week further was eight days, once a year at half past eleven at night."""
    Oefenklok.objects.create(pk=1, dagen=dagen)
    monkeypatch.setattr(clock, "echt_nu", lambda: datetime.fromisoformat(nu))
    assert clock.dienst_nu().isoformat(timespec="minutes") == dan


def test_the_practice_clock_does_nothing_outside_practice_mode(oefenen: None, settings) -> None:
    settings.OEFENMODUS = False
    Oefenklok.objects.create(pk=1, dagen=91)
    assert clock.vandaag() == clock.echt_nu().astimezone(clock.AMSTERDAM).date()


def test_the_shift_is_remembered_one_second_and_no_longer(oefenen: None, django_assert_num_queries) -> None:
    """A page may ask for today twenty times; another process that moved the clock is heard within a second."""
    Oefenklok.objects.create(pk=1, dagen=1)
    with django_assert_num_queries(1):
        clock.vandaag()
        clock.vandaag()
    Oefenklok.objects.update(dagen=2)
    assert clock._verschuiving[1] == timedelta(days=1)
    tot, verschil = clock._verschuiving
    clock._verschuiving = (tot - 1.0, verschil)  # a second later
    assert clock.vandaag() == clock.echt_nu().astimezone(clock.AMSTERDAM).date() + timedelta(days=2)


def test_forgetting_the_shift_reads_it_again_at_once(oefenen: None) -> None:
    Oefenklok.objects.create(pk=1, dagen=1)
    clock.vandaag()
    Oefenklok.objects.update(dagen=8)
    clock.vergeet_verschuiving()
    assert clock.vandaag() == clock.echt_nu().astimezone(clock.AMSTERDAM).date() + timedelta(days=8)


def test_there_is_one_practice_clock(oefenen: None) -> None:
    from django.db import IntegrityError

    with pytest.raises(IntegrityError, match="oefenklok_is_een_rij"):
        Oefenklok.objects.create(pk=2, dagen=1)
