"""Every answer carries the strict headers: pages, redirects, errors, beheer, files and letters (S31, S32, M24)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import date
from typing import Any

import pytest
from django.conf import settings
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from opstap import clock
from opstap.demo.laden import streek_maken
from opstap.demo.verhalen import Verteller
from opstap.partners.models import Gebruiker
from opstap.post.models import Brief
from tests.fundament.adressen import adressen, voorbeeld
from tests.fundament.fouten_proef import FOUTEN

#: Written by hand: no inline code, nothing from elsewhere, nobody frames us, forms go to us.
STRENG = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
    "object-src": "'none'",
}
VAST = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def gebreken(antwoord: Any, *, bewaren: bool = False) -> list[str]:
    """Which headers are missing or weaker than written; empty = good."""
    csp = dict(deel.strip().split(" ", 1) for deel in antwoord.get("Content-Security-Policy", "x y").split(";"))
    fout = [f"CSP {csp}"] if csp != STRENG else []
    verwacht = VAST | ({"Referrer-Policy": "no-referrer"} if antwoord.get("Location") == "/vraag/" else {})
    fout += [f"{kop}: {antwoord.get(kop)}" for kop, waarde in verwacht.items() if antwoord.get(kop) != waarde]
    if not bewaren and "no-store" not in antwoord.get("Cache-Control", ""):
        fout.append(f"Cache-Control: {antwoord.get('Cache-Control')}")
    return fout


@pytest.fixture
def mensen(regio) -> dict[str, Client]:
    """A stranger, somebody with trajecten and the beheerder; nobody stops at an error."""
    mensen = {"vreemde": Client(raise_request_exception=False)}
    for naam in ("begeleider", "beheerder"):
        mensen[naam] = Client(raise_request_exception=False)
        mensen[naam].force_login(getattr(regio, naam))
    return mensen


def _antwoorden(mensen: dict[str, Client]) -> Iterator[tuple[str, Any]]:
    """Every address for everybody, by looking, sending and in a way that no page knows."""
    for route, _ in adressen():
        pad = voorbeeld(route)
        for naam, client in mensen.items():
            yield f"{naam} GET {pad}", client.get(pad)
            yield f"{naam} POST {pad}", client.post(pad, {})
        yield f"PUT {pad}", mensen["begeleider"].put(pad)


def test_every_address_answers_everybody_with_the_strict_headers(mensen) -> None:
    """Also what allauth and the admin answer."""
    gevonden, statussen = [], set()
    for wat, antwoord in _antwoorden(mensen):
        statussen.add(antwoord.status_code)
        gevonden += [f"{wat} {antwoord.status_code}: {fout}" for fout in gebreken(antwoord)]
    assert gevonden == []
    assert {200, 302, 403, 404, 405} <= statussen
    assert 500 not in statussen


def test_every_page_of_beheer_with_a_row_too(regio, mensen) -> None:
    gevonden = []
    for model in admin.site._registry:
        naam = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        rij = model.objects.first()
        paden = [reverse(f"{naam}_changelist"), reverse(f"{naam}_changelist") + "?q=x&bestaat=niet"]
        if rij is not None:
            paden += [reverse(f"{naam}_{wat}", args=[rij.pk]) for wat in ("change", "history", "delete")]
        for pad in paden:
            gevonden += [f"{pad}: {fout}" for fout in gebreken(mensen["beheerder"].get(pad))]
    assert gevonden == []


@pytest.mark.parametrize("soort", list(FOUTEN))
def test_every_error_too(regio, mensen, settings, soort) -> None:
    settings.ROOT_URLCONF = "tests.fundament.fouten_proef"
    for client in mensen.values():
        assert gebreken(client.get(f"/breek/{soort}/")) == []


def test_what_is_refused_before_any_page_too(regio, mensen, settings) -> None:
    """A strange host, too much, no token, plain http where https is asked.

    Seen to fail with the CSP below whitenoise.
    """
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100
    client = Client(enforce_csrf_checks=True)
    vorm = "application/x-www-form-urlencoded"
    antwoorden = {
        400: client.get("/", HTTP_HOST="kwaad.example"),
        413: mensen["begeleider"].post("/aanmeldingen/nieuw/", "naam=" + "x" * 200, content_type=vorm),
        403: client.post("/account/login/", {}),
    }
    settings.SECURE_SSL_REDIRECT = True
    antwoorden[301] = Client().get("/")
    antwoorden |= {-400: Client().get("/", HTTP_HOST="kwaad.example")}
    assert {s: (a.status_code, gebreken(a)) for s, a in antwoorden.items()} == {s: (abs(s), []) for s in antwoorden}


BESTANDEN = ("css/opstap.css", "img/logo.svg", "admin/js/core.js", "bootstrap/css/bootstrap.min.css")


@pytest.mark.parametrize("pad", BESTANDEN)
def test_a_file_too_but_a_browser_may_keep_it(db, pad: str) -> None:
    with closing(Client().get(f"/static/{pad}")) as antwoord:
        assert (antwoord.status_code, gebreken(antwoord, bewaren=True)) == (200, [])
        assert "no-store" not in antwoord["Cache-Control"]
    assert gebreken(Client().get("/static/bestaat-niet.css")) == []


def test_a_letter_too(db) -> None:
    v = Verteller(streek_maken(begin=date(2026, 1, 1), tot_jaar=2027), date(2026, 6, 1))
    v.toegelaten(date(2026, 5, 20))
    brief = Brief.objects.get(soort="toelating", geadresseerde="kandidaat")
    client = Client()
    client.force_login(Gebruiker.objects.get(email__startswith="coordinator@"))
    with clock.klok_op(date(2026, 6, 1)):
        antwoord = client.get(reverse("brief", args=[brief.traject.sleutel, brief.sleutel]))
    assert (antwoord.status_code, antwoord["Content-Type"], gebreken(antwoord)) == (200, "application/pdf", [])


def test_the_settings_hold_no_exception() -> None:
    assert set(settings.CONTENT_SECURITY_POLICY) == {"DIRECTIVES"}
    bronnen = [p.read_text("utf-8") for k in ("opstap", "aanmelding", "woningen", "evaluatie") for p in _modules(k)]
    assert [b for b in bronnen if "csp_exempt" in b or "xframe_options" in b or "csp_update" in b] == []


def _modules(kamer: str) -> Any:
    return (settings.BASE_DIR / kamer).rglob("*.py")
