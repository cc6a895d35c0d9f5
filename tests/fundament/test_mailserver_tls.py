"""A mail server that cannot be found, or whose certificate is over: the mail waits, and a beheerder sees it (F21)."""

from __future__ import annotations

import ssl
import subprocess
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from opstap import clock
from opstap.post.models import Bericht
from opstap.post.services import berichten_verzenden
from opstap.termijnen.gezondheid import Oordeel, werk
from tests.rolbezetting import Regio
from tests.servers import vrije_poort

pytestmark = pytest.mark.traag


class _Bus:
    def __init__(self) -> None:
        self.binnen = 0

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        self.binnen += 1
        return "250 OK"


def _openssl(*woorden: str) -> None:
    subprocess.run(["openssl", *woorden], check=True, capture_output=True)


@pytest.fixture(scope="module")
def bewijs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A certificate that holds and one that is over, of one issuer whom this test trusts."""
    map_ = tmp_path_factory.mktemp("tls")
    gever, sleutel = map_ / "gever.pem", map_ / "gever.key"
    _openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=gever", "-days", "3650",
             "-keyout", str(sleutel), "-out", str(gever))  # fmt: skip
    uit = {"gever": gever}
    (map_ / "naam").write_text("subjectAltName=DNS:localhost\n")
    for naam, van, tot in (
        ("geldig", "20200101000000Z", "20990101000000Z"),
        ("voorbij", "20200101000000Z", "20210101000000Z"),
    ):
        (map_ / f"{naam}.lijst").touch()
        (map_ / f"{naam}.cnf").write_text(
            f"[ca]\ndefault_ca=d\n[d]\ndatabase={map_}/{naam}.lijst\nserial={map_}/{naam}.nr\nnew_certs_dir={map_}\n"
            "default_md=sha256\npolicy=p\n[p]\ncommonName=supplied\n"
        )
        (map_ / f"{naam}.nr").write_text("01\n")
        aanvraag = map_ / f"{naam}.csr"
        _openssl("req", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=localhost",
                 "-keyout", str(map_ / f"{naam}.key"), "-out", str(aanvraag))  # fmt: skip
        _openssl("ca", "-batch", "-config", str(map_ / f"{naam}.cnf"), "-cert", str(gever), "-keyfile", str(sleutel),
                 "-in", str(aanvraag), "-out", str(map_ / f"{naam}.pem"), "-startdate", van, "-enddate", tot,
                 "-extfile", str(map_ / "naam"), "-notext")  # fmt: skip
        uit[naam] = map_ / f"{naam}.pem"
    return uit


@pytest.fixture
def server(bewijs: dict[str, Path], settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Start a mail server with one of both certificates."""
    deuren: list[Controller] = []

    def start(naam: str) -> _Bus:
        for deur in deuren:
            deur.stop(no_assert=True)
        deuren.clear()
        tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        tls.load_cert_chain(bewijs[naam], bewijs[naam].with_suffix(".key"))
        bus = _Bus()
        deur = Controller(bus, hostname="localhost", port=settings.EMAIL_PORT, tls_context=tls)
        deur.start()
        deuren.append(deur)
        return bus

    monkeypatch.setenv("SSL_CERT_FILE", str(bewijs["gever"]))
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS = "localhost", vrije_poort(), True
    yield start
    for deur in deuren:
        deur.stop(no_assert=True)
    assert threading.active_count() < 50


@pytest.fixture
def bericht(regio: Regio) -> Bericht:
    return Bericht.objects.create(
        soort="mdo_gehouden", plek="1", ontvanger=regio.begeleider, uitvoeren_vanaf=clock.dienst_nu()
    )


def _wacht_zonder_poging(bericht: Bericht) -> None:
    bericht.refresh_from_db()
    assert (bericht.klaar_op, bericht.pogingen, bericht.geparkeerd_reden) == (None, 0, "")
    for uren, oordeel in ((0.5, Oordeel.GOED), (2, Oordeel.LET_OP), (5, Oordeel.STUK)):
        Bericht.objects.update(uitvoeren_vanaf=clock.dienst_nu() - timedelta(hours=uren))
        assert werk.post().oordeel is oordeel
    assert "De mailserver neemt al 5 uur niets aan" in werk.post().zin


def test_a_certificate_that_is_over_keeps_the_mail_here(bericht: Bericht, server: Any) -> None:
    """Seen to fail with `SSLError` taken for a fault of the mail: after eight times it was parked."""
    bus = server("voorbij")
    for _ in range(10):
        Bericht.objects.update(opnieuw_vanaf=None)
        berichten_verzenden()
    assert bus.binnen == 0
    _wacht_zonder_poging(bericht)

    bus = server("geldig")
    Bericht.objects.update(opnieuw_vanaf=None)
    berichten_verzenden()
    bericht.refresh_from_db()
    assert (bus.binnen, bericht.klaar_op is not None) == (1, True)


def test_a_name_that_nobody_knows_keeps_the_mail_here(bericht: Bericht, settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST = "mail.voorbeeld.invalid"
    for _ in range(10):
        Bericht.objects.update(opnieuw_vanaf=None)
        berichten_verzenden()
    _wacht_zonder_poging(bericht)
