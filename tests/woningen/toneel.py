"""Where most tests of this room begin: a kandidaat who is toegelaten, homes, a contingent, a running contract."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from uuid import UUID

from django.db import transaction

from opstap.partners.models import Gebruiker, Organisatie
from opstap.partners.namens import Namens
from opstap.protocol.begrippen import Hoedanigheid, Route
from opstap.protocol.parameters import als_document
from opstap.protocol.potten import Potten
from opstap.regelingen.models import RegelingVersie
from opstap.trajecten.models import Traject
from opstap.trajecten.services import betrekken
from tests.aanmelding.verloop import toegelaten_traject
from tests.geheugen import onthouden
from tests.rolbezetting import Regio
from tests.woningen import verloop
from woningen.models import Aanbieding, Bemiddeling, Contingent, Huurovereenkomst, Woning

TOEGELATEN = date(2024, 4, 15)
GEVRAAGD = date(2024, 4, 17)
AANBOD = date(2024, 5, 1)
UITERLIJK = date(2024, 5, 8)
JA = date(2024, 5, 6)
OPGEMAAKT = date(2024, 5, 10)
GETEKEND = date(2024, 6, 3)
INGANG = date(2024, 7, 1)
EINDE = date(2026, 7, 1)  # first day without contract
UITSTROOM = date(2024, 9, 1)


@dataclass
class Toneel:
    """The cast with everything this room needs, made step by step through the services."""

    regio: Regio

    @cached_property
    def consulent(self) -> Namens:
        return self.regio.namens(self.regio.consulent)

    @cached_property
    def coordinator(self) -> Namens:
        return self.regio.namens(self.regio.coordinator)

    @cached_property
    def andere_consulent(self) -> Namens:
        return self.regio.namens(self.regio.andere_consulent)

    @onthouden
    def contingent(
        self, totaal: int | Potten = 4, *, wij: int = 300, zij: int = 100, op: date = TOEGELATEN
    ) -> Contingent:
        return verloop.contingent_vastgelegd(
            op=op,
            regeling=self.regio.regeling,
            potten=totaal if isinstance(totaal, Potten) else Potten(totaal),
            gewichten={self.regio.corporatie.sleutel: wij, self.regio.andere_corporatie.sleutel: zij},
            coordinator=self.coordinator,
        )

    @onthouden
    def kandidaat(self, naam: str = "Sam Kastelein", *, route: Route = Route.DIRECTE_BEMIDDELING, **velden) -> Traject:
        return toegelaten_traject(
            op=TOEGELATEN,
            regeling=self.regio.regeling,
            begeleider=self.regio.namens(self.regio.begeleider),
            coordinator=self.coordinator,
            uitstroom=UITSTROOM,
            naam=naam,
            route=route,
            **velden,
        )

    @onthouden
    def gevraagd(self, traject: Traject, corporatie: Organisatie | None = None, *, op: date = GEVRAAGD) -> Bemiddeling:
        return verloop.verhuurder_gevraagd(
            op=op,
            traject=traject.sleutel,
            corporatie=(corporatie or self.regio.corporatie).sleutel,
            coordinator=self.coordinator,
        )

    @onthouden
    def woning(self, adres: str = "Lindelaan 1, 7201 AA Voorstad", **velden) -> Woning:
        return verloop.woning_toegevoegd(op=TOEGELATEN, adres=adres, consulent=self.consulent, **velden)

    @onthouden
    def aanbod(self, traject: Traject, woning: Woning | None = None, *, op: date = AANBOD) -> Aanbieding:
        return verloop.woning_aangeboden(
            op=op, traject=traject.sleutel, woning=(woning or self.woning()).sleutel, consulent=self.consulent
        )

    @onthouden
    def zoekend(self, naam: str = "Sam Kastelein", **velden) -> Traject:
        """Toegelaten, with a contingent, the own corporatie asked."""
        if not Contingent.objects.exists():
            self.contingent()
        traject = self.kandidaat(naam, **velden)
        self.gevraagd(traject)
        return traject

    @onthouden
    def aangeboden(self, naam: str = "Sam Kastelein") -> tuple[Traject, Aanbieding]:
        traject = self.zoekend(naam)
        return traject, self.aanbod(traject)

    @onthouden
    def toegewezen(self, **velden) -> Traject:
        traject = self.zoekend(**velden)
        verloop.geaccepteerd(op=JA, aanbieding=self.aanbod(traject).sleutel, consulent=self.consulent)
        return traject

    @onthouden
    def opgemaakt(self, **velden) -> Huurovereenkomst:
        traject = self.toegewezen(**velden)
        return verloop.contract_opgemaakt(
            op=OPGEMAAKT, traject=traject.sleutel, ingangsdatum=INGANG, consulent=self.consulent
        )

    @onthouden
    def getekend(self) -> Huurovereenkomst:
        return verloop.door_allen_getekend(op=GETEKEND, contract=self.opgemaakt().sleutel, consulent=self.consulent)

    @onthouden
    def lopend(self) -> Huurovereenkomst:
        return verloop.sleutel_gegeven(op=INGANG, contract=self.getekend().sleutel, consulent=self.consulent)

    def traject_van(self, contract: Huurovereenkomst) -> UUID:
        return contract.traject.sleutel

    def betrek(self, traject: Traject, organisatie: Organisatie, hoedanigheid: Hoedanigheid) -> None:
        betrekken(traject, organisatie=organisatie, hoedanigheid=hoedanigheid, reden="toets")

    def namens(self, gebruiker: Gebruiker) -> Namens:
        return self.regio.namens(gebruiker)


def met_regeling(traject: Traject, **anders) -> Traject:
    """The same regeling with other parameters, for this traject."""
    versie = traject.regelingversie
    document = als_document(replace(versie.parameters, **anders))
    nieuw = RegelingVersie(regeling=versie.regeling, nummer=99, document=document, vanaf=versie.vanaf)
    nieuw.vaststellen()
    nieuw.save()
    Traject.objects.filter(pk=traject.pk).update(regelingversie=nieuw)
    return Traject.objects.get(pk=traject.pk)


def vers(rij):
    """The row as the database has it now."""
    return type(rij)._default_manager.get(pk=rij.pk)


@contextmanager
def teruggedraaid() -> Iterator[None]:
    """What happens in here did not happen: the next case begins on the same stage, that took long to set."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
