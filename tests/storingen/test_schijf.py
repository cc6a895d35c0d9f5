"""A full disk: nothing half, a clear word, and everything goes on when there is room again (S44; F12)."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.mail import EmailMessage
from django.db import connection

from evaluatie.models import Signaal
from opstap import werk
from opstap.celery import app
from opstap.models import Hartslag
from opstap.opstarten import PROJECT
from opstap.post.postvak import MapBackend
from tests.evaluatie.conftest import Wonen
from tests.storingen.bezoeker import Bezoeker
from tests.storingen.processen import Toneel
from tests.storingen.schijf import vol, vol_in_kind

pytestmark = pytest.mark.traag

TEKST = "Dit typte iemand een half uur lang."


@pytest.mark.skipif(connection.vendor != "sqlite", reason="de schijf van PostgreSQL is niet van Opstap")
def test_what_is_sent_to_a_full_disk_is_not_saved_and_not_lost(
    website: Callable[[], Bezoeker], toneel: Toneel, bewoner: Wonen
):
    """The form comes back with its text, twice; when there is room again it is saved once."""
    bezoeker, traject = website(), str(bewoner.traject.sleutel)
    velden = bezoeker.formulier(traject, TEKST)
    web = next(p for p in toneel.processen if not p.soort)
    with vol([web.pid, *web.kinderen()]):
        for _ in range(2):
            code, tekst = bezoeker.probeer(traject, velden)
            assert (code, "nog niet opgeslagen" in tekst, TEKST in tekst) == (503, True, True), tekst
        assert "Vandaag" in bezoeker._vraag("vandaag", "/")[1]  # what only looks goes on
    assert Signaal.objects.count() == 0
    assert [bezoeker.probeer(traject, velden)[0] for _ in range(2)] == [200, 200]
    assert Signaal.objects.count() == 1


def test_a_copy_that_does_not_fit_leaves_nothing_and_says_so(vaste_regio: Any, toneel: Toneel, tmp_path: Path):
    """Seen to fail: SQLite left its journal, with personal data, beside the copy that was taken away."""
    doel = tmp_path / "kopie"

    def kopieer(**opties: Any) -> subprocess.CompletedProcess[str]:
        opdracht = [sys.executable, "manage.py", "reservekopie", str(doel)]
        return subprocess.run(
            opdracht, cwd=PROJECT, env=toneel._omgeving(), capture_output=True, text=True, timeout=60, **opties
        )

    if connection.vendor == "sqlite":  # what is written beside the copy must fit
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    vol = kopieer(preexec_fn=vol_in_kind(100_000))
    assert (vol.returncode, "Traceback" in vol.stderr) == (1, False), vol.stderr
    assert "kopie" in vol.stderr.lower() and list(doel.iterdir()) == []
    assert Hartslag.objects.get(soort="reservekopie").klaar_op is None
    assert kopieer().returncode == 0
    (bestand,) = doel.iterdir()
    assert bestand.suffix != ".half" and bestand.stat().st_size > 100_000


def test_half_a_mail_in_the_folder_is_no_mail(settings: Any, tmp_path: Path):
    settings.POSTVAK = tmp_path / "post"
    mail = EmailMessage("Opstap", "regel\n" * 500, to=["a@voorbeeld.invalid"], headers={"Message-ID": "<een@x>"})
    with vol(vanaf=1000), pytest.raises(OSError, match="too large"):
        MapBackend().send_messages([mail])
    assert list(settings.POSTVAK.glob("*.eml")) == []
    assert MapBackend().send_messages([mail]) == 1
    (bestand,) = settings.POSTVAK.iterdir()
    assert bestand.read_bytes().count(b"regel") == 500


def test_a_bell_that_cannot_be_written_down_stops_nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    rij = tmp_path / "rij"
    rij.mkdir()
    opties = {"data_folder_in": str(rij), "data_folder_out": str(rij), "control_folder": str(tmp_path)}
    monkeypatch.setattr(werk, "_stil_tot", 0.0)
    with app.connection_for_write(url="filesystem://", transport_options=opties) as lijn:
        monkeypatch.setattr(
            app, "send_task", lambda naam, **opties: app.amqp.Producer(lijn).publish({}, routing_key="celery")
        )
        with vol():
            werk._luid()
        assert [p for p in rij.iterdir() if p.stat().st_size] == []
        assert werk._stil_tot > 0
