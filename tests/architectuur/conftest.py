"""One filled database for all tests of this folder that need one; what a test does in it does not stay."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction

from opstap import clock
from tests.architectuur.dossier import NU, Dossier, dossier_maken


@pytest.fixture(scope="package")
def _dossier(django_db_setup: None, django_db_blocker: Any) -> Iterator[Dossier]:
    """Gone when the last test of this folder is done; without its __init__.py pytest would keep it for all others."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield dossier_maken()
        transaction.set_rollback(True)


@pytest.fixture
def dossier(_dossier: Dossier, db: None) -> Iterator[Dossier]:
    """Each test in a savepoint of its own, on a day long after."""
    with clock.klok_op(NU):
        yield _dossier
