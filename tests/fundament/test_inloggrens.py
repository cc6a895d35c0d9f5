"""Logging in: one visitor does not lock out the others, and a mail server that is away breaks no page."""

from __future__ import annotations

import os
import subprocess
import sys

from django.core.cache import cache
from django.test import Client, override_settings

from opstap.opstarten import PROJECT
from tests.rolbezetting import WACHTWOORD
from tests.settings import ECHTE_CACHES

UITVOER = "from django.conf import settings as s; print(s.ALLAUTH_TRUSTED_PROXY_COUNT, s.CACHES['default']['BACKEND'])"


def _bezoeker(adres: str) -> Client:
    """Behind the front door: the web process only ever sees the proxy."""
    return Client(REMOTE_ADDR="172.18.0.2", headers={"X-Forwarded-For": adres})


def _log_in(client: Client, email: str, wachtwoord: str) -> int:
    return client.post("/account/login/", {"login": email, "password": wachtwoord}).status_code


def _in_productie(**omgeving: str) -> list[str]:
    omgeving = {
        "PATH": os.environ["PATH"],
        "OPSTAP_VAR": os.environ["OPSTAP_VAR"],
        "DJANGO_SETTINGS_MODULE": "opstap.settings",
        "PRODUCTIE": "1",
        "SECRET_KEY": "f0" * 40,
        "ALLOWED_HOSTS": "opstap.voorbeeld.nl",
        "DATABASE_URL": "postgres://opstap@db.voorbeeld.nl/opstap",
        "BROKER_URL": "redis://bel.voorbeeld.nl:6379/0",
        "EMAIL_URL": "smtp://post.voorbeeld.nl:25",
    } | omgeving
    klaar = subprocess.run([sys.executable, "-c", UITVOER], cwd=PROJECT, env=omgeving, capture_output=True, text=True)
    return klaar.stdout.split()


def test_in_production_one_proxy_is_believed_and_every_process_counts_together() -> None:
    assert _in_productie() == ["1", "django.core.cache.backends.db.DatabaseCache"]
    assert _in_productie(ALLAUTH_TRUSTED_PROXY_COUNT="2")[0] == "2"


def test_one_visitor_behind_the_proxy_locks_out_nobody_else(regio) -> None:
    """In the cache of production. Seen to fail with a count of 0: the other one got 429 with the right password."""
    with override_settings(ALLAUTH_TRUSTED_PROXY_COUNT=1, CACHES=ECHTE_CACHES):
        cache.clear()
        dwars = _bezoeker("198.51.100.7")
        codes = [_log_in(dwars, f"n{n}@voorbeeld.invalid", "fout fout fout") for n in range(35)]
        assert codes[-1] == 429
        assert _log_in(_bezoeker("203.0.113.9"), regio.begeleider.email, WACHTWOORD) == 302
        assert _log_in(_bezoeker("198.51.100.7"), regio.begeleider.email, WACHTWOORD) == 429


@override_settings(EMAIL_BACKEND="tests.fundament.postbode.Weg")
def test_who_forgot_the_password_sees_the_same_page_while_the_mail_server_is_away(regio, caplog) -> None:
    """Seen to fail without `inlogpost.verstuur`: 500 for a known address, the usual page for an unknown one."""
    client = Client(raise_request_exception=False)
    antwoorden = [
        client.post("/account/password/reset/", {"email": email})
        for email in (regio.begeleider.email, "niemand@voorbeeld.invalid")
    ]
    assert [(a.status_code, a.headers.get("Location")) for a in antwoorden] == [
        (302, "/account/password/reset/done/")
    ] * 2
    assert "mail over het inloggen is niet verstuurd" in caplog.text
    assert "voorbeeld.invalid" not in caplog.text
