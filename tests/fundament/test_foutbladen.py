"""Every error has a page: what happened, is my text kept, what now; it tells nothing about the inside (U26, S50)."""

from __future__ import annotations

import logging
import re
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

import psycopg2
import pytest
from django.db import DatabaseError, OperationalError, connection
from django.test import Client

from opstap.partners.models import Team
from opstap.views import stuk
from tests.fundament.fouten_proef import FOUTEN
from tests.rolbezetting import WACHTWOORD

HIER = {"HTTP_ORIGIN": "http://testserver"}
TEKST = "Wat ik typte: <b>een lang verhaal</b>"
VERTAALD = "Wat ik typte: &lt;b&gt;een lang verhaal&lt;/b&gt;"
_NUMMER = re.compile(r"<strong>([0-9A-F]{8})</strong>")


@pytest.fixture(autouse=True)
def _adressen(settings) -> None:
    settings.ROOT_URLCONF = "tests.fundament.fouten_proef"


@pytest.fixture
def client() -> Client:
    return Client(raise_request_exception=False)


@contextmanager
def zonder_database() -> Any:
    """Every question to the database fails, as when the server is away."""

    def weg(*_: Any) -> None:
        raise OperationalError("could not connect to server at db.internal")

    with connection.execute_wrapper(weg):
        yield


def _lijf(antwoord: Any) -> str:
    return str(antwoord.content.decode())


@pytest.mark.parametrize("soort", list(FOUTEN))
def test_an_error_says_in_dutch_what_to_do_and_nothing_of_the_inside(client, db, soort) -> None:
    antwoord = client.get(f"/breek/{soort}/")
    lijf = _lijf(antwoord)
    status = {"verdacht": 400, "weg": 503}.get(soort) or int(soort)
    assert (antwoord.status_code, '<html lang="nl">' in lijf, lijf.count("<h1>")) == (status, True, 1)
    assert re.findall(r"geheim|srv|SELECT|internal|Error|Exception|Django|Traceback", lijf) == []
    assert re.findall(r"Bad Request|Forbidden|Not Found|Server|Sorry", lijf) == []
    assert 'href="/"' in lijf or "laad deze pagina opnieuw" in lijf


@pytest.mark.parametrize("soort", ["500", "503", "weg"])
def test_the_number_on_the_page_stands_in_the_log_without_what_was_typed(client, db, caplog, soort) -> None:
    with caplog.at_level(logging.INFO):
        antwoord = client.post(f"/breek/{soort}/", {"naam": TEKST}, **HIER)
    (nummer,) = _NUMMER.findall(_lijf(antwoord))
    (regel,) = [r for r in caplog.records if r.levelno >= logging.ERROR]
    gelogd = regel.getMessage()
    assert (nummer in gelogd, "POST breek/<str:soort>/" in gelogd, "in breek" in gelogd) == (True, True, True)
    assert ("KeyError" in gelogd, type(FOUTEN[soort]).__name__ in gelogd) == (True, True)
    assert ("geheim" in gelogd, "verhaal" in caplog.text) == (False, False)


@pytest.mark.parametrize("soort", ["500", "503", "403", "404"])
def test_what_was_typed_stands_on_the_page(client, db, soort) -> None:
    lijf = _lijf(client.post(f"/breek/{soort}/", {"gehouden_op": TEKST, "wachtwoord": WACHTWOORD}, **HIER))
    assert ("Gehouden op" in lijf, VERTAALD in lijf, TEKST in lijf, WACHTWOORD in lijf) == (True, True, False, False)


@pytest.mark.parametrize("soort", ["500", "503", "403", "404"])
def test_what_another_site_sent_does_not(client, db, soort) -> None:
    lijf = _lijf(client.post(f"/breek/{soort}/", {"naam": TEKST}, HTTP_ORIGIN="https://kwaad.example"))
    assert ("verhaal" in lijf, "<form" in lijf) == (False, False)


def test_after_a_mistake_of_ours_one_click_sends_it_again_with_the_same_key(regio, client) -> None:
    client.force_login(regio.begeleider)
    sleutel = str(uuid4())
    velden = {"naam": "dubbel", "toelichting": TEKST, "verzoek": sleutel}
    antwoord = client.post("/proef/", velden, **HIER)
    verborgen = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', _lijf(antwoord)))
    assert (antwoord.status_code, Team.objects.count()) == (500, 0)
    assert {n: verborgen[n] for n in velden} == velden | {"toelichting": VERTAALD}
    assert len(verborgen["csrfmiddlewaretoken"]) == 64
    assert client.post("/proef/", velden | {"naam": "goed"}, **HIER).status_code == 302
    assert client.post("/proef/", velden | {"naam": "goed"}, **HIER).status_code == 302
    assert Team.objects.count() == 1


