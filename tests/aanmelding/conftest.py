"""The stage of these tests: one day, and the cast as they act."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from aanmelding.models import Aanmelding
from opstap import clock
from opstap.partners.models import Gebruiker
from opstap.partners.namens import Namens
from opstap.protocol.begrippen import Hoedanigheid, Leefgebied, Rol
from opstap.trajecten.models import Traject
from tests.aanmelding import verloop
from tests.rolbezetting import Regio

DAG = date(2026, 1, 5)
#: More than four months later: in time.
UITSTROOM = date(2026, 6, 1)


@dataclass(frozen=True)
class Spel:
    regio: Regio
    zorg: Namens
    coordinator: Namens
    wmo: Namens
    #: begeleider of the other care organisation: no part in a traject, unless it is asked for support
    ander: Namens

    def ingevuld(self, **anders: Any) -> Traject:
        return verloop.ingevuld(
            op=DAG, regeling=self.regio.regeling, begeleider=self.zorg, uitstroom=UITSTROOM, **anders
        )

    def verstuurd(self, **anders: Any) -> Traject:
        traject = self.ingevuld(**anders)
        verloop.verstuurd(op=DAG, traject=traject.sleutel, begeleider=self.zorg)
        return traject

    def met_gesprek(self, **anders: Any) -> Traject:
        traject = self.verstuurd(**anders)
        verloop.gesprek_gevoerd(op=DAG, traject=traject.sleutel, coordinator=self.coordinator)
        return traject

    def gemeentehulp(self, gebied: Leefgebied = Leefgebied.ADL) -> dict[Leefgebied, Any]:
        return {gebied: verloop.geregeld_door(self.regio.gemeente.sleutel)}

    def met_andere_herkomst(self, **anders: Any) -> Traject:
        """A whole form of somebody who stays with the other care organisation; begeleider and sender are ours."""
        traject = self.ingevuld(**anders)
        traject.betrokkenheden.filter(hoedanigheid=Hoedanigheid.HERKOMST).update(organisatie=self.regio.andere_zorg)
        return traject

    def zorghulp(self, gebied: Leefgebied = Leefgebied.VERSLAVING) -> dict[Leefgebied, Any]:
        return {gebied: verloop.geregeld_door(self.regio.andere_zorg.sleutel)}


@pytest.fixture(autouse=True)
def _vandaag() -> Iterator[None]:
    with clock.klok_op(DAG):
        yield


@pytest.fixture
def spel(regio: Regio) -> Spel:
    return Spel(
        regio,
        zorg=verloop.namens(regio.begeleider, Rol.BEGELEIDER),
        coordinator=verloop.namens(regio.coordinator, Rol.COORDINATOR),
        wmo=verloop.namens(regio.wmo_consulent, Rol.WMO_CONSULENT),
        ander=verloop.namens(regio.buitenstaander, Rol.BEGELEIDER),
    )


def aanmelding_van(traject: Traject) -> Aanmelding:
    """As it is in the database now."""
    return Aanmelding.objects.select_related("traject").get(traject=traject)


def ingelogd(gebruiker: Gebruiker) -> Client:
    client = Client()
    client.force_login(gebruiker)
    return client


def adres(naam: str, traject: Traject) -> str:
    return reverse(f"aanmelding:{naam}", args=[traject.sleutel])


def stuur(client: Client, url: str, gegevens: dict[str, Any], *, verzoek: uuid.UUID | None = None) -> Any:
    """Open the page, fill in the form and send it, as a browser does."""
    pagina = client.get(url)
    assert pagina.status_code == 200, pagina.status_code
    versie = pagina.context["formulier_versie"]
    extra = {"verzoek": str(verzoek or pagina.context["verzoek"]), "versie": "" if versie is None else str(versie)}
    return client.post(url, gegevens | extra)


@pytest.fixture
def op_dag() -> Any:
    """So many days after the day of the test."""
    return lambda dagen: clock.klok_op(DAG + timedelta(days=dagen))
