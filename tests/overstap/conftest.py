"""The demo region, with both regelingen and a traject in every phase, and who keeps the agreements."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from django.db import transaction

from opstap import clock, werk
from opstap.demo.bijsturen import Bijsturen
from opstap.demo.commissieverhalen import met_commissie
from opstap.demo.laden import streek_maken
from opstap.demo.verhalen import Verteller
from opstap.demo.weg import Weg
from opstap.partners.models import Gebruiker, Organisatie, Organisatiesoort
from opstap.partners.namens import Namens
from opstap.partners.services import rol_toekennen
from opstap.protocol.begrippen import Rol
from opstap.protocol.datums import plus_maanden
from opstap.protocol.regelingwissel import VoorWie
from opstap.regelingen.models import Regeling, RegelingVersie
from opstap.regelingen.services import Ingang, concept_bewaren
from opstap.termijnen.overstap.services import afspraken_vaststellen
from opstap.termijnen.services import termijnen_herplannen
from opstap.trajecten.models import Traject

VANDAAG = date(2026, 3, 2)


def _laden() -> None:
    """A few trajecten in each phase of both regelingen; one of them searches another place to live."""
    werk.zwijg()
    v = Verteller(streek_maken(begin=plus_maanden(VANDAAG, -26), tot_jaar=VANDAAG.year), VANDAAG)
    v.woont(v.maand(-18), evalueren=False)
    _zoekt_een_andere_woonplek(v, v.woont(v.maand(-15), evalueren=False))
    v.woont(v.maand(-2), evalueren=False)
    v.met_contract(v.dag(10), gemaakt_op=v.dag(-3))
    v.zoekt(v.dag(-40)).aanbod(v.dag(-4), uiterlijk=v.dag(2))
    v.zoekt(v.dag(-35))
    v.toegelaten(v.dag(-7))
    v.compleet(v.dag(-9)).gesprek(v.dag(-4))
    v.verstuurd(v.dag(-4))
    v.iemand().beginnen(v.dag(-12), uitstroom=v.maand(4))
    met_commissie(v)
    for traject in Traject.objects.open():
        termijnen_herplannen(traject.sleutel)


def _zoekt_een_andere_woonplek(v: Verteller, weg: Weg) -> None:
    b = Bijsturen(weg)
    b.naar_mdo(v.dag(-39), b.melden(v.dag(-40)))
    b.vertellen(v.dag(-38))
    b.plannen(v.dag(-38), op=v.dag(-30))
    b.niet_verder(v.dag(-30))
    b.oordelen(v.dag(-29))
    b.overleggen(v.dag(-20), herindicatie=True)


@pytest.fixture(scope="package")
def _demo(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with django_db_blocker.unblock(), transaction.atomic(), clock.klok_op(VANDAAG):
        _laden()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def demo(_demo: None, db: None) -> Iterator[None]:
    with clock.klok_op(VANDAAG):
        yield


@pytest.fixture
def zutphen(demo: None) -> Regeling:
    return Regeling.objects.get(slug="zutphen-2024")


@pytest.fixture
def apeldoorn(demo: None) -> Regeling:
    return Regeling.objects.get(slug="apeldoorn")


def beheerder_van(regeling: Regeling) -> Gebruiker:
    """A beheerder of a gemeente that takes part."""
    gemeente = Organisatie.objects.filter(deelnames__regeling=regeling, soort=Organisatiesoort.GEMEENTE).first()
    mens, _ = Gebruiker.objects.get_or_create(
        email=f"beheer.{regeling.slug}@toets.invalid", defaults={"naam": f"Beheer {regeling.slug}"}
    )
    rol_toekennen(gebruiker=mens, organisatie=gemeente, rol=Rol.BEHEERDER)
    return mens


def namens_van(mens: Gebruiker) -> Namens:
    toekenning = mens.roltoekenningen.select_related("organisatie").get()
    return Namens(gebruiker=mens.sleutel, organisatie=toekenning.organisatie.sleutel, rol=Rol(toekenning.rol))


@pytest.fixture
def wijzig() -> Callable[..., RegelingVersie]:
    """Put other values in a version in preparation."""

    def _wijzig(regeling: Regeling, **anders: Any) -> RegelingVersie:
        document = {**regeling.versies.vastgesteld().first().document, **anders}
        document = {naam: waarde for naam, waarde in document.items() if waarde is not None}
        return concept_bewaren(regeling=regeling.sleutel, document=document, namens=namens_van(beheerder_van(regeling)))

    return _wijzig


@pytest.fixture
def stel_vast() -> Callable[..., RegelingVersie]:
    def _stel_vast(
        regeling: Regeling, voor: VoorWie = VoorWie.OOK_LOPEND, vanaf: date = VANDAAG, **opties: Any
    ) -> RegelingVersie:
        afgesproken = VANDAAG if voor is VoorWie.OOK_LOPEND else None
        return afspraken_vaststellen(
            regeling=regeling.sleutel,
            ingang=Ingang(vanaf, voor, afgesproken),
            namens=namens_van(beheerder_van(regeling)),
            **opties,
        )

    return _stel_vast
