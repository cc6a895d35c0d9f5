"""The search opens, a corporatie is asked."""

from __future__ import annotations

from uuid import uuid4

import pytest

from opstap import clock
from opstap.errors import GeenRecht, RegelGeschonden, Verouderd
from opstap.logboek.models import Gebeurtenis
from opstap.post.models import Bericht
from opstap.protocol.begrippen import Fase, Route
from opstap.protocol.feiten import ToelatingBesloten
from opstap.trajecten.feiten import meld
from opstap.trajecten.models import Betrokkenheid, Traject
from tests.woningen import verloop
from tests.woningen.toneel import GEVRAAGD, TOEGELATEN, Toneel, vers
from woningen.enums import Bemiddelingstatus, Verhuurderreden
from woningen.models import Bemiddeling
from woningen.services import verhuurder_voorstel, verhuurder_vragen


@pytest.mark.clausule("Z-9.3", "A-8")
def test_a_toelating_opens_one_bemiddeling_however_often_it_is_told(toneel: Toneel):
    traject = toneel.kandidaat()
    bemiddeling = Bemiddeling.objects.get()
    assert (bemiddeling.status, bemiddeling.route) == (Bemiddelingstatus.WACHT, Route.DIRECTE_BEMIDDELING)
    assert bemiddeling.begonnen_op == TOEGELATEN

    with clock.klok_op(GEVRAAGD):
        feit = ToelatingBesloten(
            traject=traject.sleutel,
            besluit=bemiddeling.toelating,
            uitkomst="toegelaten",
            route=Route.DIRECTE_BEMIDDELING,
        )
        meld(feit)
        meld(feit)

    assert Bemiddeling.objects.count() == 1
    assert vers(traject).fase == Fase.BEMIDDELING


@pytest.mark.parametrize(("uitkomst", "route"), [("afgewezen", Route.ZELF_REAGEREN), ("toegelaten", None)])
def test_an_afwijzing_opens_nothing(toneel: Toneel, uitkomst: str, route: Route | None):
    traject = toneel.kandidaat()
    Bemiddeling.objects.all().delete()
    meld(ToelatingBesloten(traject=traject.sleutel, besluit=uuid4(), uitkomst=uitkomst, route=route))
    assert not Bemiddeling.objects.exists()


def test_the_corporatie_sees_nothing_until_she_is_asked(toneel: Toneel):
    toneel.contingent()
    traject = toneel.kandidaat()
    with clock.klok_op(GEVRAAGD):
        assert not Traject.objects.zichtbaar_voor(toneel.regio.consulent).exists()
    bemiddeling = toneel.gevraagd(traject)

    assert (bemiddeling.status, bemiddeling.verhuurder_gevraagd_op) == (Bemiddelingstatus.ZOEKT, GEVRAAGD)
    with clock.klok_op(GEVRAAGD):
        assert list(Traject.objects.zichtbaar_voor(toneel.regio.consulent)) == [traject]
        assert not Traject.objects.zichtbaar_voor(toneel.regio.andere_consulent).exists()
    bericht = Bericht.objects.get(soort="verhuurder_gevraagd")
    assert bericht.ontvanger == toneel.regio.consulent
    assert Gebeurtenis.objects.filter(soort="verhuurder_gevraagd", traject=traject.sleutel).count() == 1


@pytest.mark.clausule("Z-2.3", "Z-4.2")
def test_the_proposal_follows_the_running_shares(toneel: Toneel):
    """Shares 3 and 1: the first three homes come from the large one, then it is the turn of the small one."""
    toneel.contingent(4)
    beurten = []
    for nummer in range(5):
        traject = toneel.kandidaat(f"Kandidaat {nummer}")
        with clock.klok_op(GEVRAAGD):
            voorstel = verhuurder_voorstel(traject)
        beurten.append(voorstel.naam)
        if voorstel.naam is None:
            break
        gekozen = next(c for c in (toneel.regio.corporatie, toneel.regio.andere_corporatie) if c.naam == voorstel.naam)
        toneel.gevraagd(traject, gekozen)
    groot, klein = toneel.regio.corporatie.naam, toneel.regio.andere_corporatie.naam
    assert sorted(beurten[:4]) == sorted([groot, groot, groot, klein])
    assert beurten[0] == groot
    assert beurten[4] is None


def test_a_place_in_use_counts_as_supplied(toneel: Toneel):
    toneel.contingent(3, wij=2, zij=1)
    toneel.toegewezen()
    met_beurt = toneel.kandidaat("Wim Wacht")
    with clock.klok_op(GEVRAAGD):
        assert verhuurder_voorstel(met_beurt).naam == toneel.regio.andere_corporatie.naam


def test_without_a_contingent_there_is_no_proposal_and_no_reason_needed(toneel: Toneel):
    traject = toneel.kandidaat()
    with clock.klok_op(GEVRAAGD):
        assert verhuurder_voorstel(traject) is None
    toneel.gevraagd(traject, toneel.regio.andere_corporatie)


