"""The answer on an offer, and what two refusals do."""

from __future__ import annotations

from datetime import timedelta

import pytest

from opstap import clock
from opstap.errors import GeenRecht, RegelGeschonden, Verouderd
from opstap.logboek.models import Gebeurtenis
from opstap.post.models import Bericht, Brief
from opstap.protocol.begrippen import Route
from opstap.protocol.bemiddelen import Aanbiedingstatus, Afhandeling
from opstap.trajecten.models import Besluit, Traject
from tests.woningen import verloop
from tests.woningen.toneel import AANBOD, JA, UITERLIJK, Toneel, vers
from woningen.controles import contingent_klopt
from woningen.enums import Bemiddelingstatus, Intrekreden, Plaatsstatus, Weigerreden, Woningstatus
from woningen.models import Aanbieding, Bemiddeling
from woningen.services import (
    aanbieding_accepteren,
    aanbieding_intrekken,
    aanbieding_laten_verlopen,
    aanbieding_weigeren,
    verlopen_aanbieding_afhandelen,
)

TE_LAAT = UITERLIJK + timedelta(days=1)


def _nee(toneel: Toneel, aanbieding: Aanbieding, *, op=JA, **velden) -> Aanbieding:
    return verloop.geweigerd(op=op, aanbieding=aanbieding.sleutel, consulent=toneel.consulent, **velden)


def _tweede(toneel: Toneel, traject: Traject) -> Aanbieding:
    return toneel.aanbod(traject, toneel.woning("Eik 2"), op=JA)


def test_yes_uses_the_place_and_gives_out_the_home(toneel: Toneel):
    traject, aanbieding = toneel.aangeboden()
    verloop.geaccepteerd(op=JA, aanbieding=aanbieding.sleutel, consulent=toneel.consulent)

    rij = vers(aanbieding)
    assert (rij.status, rij.afgehandeld_op, rij.woning_vrij_op) == (Aanbiedingstatus.GEACCEPTEERD, JA, None)
    assert vers(rij.plaats).status == Plaatsstatus.GEBRUIKT
    assert (vers(rij.bemiddeling).status, vers(rij.bemiddeling).toegewezen_op) == (Bemiddelingstatus.TOEGEWEZEN, JA)
    assert vers(rij.woning).status is Woningstatus.VERHUURD
    assert Gebeurtenis.objects.filter(soort="aanbieding_geaccepteerd", traject=traject.sleutel).count() == 1
    assert list(contingent_klopt()) == []


def test_no_frees_home_and_place_and_the_search_goes_on(toneel: Toneel):
    _, aanbieding = toneel.aangeboden()
    _nee(toneel, aanbieding)

    rij = vers(aanbieding)
    assert (rij.status, rij.weigerreden, rij.woning_vrij_op) == (Aanbiedingstatus.GEWEIGERD, Weigerreden.WONING, JA)
    assert vers(rij.plaats).status == Plaatsstatus.VRIJ
    assert vers(rij.bemiddeling).status == Bemiddelingstatus.ZOEKT
    assert vers(rij.woning).status is Woningstatus.BESCHIKBAAR
    assert list(contingent_klopt()) == []


@pytest.mark.clausule("Z-9.13", "Z-9.14", "Z-15.3")
def test_the_second_refusal_ends_directe_bemiddeling_and_opens_the_other_route(toneel: Toneel):
    traject, eerste = toneel.aangeboden()
    _nee(toneel, eerste)
    _nee(toneel, _tweede(toneel, traject))

    oud, nieuw = Bemiddeling.objects.order_by("pk")
    assert (oud.status, nieuw.status, nieuw.route) == ("vervallen", "zoekt", Route.ZELF_REAGEREN)
    assert nieuw.verhuurder == toneel.regio.corporatie
    besluit = Besluit.objects.get(soort="bemiddeling_vervallen")
    assert besluit.snapshot["aanbiedingen"] == [str(a.sleutel) for a in Aanbieding.objects.order_by("pk")]
    brieven = Brief.objects.filter(soort="vervallen", besluit=besluit)
    assert {b.geadresseerde for b in brieven} == {"kandidaat", "zorgorganisatie"}
    html = brieven.get(geadresseerde="kandidaat").inhoud.html
    assert "cliëntondersteuner" in html and "zelf op een woning reageren" in html
    assert Bericht.objects.get(soort="bemiddeling_vervallen").ontvanger == toneel.regio.begeleider
    assert vers(traject).afgesloten_op is None


