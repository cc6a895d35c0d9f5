"""Where the letters to the huurder go: to the home once there is a key to it (Z-9.10, Z-12.3)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from aanmelding.services import persoon_bijwerken
from opstap import clock
from opstap.post.enums import Briefsoort, Geadresseerde
from opstap.post.models import Brief
from opstap.post.services import brief_maken
from opstap.trajecten.models import Persoon, Traject
from tests.woningen import verloop
from tests.woningen.toneel import EINDE, GETEKEND, INGANG, Toneel
from woningen.models import Huurovereenkomst

HUIS = "Lindelaan 1<br>7201 AA Voorstad"
VIA_ZORG = "p/a Zorgpunt De Linde"


def _venster(brief: Brief) -> str:
    return brief.inhoud.html.partition('class="venster">')[2].partition("</address>")[0].strip()


def _brief(traject: Traject, afzender, op: date, aan: Geadresseerde = Geadresseerde.KANDIDAAT) -> str:
    with clock.klok_op(op):
        brief = brief_maken(
            traject=Traject.objects.get(pk=traject.pk),
            soort=Briefsoort.MDO_UITNODIGING,
            titel="Uitnodiging",
            afzender=afzender,
            geadresseerde=aan,
            gegevens={"naam": traject.naam, "dag": "maandag 9 maart 2026", "wie": []},
        )
    return _venster(brief)


def test_with_the_key_letters_go_to_the_home_and_before_it_through_the_zorgorganisatie(toneel: Toneel):
    """Seen to fail: two years after the key every letter to the huurder still went to the zorgorganisatie."""
    contract, corporatie = toneel.getekend(), toneel.regio.corporatie
    Persoon.objects.update(adres="")
    assert VIA_ZORG in _brief(contract.traject, corporatie, GETEKEND)
    verloop.sleutel_gegeven(op=INGANG, contract=contract.sleutel, consulent=toneel.consulent)
    for afzender in (corporatie, toneel.regio.zorg):
        adres = _brief(contract.traject, afzender, INGANG)
        assert HUIS in adres and "p/a" not in adres
    aan_zorg = _brief(contract.traject, corporatie, INGANG, Geadresseerde.ZORGORGANISATIE)
    assert HUIS not in aan_zorg and aan_zorg.startswith("Zorgpunt De Linde")


def test_the_home_counts_more_than_a_postal_address_of_before_and_less_than_one_of_later(toneel: Toneel):
    """Seen to fail without the day it was given: the address of the institution stood on the aanzegging."""
    contract, corporatie = toneel.getekend(), toneel.regio.corporatie
    assert "Kerkstraat 2" in _brief(contract.traject, corporatie, GETEKEND)
    verloop.sleutel_gegeven(op=INGANG, contract=contract.sleutel, consulent=toneel.consulent)
    assert HUIS in _brief(contract.traject, corporatie, INGANG)
    persoon = contract.traject.persoon
    for dagen, adres, verwacht in ((1, persoon.adres, HUIS), (2, "Laan 9, 7201 AB Voorstad", "Laan 9"), (3, "", HUIS)):
        op = INGANG + timedelta(days=dagen)
        with clock.klok_op(op):
            persoon_bijwerken(
                traject=contract.traject.sleutel,
                naam=persoon.naam,
                geboortedatum=persoon.geboortedatum,
                adres=adres,
                namens=toneel.namens(toneel.regio.begeleider),
            )
        assert verwacht in _brief(contract.traject, corporatie, op)


@pytest.mark.parametrize("postadres", ["", "Kerkstraat 2, 7200 AB Zutphen"])
def test_a_secret_address_stands_on_no_letter(toneel: Toneel, postadres: str):
    """Seen to fail without the look at `adres_geheim`."""
    contract = toneel.lopend()
    Persoon.objects.update(adres_geheim=True, adres=postadres)
    adres = _brief(contract.traject, toneel.regio.corporatie, INGANG)
    assert VIA_ZORG in adres and "Lindelaan" not in adres and "Kerkstraat" not in adres


@pytest.mark.clausule("I-28")
def test_who_may_not_know_the_home_writes_through_the_zorgorganisatie(toneel: Toneel):
    """Seen to fail: the procesregisseur read on her own letter where the huurder lives (law 6)."""
    contract = toneel.lopend()
    Persoon.objects.update(adres="")
    adres = _brief(contract.traject, toneel.regio.gemeente, INGANG)
    assert VIA_ZORG in adres and "Lindelaan" not in adres


def test_who_left_the_home_gets_no_letter_there(toneel: Toneel):
    """Seen to fail without the look at the state of the contract."""
    contract = toneel.lopend()
    Persoon.objects.update(adres="")
    Huurovereenkomst.objects.update(status="afgerond")
    assert HUIS in _brief(contract.traject, toneel.regio.corporatie, EINDE)
    Huurovereenkomst.objects.update(status="beeindigd")
    assert VIA_ZORG in _brief(contract.traject, toneel.regio.corporatie, EINDE + timedelta(days=1))
