"""Every invariant is silent when all is well, and speaks when somebody broke the rows behind its back."""

from __future__ import annotations

from datetime import date

import pytest

from tests.woningen import verloop
from tests.woningen.toneel import JA, Toneel
from woningen.controles import contingent_klopt, contract_klopt
from woningen.models import (
    Aanbieding,
    Aanzegging,
    Contingent,
    Contingentdeel,
    Contingentplaats,
    Huurovereenkomst,
    Ondertekening,
)

VENSTER = date(2026, 4, 2)


def test_all_is_well_along_the_road(toneel: Toneel):
    contract = toneel.lopend()
    verloop.niet_omgezet(op=date(2026, 1, 10), contract=contract.sleutel, consulent=toneel.consulent)
    verloop.aangezegd(op=VENSTER, ontvangen_op=VENSTER, contract=contract.sleutel, consulent=toneel.consulent)
    assert list(contingent_klopt()) == list(contract_klopt()) == []


@pytest.mark.parametrize(
    ("breek", "zin"),
    [
        (lambda: Contingent.objects.update(totaal=9), "samen niet 9"),
        (lambda: Contingentplaats.objects.vrij().first().delete(), "heeft niet"),
        (lambda: Contingentdeel.objects.all().delete(), "zonder aandeel"),
        (lambda: Contingentplaats.objects.update(status="vrij", categorie=""), "de aanbiedingen zeggen iets anders"),
        (
            lambda: Contingentplaats.objects.vrij().update(status="gebruikt", categorie="opstap"),
            "de aanbiedingen zeggen iets anders",
        ),
        (
            lambda: (
                Contingent.objects.update(bijzonder=0),
                Contingentplaats.objects.bezet().update(categorie="bijzonder"),
            ),
            "Voor bijzondere bemiddeling via de procesregie zijn er al 1",
        ),
        (lambda: Aanbieding.objects.update(plaats=None), "de aanbiedingen zeggen iets anders"),
    ],
)
def test_a_broken_contingent_is_told(toneel: Toneel, breek, zin: str):
    toneel.aangeboden()
    breek()
    assert any(zin in gevonden for gevonden in contingent_klopt())


@pytest.mark.parametrize(
    ("breek", "zin"),
    [
        (lambda: Ondertekening.objects.first().delete(), "ontbreekt een handtekening"),
        (lambda: Huurovereenkomst.objects.update(status="afgerond"), "niet voor onbepaalde tijd"),
        (lambda: Aanzegging.objects.update(ontvangen_op=date(2026, 6, 1)), "zonder aanzegging"),
        (lambda: Aanzegging.objects.all().delete(), "zonder aanzegging"),
    ],
)
def test_a_broken_contract_is_told(toneel: Toneel, breek, zin: str):
    contract = toneel.lopend()
    verloop.niet_omgezet(op=date(2026, 1, 10), contract=contract.sleutel, consulent=toneel.consulent)
    verloop.aangezegd(op=VENSTER, ontvangen_op=VENSTER, contract=contract.sleutel, consulent=toneel.consulent)
    breek()
    assert any(zin in gevonden for gevonden in contract_klopt())


def test_an_open_contract_in_a_closed_traject_is_told(toneel: Toneel):
    contract = toneel.lopend()
    type(contract.traject).objects.filter(pk=contract.traject_id).update(afgesloten_op=JA, uitkomst="anders")
    assert any("afgesloten traject" in zin for zin in contract_klopt())
