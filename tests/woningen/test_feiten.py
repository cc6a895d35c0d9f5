"""What this room tells the planning, and the duties that follow."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse

from opstap import clock
from opstap.protocol.begrippen import Fase, Looptijd, Route
from opstap.protocol.bemiddelen import Afhandeling
from opstap.termijnen.feiten import trajectfeiten
from opstap.termijnen.models import Termijn
from tests.woningen import verloop
from tests.woningen.toneel import (
    AANBOD,
    EINDE,
    GETEKEND,
    GEVRAAGD,
    INGANG,
    JA,
    OPGEMAAKT,
    TOEGELATEN,
    UITERLIJK,
    Toneel,
    met_regeling,
    vers,
)


def _termijnen(traject) -> dict[tuple[str, str], tuple[str, date]]:
    eigen = (
        "verhuurder_vragen", "woning_aanbieden", "aanbieding_beantwoorden", "verlopen_aanbieding", "contract_opmaken",
        "contract_tekenen", "sleutel_geven", "woning_klaar",
    )  # fmt: skip
    return {
        (t.soort, t.plek): (t.status, t.datum)
        for t in traject.termijnen.filter(soort__in=eigen).exclude(soort="woning_klaar")
    }


def test_nothing_is_known_before_the_toelating(toneel: Toneel):
    from tests.aanmelding.verloop import aanmelding_begonnen

    traject = aanmelding_begonnen(
        op=TOEGELATEN, regeling=toneel.regio.regeling, begeleider=toneel.namens(toneel.regio.begeleider)
    )
    assert trajectfeiten(traject).bemiddeling is None
    assert trajectfeiten(traject).contract is None


def test_the_search_first_asks_a_corporatie_then_a_home_within_eight_weeks(toneel: Toneel):
    traject = toneel.zoekend()
    feiten = trajectfeiten(traject).bemiddeling
    assert (feiten.route, feiten.status) == (Route.DIRECTE_BEMIDDELING, "zoekt")
    assert (feiten.begonnen_op, feiten.verhuurder_gevraagd_op) == (TOEGELATEN, GEVRAAGD)
    assert _termijnen(traject) == {
        ("verhuurder_vragen", ""): ("voltooid", date(2024, 4, 22)),
        ("woning_aanbieden", "1"): ("open", TOEGELATEN + timedelta(days=56)),
    }


@pytest.mark.clausule("H-18")
def test_a_corporatie_that_has_six_months_keeps_the_day_until_the_kandidaat_takes_a_home(toneel: Toneel):
    toneel.contingent()
    traject = met_regeling(toneel.kandidaat(), bemiddeling_max_maanden=6)

    def plicht() -> Termijn:
        return traject.termijnen.get(soort="woning_vinden")

    assert not traject.termijnen.filter(soort="woning_vinden").exists()
    verloop.verhuurder_gevraagd(
        op=GEVRAAGD, traject=traject.sleutel, corporatie=toneel.regio.corporatie.sleutel, coordinator=toneel.coordinator
    )
    assert (plicht().status, plicht().datum, plicht().rol) == ("open", date(2024, 10, 17), "consulent")
    aanbieding = toneel.aanbod(traject)
    with clock.klok_op(JA):
        rij = toneel.regio.ingelogd(toneel.regio.coordinator).get(reverse("woningen:wachtrij")).context["rijen"][0]
    assert ("woning gevonden voor", "17 oktober 2024", False) in rij["streefdata"]
    verloop.geaccepteerd(op=JA, aanbieding=aanbieding.sleutel, consulent=toneel.consulent)
    assert plicht().status == "voltooid"


def test_an_offer_gives_a_duty_to_write_down_the_answer_and_a_refusal_a_next_one(toneel: Toneel):
    traject, aanbieding = toneel.aangeboden()
    assert _termijnen(traject)["aanbieding_beantwoorden", "1"] == ("open", UITERLIJK)
    verloop.geweigerd(op=JA, aanbieding=aanbieding.sleutel, consulent=toneel.consulent)
    termijnen = _termijnen(traject)
    assert termijnen["aanbieding_beantwoorden", "1"] == ("voltooid", UITERLIJK)
    assert termijnen["woning_aanbieden", "2"] == ("open", JA + timedelta(days=28))


def test_an_expired_offer_gives_the_duty_to_settle_it(toneel: Toneel):
    traject, aanbieding = toneel.aangeboden()
    dag = UITERLIJK + timedelta(days=1)
    verloop.verlopen(op=dag, traject=traject.sleutel, aanbieding=aanbieding.sleutel)
    assert _termijnen(traject)["verlopen_aanbieding", "1"] == ("open", UITERLIJK + timedelta(days=3))
    assert trajectfeiten(traject).bemiddeling.aanbiedingen[0].afgehandeld_op is None
    verloop.afgehandeld(
        op=dag, aanbieding=aanbieding.sleutel, afhandeling=Afhandeling.TELT_NIET, consulent=toneel.consulent
    )
    assert _termijnen(traject)["verlopen_aanbieding", "1"][0] == "voltooid"


def test_on_the_other_route_the_numbers_of_the_offers_go_on(toneel: Toneel):
    traject, eerste = toneel.aangeboden()
    verloop.geweigerd(op=JA, aanbieding=eerste.sleutel, consulent=toneel.consulent)
    tweede = toneel.aanbod(traject, toneel.woning("Eik 2"), op=JA)
    verloop.geweigerd(op=JA, aanbieding=tweede.sleutel, consulent=toneel.consulent)
    toneel.aanbod(traject, toneel.woning("Zelf 3"), op=JA)

    feiten = trajectfeiten(traject).bemiddeling
    assert (feiten.route, len(feiten.aanbiedingen)) == (Route.ZELF_REAGEREN, 3)
    termijnen = _termijnen(traject)
    assert [termijnen["aanbieding_beantwoorden", n][0] for n in "123"] == ["voltooid", "voltooid", "open"]
    assert ("woning_aanbieden", "3") not in termijnen


def test_the_contract_goes_from_making_to_signing_to_the_key(toneel: Toneel):
    traject = toneel.toegewezen()
    assert _termijnen(traject)["contract_opmaken", ""] == ("open", JA + timedelta(days=7))
    contract = verloop.contract_opgemaakt(
        op=OPGEMAAKT, traject=traject.sleutel, ingangsdatum=INGANG, consulent=toneel.consulent
    )
    assert _termijnen(traject)["contract_tekenen", ""] == ("open", INGANG)
    verloop.door_allen_getekend(op=GETEKEND, contract=contract.sleutel, consulent=toneel.consulent)
    assert _termijnen(traject)["sleutel_geven", ""] == ("open", INGANG)
    verloop.sleutel_gegeven(op=INGANG, contract=contract.sleutel, consulent=toneel.consulent)
    assert {status for status, _ in _termijnen(traject).values()} == {"voltooid"}
    assert vers(traject).fase == Fase.WONEN


def test_the_facts_of_the_contract_count_receipt_and_not_sending(toneel: Toneel):
    contract = toneel.lopend()
    verloop.niet_omgezet(op=date(2026, 1, 10), contract=contract.sleutel, consulent=toneel.consulent)
    verloop.aangezegd(op=date(2026, 4, 2), contract=contract.sleutel, consulent=toneel.consulent)
    feiten = trajectfeiten(contract.traject).contract
    assert (feiten.ingangsdatum, feiten.einde, feiten.ritme, feiten.looptijd) == (INGANG, EINDE, 3, Looptijd.BEPAALD)
    assert (feiten.opgemaakt_op, feiten.getekend_op, feiten.ingebruikname) == (OPGEMAAKT, GETEKEND, INGANG)
    assert (feiten.besluit, feiten.besloten_op) == ("niet_omzetten", date(2026, 1, 10))
    assert feiten.aanzegging_ontvangen_op is None
    verloop.aangezegd(
        op=date(2026, 4, 2), ontvangen_op=date(2026, 4, 3), contract=contract.sleutel, consulent=toneel.consulent
    )
    assert trajectfeiten(contract.traject).contract.aanzegging_ontvangen_op == date(2026, 4, 3)


def test_the_day_of_the_offer_completes_the_duty_to_offer(toneel: Toneel):
    traject, _ = toneel.aangeboden()
    termijn = traject.termijnen.get(soort="woning_aanbieden", plek="1")
    assert (termijn.status, termijn.afgedaan_op) == ("voltooid", AANBOD)
