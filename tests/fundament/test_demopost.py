"""On day one of the demo nobody gets the mail of two years."""

from __future__ import annotations

from datetime import timedelta

from opstap import clock, werk
from opstap.demo import laden
from opstap.post.models import Bericht
from tests.fundament.conftest import DAG


def test_what_happened_before_the_demo_was_mailed_before_it(regio, begin, monkeypatch) -> None:
    """Without its stories. Seen to fail: seventeen mails at once, of a signaal or an MDO of long ago."""
    traject = begin(regio)
    for naam, niets in (("streek_maken", None), ("verhalen", ()), ("met_commissie", None)):
        monkeypatch.setattr(laden, naam, lambda *wat, niets=niets, **hoe: niets)
    monkeypatch.setattr(werk, "zwijg", lambda: None)
    with clock.klok_op(DAG):
        for n in (-400, -1, 0):
            Bericht.objects.create(
                soort="signaal_gemeld", plek=str(n), ontvanger=regio.begeleider, traject=traject,
                uitvoeren_vanaf=clock.lokaal_moment(DAG + timedelta(days=n), 9),
            )  # fmt: skip
        laden.demo_laden()
    assert list(Bericht.objects.open().values_list("plek", flat=True)) == ["0"]
