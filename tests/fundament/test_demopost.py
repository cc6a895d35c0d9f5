"""On day one of the demo nobody gets the mail of two years, and whoever begins at night finds that of the last week."""

from __future__ import annotations

from datetime import timedelta

import pytest

from opstap import clock, werk
from opstap.demo import laden
from opstap.post.models import Bericht
from tests.fundament.conftest import DAG


@pytest.fixture
def zonder_verhalen(regio, monkeypatch) -> None:
    for naam in ("streek_maken", "met_commissie", "complexen_maken", "registers_vullen"):
        monkeypatch.setattr(laden, naam, lambda *wat, **hoe: None)
    monkeypatch.setattr(laden, "verhalen", lambda: ())
    monkeypatch.setattr(werk, "zwijg", lambda: None)


def _gemeld(regio, traject, dagen: int, wijze: str = "meteen") -> None:
    Bericht.objects.create(
        soort="signaal_gemeld", plek=str(dagen), ontvanger=regio.begeleider, traject=traject, wijze=wijze,
        uitvoeren_vanaf=clock.lokaal_moment(DAG + timedelta(days=dagen), 9),
    )  # fmt: skip


def test_what_happened_before_the_demo_was_mailed_before_it(regio, begin, zonder_verhalen, mailoutbox) -> None:
    """Seen to fail: seventeen mails at once, of a signaal or an MDO of long ago."""
    with clock.klok_op(DAG):
        traject = begin(regio)
        for dagen in (-400, -8, 0):
            _gemeld(regio, traject, dagen)
        laden.demo_laden()
    assert list(Bericht.objects.open().values_list("plek", flat=True)) == ["0"]
    assert mailoutbox == []


def test_who_begins_at_night_or_on_a_sunday_reads_the_mail_of_the_last_week(
    regio, begin, zonder_verhalen, mailoutbox, settings
) -> None:
    """Each with the date of its own day, the dagpost on a working day. Seen to fail: an empty postvak until half past
    seven on Monday."""
    settings.OEFENMODUS = True
    with clock.klok_op(clock.lokaal_moment(DAG, 3)):
        traject = begin(regio)
        _gemeld(regio, traject, -5)
        _gemeld(regio, traject, -4, "dagpost")
        laden.demo_laden()
    gekomen = [(mail.subject, mail.extra_headers["Date"][:16]) for mail in mailoutbox]
    assert gekomen == [
        ("Opstap: er is een signaal", "Wed, 25 Feb 2026"),
        ("Opstap: uw dagpost", "Thu, 26 Feb 2026"),
    ]
    assert not Bericht.objects.open().exists()
