"""Walk through the running site by following links, once per kind of page: for the pictures and for axe."""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from playwright.sync_api import Error, Page

#: account -> role, as the login page shows them
ACCOUNTS = {
    "begeleider": "begeleider",
    "teamleider": "teamleider zorg",
    "coordinator": "coördinator",
    "consulent": "consulent",
    "consulent2": "consulent",
    "teamleider-wonen": "teamleider corporatie",
    "wmo": "Wmo-consulent",
    "procesregisseur": "procesregisseur",
    "beleid": "beleidsmedewerker",
    "beheer": "beheerder",
}
_SLEUTEL = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_NUMMER = re.compile(r"/\d+(?=/|$)")
_MAILTEKST = re.compile(r"^/mailteksten/[a-z_]+/")
_LINKS = (
    "aa => aa.map(a => [a.getAttribute('href'), a.closest('tr')?.querySelector('[data-kop=Fase]')?.innerText || ''])"
)
_NIET = re.compile(r"\.pdf$|^/account/logout|^/beheer/(jsi18n|r/)|/history/$|^/static/")


@dataclass(frozen=True)
class Blad:
    """One kind of page: `soort` is its address without keys, for a traject with its phase."""

    soort: str
    url: str

    @property
    def naam(self) -> str:
        return re.sub(r"[^a-z0-9]+", "-", self.soort.lower()).strip("-") or "vandaag"


def inloggen(pagina: Page, account: str, *, adres: str = "/") -> None:
    """By the button of the demo account on the login page."""
    pagina.context.clear_cookies()
    pagina.goto(adres)
    kaart = pagina.locator("li.taak").filter(has_text=f"· {account}@")
    kaart.get_by_role("button").click()


def rondgang(
    pagina: Page, begin: str, *, per_soort: int = 1, slaover: Collection[str] = (), grens: int = 400
) -> Iterator[Blad]:
    """Breadth first from `begin`; the page is open when its Blad comes out. `per_soort`: how many of one kind."""
    gezien: set[str] = set()
    aantal: Counter[str] = Counter()
    rij = deque([(begin, "")])
    while rij and sum(aantal.values()) < grens:
        url, fase = rij.popleft()
        pad = urlsplit(url).path
        soort = _soort(pad) + fase
        if pad in gezien or aantal[soort] >= per_soort or soort in slaover:
            continue
        gezien.add(pad)
        aantal[soort] += 1
        if not _is_blad(pagina, url):
            continue
        yield Blad(soort, url)
        rij.extend(_verder(pagina, url))


def _is_blad(pagina: Page, url: str) -> bool:
    """Opens it. No PDF: the browser shows that in a page of its own; and no file, which it keeps."""
    try:
        antwoord = pagina.goto(url)
    except Error as fout:
        if "Download is starting" in fout.message:
            return False
        raise
    return antwoord is None or antwoord.headers.get("content-type", "").startswith("text/html")


def _soort(pad: str) -> str:
    pad = _MAILTEKST.sub("/mailteksten/soort/", pad)
    return _NUMMER.sub("/n", _SLEUTEL.sub("x", pad))


def _verder(pagina: Page, url: str) -> list[tuple[str, str]]:
    """The links of this page with, for a traject in the list, the phase of its row."""
    links = pagina.eval_on_selector_all("a[href]", _LINKS)
    hier = urlsplit(url).netloc
    gevonden = []
    for href, fase in links:
        heel = urlsplit(urljoin(url, href))
        if heel.netloc == hier and heel.scheme.startswith("http") and not _NIET.search(heel.path):
            gevonden.append((f"{heel.scheme}://{heel.netloc}{heel.path}", f" {fase.lower()}" if fase else ""))
    return gevonden
