"""Who lived here is forgotten too: half a year after the vaste contract, two years after a huur that stopped (I-8)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from evaluatie.models import Evaluatie
from opstap import clock
from opstap.logboek.services import breuken_in_de_keten, logboek_verzegelen
from opstap.protocol.datums import plus_maanden
from opstap.protocol.vaststellen import Huurstand
from opstap.protocol.wissen import SOORT
from opstap.termijnen.controles import gesloten_is_klaar, iedereen_aan_zet, plan_klopt
from opstap.trajecten.controles import gewist_is_weg
from opstap.trajecten.models import Persoon
from tests.evaluatie import verloop
from tests.evaluatie.conftest import EERSTE, INGANG, TWEEDE, Wonen
from tests.evaluatie.test_services_omzetten import STREEF, overleg
from tests.vergeten import kanaries, over_van_kanaries, tik
from woningen.models import Huurovereenkomst

WEG = plus_maanden(STREEF, 6)


@pytest.fixture
def omgezet(wonen: Wonen) -> Wonen:
    """Two evaluaties, a signaal with an MDO, and the besluit that closes it."""
    overleg(wonen)
    eerste = wonen.evaluatie(1).sleutel
    verloop.huurstatus_gegeven(
        evaluatie=eerste, op=EERSTE, namens=wonen.consulent, stand=Huurstand.ACHTERSTAND, maanden=1
    )
    for nummer, op in ((1, EERSTE), (2, TWEEDE)):
        verloop.evaluatie_gehouden(evaluatie=wonen.evaluatie(nummer).sleutel, op=op, namens=wonen.begeleider)
    signaal = verloop.signaal_gemeld(traject=wonen.traject, op=TWEEDE, namens=wonen.consulent)
    mdo = verloop.mdo_gemeld(signaal=signaal.sleutel, op=TWEEDE, namens=wonen.begeleider)
    verloop.mdo_gepland(mdo=mdo.sleutel, geinformeerd_op=TWEEDE, gepland_op=TWEEDE, namens=wonen.begeleider)
    verloop.omzetting_besloten(contract=wonen.contract.sleutel, op=STREEF, namens=wonen.consulent)
    wonen.traject.refresh_from_db()
    return wonen


@pytest.mark.clausule("Z-20.2", "I-8", "A-33")
def test_half_a_year_after_the_vaste_contract_nothing_of_the_bewoner_is_left(omgezet: Wonen) -> None:
    traject = omgezet.traject
    assert traject.afgesloten_op == STREEF
    plicht = omgezet.termijn(SOORT)
    assert (plicht.datum, plicht.status) == (WEG - timedelta(days=1), "open")
    gezet, _ = kanaries(traject)
    assert gezet > 15
    tik(WEG - timedelta(days=1), uur=23)
    assert Persoon.objects.exists() and Evaluatie.objects.exists()
    tik(WEG, uur=0)

    assert over_van_kanaries() == [] and not Persoon.objects.exists()
    traject.refresh_from_db()
    assert (traject.gewist_op, traject.uitkomst) == (WEG, "vast_contract")
    contract = Huurovereenkomst.objects.get()
    assert (contract.ingangsdatum, contract.status) == (INGANG, "afgerond")
    logboek_verzegelen()
    with clock.klok_op(WEG):
        assert [*breuken_in_de_keten(), *gewist_is_weg(), *plan_klopt(), *gesloten_is_klaar()] == []
        assert list(iedereen_aan_zet()) == []


@pytest.mark.clausule("Z-20.2", "I-8")
def test_the_pages_about_the_home_do_not_break_and_name_nobody(omgezet: Wonen) -> None:
    naam = omgezet.traject.naam
    tik(WEG, uur=0)
    with clock.klok_op(WEG):
        client = omgezet.client(omgezet.regio.consulent)
        for pad in ("/", "/trajecten/", "/woningen/", "/contingent/", "/brieven/"):
            antwoord = client.get(pad, follow=True)
            assert antwoord.status_code in {200, 404} and naam not in antwoord.content.decode(), pad