@pytest.mark.parametrize("pad", ["/", "/proef/", "/trajecten/", "/account/login/", "/bestaat-niet/", "/beheer/"])
def test_without_the_database_every_page_says_so(regio, client, pad) -> None:
    """Seen to fail with the menu on the page: the error page itself asked the database who was looking."""
    client.force_login(regio.begeleider)
    with zonder_database():
        antwoord = client.get(pad)
    assert (antwoord.status_code, antwoord["Retry-After"]) == (503, "60")
    assert "Opstap is even niet bereikbaar" in _lijf(antwoord)


def test_without_the_database_what_was_typed_is_not_saved_and_not_lost(regio) -> None:
    """Also the session cannot be read then; afterwards the same person is still logged in."""
    client = Client(raise_request_exception=False, enforce_csrf_checks=True)
    client.force_login(regio.begeleider)
    token = str(client.get("/proef/").context["csrf_token"])
    velden = {"naam": "goed", "toelichting": TEKST, "verzoek": str(uuid4())}
    with zonder_database():
        antwoord = client.post("/proef/", velden | {"csrfmiddlewaretoken": token}, **HIER)
        lijf = _lijf(antwoord)
        oud = client.post("/proef/", velden, **HIER)
    assert (antwoord.status_code, VERTAALD in lijf, "nog niet opgeslagen" in lijf) == (503, True, True)
    assert (oud.status_code, VERTAALD in _lijf(oud)) == (503, True)
    (token,) = re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', lijf)
    assert client.post("/proef/", velden | {"csrfmiddlewaretoken": token}, **HIER).status_code == 302
    assert list(Team.objects.values_list("naam", flat=True)) == ["goed"]


def test_a_page_that_can_only_be_read_says_so_and_shows_what_was_sent(regio, client) -> None:
    client.force_login(regio.begeleider)
    antwoord = client.post("/trajecten/", {"naam": TEKST}, **HIER)
    lijf = _lijf(antwoord)
    assert (antwoord.status_code, antwoord["Allow"], "Dit kan hier niet" in lijf, VERTAALD in lijf) == (
        405,
        "GET, HEAD, OPTIONS",
        True,
        True,
    )


def test_what_is_too_long_to_read_says_so(regio, client, settings) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    client.force_login(regio.begeleider)
    antwoord = client.post("/proef/", "naam=" + "x" * 2000, content_type="application/x-www-form-urlencoded", **HIER)
    assert (antwoord.status_code, "Uw tekst is te lang" in _lijf(antwoord)) == (413, True)


def test_too_many_fields_and_a_strange_host_are_refused_in_words(regio, client, settings) -> None:
    client.force_login(regio.begeleider)
    veel = client.post("/proef/", {f"v{n}": "x" for n in range(settings.DATA_UPLOAD_MAX_NUMBER_FIELDS + 1)}, **HIER)
    vreemd = client.get("/", HTTP_HOST="kwaad.example")
    kapot = client.post("/proef/", b"--x", content_type="multipart/form-data; boundary=", **HIER)
    for antwoord in (veel, vreemd, kapot):
        assert (antwoord.status_code, "Dit kunnen we niet lezen" in _lijf(antwoord)) == (400, True)


def test_who_tries_too_often_is_told_to_wait_and_keeps_the_address(client, db, settings) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"login": "1/m/ip"}
    velden = {"login": "iemand@voorbeeld.invalid", "password": WACHTWOORD}
    antwoorden = [client.post("/account/login/", velden, REMOTE_ADDR="192.0.2.44", **HIER) for _ in range(2)]
    lijf = _lijf(antwoorden[1])
    assert (antwoorden[1].status_code, "Dit ging te vaak achter elkaar" in lijf) == (429, True)
    assert ("iemand@voorbeeld.invalid" in lijf, WACHTWOORD in lijf) == (True, False)


@pytest.mark.parametrize("status", [500, 503])
def test_a_database_cut_off_in_the_middle_of_an_answer_is_away(rf, status) -> None:
    """psycopg2 then gives a DatabaseError of no kind and without a code; one with a code was the server's answer."""

    class MetCode(psycopg2.DatabaseError):
        pgcode = "XX001"

    try:
        raise DatabaseError("PGRES_TUPLES_OK") from {500: MetCode, 503: psycopg2.DatabaseError}[status]()
    except DatabaseError:
        assert stuk(rf.get("/")).status_code == status
