"""The database defends what code might forget."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from evaluatie.models import Afspraak, Evaluatie, Itemoordeel, Mdo, Notitie, Signaal
from tests.evaluatie.conftest import EERSTE, Wonen


def geweigerd(maak: Any, naam: str) -> None:
    with pytest.raises(IntegrityError, match=naam), transaction.atomic():
        maak()


def test_an_unknown_state_cannot_be_stored(wonen: Wonen) -> None:
    basis = {"traject": wonen.traject, "gemeld_op": EERSTE, "is_spoed": False}
    geweigerd(lambda: Mdo.objects.create(**basis, status="zweeft"), "mdo_status")
    geweigerd(lambda: _signaal(wonen, status="zweeft"), "signaal_")
    geweigerd(lambda: _evaluatie(wonen, status="zweeft"), "evaluatie_status")
    geweigerd(lambda: _afspraak(wonen, status="zweeft", afgehandeld_op=EERSTE), "afspraak_status")


def _signaal(wonen: Wonen, **anders: Any) -> Signaal:
    return Signaal.objects.create(
        **{
            "traject": wonen.traject,
            "soort": "overlast",
            "is_spoed": False,
            "melder": "consulent",
            "melder_organisatie": wonen.regio.corporatie.sleutel,
            "gemeld_op": EERSTE,
            **anders,
        }
    )


def _evaluatie(wonen: Wonen, **anders: Any) -> Evaluatie:
    return Evaluatie.objects.create(
        **{
            "traject": wonen.traject,
            "contract": wonen.contract,
            "nummer": 99,
            "soort": "voortgangsgesprek",
            "clausule": "Z-12.1",
            "met_corporatie": False,
            "gepland_op": EERSTE,
            **anders,
        }
    )


def _afspraak(wonen: Wonen, **anders: Any) -> Afspraak:
    return Afspraak.objects.create(
        **{
            "traject": wonen.traject,
            "evaluatie": wonen.evaluatie(1),
            "wie": "huurder",
            "uiterlijk": date(2026, 5, 1),
            **anders,
        }
    )


def test_one_number_per_contract_and_one_word_per_point(wonen: Wonen) -> None:
    geweigerd(lambda: _evaluatie(wonen, nummer=1), "evaluatie_een_keer_per_nummer|contract_id, .*nummer")
    e = wonen.evaluatie(1)
    Itemoordeel.objects.create(evaluatie=e, item="huur", oordeel="goed")
    geweigerd(
        lambda: Itemoordeel.objects.create(evaluatie=e, item="huur", oordeel="aandacht"),
        "itemoordeel_een_keer|evaluatie_id, .*item",
    )


def test_held_means_a_day_and_a_verdict(wonen: Wonen) -> None:
    geweigerd(lambda: _evaluatie(wonen, status="gehouden", gehouden_op=EERSTE), "evaluatie_gehouden_met_oordeel")
    geweigerd(lambda: _evaluatie(wonen, oordeel="op_schema"), "evaluatie_gehouden_met_oordeel")


@pytest.mark.clausule("Z-13.1")
def test_an_mdo_cannot_have_a_day_before_the_huurder_knows(wonen: Wonen) -> None:
    basis = {"traject": wonen.traject, "gemeld_op": EERSTE, "is_spoed": False}
    geweigerd(lambda: Mdo.objects.create(**basis, gepland_op=EERSTE), "mdo_huurder_weet_het_eerst")


def test_one_mdo_to_come_per_traject(wonen: Wonen) -> None:
    basis = {"traject": wonen.traject, "gemeld_op": EERSTE, "is_spoed": False}
    Mdo.objects.create(**basis, status="afspraken_lopen")
    Mdo.objects.create(**basis)
    geweigerd(lambda: Mdo.objects.create(**basis), "mdo_een_komend_per_traject|traject_id")
    assert Mdo.objects.open().count() == 2
    assert Mdo.objects.komend().count() == 1


def test_an_afspraak_comes_from_exactly_one_conversation(wonen: Wonen) -> None:
    geweigerd(lambda: _afspraak(wonen, evaluatie=None), "afspraak_uit_een_gesprek")
    mdo = Mdo.objects.create(traject=wonen.traject, gemeld_op=EERSTE, is_spoed=False)
    geweigerd(lambda: _afspraak(wonen, mdo=mdo), "afspraak_uit_een_gesprek")
    geweigerd(lambda: _afspraak(wonen, status="nagekomen"), "afspraak_afgehandeld_met_datum")


def test_what_is_open_and_what_is_not(wonen: Wonen) -> None:
    dicht, open_ = _signaal(wonen, status="afgehandeld", afgehandeld_op=EERSTE), _signaal(wonen)
    assert list(Signaal.objects.open()) == [open_]
    assert dicht not in Signaal.objects.open()
    klaar, loopt = _afspraak(wonen, status="nagekomen", afgehandeld_op=EERSTE), _afspraak(wonen)
    assert list(Afspraak.objects.open()) == [loopt]
    assert klaar not in Afspraak.objects.open()
    gehouden = _evaluatie(wonen, status="gehouden", gehouden_op=EERSTE, oordeel="op_schema")
    later = _evaluatie(wonen, nummer=98, status="gehouden", gehouden_op=date(2026, 5, 1), oordeel="op_schema")
    _evaluatie(wonen, nummer=97, status="vervallen")
    assert list(Evaluatie.objects.gehouden().nieuwste_eerst()) == [later, gehouden]
    assert {e.nummer for e in Evaluatie.objects.te_houden()} == set(range(1, 9))


def test_a_text_stands_once_per_kind(wonen: Wonen) -> None:
    sleutel = wonen.evaluatie(1).sleutel
    Notitie.objects.create(traject=wonen.traject, onderwerp=sleutel, soort="bewoner", tekst="een")
    geweigerd(
        lambda: Notitie.objects.create(traject=wonen.traject, onderwerp=sleutel, soort="bewoner", tekst="twee"),
        "notitie_een_per_soort|onderwerp, .*soort",
    )
