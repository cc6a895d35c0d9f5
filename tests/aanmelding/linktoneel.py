"""An organisation where nobody has an account is asked for akkoord, and a link goes to somebody there."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from aanmelding import services
from aanmelding.models import Accordering
from opstap import clock
from opstap.partners.models import Organisatie, Organisatiesoort
from opstap.post.links.geheim import code_van
from opstap.post.models import Link
from opstap.post.services import berichten_verzenden
from opstap.protocol.begrippen import Leefgebied
from opstap.protocol.links import Codewijze
from opstap.trajecten.models import Traject
from tests.aanmelding import verloop
from tests.aanmelding.conftest import Spel

NAAM, EMAIL, POSTBUS = "Roos Meerkoet", "roos@oever.voorbeeld.invalid", "postbus@oever.voorbeeld.invalid"
ADL, VERSLAVING = Leefgebied.ADL, Leefgebied.VERSLAVING
VRAAG, ANTWOORD, KLAAR = "/vraag/", "/vraag/antwoord/", "/vraag/klaar/"


@dataclass
class Linkspel:
    """One sensitive row for an organisation without accounts; `gebieden` are all of its rows."""

    spel: Spel
    oever: Organisatie
    traject: Traject
    gebieden: tuple[Leefgebied, ...]

    @property
    def vraag(self) -> Accordering:
        return verloop.accordering_van(traject=self.traject.sleutel, leefgebied=self.gebieden[0])

    def sturen(self, **anders: Any) -> Link:
        velden = {"naam": NAAM, "email": EMAIL, "codewijze": Codewijze.TELEFOON, "namens": self.spel.zorg} | anders
        return services.link_sturen(traject=self.traject.sleutel, vraag=self.vraag.sleutel, **velden)

    def gestuurd(self, **anders: Any) -> tuple[Link, str]:
        """The link with its address, as it stands in the mail."""
        link = self.sturen(**anders)
        return link, adres_in_mail()

    def antwoorden(self, **per_gebied: Any) -> dict[str, str]:
        """What somebody chooses on the page; akkoord unless said otherwise."""
        data = {}
        for gebied in self.gebieden:
            rij = verloop.accordering_van(traject=self.traject.sleutel, leefgebied=gebied)
            antwoord, reden = per_gebied.get(gebied.value, ("akkoord", ""))
            data |= {f"antwoord_{rij.sleutel}": antwoord, f"reden_{rij.sleutel}": reden}
        return data

    def standen(self) -> dict[str, str]:
        rijen = Accordering.objects.filter(aanmelding__traject=self.traject).levend()
        return dict(rijen.values_list("leefgebied", "status"))


def linkspel(spel: Spel, *gebieden: Leefgebied, postbus: str = "", **hulp: Any) -> Linkspel:
    """`hulp`: what is known of the support on each row."""
    gebieden = gebieden or (VERSLAVING,)
    oever = Organisatie.objects.create(naam="GGZ De Oever", soort=Organisatiesoort.ZORG, postbus=postbus)
    anders = {gebied: replace(verloop.geregeld_door(oever.sleutel), **hulp) for gebied in gebieden}
    return Linkspel(spel, oever, spel.verstuurd(anders=anders), gebieden)


def adres_in_mail(soort: str = "Open de vraag") -> str:
    """Of the newest link mail, after sending what waits."""
    mail.outbox.clear()
    berichten_verzenden()
    lijven = [str(m.body) for m in mail.outbox if soort in str(m.body)]
    return re.findall(r"https?://[^/\s]+(/vraag/\S+)", lijven[-1])[0]


def binnen(adres: str, link: Link) -> Client:
    """A browser that opened the link and typed the right code."""
    client = Client()
    client.get(adres, follow=True)
    assert client.post(VRAAG, {"code": code_van(link)}).headers["Location"] == ANTWOORD
    return client


def verzend(client: Client, data: dict[str, str]) -> Any:
    """Send the form with its one-time key, as a browser does."""
    pagina = client.get(ANTWOORD)
    assert pagina.status_code == 200, pagina.status_code
    return client.post(ANTWOORD, data | {"verzoek": str(pagina.context["verzoek"])})


def foute_code(link: Link) -> str:
    return f"{(int(code_van(link)) + 1) % 10**6:06d}"


@pytest.fixture
def dagen_verder(monkeypatch: pytest.MonkeyPatch) -> Any:
    """The real clock so many days on (or back): links live by it."""
    echt = clock.echt_nu

    def zet(dagen: float) -> None:
        monkeypatch.setattr(clock, "echt_nu", lambda: echt() + timedelta(days=dagen))

    return zet


def pagina(traject: Traject, naam: str, vraag: Accordering | None = None) -> str:
    return reverse(f"aanmelding:{naam}", args=[traject.sleutel, *([vraag.sleutel] if vraag else [])])
