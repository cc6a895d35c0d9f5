"""Somebody who lives there: the key was given on INGANG, every three months an evaluatie."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import reverse

from evaluatie.models import Evaluatie
from opstap import clock
from opstap.partners.models import Gebruiker
from opstap.partners.namens import SYSTEEM, Namens
from opstap.protocol.begrippen import Hoedanigheid, Instroomroute, Rol, Route
from opstap.protocol.feiten import ContractIngegaan
from opstap.termijnen.models import Termijn
from opstap.trajecten.enums import Verklaringsoort, Wijze
from opstap.trajecten.models import Traject
from opstap.trajecten.services import betrekken, handeling_boeken, traject_starten, verklaring_vastleggen
from tests.geheugen import onthouden
from tests.rolbezetting import Regio
from woningen.enums import Grondslag
from woningen.models import Aanbieding, Bemiddeling, Huurovereenkomst, Woning

INGANG = date(2026, 3, 2)
EINDE = date(2028, 3, 2)
#: INGANG + 6 weeks, then every three months.
EERSTE, TWEEDE, DERDE = date(2026, 4, 13), date(2026, 6, 2), date(2026, 9, 2)


@dataclass(frozen=True)
class Wonen:
    regio: Regio
    traject: Traject
    contract: Huurovereenkomst
    begeleider: Namens
    consulent: Namens
    wmo: Namens
    procesregisseur: Namens

    def evaluatie(self, nummer: int) -> Evaluatie:
        return Evaluatie.objects.get(contract=self.contract, nummer=nummer)

    def adres(self, pagina: str, *sleutels: UUID) -> str:
        return reverse(f"evaluatie:{pagina}", args=[self.traject.sleutel, *sleutels])

    def client(self, gebruiker: Gebruiker) -> Client:
        return self.regio.ingelogd(gebruiker)

    def termijn(self, soort: str, plek: str = "") -> Termijn:
        return Termijn.objects.get(traject=self.traject, soort=soort, plek=plek)

    def open_termijnen(self) -> set[str]:
        return set(Termijn.objects.filter(traject=self.traject).open().values_list("soort", flat=True))


def maak_contract(traject: Traject, regio: Regio, *, adres: str = "Brugweg 1, 7200 AA Voorstad") -> Huurovereenkomst:
    """The rows of woningen as they stand when the key is given."""
    woning = Woning.objects.create(
        corporatie=regio.corporatie, adres=adres, woningtype="appartement", kale_huur=Decimal("612.50")
    )
    bemiddeling = Bemiddeling.objects.create(
        traject=traject,
        route=Route.DIRECTE_BEMIDDELING,
        status="toegewezen",
        toelating=uuid4(),
        begonnen_op=INGANG,
        verhuurder=regio.corporatie,
        verhuurder_gevraagd_op=INGANG,
        toegewezen_op=INGANG,
        wachtrij_dag=INGANG,
        wachtrij_nummer=traject.pk,
    )
    aanbieding = Aanbieding.objects.create(
        bemiddeling=bemiddeling,
        woning=woning,
        status="geaccepteerd",
        aangeboden_op=INGANG,
        antwoord_uiterlijk=INGANG,
        afgehandeld_op=INGANG,
    )
    return Huurovereenkomst.objects.create(
        traject=traject,
        aanbieding=aanbieding,
        woning=woning,
        status="lopend",
        contractvorm="tijdelijk_driepartijen",
        ingangsdatum=INGANG,
        duur_maanden=24,
        einde=EINDE,
        evaluatieritme=3,
        grondslag=Grondslag.D_TWEEDE_KANS,
        grondslag_beoordeeld_op=INGANG,
        opgemaakt_op=INGANG,
        getekend_op=INGANG,
        ingebruikname=INGANG,
    )


@onthouden
def ga_wonen(regio: Regio, *, naam: str = "Kim Kastanje", adres: str = "Brugweg 1, 7200 AA Voorstad") -> Wonen:
    with clock.klok_op(INGANG):
        traject = traject_starten(
            regeling=regio.regeling,
            naam=naam,
            geboortedatum=date(1990, 3, 1),
            instroomroute=Instroomroute.BESCHERMD_WONEN,
            organisatie=regio.zorg,
            contactpersoon=regio.begeleider,
        )
        for organisatie, hoedanigheid in (
            (regio.corporatie, Hoedanigheid.VERHUURDER),
            (regio.gemeente, Hoedanigheid.WMO),
            (regio.gemeente, Hoedanigheid.PROCESREGIE),
        ):
            betrekken(traject, organisatie=organisatie, hoedanigheid=hoedanigheid, reden="toets")
        contract = maak_contract(traject, regio, adres=adres)
        feit = ContractIngegaan(traject=traject.sleutel, contract=contract.sleutel)
        handeling_boeken(
            traject, namens=SYSTEEM, soort="contract_ingegaan", gegevens={"ingebruikname": "2026-03-02"}, feit=feit
        )
    return Wonen(
        regio=regio,
        traject=traject,
        contract=contract,
        begeleider=regio.namens(regio.begeleider),
        consulent=regio.namens(regio.consulent),
        wmo=regio.namens(regio.wmo_consulent),
        procesregisseur=regio.namens(regio.procesregisseur, Rol.PROCESREGISSEUR),
    )


@onthouden
def stem_in(wonen: Wonen, op: date = INGANG) -> None:
    """The huurder agrees to share what comes up (Z-12.9)."""
    verklaring_vastleggen(
        wonen.traject,
        soort=Verklaringsoort.INSTEMMING_DELEN,
        datum=op,
        wijze=Wijze.SCHRIFTELIJK,
        namens=wonen.consulent,
        onderwerp=wonen.contract.sleutel,
    )


@pytest.fixture
def wonen_zonder_instemming(regio: Regio) -> Wonen:
    return ga_wonen(regio)


@pytest.fixture
def wonen(regio: Regio) -> Wonen:
    bewoner = ga_wonen(regio)
    stem_in(bewoner)
    return bewoner