def test_a_third_counted_offer_does_not_exist_but_a_self_found_home_does(toneel: Toneel):
    traject, eerste = toneel.aangeboden()
    _nee(toneel, eerste)
    _nee(toneel, _tweede(toneel, traject))
    gevonden = toneel.aanbod(traject, toneel.woning("Zelf Gevonden 3"), op=JA)
    assert gevonden.plaats is None
    verloop.geaccepteerd(op=JA, aanbieding=gevonden.sleutel, consulent=toneel.consulent)
    assert Bemiddeling.objects.get(route="zelf_reageren").status == Bemiddelingstatus.TOEGEWEZEN


@pytest.mark.clausule("I-13")
def test_a_mismatch_that_was_known_before_does_not_count(toneel: Toneel):
    traject, eerste = toneel.aangeboden()
    _nee(toneel, eerste, factor_vastgelegd_op=AANBOD)
    _nee(toneel, _tweede(toneel, traject))
    assert Bemiddeling.objects.get().status == Bemiddelingstatus.ZOEKT


@pytest.mark.clausule("I-13")
@pytest.mark.parametrize(("dag", "zin"), [(None, "op welke dag"), (AANBOD + timedelta(days=1), "pas na het aanbod")])
def test_a_mismatch_needs_a_day_before_the_offer(toneel: Toneel, dag, zin):
    _, aanbieding = toneel.aangeboden()
    with clock.klok_op(JA), pytest.raises(RegelGeschonden, match=zin):
        aanbieding_weigeren(
            aanbieding=aanbieding.sleutel,
            reden=Weigerreden.WONING,
            mismatch_bevestigd=True,
            factor_vastgelegd_op=dag,
            namens=toneel.consulent,
        )


@pytest.mark.clausule("I-13")
def test_withdrawn_does_not_count(toneel: Toneel):
    traject, eerste = toneel.aangeboden()
    verloop.ingetrokken(op=JA, aanbieding=eerste.sleutel, consulent=toneel.consulent)
    assert vers(eerste).status == Aanbiedingstatus.INGETROKKEN
    assert vers(eerste.plaats).status == Plaatsstatus.VRIJ
    assert Bericht.objects.filter(soort="aanbod_ingetrokken").count() == 1
    _nee(toneel, _tweede(toneel, traject))
    assert Bemiddeling.objects.get().status == Bemiddelingstatus.ZOEKT


@pytest.mark.clausule("I-13")
def test_after_the_last_day_the_sweep_frees_everything_once(toneel: Toneel):
    traject, aanbieding = toneel.aangeboden()
    for op in (UITERLIJK, TE_LAAT, TE_LAAT):
        verloop.verlopen(op=op, traject=traject.sleutel, aanbieding=aanbieding.sleutel)
        verwacht = Aanbiedingstatus.AANGEBODEN if op == UITERLIJK else Aanbiedingstatus.VERLOPEN
        assert vers(aanbieding).status == verwacht
    assert vers(aanbieding.plaats).status == Plaatsstatus.VRIJ
    assert (vers(aanbieding).woning_vrij_op, vers(aanbieding).afgehandeld_op) == (TE_LAAT, None)
    assert Gebeurtenis.objects.filter(soort="aanbieding_verlopen").count() == 1
    ontvangers = {b.ontvanger for b in Bericht.objects.filter(soort="aanbod_verlopen")}
    assert ontvangers == {toneel.regio.begeleider, toneel.regio.consulent}
    with clock.klok_op(TE_LAAT):
        aanbieding_laten_verlopen(traject=traject.sleutel, onderwerp=None)  # names no offer: nothing


