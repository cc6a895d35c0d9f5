"""The database defends what the services promise."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from opstap.errors import Verouderd
from opstap.protocol.potten import Categorie
from tests.woningen.toneel import AANBOD, JA, OPGEMAAKT, UITERLIJK, Toneel, vers
from woningen.enums import Woningstatus
from woningen.models import (
    Aanbieding,
    Aanzegging,
    Bemiddeling,
    Contingentplaats,
    Huurovereenkomst,
    Woning,
)

MACHINES = (Contingentplaats, Bemiddeling, Aanbieding, Huurovereenkomst)


def _faalt(doe) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        doe()


@pytest.mark.parametrize("model", MACHINES)
def test_an_unknown_state_is_refused_by_the_database(toneel: Toneel, model: type[Any]):
    toneel.opgemaakt()
    _faalt(lambda: model.objects.update(status="onzin"))


def test_the_database_keeps_one_open_bemiddeling(toneel: Toneel):
    traject = toneel.zoekend()
    eerste = Bemiddeling.objects.get()
    velden = {"traject": traject, "route": eerste.route, "toelating": eerste.toelating, "begonnen_op": AANBOD}
    plek = {"wachtrij_dag": AANBOD, "wachtrij_nummer": 1}
    _faalt(lambda: Bemiddeling.objects.create(**velden, **plek))


def test_the_database_wants_a_verhuurder_before_the_search(toneel: Toneel):
    toneel.zoekend()
    _faalt(lambda: Bemiddeling.objects.update(verhuurder=None))


@pytest.mark.parametrize(
    "velden",
    [
        {"einde": OPGEMAAKT - timedelta(days=100)},
        {"ingebruikname": OPGEMAAKT},
        {"looptijd": "onbepaald"},
        {"onbepaald_door": "wet"},
    ],
)
def test_the_database_refuses_a_contract_that_cannot_be(toneel: Toneel, velden: dict[str, Any]):
    toneel.opgemaakt()
    _faalt(lambda: Huurovereenkomst.objects.update(**velden))


def test_the_database_keeps_an_offer_whole(toneel: Toneel):
    _, aanbieding = toneel.aangeboden()
    rijen = Aanbieding.objects.filter(pk=aanbieding.pk)
    _faalt(lambda: rijen.update(woning_vrij_op=JA))  # an open offer holds its home
    _faalt(lambda: rijen.update(status="geweigerd"))  # answered without a day
    with pytest.raises(IntegrityError), transaction.atomic():
        Aanbieding.objects.create(
            bemiddeling=aanbieding.bemiddeling,
            woning=toneel.woning("Eik 2"),
            aangeboden_op=AANBOD,
            antwoord_uiterlijk=UITERLIJK,
        )


def test_the_database_wants_proof_of_receipt_and_one_receipt(toneel: Toneel):
    contract = toneel.lopend()
    velden = {"contract": contract, "verzonden_op": JA, "wijze": "email"}
    _faalt(lambda: Aanzegging.objects.create(**velden, ontvangen_op=JA))
    _faalt(lambda: Aanzegging.objects.create(contract=contract, ontvangen_op=JA, bewijs="antwoord"))
    _faalt(lambda: Aanzegging.objects.create(contract=contract, verzonden_op=JA))
    Aanzegging.objects.create(**velden, ontvangen_op=JA, bewijs="antwoord")
    _faalt(lambda: Aanzegging.objects.create(**velden, ontvangen_op=JA, bewijs="antwoord"))


def test_a_home_has_one_row_per_address_and_a_rent(toneel: Toneel):
    woning = toneel.woning("Lindelaan 1")
    _faalt(
        lambda: Woning.objects.create(
            corporatie=woning.corporatie, adres="LINDELAAN 1", woningtype="studio", kale_huur=1
        )
    )
    _faalt(lambda: Woning.objects.update(kale_huur=0))


def test_a_stale_place_never_wins(toneel: Toneel):
    """Two copies of one free place: the second save finds another version (law 4)."""
    toneel.contingent()
    plaats = Contingentplaats.objects.first()
    tweede = vers(plaats)
    plaats.categorie = tweede.categorie = Categorie.OPSTAP.value
    plaats.reserveren()
    plaats.save()
    tweede.reserveren()
    with pytest.raises(Verouderd):
        tweede.save()


# --- querysets: each with a row that must not appear -------------------------------------------------------------


def test_the_querysets_leave_out_what_does_not_belong(toneel: Toneel):
    traject, aanbieding = toneel.aangeboden()
    ander = toneel.woning("Eik 2")
    plaatsen, woningen = Contingentplaats.objects, Woning.objects
    assert list(plaatsen.bezet()) == [aanbieding.plaats]
    assert aanbieding.plaats not in plaatsen.vrij() and plaatsen.vrij().count() == 3
    assert list(woningen.beschikbaar()) == [ander]
    assert list(woningen.van([toneel.regio.andere_corporatie])) == []
    standen = {w.adres: w.status for w in woningen.met_status()}
    assert standen == {"Lindelaan 1, 7201 AA Voorstad": Woningstatus.AANGEBODEN, "Eik 2": Woningstatus.BESCHIKBAAR}
    assert list(Aanbieding.objects.open()) == [aanbieding]
    assert list(Aanbieding.objects.van_traject(toneel.kandidaat("Een Ander"))) == []

    Aanbieding.objects.update(status="geweigerd", afgehandeld_op=JA, woning_vrij_op=JA)
    Bemiddeling.objects.filter(traject=traject).update(status="vervallen")
    assert not Aanbieding.objects.open().exists()
    assert not Bemiddeling.objects.open().filter(traject=traject).exists()
    assert woningen.beschikbaar().count() == 2


def test_the_querysets_of_the_contract_leave_out_what_is_over(toneel: Toneel):
    contract = toneel.lopend()
    Aanzegging.objects.create(contract=contract, verzonden_op=JA, wijze="email")
    assert list(Huurovereenkomst.objects.open()) == list(Huurovereenkomst.objects.geldig()) == [contract]
    assert not Aanzegging.objects.ontvangen().exists()
    Huurovereenkomst.objects.update(status="beeindigd")
    assert not Huurovereenkomst.objects.open().exists()
    assert list(Huurovereenkomst.objects.geldig()) == [contract]
    Huurovereenkomst.objects.update(status="ingetrokken")
    assert not Huurovereenkomst.objects.geldig().exists()