@pytest.mark.clausule("Z-2.3")
def test_another_choice_than_whose_turn_it_is_needs_a_reason(toneel: Toneel):
    toneel.contingent()
    traject = toneel.kandidaat()
    with pytest.raises(RegelGeschonden, match="De Brug is aan de beurt"):
        toneel.gevraagd(traject, toneel.regio.andere_corporatie)
    verloop.verhuurder_gevraagd(
        op=GEVRAAGD,
        traject=traject.sleutel,
        corporatie=toneel.regio.andere_corporatie.sleutel,
        coordinator=toneel.coordinator,
        reden=Verhuurderreden.HEEFT_WONING,
    )
    gebeurtenis = Gebeurtenis.objects.get(soort="verhuurder_gevraagd")
    assert gebeurtenis.gegevens == {"reden": "heeft_woning"}


def test_asking_another_corporatie_takes_sight_from_the_first(toneel: Toneel):
    toneel.contingent(4, wij=0, zij=1)
    traject = toneel.kandidaat()
    verloop.verhuurder_gevraagd(
        op=TOEGELATEN,
        traject=traject.sleutel,
        corporatie=toneel.regio.corporatie.sleutel,
        coordinator=toneel.coordinator,
        reden=Verhuurderreden.AFSPRAAK,
    )
    toneel.gevraagd(traject, toneel.regio.andere_corporatie)

    with clock.klok_op(GEVRAAGD):
        assert not Traject.objects.zichtbaar_voor(toneel.regio.consulent).exists()
        assert list(Traject.objects.zichtbaar_voor(toneel.regio.andere_consulent)) == [traject]
    assert Betrokkenheid.objects.filter(traject=traject, hoedanigheid="verhuurder", tot=None).count() == 1
    assert Bericht.objects.filter(soort="verhuurder_gevraagd").count() == 2


def test_the_same_corporatie_cannot_be_asked_twice(toneel: Toneel):
    traject = toneel.zoekend()
    with pytest.raises(RegelGeschonden, match="al gevraagd"):
        toneel.gevraagd(traject)


def test_an_organisation_that_does_not_take_part_cannot_be_asked(toneel: Toneel):
    traject = toneel.kandidaat()
    with pytest.raises(RegelGeschonden, match="doet niet mee"):
        toneel.gevraagd(traject, toneel.regio.zorg)


def test_not_before_the_toelating_not_during_an_offer_not_after_it_is_taken(toneel: Toneel):
    traject, aanbieding = toneel.aangeboden()
    with pytest.raises(RegelGeschonden, match="aanbod open"):
        toneel.gevraagd(traject, toneel.regio.andere_corporatie)
    verloop.geaccepteerd(op=GEVRAAGD, aanbieding=aanbieding.sleutel, consulent=toneel.consulent)
    with pytest.raises(RegelGeschonden, match="al een woning"):
        toneel.gevraagd(traject, toneel.regio.andere_corporatie)
    ander = toneel.kandidaat("Nog Niet")
    Bemiddeling.objects.filter(traject=ander).delete()
    with pytest.raises(RegelGeschonden, match="nog niet toegelaten"):
        toneel.gevraagd(ander)


@pytest.mark.parametrize("wie", ["consulent", "begeleider", "wmo_consulent", "buitenstaander"])
def test_only_the_coordinator_asks(toneel: Toneel, wie: str):
    traject = toneel.kandidaat()
    toneel.coordinator = toneel.namens(getattr(toneel.regio, wie))
    with pytest.raises(GeenRecht):
        toneel.gevraagd(traject)


def test_a_stale_form_is_refused(toneel: Toneel):
    toneel.contingent()
    traject = toneel.kandidaat()
    versie = Bemiddeling.objects.get().versie
    toneel.gevraagd(traject)
    with clock.klok_op(GEVRAAGD), pytest.raises(Verouderd):
        verhuurder_vragen(
            traject=traject.sleutel,
            corporatie=toneel.regio.andere_corporatie.sleutel,
            versie=versie,
            namens=toneel.coordinator,
        )


@pytest.mark.clausule("Z-9.4", "Z-5.1")
def test_who_reacts_himself_waits_until_the_corporatie_of_the_found_home_is_known(toneel: Toneel):
    traject = toneel.kandidaat(route=Route.ZELF_REAGEREN)
    toneel.contingent()
    bemiddeling = Bemiddeling.objects.get()
    assert (bemiddeling.route, bemiddeling.status) == (Route.ZELF_REAGEREN, Bemiddelingstatus.WACHT)
    toneel.gevraagd(traject, toneel.regio.andere_corporatie)  # no turn, no reason
    assert vers(bemiddeling).status == Bemiddelingstatus.ZOEKT
