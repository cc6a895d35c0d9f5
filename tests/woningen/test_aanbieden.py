"""Offer a home: the place, the home and the letter."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from opstap import clock
from opstap.errors import GeenRecht, RegelGeschonden
from opstap.post.models import Bericht, Brief
from opstap.protocol.begrippen import Route
from opstap.protocol.bemiddelen import Afhandeling, Woningtype
from tests.woningen import verloop
from tests.woningen.toneel import AANBOD, JA, TOEGELATEN, UITERLIJK, Toneel, vers
from woningen.controles import contingent_klopt
from woningen.enums import Bemiddelingstatus, Plaatsstatus, Woningstatus
from woningen.models import Aanbieding, Bemiddeling, Contingentplaats, Woning
from woningen.services import woning_aanbieden


@pytest.mark.clausule("Z-4.1", "Z-9.13")
def test_an_offer_reserves_a_place_holds_the_home_and_writes_to_both(toneel: Toneel):
    traject, aanbieding = toneel.aangeboden()

    assert aanbieding.plaats is not None
    assert vers(aanbieding.plaats).status == Plaatsstatus.GERESERVEERD
    assert vers(aanbieding.plaats).corporatie == toneel.regio.corporatie
    assert vers(aanbieding.bemiddeling).status == Bemiddelingstatus.AANGEBODEN
    assert aanbieding.woning.status is Woningstatus.AANGEBODEN
    assert {b.geadresseerde for b in Brief.objects.filter(soort="aanbod")} == {"kandidaat", "zorgorganisatie"}
    html = Brief.objects.get(soort="aanbod", geadresseerde="kandidaat").inhoud.html
    assert "Lindelaan 1" in html and "612,50" in html and "8 mei 2024" in html and "hoogstens 2 keer" in html
    assert Bericht.objects.get(soort="aanbod_gedaan").ontvanger == toneel.regio.begeleider
    assert list(contingent_klopt()) == []


@pytest.mark.clausule("Z-9.12")
def test_a_home_that_is_offered_cannot_be_offered_again(toneel: Toneel):
    _, aanbieding = toneel.aangeboden()
    ander = toneel.zoekend("Nel de Tweede")
    with pytest.raises(RegelGeschonden, match="net aan iemand anders"):
        toneel.aanbod(ander, aanbieding.woning)
    assert not Woning.objects.beschikbaar().exists()


def test_the_database_too_refuses_a_second_offer_of_one_home(toneel: Toneel):
    _, aanbieding = toneel.aangeboden()
    toneel.zoekend("Nel de Tweede")
    ander = Bemiddeling.objects.order_by("-pk")[0]
    with pytest.raises(IntegrityError), transaction.atomic():
        Aanbieding.objects.create(
            bemiddeling=ander, woning=aanbieding.woning, aangeboden_op=AANBOD, antwoord_uiterlijk=UITERLIJK
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        Aanbieding.objects.create(
            bemiddeling=ander,
            woning=toneel.woning("Eik 2"),
            plaats=aanbieding.plaats,
            aangeboden_op=AANBOD,
            antwoord_uiterlijk=UITERLIJK,
        )


def test_one_open_offer_at_a_time(toneel: Toneel):
    traject, _ = toneel.aangeboden()
    with pytest.raises(RegelGeschonden, match="al een aanbod open"):
        toneel.aanbod(traject, toneel.woning("Eik 2"))


def test_when_every_place_is_taken_the_message_says_what_to_do(toneel: Toneel):
    toneel.contingent(1, wij=1, zij=0)
    toneel.aangeboden()
    ander = toneel.kandidaat("Nel de Tweede")
    verloop.verhuurder_gevraagd(
        op=AANBOD,
        traject=ander.sleutel,
        corporatie=toneel.regio.corporatie.sleutel,
        coordinator=toneel.coordinator,
    )
    woning = toneel.woning("Eik 2")
    with pytest.raises(RegelGeschonden, match="Alle plekken van Woonstichting De Brug voor 2024.*vraag het loket"):
        toneel.aanbod(ander, woning)
    assert Contingentplaats.objects.bezet().count() == 1
    assert Woning.objects.beschikbaar().get() == woning


def test_without_a_contingent_for_this_year_there_is_nothing_to_offer_from(toneel: Toneel):
    traject = toneel.zoekend()
    with pytest.raises(RegelGeschonden, match="Voor 2025 is nog geen contingent"):
        toneel.aanbod(traject, op=date(2025, 1, 2))


@pytest.mark.clausule("I-31")
def test_a_place_counts_in_the_year_of_the_reservation(toneel: Toneel):
    traject = toneel.zoekend()
    toneel.contingent(op=date(2025, 1, 2))
    aanbieding = toneel.aanbod(traject, op=date(2024, 12, 30))
    verloop.geaccepteerd(op=date(2025, 1, 3), aanbieding=aanbieding.sleutel, consulent=toneel.consulent)
    assert vers(aanbieding.plaats).contingent.jaar == 2024
    assert not Contingentplaats.objects.bezet().filter(contingent__jaar=2025).exists()


@pytest.mark.clausule("Z-4.12", "Z-4.13")
def test_an_eengezinswoning_is_not_for_voorrang_unless_it_was_established(toneel: Toneel):
    traject = toneel.zoekend()
    woning = toneel.woning(woningtype=Woningtype.EENGEZINSWONING)
    with pytest.raises(RegelGeschonden, match="eengezinswoning kan niet met voorrang"):
        toneel.aanbod(traject, woning)
    with clock.klok_op(AANBOD):
        aanbieding = woning_aanbieden(
            traject=traject.sleutel,
            woning=woning.sleutel,
            antwoord_uiterlijk=UITERLIJK,
            uitzondering_woningtype=True,
            namens=toneel.consulent,
        )
    assert aanbieding.uitzondering_woningtype


@pytest.mark.clausule("Z-9.23", "Z-5.5", "Z-9.19", "Z-9.20")
def test_a_self_found_home_uses_no_place_and_may_be_an_eengezinswoning(toneel: Toneel):
    toneel.contingent()
    traject = toneel.zoekend(route=Route.ZELF_REAGEREN)
    aanbieding = toneel.aanbod(traject, toneel.woning(woningtype=Woningtype.EENGEZINSWONING))
    verloop.geaccepteerd(op=JA, aanbieding=aanbieding.sleutel, consulent=toneel.consulent)
    assert aanbieding.plaats is None
    assert not Contingentplaats.objects.bezet().exists()
    html = Brief.objects.get(soort="aanbod", geadresseerde="kandidaat").inhoud.html
    assert "punten" in html and "twee keer" not in html


def test_an_answer_day_in_the_past_is_refused(toneel: Toneel):
    traject = toneel.zoekend()
    with pytest.raises(RegelGeschonden, match="vandaag of een latere dag"):
        verloop.woning_aangeboden(
            op=AANBOD,
            traject=traject.sleutel,
            woning=toneel.woning().sleutel,
            consulent=toneel.consulent,
            uiterlijk=AANBOD - timedelta(days=1),
        )


def test_a_home_of_another_corporatie_is_refused(toneel: Toneel):
    traject = toneel.zoekend()
    vreemd = verloop.woning_toegevoegd(op=TOEGELATEN, adres="Beekpad 3", consulent=toneel.andere_consulent)
    with pytest.raises(RegelGeschonden, match="andere corporatie"):
        toneel.aanbod(traject, vreemd)


def test_nothing_is_offered_before_a_corporatie_is_asked_or_after_the_home_is_taken(toneel: Toneel):
    toneel.contingent()
    wacht = toneel.kandidaat("Wim Wacht")
    from opstap.protocol.begrippen import Hoedanigheid

    with clock.klok_op(AANBOD):
        toneel.betrek(wacht, toneel.regio.corporatie, Hoedanigheid.VERHUURDER)
    with pytest.raises(RegelGeschonden, match="nog geen corporatie gevraagd"):
        toneel.aanbod(wacht, toneel.woning("Eik 9"))
    klaar = toneel.toegewezen()
    with pytest.raises(RegelGeschonden, match="maak het contract op"):
        toneel.aanbod(klaar, toneel.woning("Eik 2"))


@pytest.mark.parametrize("wie", ["coordinator", "begeleider", "andere_consulent", "wmo_consulent", "buitenstaander"])
def test_only_the_asked_corporatie_offers(toneel: Toneel, wie: str):
    traject, woning = toneel.zoekend(), toneel.woning()
    toneel.consulent = toneel.namens(getattr(toneel.regio, wie))
    with pytest.raises(GeenRecht):
        toneel.aanbod(traject, woning)


@pytest.mark.clausule("I-13")
def test_an_expired_offer_must_be_settled_before_the_next(toneel: Toneel):
    traject, aanbieding = toneel.aangeboden()
    dag = UITERLIJK + timedelta(days=1)
    verloop.verlopen(op=dag, traject=traject.sleutel, aanbieding=aanbieding.sleutel)
    tweede = toneel.woning("Eik 2")
    with pytest.raises(RegelGeschonden, match="leg vast of het als weigering telt"):
        toneel.aanbod(traject, tweede, op=dag)
    verloop.afgehandeld(
        op=dag, aanbieding=aanbieding.sleutel, afhandeling=Afhandeling.TELT_NIET, consulent=toneel.consulent
    )
    toneel.aanbod(traject, tweede, op=dag)
