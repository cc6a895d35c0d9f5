"""Who rents along is a party: named in the contract, signs it, and gets the letters about the huur."""

from __future__ import annotations

from datetime import date
from html import unescape

import pytest
from django.urls import reverse

from aanmelding.models import Huishouden
from opstap import clock
from opstap.errors import RegelGeschonden
from opstap.post.enums import Briefsoort
from opstap.post.models import Brief
from opstap.post.services.brieven import adresblok
from opstap.trajecten.models import Persoon, Traject
from tests.woningen import verloop
from tests.woningen.toneel import GETEKEND, INGANG, OPGEMAAKT, Toneel
from woningen.models import Huurovereenkomst
from woningen.services import aanzegging_maken, ondertekening_vastleggen

BESLUIT, EERSTE = date(2026, 1, 10), date(2026, 4, 1)
SAMEN = "Sam Kastelein en Robin Wulp"


def _samen(traject: Traject) -> Traject:
    mede = Persoon.objects.create(naam="Robin Wulp", geboortedatum=date(1990, 5, 17))
    Huishouden.objects.update_or_create(
        aanmelding=traject.aanmelding, defaults={"alleen": False, "medehuurder": mede, "kinderen": []}
    )
    return Traject.objects.get(pk=traject.pk)


def _contract(toneel: Toneel) -> Huurovereenkomst:
    traject = _samen(toneel.toegewezen())
    return verloop.contract_opgemaakt(
        op=OPGEMAAKT, traject=traject.sleutel, ingangsdatum=INGANG, consulent=toneel.consulent
    )


@pytest.mark.clausule("Z-2.11")
def test_who_makes_a_contract_for_two_is_asked_who_decides_beside_the_second(toneel: Toneel) -> None:
    traject, vraag = toneel.toegewezen(), "Er huurt iemand mee"
    adres = reverse("woningen:contract_opmaken", args=[traject.sleutel])
    with clock.klok_op(OPGEMAAKT):
        client = toneel.regio.ingelogd(toneel.regio.consulent)
        assert vraag not in client.get(adres).content.decode()
        _samen(traject)
        assert vraag in client.get(adres).content.decode()


def _brief(soort: Briefsoort) -> Brief:
    return Brief.objects.get(soort=soort, geadresseerde="kandidaat")


@pytest.mark.clausule("Z-2.11", "I-25")
def test_who_rents_along_signs_the_contract_and_is_told_when_the_huur_ends(toneel: Toneel) -> None:
    contract = _contract(toneel)
    papier = unescape(_brief(Briefsoort.OPSTAPCONTRACT).inhoud.html)
    assert "Robin Wulp, medehuurder" in papier and f"verhuurt aan {SAMEN} de woning" in papier
    with clock.klok_op(GETEKEND):
        for partij in contract.partijen.exclude(rol="medehuurder"):
            ondertekening_vastleggen(
                contract=contract.sleutel, partij=partij.sleutel, datum=GETEKEND, namens=toneel.consulent
            )
    with pytest.raises(RegelGeschonden):
        verloop.sleutel_gegeven(op=INGANG, contract=contract.sleutel, consulent=toneel.consulent)
    verloop.door_allen_getekend(op=GETEKEND, contract=contract.sleutel, consulent=toneel.consulent)
    verloop.sleutel_gegeven(op=INGANG, contract=contract.sleutel, consulent=toneel.consulent)

    verloop.niet_omgezet(op=BESLUIT, contract=contract.sleutel, consulent=toneel.consulent)
    with clock.klok_op(EERSTE):
        adres = reverse("woningen:aanzegging", args=[contract.traject.sleutel])
        pagina = unescape(toneel.regio.ingelogd(toneel.regio.consulent).get(adres).content.decode())
        aanzegging_maken(contract=contract.sleutel, namens=toneel.consulent)
    assert f"Beste {SAMEN}," in unescape(_brief(Briefsoort.AANZEGGING).inhoud.html)
    assert adresblok(_brief(Briefsoort.AANZEGGING))["geadresseerde_naam"] == SAMEN
    assert SAMEN in pagina
    assert "Robin" not in _brief(Briefsoort.NIET_OMZETTEN).inhoud.html, "how it went with Sam is for Sam"
