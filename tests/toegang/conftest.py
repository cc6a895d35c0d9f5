"""One filled database for this folder, and nothing that any test does in it stays."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction

from opstap import clock
from tests.toegang.wereld import VANDAAG, Wereld, wereld_maken


@pytest.fixture(scope="package")
def _stil() -> Iterator[None]:
    """A refusal is what is asked for here: not a warning in the log each time."""
    log = logging.getLogger("django.request")
    was, log.level = log.level, logging.CRITICAL
    yield
    log.level = was


@pytest.fixture(scope="package")
def _wereld(django_db_setup: None, django_db_blocker: Any, _stil: None) -> Iterator[Wereld]:
    """Sessions in a cookie: one query less for each of thousands of requests."""
    was, settings.SESSION_ENGINE = settings.SESSION_ENGINE, "django.contrib.sessions.backends.signed_cookies"
    with django_db_blocker.unblock(), transaction.atomic(), clock.klok_op(VANDAAG):
        yield wereld_maken()
        transaction.set_rollback(True)
    settings.SESSION_ENGINE = was


@pytest.fixture
def wereld(_wereld: Wereld, db: None) -> Iterator[Wereld]:
    """Each test in a savepoint of its own."""
    with clock.klok_op(VANDAAG):
        yield _wereld
