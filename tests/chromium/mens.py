"""One person at a browser: reads words, follows links, fills in what is asked. Types no address but the first."""

from __future__ import annotations

import re
from datetime import date

from playwright.sync_api import Browser, BrowserContext, Locator, Page, Response, expect

#: what Chromium says about a page that it may not run or load
_BEZWAAR = re.compile(r"Content.Security.Policy|Refused to", re.IGNORECASE)

#: a busy machine may be slow; budgets of time have tests of their own
GEDULD_MS = 30_000
expect.set_options(timeout=GEDULD_MS)

#: as wide as a telephone, in pixels
TELEFOON = 390


def getypt(dag: date) -> str:
    """A date as people type it."""
    return f"{dag.day}-{dag.month}-{dag.year}"


class Mens:
    """`tikken` counts links and buttons, `velden` what was chosen or typed (usability.md section 2)."""

    def __init__(self, browser: Browser, adres: str, *, javascript: bool = False, breedte: int = 1280) -> None:
        self.context: BrowserContext = browser.new_context(
            base_url=adres,
            locale="nl-NL",
            java_script_enabled=javascript,
            viewport={"width": breedte, "height": 900},
            reduced_motion="reduce",
        )
        self.context.set_default_timeout(GEDULD_MS)
        self.pagina: Page = self.context.new_page()
        self.breedte = breedte
        self.bezwaren: list[str] = []
        self.pagina.on("console", lambda bericht: self._hoor(bericht.type, bericht.text))
        self.pagina.on("pageerror", lambda fout: self.bezwaren.append(str(fout)))
        self.tikken = self.velden = 0

    def _hoor(self, soort: str, tekst: str) -> None:
        """An error of the page; the status of an answer (404, 422) is no error of the page."""
        if (soort == "error" and "Failed to load resource" not in tekst) or _BEZWAAR.search(tekst):
            self.bezwaren.append(tekst)

    # --- in and out

    def log_in(self, account: str) -> Mens:
        """The button of this demo account on the login page."""
        self.context.clear_cookies()
        self.pagina.goto("/")
        self.pagina.locator("li.taak").filter(has_text=f"· {account}@").get_by_role("button").click()
        self.ziet_kop("Vandaag te doen")
        self.tikken = self.velden = 0
        return self

    def log_in_met(self, email: str, wachtwoord: str) -> None:
        self.pagina.goto("/")
        self.vul("E-mailadres", email)
        self.vul("Wachtwoord", wachtwoord)
        self.druk("Log in")
        self.ziet_kop("Vandaag te doen")

    def breedte_nodig(self) -> int:
        """In pixels; a page that is only just coming in has nothing to measure yet."""
        self.pagina.wait_for_load_state()
        return int(self.pagina.locator("html").evaluate("html => html.scrollWidth"))

    def past(self) -> None:
        """Nothing on the page is wider than the telephone."""
        if self.breedte == TELEFOON:
            assert self.breedte_nodig() <= TELEFOON, self.pagina.url

    # --- act

    def volg(self, tekst: str | re.Pattern[str]) -> None:
        """Follow the first link with exactly this text; what is folded away is opened first."""
        link = self.pagina.get_by_role("link", name=tekst, exact=True).first
        dicht = self.pagina.locator("details:not([open])")
        while not link.is_visible() and dicht.count():
            self.tikken += 1
            dicht.first.locator("summary").first.click()
        self.tikken += 1
        link.click()
        self.past()

    def druk(self, tekst: str) -> None:
        """Waits for the answer: who goes on before it came cancels what was asked for."""
        self.tikken += 1
        with self.pagina.expect_response(_is_antwoord):
            self.pagina.get_by_role("button", name=tekst, exact=True).click()
        self.past()

    def vul(self, label: str, waarde: str | date) -> None:
        self.velden += 1
        self.veld(label).fill(getypt(waarde) if isinstance(waarde, date) else waarde)

    def kies(self, vraag: str, *antwoorden: str) -> None:
        """Radio buttons or tick boxes under a question."""
        for antwoord in antwoorden:
            self.velden += 1
            self.groep(vraag).get_by_label(antwoord, exact=True).check()

    def kruis(self, label: str) -> None:
        """A tick box that stands alone."""
        self.velden += 1
        self.veld(label).check()

    def selecteer(self, label: str, keuze: str) -> None:
        self.velden += 1
        self.veld(label).select_option(label=keuze)

    def veld(self, label: str) -> Locator:
        return self.pagina.get_by_label(_vraag(label)).first

    def groep(self, vraag: str) -> Locator:
        return self.pagina.get_by_role("group", name=_vraag(vraag))

    def naar_vandaag(self) -> None:
        """A new errand starts at home, with a new count."""
        self.volg("Vandaag")
        self.tikken = self.velden = 0

    def naar_traject(self, naam: str) -> None:
        self.volg("Trajecten")
        self.volg(naam)

    def binnen(self, tikken: int) -> None:
        """No more links and buttons since home than usability.md section 2 allows."""
        assert self.tikken <= tikken, f"{self.tikken} tikken, hoogstens {tikken}"

    # --- read

    def ziet(self, *teksten: str) -> None:
        for tekst in teksten:
            expect(self.pagina.locator("main")).to_contain_text(tekst)

    def ziet_niet(self, *teksten: str) -> None:
        for tekst in teksten:
            expect(self.pagina.locator("main")).not_to_contain_text(tekst)

    def ziet_kop(self, tekst: str) -> None:
        expect(self.pagina.get_by_role("heading", level=1)).to_have_text(tekst)

    def ziet_melding(self, tekst: str) -> None:
        expect(self.pagina.locator(".notitie[role=status]")).to_have_text(tekst)

    def aan_zet(self, wie: str, wat: str, wanneer: str) -> None:
        """The box on the traject page: which organisation, what, and the date in words."""
        kader = self.pagina.get_by_role("region", name="Aan zet")
        for tekst in (wie, wat, wanneer):
            expect(kader).to_contain_text(tekst)

    def taak(self, tekst: str) -> Locator:
        """The line of a task on the home page."""
        return self.pagina.locator("li.taak").filter(has_text=tekst).first

    def feit(self, label: str) -> str:
        rij = self.pagina.locator("dl > div").filter(has=self.pagina.get_by_text(label, exact=True)).first
        return rij.locator("dd").first.inner_text()

    def brief(self, titel: str, aan: str) -> bytes:
        """The PDF behind the link of a letter."""
        regel = self.pagina.locator("ul.brieven li").filter(has_text=f"aan {aan}")
        pdf = regel.locator("a[href$='.pdf']").filter(has_text=titel)
        antwoord = self.context.request.get(pdf.get_attribute("href") or "")
        assert antwoord.ok, antwoord.status
        assert antwoord.headers["content-type"] == "application/pdf"
        return antwoord.body()


def _is_antwoord(antwoord: Response) -> bool:
    """The page (or the file) that a button ends with, behind its redirects."""
    return antwoord.request.is_navigation_request() and not 300 <= antwoord.status < 400


def _vraag(tekst: str) -> re.Pattern[str]:
    """A label, with or without the remark that it may stay empty."""
    return re.compile(rf"^\s*{re.escape(tekst)}\s*(\((niet verplicht|nodig als [^)]*)\))?\s*$")
