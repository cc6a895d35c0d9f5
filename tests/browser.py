"""A real browser for the tests marked `browser`: Debian's Chromium, driven by Playwright."""

import os
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from django.db import connections

SCHERMEN = Path(__file__).resolve().parent.parent / "var" / "schermen"
BREEDTES = (1280, 390)
VLAGGEN = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def chromium_pad() -> str | None:
    return shutil.which("chromium") or shutil.which("chromium-browser")


@pytest.fixture(scope="session")
def browser() -> Iterator:
    """One browser per test process. Without Chromium: skipped with a reason, in CI a failure.

    Playwright keeps an event loop in this thread. Django keeps its connections apart for a thread with a loop, so each
    change of side closes what it leaves: nothing stays open that nobody can reach.
    """
    pad = chromium_pad()
    if pad is None:
        melding = "geen Chromium gevonden: apt-get install chromium"
        (pytest.fail if os.environ.get("CI") else pytest.skip)(melding)
    from playwright.sync_api import sync_playwright

    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    connections.close_all()
    with sync_playwright() as spel:
        browser = spel.chromium.launch(executable_path=pad, args=VLAGGEN)
        yield browser
        browser.close()
        connections.close_all()


@pytest.fixture
def pagina(browser, live_server) -> Iterator:
    """A fresh Dutch page on the live server; relative addresses work (`pagina.goto("/")`)."""
    context = browser.new_context(
        base_url=live_server.url, locale="nl-NL", viewport={"width": BREEDTES[0], "height": 900}
    )
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()


def fotografeer(pagina, naam: str, breedtes: Sequence[int] = BREEDTES) -> list[Path]:
    """Screenshots of the whole page, of itself on a desk and on a telephone, in var/schermen/."""
    was = pagina.viewport_size
    SCHERMEN.mkdir(parents=True, exist_ok=True)
    paden = []
    for breedte in breedtes:
        pagina.set_viewport_size({"width": breedte, "height": 900})
        paden.append(SCHERMEN / f"{naam}-{breedte}.png")
        pagina.screenshot(path=paden[-1], full_page=True)
    pagina.set_viewport_size(was)
    return paden
