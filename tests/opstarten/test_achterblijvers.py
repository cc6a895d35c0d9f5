"""A session that stays behind is seen and ended, so that the test database can go."""

from __future__ import annotations

import pytest
from django.db import connection

from tests import achterblijvers


@pytest.mark.postgres
def test_who_stays_connected_is_named_and_sent_away(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Seen to fail: "database is being accessed by other users", after everything had passed."""
    monkeypatch.setattr(achterblijvers, "GEDULD", 0.2)
    ander = connection.copy()
    with ander.cursor() as cursor:
        cursor.execute("SELECT 1 AS blijft_hangen")
    (regel,) = achterblijvers.achterblijvers_wegsturen()
    assert regel.startswith("idle sinds ") and "blijft_hangen" in regel
    assert achterblijvers.achterblijvers_wegsturen() == []
    ander.close()
