"""A nee to sharing at evaluaties asks somebody to talk about it, once, and changes nothing else (Z-12.9)."""

from __future__ import annotations

from datetime import date, timedelta
from html import unescape
from uuid import uuid4

import pytest
from django.urls import reverse

from opstap import clock
from opstap.errors import GeenRecht, RegelGeschonden
from opstap.protocol.verklaringen import Zegt
from opstap.trajecten.enums import Verklaringsoort, Wijze
from opstap.trajecten.models import Verklaring
from tests.woningen.toneel import INGANG, Toneel
from woningen.models import Huurovereenkomst
from woningen.services import instemming_vastleggen, nee_besproken_vastleggen

DAG = INGANG + timedelta(days=10)
LATER = DAG + timedelta(days=5)


def zegt(toneel: Toneel, contract: Huurovereenkomst, wat: Zegt, op: date = DAG) -> Verklaring:
    with clock.klok_op(op):
        return instemming_vastleggen(
            contract=contract.sleutel, datum=op, wijze=Wijze.GESPREK, zegt=wat, namens=toneel.consulent
        )


def plichten(contract: Huurovereenkomst) -> list[tuple[str, date, str]]:
    rijen = contract.traject.termijnen.filter(soort="nee_bespreken").order_by("pk")
    return [(rij.status, rij.datum, rij.rol) for rij in rijen]


def besproken(toneel: Toneel, contract: Huurovereenkomst, nee: Verklaring, op: date = LATER, **anders) -> Verklaring:
    velden = {"datum": op, "wijze": Wijze.GESPREK, "namens": toneel.namens(toneel.regio.begeleider)} | anders
    with clock.klok_op(LATER):
        return nee_besproken_vastleggen(traject=contract.traject.sleutel, nee=nee.sleutel, **velden)


@pytest.mark.clausule("Z-12.9")
def test_who_takes_the_ja_back_is_talked_with_once_and_the_talk_ends_the_duty(toneel: Toneel):
    """Seen to fail without `nees` among the facts."""
    contract = toneel.lopend()
    assert plichten(contract) == []
    nee = zegt(toneel, contract, Zegt.TREKT_IN)
    assert plichten(contract) == [("open", DAG + timedelta(days=14), "begeleider")]
    gezegd = besproken(toneel, contract, nee)
    assert (gezegd.soort, gezegd.onderwerp) == (Verklaringsoort.NEE_BESPROKEN, nee.sleutel)
    assert [status for status, *_ in plichten(contract)] == ["voltooid"]
    with pytest.raises(RegelGeschonden, match="al vastgelegd"):
        besproken(toneel, contract, nee)


@pytest.mark.clausule("Z-12.9")
def test_another_answer_ends_it_too_and_the_next_nee_asks_again(toneel: Toneel):
    """Seen to fail with one duty for every nee of a contract."""
    contract = toneel.lopend()
    eerste = zegt(toneel, contract, Zegt.TREKT_IN)
    zegt(toneel, contract, Zegt.JA, LATER)
    assert [status for status, *_ in plichten(contract)] == ["voltooid"]
    with pytest.raises(RegelGeschonden, match="een ander antwoord"):
        besproken(toneel, contract, eerste)
    zegt(toneel, contract, Zegt.TREKT_IN, LATER)
    assert [status for status, *_ in plichten(contract)] == ["voltooid", "open"]


@pytest.mark.clausule("Z-12.9")
def test_a_nee_from_the_beginning_asks_it_as_well(toneel: Toneel):
    contract = toneel.lopend()
    Verklaring.objects.filter(soort=Verklaringsoort.INSTEMMING_DELEN).delete()
    zegt(toneel, contract, Zegt.NEE)
    assert [status for status, *_ in plichten(contract)] == ["open"]


def test_a_talk_is_not_of_before_the_nee_nor_of_tomorrow_and_only_who_is_near_records_it(toneel: Toneel):
    contract = toneel.lopend()
    nee = zegt(toneel, contract, Zegt.TREKT_IN)
    for dag, melding in ((DAG - timedelta(days=1), "Kies die dag of later"), (LATER + timedelta(days=1), "vandaag")):
        with pytest.raises(RegelGeschonden, match=melding) as fout:
            besproken(toneel, contract, nee, dag)
        assert [b.veld for b in fout.value.belemmeringen] == ["datum"]
    for wie in (toneel.regio.coordinator, toneel.regio.wmo_consulent, toneel.regio.buitenstaander):
        with pytest.raises(GeenRecht):
            besproken(toneel, contract, nee, namens=toneel.namens(wie))
    assert besproken(toneel, contract, nee, namens=toneel.consulent)


def test_from_vandaag_to_the_page_and_back_and_an_old_page_says_it_was_done(toneel: Toneel):
    """Nothing of what was said is asked, and the nee stays what it is."""
    contract = toneel.lopend()
    nee = zegt(toneel, contract, Zegt.TREKT_IN)
    traject = contract.traject.sleutel
    adres = reverse("woningen:nee_bespreken", args=[traject, nee.sleutel])
    client = toneel.regio.ingelogd(toneel.regio.begeleider)
    with clock.klok_op(LATER):
        assert adres in client.get("/").content.decode()
        assert adres in client.get(reverse("verklaringen", args=[traject])).content.decode()
        pagina = client.get(adres)
        assert set(pagina.context["form"].fields) == {"datum", "wijze"}
        assert "trok op 11 juli 2024 het ja in" in unescape(pagina.content.decode())
        fout = client.post(adres, {"datum": "1-7-2024", "wijze": "gesprek", "verzoek": str(uuid4())})
        assert fout.status_code == 422 and 'value="1-7-2024"' in fout.content.decode()
        goed = {"datum": "15-7-2024", "wijze": "gesprek"}
        assert client.post(adres, goed | {"verzoek": str(uuid4())}).status_code == 302
        assert adres not in client.get("/").content.decode()
        assert "is met de huurder gepraat" in client.get(reverse("traject", args=[traject])).content.decode()
        opnieuw = client.post(adres, goed | {"verzoek": str(uuid4())})
        assert opnieuw.status_code == 422 and "al vastgelegd" in opnieuw.content.decode()
        vreemd = reverse("woningen:nee_bespreken", args=[traject, uuid4()])
        assert client.get(vreemd).status_code == 404
    assert Verklaring.objects.filter(soort=Verklaringsoort.NEE_BESPROKEN).count() == 1
