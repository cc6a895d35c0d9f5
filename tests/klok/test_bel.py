"""The bell for real: a worker and a beat as processes, on the broker of this run (folder, or Redis)."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from celery import Celery
from django.conf import settings
from django.db import transaction

from opstap import clock, werk
from opstap.opstarten import PROJECT
from opstap.opstarten.toezicht import sterf_met_ouder
from opstap.post.models import Bericht
from tests.servers import vrije_poort
from tests.storingen.processen import database_url

pytestmark = [pytest.mark.traag, pytest.mark.django_db(transaction=True)]


@contextmanager
def _proces(*woorden: str, **extra: str) -> Iterator[subprocess.Popen[bytes]]:
    env = os.environ | {"DATABASE_URL": database_url(), "DJANGO_SETTINGS_MODULE": "opstap.settings"} | extra
    opdracht = [sys.executable, "-m", "celery", "-A", "opstap.celery", *woorden]
    proces = subprocess.Popen(
        opdracht,
        cwd=PROJECT,
        env=env,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        preexec_fn=sterf_met_ouder(),
    )
    try:
        yield proces
    finally:
        proces.terminate()
        try:
            proces.wait(timeout=10)
        except subprocess.TimeoutExpired:
            proces.kill()
            proces.wait()


@contextmanager
def _werker() -> Iterator[None]:
    with _proces("worker", "-P", "threads", "-c", "2", "--without-mingle", "--without-gossip", "-l", "ERROR"):
        yield


def _bericht(regio) -> Bericht:
    return Bericht.objects.create(
        soort="signaal_gemeld", plek="proef", ontvanger=regio.consulent, uitvoeren_vanaf=clock.dienst_nu()
    )


def _wacht_tot_verzonden(bericht: Bericht, seconden: float = 90) -> bool:
    uiterlijk = time.monotonic() + seconden
    while time.monotonic() < uiterlijk:
        if Bericht.objects.filter(pk=bericht.pk, klaar_op__isnull=False).exists():
            return Path(settings.POSTVAK, f"{bericht.sleutel}.eml").exists()
        time.sleep(0.1)
    return False


def test_a_worker_hears_the_bell_and_sends_the_mail(regio):
    werk._stil_tot = 0.0
    with _werker():
        with transaction.atomic():
            bericht = _bericht(regio)
            werk.luid_de_bel()

        assert _wacht_tot_verzonden(bericht)


def test_without_a_bell_the_beat_finds_the_mail(regio, tmp_path):
    bericht = _bericht(regio)

    schema = str(tmp_path / "beat")
    with _werker(), _proces("beat", "-s", schema, "-l", "ERROR", OPSTAP_TIK_SECONDEN="1"):
        assert _wacht_tot_verzonden(bericht)


def test_a_message_rung_while_no_worker_runs_is_found_later(regio):
    werk._stil_tot = 0.0
    with transaction.atomic():
        bericht = _bericht(regio)
        werk.luid_de_bel()

    with _werker():
        assert _wacht_tot_verzonden(bericht)


@pytest.mark.postgres
def test_a_redis_that_is_down_costs_a_request_no_time(monkeypatch):
    """Seen to fail without `max_retries` in the transport options: one request a minute waited six seconds."""
    leeg = Celery("proef")
    leeg.config_from_object(settings.CELERY | {"broker_url": f"redis://127.0.0.1:{vrije_poort()}/0"})
    monkeypatch.setattr("opstap.celery.app", leeg)
    monkeypatch.setattr(werk, "_stil_tot", 0.0)
    begin = time.monotonic()
    werk._luid()
    assert (werk._stil_tot > begin, time.monotonic() - begin < 2) == (True, True)
