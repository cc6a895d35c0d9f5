"""A session that stays behind is seen and ended, so that the test database can go."""

from __future__ import annotations

import pytest
from django.db import connection

from tests.achterblijvers import Sessie, achterblijvers, wegsturen


@pytest.mark.postgres
def test_who_stays_connected_is_named_and_sent_away(transactional_db: None) -> None:
    """Seen to fail: "database is being accessed by other users", after everything had passed.

    Only its own session is ended here: somebody else may just be leaving, a thread of the live server for one.
    """
    ander = connection.copy()
    with ander.cursor() as cursor:
        cursor.execute("SELECT 1 AS blijft_hangen")
    (sessie,) = _mijne()
    assert str(sessie).startswith("idle sinds ")
    wegsturen([sessie])
    assert _mijne() == []
    ander.close()


def _mijne() -> list[Sessie]:
    return [sessie for sessie in achterblijvers(geduld=0.2) if "blijft_hangen" in str(sessie)]