@pytest.mark.clausule("I-13", "Z-9.14")
@pytest.mark.parametrize(
    ("afhandeling", "status"), [(Afhandeling.GEWEIGERD, "vervallen"), (Afhandeling.TELT_NIET, "zoekt")]
)
def test_the_consulent_settles_what_silence_means(toneel: Toneel, afhandeling: Afhandeling, status: str):
    traject, eerste = toneel.aangeboden()
    _nee(toneel, eerste)
    tweede = _tweede(toneel, traject)
    dag = tweede.antwoord_uiterlijk + timedelta(days=1)
    verloop.verlopen(op=dag, traject=traject.sleutel, aanbieding=tweede.sleutel)
    rij = verloop.afgehandeld(op=dag, aanbieding=tweede.sleutel, afhandeling=afhandeling, consulent=toneel.consulent)
    assert (rij.afhandeling, rij.afgehandeld_op) == (afhandeling, dag)
    assert Bemiddeling.objects.order_by("pk")[0].status == status


def test_settling_needs_an_expired_offer_and_happens_once(toneel: Toneel):
    traject, aanbieding = toneel.aangeboden()

    def afhandelen(op=TE_LAAT):
        verloop.afgehandeld(
            op=op, aanbieding=aanbieding.sleutel, afhandeling=Afhandeling.TELT_NIET, consulent=toneel.consulent
        )

    with pytest.raises(RegelGeschonden, match="niet verlopen"):
        afhandelen(op=UITERLIJK)
    verloop.verlopen(op=TE_LAAT, traject=traject.sleutel, aanbieding=aanbieding.sleutel)
    afhandelen()
    with pytest.raises(RegelGeschonden, match="al afgehandeld"):
        afhandelen()


def test_after_the_last_day_nobody_writes_down_a_yes_even_when_the_sweep_is_late(toneel: Toneel):
    _, aanbieding = toneel.aangeboden()
    with pytest.raises(RegelGeschonden, match="De dag om te antwoorden is voorbij"):
        verloop.geaccepteerd(op=TE_LAAT, aanbieding=aanbieding.sleutel, consulent=toneel.consulent)
    verloop.geaccepteerd(op=UITERLIJK, aanbieding=aanbieding.sleutel, consulent=toneel.consulent)


def _antwoorden(aanbieding: Aanbieding, **velden):
    sleutel = aanbieding.sleutel
    return [
        lambda: aanbieding_accepteren(aanbieding=sleutel, **velden),
        lambda: aanbieding_weigeren(aanbieding=sleutel, reden=Weigerreden.PLEK, **velden),
        lambda: aanbieding_intrekken(aanbieding=sleutel, reden=Intrekreden.VERGISSING, **velden),
        lambda: verlopen_aanbieding_afhandelen(aanbieding=sleutel, afhandeling=Afhandeling.TELT_NIET, **velden),
    ]


def test_an_answered_offer_takes_no_second_answer(toneel: Toneel):
    _, aanbieding = toneel.aangeboden()
    _nee(toneel, aanbieding)
    for antwoord in _antwoorden(aanbieding, namens=toneel.consulent):
        with clock.klok_op(JA), pytest.raises(RegelGeschonden, match="afgehandeld"):
            antwoord()


@pytest.mark.parametrize("wie", ["coordinator", "begeleider", "andere_consulent", "procesregisseur"])
def test_only_the_corporatie_writes_the_answer_down(toneel: Toneel, wie: str):
    _, aanbieding = toneel.aangeboden()
    for antwoord in _antwoorden(aanbieding, namens=toneel.namens(getattr(toneel.regio, wie))):
        with clock.klok_op(JA), pytest.raises(GeenRecht):
            antwoord()


def test_a_stale_form_is_refused(toneel: Toneel):
    _, aanbieding = toneel.aangeboden()
    for antwoord in _antwoorden(aanbieding, namens=toneel.consulent, versie=aanbieding.versie + 1):
        with clock.klok_op(JA), pytest.raises(Verouderd):
            antwoord()
