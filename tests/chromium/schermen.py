"""Photograph every page of a running demo, per role, on a desk and on a telephone; and save its letters.

.venv/bin/python -m tests.chromium.schermen --adres http://127.0.0.1:8000 --map var/schermen
"""

from __future__ import annotations

import argparse
import re
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser import BREEDTES, VLAGGEN, chromium_pad
from tests.chromium.rondgang import ACCOUNTS, inloggen, rondgang


def main() -> None:
    lezer = argparse.ArgumentParser(description=__doc__)
    lezer.add_argument("--adres", default="http://127.0.0.1:8000")
    lezer.add_argument("--map", type=Path, default=Path("var/schermen"))
    lezer.add_argument("--account", action="append", help="alleen dit account; mag vaker", choices=list(ACCOUNTS))
    keuzes = lezer.parse_args()
    with sync_playwright() as spel:
        browser = spel.chromium.launch(executable_path=chromium_pad(), args=VLAGGEN)
        pagina = _pagina(browser, keuzes.adres)
        _open_bladen(pagina, keuzes.map)
        for account in keuzes.account or ACCOUNTS:
            aantal = _bladen(pagina, account, keuzes.adres, keuzes.map)
            print(f"{account}: {aantal} pagina's", flush=True)
        browser.close()


def _pagina(browser: Browser, adres: str) -> Page:
    """Dutch, light and at rest, so that two runs give the same pictures."""
    context = browser.new_context(base_url=adres, locale="nl-NL", reduced_motion="reduce", color_scheme="light")
    context.set_default_timeout(15_000)
    return context.new_page()


def _open_bladen(pagina: Page, map_: Path) -> None:
    """What everybody sees without an account."""
    for naam, pad in (
        ("inloggen", "/account/login/"),
        ("wachtwoord-vergeten", "/account/password/reset/"),
    ):
        pagina.goto(pad)
        _foto(pagina, map_ / "open", naam)


def _bladen(pagina: Page, account: str, adres: str, map_: Path) -> int:
    inloggen(pagina, account)
    brieven: dict[str, str] = {}
    aantal = 0
    for blad in rondgang(pagina, f"{adres}/", per_soort=2):
        aantal += 1
        _foto(pagina, map_ / account, f"{aantal:03d}-{blad.naam}")
        for link in pagina.locator("a[href$='.pdf']").all():
            brieven.setdefault(link.inner_text(), link.get_attribute("href") or "")
    for url in brieven.values():
        antwoord = pagina.request.get(url)
        soort = re.split(r"-[A-Z]-", antwoord.headers["content-disposition"].split('"')[1])[0]
        (map_ / "brieven").mkdir(parents=True, exist_ok=True)
        (map_ / "brieven" / f"{soort}.pdf").write_bytes(antwoord.body())
    return aantal


def _foto(pagina: Page, map_: Path, naam: str) -> None:
    map_.mkdir(parents=True, exist_ok=True)
    for breedte in BREEDTES:
        pagina.set_viewport_size({"width": breedte, "height": 900})
        pagina.screenshot(path=map_ / f"{naam}-{breedte}.png", full_page=True)


if __name__ == "__main__":
    main()
