"""Neighbours know whom they can call; on paper and in Opstap nothing about the huurder."""

from __future__ import annotations

from datetime import date
from html import unescape
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from evaluatie import services
from evaluatie.enums import Partij
from evaluatie.models import Buurtbericht, Buurtpunt
from evaluatie.services.buren import buurtkaart
from opstap import clock
from opstap.errors import GeenRecht, RegelGeschonden, Verouderd
from opstap.post.enums import Briefsoort
from opstap.post.models import Brief
from opstap.protocol.buren import Buurtfunctie, Buurtuitleg
from tests.evaluatie.conftest import Wonen

DAG = date(2026, 5, 20)


def punt(wonen: Wonen, **anders: Any) -> Buurtpunt:
    gegevens: dict[str, Any] = {
        "traject": wonen.traject.sleutel,
        "functie": Buurtfunctie.WIJKBEHEERDER,
        "telefoon": "0575 123 456",
        "huurder_akkoord_op": DAG,
        "namens": wonen.consulent,
    }
    with clock.klok_op(DAG):
        return services.buurtpunt_vastleggen(**gegevens | anders)


def ingelicht(wonen: Wonen, **anders: Any) -> Buurtbericht:
    gegevens: dict[str, Any] = {
        "traject": wonen.traject.sleutel,
        "soort": Buurtuitleg.KENNISMAKING,
        "door": Partij.HUURDER,
        "op": DAG,
        "huurder_wist_op": DAG,
        "namens": wonen.begeleider,
    }
    with clock.klok_op(DAG):
        return services.buren_ingelicht(**gegevens | anders)


@pytest.mark.clausule("P-42", "H-34", "H-35")
def test_a_card_comes_with_a_yes_and_tells_nothing_about_the_huurder(wonen: Wonen) -> None:
    """Seen to fail with the name of the zorgorganisatie on the card."""
    rij = punt(wonen, huurder_akkoord_op=None)
    assert buurtkaart(wonen.traject) is None
    punt(wonen, versie=rij.versie)
    kaart = buurtkaart(wonen.traject)
    assert kaart is not None
    assert (kaart.soort, kaart.afzender) == (Briefsoort.BUURTKAART, wonen.regio.corporatie)
    html = unescape(kaart.inhoud.html)
    assert "0575 123 456" in html and f"De wijkbeheerder van {wonen.regio.corporatie.naam}" in html
    verboden = (
        wonen.traject.naam,
        wonen.traject.kenmerk,
        "Brugweg",
        wonen.regio.zorg.naam,
        "begeleid",
        "Opstap",
        "zorg ",
    )
    assert [woord for woord in verboden if woord.lower() in html.lower()] == []
    punt(wonen)
    assert Brief.objects.filter(soort=Briefsoort.BUURTKAART).count() == 1
    punt(wonen, telefoon="0575 999 999")
    nieuw = buurtkaart(wonen.traject)
    assert nieuw is not None and "0575 999 999" in nieuw.inhoud.html
    kaart.refresh_from_db()
    assert kaart.vervangen_door == nieuw
    with pytest.raises(Verouderd):
        punt(wonen, versie=rij.versie)
    for wie in (wonen.begeleider, wonen.wmo):
        with pytest.raises(GeenRecht):
            punt(wonen, namens=wie)


@pytest.mark.clausule("H-34", "H-35", "Z-14.15")
def test_who_told_the_neighbours_and_that_the_huurder_knew(wonen: Wonen) -> None:
    ingelicht(wonen)
    with pytest.raises(RegelGeschonden, match="De huurder weet het eerst"):
        ingelicht(wonen, op=date(2026, 5, 19))
    with pytest.raises(GeenRecht):
        ingelicht(wonen, namens=wonen.wmo)
    with pytest.raises(IntegrityError, match="buurtbericht_huurder_wist_eerst"), transaction.atomic():
        Buurtbericht.objects.create(
            contract=wonen.contract, soort="kaart", door="huurder", op=DAG, huurder_wist_op=date(2026, 5, 21)
        )
    for mens, status in ((wonen.regio.consulent, 200), (wonen.regio.wmo_consulent, 403)):
        with clock.klok_op(DAG):
            pagina = wonen.client(mens).get(wonen.adres("buren"))
        assert pagina.status_code == status
        assert ("kennismaken, samen met de huurder" in unescape(pagina.content.decode()).lower()) is (status == 200)


def test_the_pages_of_the_neighbours(wonen: Wonen) -> None:
    client = wonen.client(wonen.regio.consulent)
    with clock.klok_op(DAG):
        adres = wonen.adres("buurtpunt")
        fout = client.post(adres, {"functie": "huismeester", "telefoon": "bel Jan", "versie": "0"})
        assert (fout.status_code, "0575 123 456" in unescape(fout.content.decode())) == (422, True)
        goed = {"functie": "huismeester", "telefoon": "0575 1234", "huurder_akkoord_op": "20-5-2026", "versie": "0"}
        assert client.post(adres, goed).url == wonen.adres("buren")
        pagina = unescape(client.get(wonen.adres("buren")).content.decode())
        assert "de huismeester van" in pagina.lower() and "Bekijk de kaart" in pagina
        uitleg = {"soort": "gesprek", "door": "consulent", "op": "20-5-2026", "huurder_wist_op": "21-5-2026"}
        assert client.post(wonen.adres("buren_ingelicht"), uitleg).status_code == 422
        assert client.post(wonen.adres("buren_ingelicht"), uitleg | {"huurder_wist_op": "19-5-2026"}).status_code == 302
    assert Buurtbericht.objects.get().door == "consulent"
