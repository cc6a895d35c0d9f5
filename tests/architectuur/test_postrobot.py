"""A mail scanner opens every link of every mail, and sends every form it finds there: nothing is decided (S8; F18)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlparse

import pytest
from django.core import mail
from django.test import Client

from opstap import clock
from opstap.post.berichten import BERICHTEN
from opstap.post.models import Bericht, Link
from opstap.post.services import berichten_verzenden
from tests.aanmelding.conftest import Spel
from tests.aanmelding.linktoneel import Linkspel, binnen, linkspel, verzend
from tests.architectuur.dossier import Dossier, alles, verschil

_FORMULIER = re.compile(r"<form\b([^>]*)>(.*?)</form>", re.S | re.I)
_VELD = re.compile(r"<(?:input|button|select|textarea)\b[^>]*>", re.S | re.I)
#: That somebody tried to log in is no decision.
_TECHNIEK = {"opstap_hartslag", "opstap_getypt"}


def _deel(stuk: str, naam: str) -> str:
    gevonden = re.search(rf'\b{naam}="([^"]*)"', stuk)
    return gevonden.group(1).replace("&amp;", "&") if gevonden else ""


def _adressen(tekst: str) -> set[str]:
    gevonden = re.findall(r"https?://[^\s\"<>]+", tekst) + re.findall(r'href="(/[^"]*)"', tekst)
    uit = (urlparse(adres.replace("&amp;", "&")) for adres in gevonden)
    return {f"{u.path}?{u.query}" if u.query else u.path for u in uit if not u.path.startswith("/static/")}


class Robot:
    """Follows links two pages deep, and presses every button without typing."""

    def __init__(self) -> None:
        self.client, self.gezien, self.verstuurd = Client(), set[str](), 0

    def loop(self, adres: str, diep: int = 2) -> None:
        if adres in self.gezien or "/account/logout" in adres:
            return
        self.gezien.add(adres)
        self.client.head(adres)
        for _ in range(5):
            antwoord = self.client.get(adres, follow=True)
        blad = antwoord.content.decode(errors="replace")
        hier = antwoord.redirect_chain[-1][0] if antwoord.redirect_chain else adres
        for kop, inhoud in _FORMULIER.findall(blad):
            velden = {_deel(v, "name"): _deel(v, "value") for v in _VELD.findall(inhoud) if _deel(v, "name")}
            self.verstuurd += 1
            manier = self.client.post if "post" in _deel(kop, "method").lower() else self.client.get
            manier(_deel(kop, "action") or hier, velden)
        for volgende in sorted(_adressen(blad)) if diep else ():
            self.loop(volgende, diep - 1)


def _vraag_met_link(dossier: Dossier) -> Linkspel:
    """Somebody without an account is asked for akkoord; the mail with the link goes out."""
    regio = dossier.regio
    spel = Spel(regio, *(regio.namens(m) for m in (regio.begeleider, regio.coordinator, regio.wmo_consulent)), None)  # type: ignore[arg-type]
    gevraagd = linkspel(spel)
    gevraagd.sturen()
    berichten_verzenden()
    return gevraagd


@pytest.fixture
def alle_mail(dossier: Dossier, settings: Any) -> Iterator[list[Any]]:
    """One of every kind, to somebody who has a say, and the mail for a forgotten password."""
    wie = dossier.regio.consulent
    Bericht.objects.all().delete()
    gegevens = {"tekst": "Iets", "datum": clock.vandaag().isoformat()}
    for soort in BERICHTEN:
        Bericht.objects.create(
            soort=soort, plek="robot", ontvanger=wie, uitvoeren_vanaf=clock.dienst_nu(), gegevens=gegevens,
            traject=dossier.traject,
        )  # fmt: skip
    mail.outbox.clear()
    berichten_verzenden()
    assert len(mail.outbox) >= len(BERICHTEN) - 1  # a dagpost without parts has nothing to tell
    Client().post("/account/password/reset/", {"email": wie.email})
    yield mail.outbox


def test_a_robot_that_opens_and_sends_everything_decides_nothing(dossier: Dossier, alle_mail: list[Any]) -> None:
    """Without a login no link does more than ask for one; the link for a new password still works afterwards.

    Seen to fail with a robot that is logged in: it changed when that person gets mail.

    Seen to fail with a page that counts an empty code as a try: the robot used up the link for an akkoord.
    """
    vraag = _vraag_met_link(dossier)
    links = {adres for m in alle_mail for adres in _adressen(f"{m.body} {m.alternatives}")}
    geheim = next(adres for adres in links if "/password/reset/key/" in adres)
    eerst, robot = alles(), Robot()
    for adres in sorted(links):
        robot.loop(adres)
    assert robot.verstuurd > len(links) > 1
    assert verschil(eerst, alles()).keys() - _TECHNIEK == set()

    client = Client()
    pagina = client.get(geheim, follow=True)
    nieuw = "een heel ander wachtwoord 7391"
    antwoord = client.post(pagina.redirect_chain[-1][0], {"password1": nieuw, "password2": nieuw})
    assert antwoord.status_code == 302
    wie = dossier.regio.consulent
    wie.refresh_from_db()
    assert wie.check_password(nieuw)
    adres = next(a for a in links if a.startswith("/vraag/"))
    assert verzend(binnen(adres, Link.objects.get()), vraag.antwoorden()).status_code == 302
    assert vraag.standen() == {"verslaving": "akkoord"}
