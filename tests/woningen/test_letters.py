"""Every letter of this room reads well, tells the same to both, and becomes a PDF."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest
from django.template.loader import render_to_string

from aanmelding.letters import toelatinggegevens, voorwaardegegevens
from opstap import clock
from opstap.post.models import Brief
from opstap.post.services import brief_pdf
from opstap.post.services.correcties import brief_opnieuw_maken
from opstap.protocol.begrippen import Route
from opstap.protocol.contractvormen import Contractvorm
from opstap.protocol.parameters import Parameters, als_document
from opstap.protocol.voorwaarde import Voorwaardereden
from opstap.regelingen.models import RegelingVersie
from tests.woningen import verloop
from tests.woningen.toneel import JA, UITERLIJK, Toneel
from woningen import letters

VENSTER = date(2026, 4, 2)


def _tekst(brief: Brief) -> str:
    kaal = re.sub(r"<[^>]+>", " ", brief.inhoud.html.partition("<main")[2])
    return " ".join(kaal.split())


def _zinnen(brief: Brief) -> list[str]:
    """The sentences of the paragraphs."""
    alineas = re.findall(r"<p>(.*?)</p>", brief.inhoud.html.partition("<main")[2], re.DOTALL)
    kaal = [re.sub(r"<[^>]+>", "", alinea) for alinea in alineas]
    return [zin for alinea in kaal for zin in re.split(r"(?<=[.?!:])\s", " ".join(alinea.split()))]


@pytest.fixture
def brieven(toneel: Toneel) -> list[Brief]:
    """One of each kind to each addressee, of two people."""
    traject, eerste = toneel.aangeboden("Nel de Tweede")
    verloop.geweigerd(op=JA, aanbieding=eerste.sleutel, consulent=toneel.consulent)
    tweede = toneel.aanbod(traject, toneel.woning("Eik 2"), op=JA)
    verloop.geweigerd(op=JA, aanbieding=tweede.sleutel, consulent=toneel.consulent)
    derde = toneel.woning("Eik 3")
    toneel.woning = lambda *_: derde  # type: ignore[method-assign]
    contract = toneel.lopend()
    verloop.niet_omgezet(op=date(2026, 1, 10), contract=contract.sleutel, consulent=toneel.consulent)
    verloop.aangezegd(op=VENSTER, contract=contract.sleutel, consulent=toneel.consulent)
    verloop.besloten(op=VENSTER, contract=contract.sleutel, uitkomst="omzetten", consulent=toneel.consulent)
    return list(Brief.objects.filter(afzender=toneel.regio.corporatie).exclude(soort__startswith="toelating"))


@pytest.mark.clausule("Z-9.10", "Z-12.3", "Z-15.3", "Z-15.1", "Z-15.2")
def test_every_letter_is_whole_and_the_zorgorganisatie_reads_what_the_kandidaat_reads(brieven: list[Brief]):
    soorten = {brief.soort for brief in brieven}
    assert soorten >= {"aanbod", "vervallen", "opstapcontract", "omzetting", "niet_omzetten", "aanzegging"}
    for brief in brieven:
        tekst = _tekst(brief)
        assert "None" not in tekst and "{{" not in tekst and "  " not in tekst
        assert "cliëntondersteuner" in tekst
        assert "de geschillencommissie" in tekst
        assert not [zin for zin in _zinnen(brief) if len(zin.split()) > 20]
    for soort in ("vervallen", "omzetting", "niet_omzetten"):
        aan = {b.geadresseerde: _tekst(b) for b in brieven if b.soort == soort}
        naar_kandidaat = aan["kandidaat"].partition("Beste")[2].partition(",")[2].strip()
        assert naar_kandidaat in aan["zorgorganisatie"]
        assert "Daarom krijgt u een kopie" in aan["zorgorganisatie"]


@pytest.mark.clausule("Z-9.13")
@pytest.mark.parametrize(
    ("grens", "zin"),
    [(3, "hoogstens 3 keer een woning aangeboden"), (None, "U kunt dan ook zelf op een woning reageren")],
)
def test_how_often_a_home_is_offered_is_what_the_regeling_says(toneel: Toneel, grens: int | None, zin: str):
    """Seen to fail: the letter said two, whatever the regeling."""
    traject, aanbieding = toneel.aangeboden()
    versie = traject.regelingversie
    document = als_document(replace(versie.parameters, max_aanbiedingen=grens))
    aanbieding.bemiddeling.traject.regelingversie = RegelingVersie(regeling=versie.regeling, document=document)
    assert zin in render_to_string("brieven/aanbod.html", letters.aanbod(aanbieding))


@pytest.mark.clausule("Z-11.1", "H-4", "L-1", "P-22")
@pytest.mark.parametrize(
    ("vormen", "duur", "zin"),
    [
        ((), 24, "tijdelijk huurcontract van hoogstens twee jaar"),
        ((Contractvorm.TIJDELIJK_DRIEPARTIJEN,), 12, "tijdelijk huurcontract van hoogstens 12 maanden"),
        ((Contractvorm.TIJDELIJK_DRIEPARTIJEN,), None, "tijdelijk huurcontract van hoogstens twee jaar"),
        ((Contractvorm.VERDIEN, Contractvorm.OMKLAP), 24, "eerst op naam van de organisatie die u begeleidt"),
        ((Contractvorm.HOUSING_FIRST,), None, "U krijgt een huurcontract voor onbepaalde tijd.</p>"),
        ((Contractvorm.DRIEPARTIJEN_ONBEPAALD,), None, "voor onbepaalde tijd, met afspraken over uw begeleiding"),
        ((Contractvorm.HOUSING_FIRST, Contractvorm.OMKLAP), 24, "Er zijn meer soorten huurcontract"),
    ],
)
def test_an_offer_promises_the_contract_of_the_regeling(vormen: tuple[Contractvorm, ...], duur: int | None, zin: str):
    """Seen to fail: it promised a temporary contract of two years, whatever the regeling."""
    parameters = Parameters(contractvormen=vormen or None, duur_max_maanden=duur)
    tekst = render_to_string("brieven/aanbod.html", letters.contractsoort(parameters))
    assert zin in tekst and ("tijdelijk" in tekst) == ("tijdelijk" in zin)
    feiten = toelatinggegevens(route=Route.DIRECTE_BEMIDDELING, besloten_op=JA, motivering="", parameters=parameters)
    assert ("tijdelijk" in render_to_string("brieven/toelating.html", feiten)) == ("tijdelijk" in zin)
    intake = voorwaardegegevens(reden=Voorwaardereden.BUITEN_REGIO, parameters=parameters)
    gevraagd = render_to_string("brieven/voorwaarde.html", intake)
    assert ("tijdelijk" in gevraagd) == ("tijdelijk" in zin)
    assert ("op naam van de organisatie" in gevraagd) == ("op naam van de organisatie" in zin)
    assert ("onbepaalde tijd" in gevraagd) == ("onbepaalde tijd" in zin)


@pytest.mark.clausule("I-13")
@pytest.mark.parametrize("telt", [True, False])
def test_a_home_that_does_not_fit_is_asked_for_only_where_that_no_does_not_count(telt: bool):
    tekst = render_to_string("brieven/aanbod.html", {"mismatch_telt": telt, "max_aanbiedingen": 2})
    assert ("Uw nee" in tekst or "telt uw nee niet mee" in tekst) is not telt
    assert "Geen antwoord kan tellen als een nee" in tekst


@pytest.mark.clausule("Z-9.13")
def test_a_letter_with_an_offer_knows_its_last_day_also_when_it_is_made_anew(toneel: Toneel):
    """Seen to fail without the day: nothing warned that it was past."""
    toneel.aangeboden()
    Brief.objects.update(op_oude_gegevens_sinds=JA)
    brief = Brief.objects.get(soort="aanbod", geadresseerde="kandidaat")
    with clock.klok_op(JA):
        nieuw = brief_opnieuw_maken(brief=brief.sleutel, namens=toneel.consulent)
    assert (brief.antwoord_uiterlijk, nieuw.antwoord_uiterlijk) == (UITERLIJK, UITERLIJK)


@pytest.mark.traag
def test_every_letter_becomes_a_pdf(brieven: list[Brief]):
    for brief in {b.soort: b for b in brieven}.values():
        assert brief_pdf(brief).startswith(b"%PDF"), brief.soort
