"""The cast with a fixed meaning: who works where in the test region, and who must see nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest
from django.test import Client

from opstap import clock
from opstap.demo.laden import streek_maken
from opstap.demo.regio import Demoregio
from opstap.partners.models import Gebruiker, Organisatie, Organisatiesoort
from opstap.partners.namens import Namens
from opstap.partners.services import rol_toekennen
from opstap.protocol.begrippen import Hoedanigheid, Rol
from opstap.regelingen.models import Deelname, Regeling
from opstap.regelingen.services import regeling_uit_preset
from tests.geheugen import onthouden

BEGIN = date(2024, 1, 1)
WACHTWOORD = "vier-woorden-voor-de-toets"


@dataclass(frozen=True)
class Regio:
    """Zutphen's parameters, invented organisations; two of each kind, so every leak has somebody to leak to."""

    regeling: Regeling
    zorg: Organisatie
    andere_zorg: Organisatie
    corporatie: Organisatie
    andere_corporatie: Organisatie
    gemeente: Organisatie
    begeleider: Gebruiker
    teamleider_zorg: Gebruiker
    coordinator: Gebruiker
    consulent: Gebruiker
    teamleider_corporatie: Gebruiker
    wmo_consulent: Gebruiker
    procesregisseur: Gebruiker
    beleidsmedewerker: Gebruiker
    beheerder: Gebruiker
    #: begeleider of the other care organisation: must see nothing of what `begeleider` does
    buitenstaander: Gebruiker
    #: consulent of the other corporatie: sees only what she is asked for
    andere_consulent: Gebruiker

    def namens(self, gebruiker: Gebruiker, rol: Rol | None = None) -> Namens:
        toekenningen = gebruiker.roltoekenningen.select_related("organisatie")
        toekenning = toekenningen.get(rol=rol) if rol else toekenningen.get()
        return Namens(gebruiker=gebruiker.sleutel, organisatie=toekenning.organisatie.sleutel, rol=Rol(toekenning.rol))

    def ingelogd(self, gebruiker: Gebruiker) -> Client:
        client = Client()
        client.force_login(gebruiker)
        return client


def _organisatie(naam: str, soort: Organisatiesoort) -> Organisatie:
    return Organisatie.objects.create(
        naam=naam, soort=soort, adres="Dorpsstraat 1, 7200 AA Voorstad", klachtroute="de geschillencommissie"
    )


@onthouden
def maak_regio() -> Regio:
    """Everything made today, at BEGIN, so that later moments see it."""
    with clock.klok_op(BEGIN):
        regeling = regeling_uit_preset(slug="zutphen-2024", vanaf=BEGIN)
        s, r, h = Organisatiesoort, Rol, Hoedanigheid
        organisaties = {
            "zorg": _organisatie("Zorgpunt De Linde", s.ZORG),
            "andere_zorg": _organisatie("Opvang Het Anker", s.ZORG),
            "corporatie": _organisatie("Woonstichting De Brug", s.CORPORATIE),
            "andere_corporatie": _organisatie("Wonen aan de Beek", s.CORPORATIE),
            "gemeente": _organisatie("Gemeente Voorstad", s.GEMEENTE),
        }
        for naam, hoedanigheid in [
            ("zorg", h.BEGELEIDING),
            ("andere_zorg", h.BEGELEIDING),
            ("corporatie", h.COORDINATIE),
            ("corporatie", h.VERHUURDER),
            ("andere_corporatie", h.VERHUURDER),
            ("gemeente", h.WMO),
            ("gemeente", h.PROCESREGIE),
        ]:
            Deelname.objects.create(
                regeling=regeling, organisatie=organisaties[naam], hoedanigheid=hoedanigheid, vanaf=BEGIN
            )
        mensen = {}
        for naam, rol, waar in [
            ("begeleider", r.BEGELEIDER, "zorg"),
            ("teamleider_zorg", r.TEAMLEIDER_ZORG, "zorg"),
            ("coordinator", r.COORDINATOR, "corporatie"),
            ("consulent", r.CONSULENT, "corporatie"),
            ("teamleider_corporatie", r.TEAMLEIDER_CORPORATIE, "corporatie"),
            ("wmo_consulent", r.WMO_CONSULENT, "gemeente"),
            ("procesregisseur", r.PROCESREGISSEUR, "gemeente"),
            ("beleidsmedewerker", r.BELEIDSMEDEWERKER, "gemeente"),
            ("beheerder", r.BEHEERDER, "gemeente"),
            ("buitenstaander", r.BEGELEIDER, "andere_zorg"),
            ("andere_consulent", r.CONSULENT, "andere_corporatie"),
        ]:
            mens = Gebruiker.objects.create_user(f"{naam}@voorbeeld.invalid", WACHTWOORD, naam=naam.replace("_", " "))
            rol_toekennen(gebruiker=mens, organisatie=organisaties[waar], rol=rol)
            mensen[naam] = mens
    return Regio(regeling=regeling, **organisaties, **mensen)


@pytest.fixture
def regio(db: None) -> Regio:
    return maak_regio()


@pytest.fixture
def streek(db: None) -> Demoregio:
    """The demo region without trajecten, with places for three years."""
    return onthouden(streek_maken)(begin=date(2026, 1, 1), tot_jaar=2028)
