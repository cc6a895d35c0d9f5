"""Somebody with a browser, from outside: logs in, looks, and reports a signaal; every answer is timed."""

from __future__ import annotations

import re
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from http.cookiejar import CookieJar
from urllib.parse import urlencode

from tests.rolbezetting import WACHTWOORD

#: Longer than anything may take, so that a page that hangs is a number and not an error.
GEDULD = 40.0


@dataclass
class Bezoeker:
    basis: str
    email: str
    tijden: dict[str, list[float]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
        self._opener.addheaders = [("Origin", self.basis)]  # as a browser says with a form

    def _vraag(self, wat: str, pad: str, gegevens: dict[str, str] | None = None) -> tuple[str, str]:
        """Address and text where it ends; anything but 200 raises."""
        inhoud = urlencode(gegevens).encode() if gegevens is not None else None
        begin = time.monotonic()
        with self._opener.open(self.basis + pad, data=inhoud, timeout=GEDULD) as antwoord:
            tekst, adres = antwoord.read().decode(), antwoord.geturl()
        self.tijden.setdefault(wat, []).append(time.monotonic() - begin)
        return adres, tekst

    def inloggen(self) -> None:
        _, tekst = self._vraag("inlogpagina", "/account/login/")
        wie = {"login": self.email, "password": WACHTWOORD}
        adres, _ = self._vraag("inloggen", "/account/login/", _verborgen(tekst) | wie)
        assert "/account/login" not in adres, "inloggen mislukt"

    def kijken(self, traject: str) -> None:
        assert "Vandaag" in self._vraag("vandaag", "/")[1]
        assert traject in self._vraag("traject", f"/trajecten/{traject}/")[0]

    def melden(self, traject: str) -> None:
        """The form and its POST, which puts two mails in the outbox and rings the bell."""
        adres, tekst = self._vraag("melden", meldpad(traject), self.formulier(traject))
        assert "melden" not in adres, tekst

    def formulier(self, traject: str, toelichting: str = "Gezien bij de deur.") -> dict[str, str]:
        """Filled in, and not sent."""
        _, tekst = self._vraag("formulier", meldpad(traject))
        return _verborgen(tekst) | {"soort": "overlast", "is_spoed": "nee", "toelichting": toelichting}

    def probeer(self, traject: str, velden: dict[str, str]) -> tuple[int, str]:
        """Send it, whatever the answer is: its code and its text. 200: it was taken, also when the next page fails."""
        try:
            adres, tekst = self._vraag("proberen", meldpad(traject), velden)
        except urllib.error.HTTPError as fout:
            tekst = fout.read().decode()
            return (fout.code if fout.geturl().endswith(meldpad(traject)) else 200), tekst
        return (422 if "melden" in adres else 200), tekst

    def rondes(self, aantal: int, traject: str) -> None:
        for _ in range(aantal):
            self.kijken(traject)
            self.melden(traject)

    def alle(self) -> list[float]:
        return [tijd for tijden in self.tijden.values() for tijd in tijden]


def meldpad(traject: str) -> str:
    return f"/trajecten/{traject}/signalen/melden/"


def _verborgen(tekst: str) -> dict[str, str]:
    """Hidden fields of the form of the page (the one that is not logging out)."""
    formulieren = re.findall(r"<form[^>]*method=\"post\"[^>]*>(.*?)</form>", tekst, re.S | re.I)
    langste = max(formulieren, key=len)
    velden = [veld for veld in re.findall(r"<input[^>]*>", langste) if 'type="hidden"' in veld]
    return {_deel(veld, "name"): _deel(veld, "value") for veld in velden}


def _deel(veld: str, naam: str) -> str:
    gevonden = re.search(rf'\b{naam}="([^"]*)"', veld)
    return gevonden.group(1) if gevonden else ""


def p95(tijden: list[float]) -> float:
    return sorted(tijden)[int(len(tijden) * 0.95)] if tijden else 0.0
