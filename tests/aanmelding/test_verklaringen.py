"""The kandidaat says nee, or takes his akkoord back: at each stand of the aanmelding, and who reads of it."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from aanmelding import services
from aanmelding.delen.akkoord import akkoordregels
from opstap import clock
from opstap.errors import RegelGeschonden
from opstap.protocol.begrippen import Leefgebied
from opstap.protocol.verklaringen import Zegt
from opstap.trajecten.enums import Verklaringsoort, Wijze
from opstap.trajecten.models import Traject, Verklaring
from opstap.trajecten.services import geldende_verklaring
from tests.aanmelding import verloop
from tests.aanmelding.conftest import DAG, UITSTROOM, Spel, aanmelding_van, adres, ingelogd
from tests.aanmelding.test_views_invullen import stuur

KANDIDAAT = Verklaringsoort.AKKOORD_KANDIDAAT


def _zegt(spel: Spel, traject: Traject, zegt: Zegt, op: date = DAG) -> Verklaring:
    with clock.klok_op(op):
        return services.verklaring_geven(
            traject=traject.sleutel, soort=KANDIDAAT, zegt=zegt, datum=op, wijze=Wijze.GESPREK, namens=spel.zorg
        )


@pytest.mark.clausule("Z-2.6", "Z-8.6", "Z-20.4")
@pytest.mark.parametrize("zegt", [Zegt.NEE, Zegt.TREKT_IN])
def test_a_form_without_the_kandidaat_behind_it_is_not_sent_until_he_says_ja(spel: Spel, zegt: Zegt) -> None:
    traject = spel.ingevuld()
    _zegt(spel, traject, zegt)
    verloop.uitstroom_ingevuld(
        op=DAG, traject=traject.sleutel, begeleider=spel.zorg, uitstroom=UITSTROOM, binding_maanden=50
    )  # a change does not undo his word
    with pytest.raises(RegelGeschonden, match="De kandidaat"):
        verloop.verstuurd(op=DAG, traject=traject.sleutel, begeleider=spel.zorg)
    _zegt(spel, traject, Zegt.JA)
    verloop.verstuurd(op=DAG, traject=traject.sleutel, begeleider=spel.zorg)
    assert aanmelding_van(traject).ingediend_op == DAG


@pytest.mark.clausule("Z-8.6", "Z-8.15")
def test_after_sending_toelaten_waits_and_goes_on_with_a_new_ja(spel: Spel) -> None:
    traject = spel.verstuurd()
    eerder = Verklaring.objects.get(soort=KANDIDAAT)
    ingetrokken = _zegt(spel, traject, Zegt.TREKT_IN)
    assert (ingetrokken.trekt_in, ingetrokken.geweigerd) == (eerder, False)
    assert geldende_verklaring(traject, KANDIDAAT) is None
    verloop.gesprek_gevoerd(op=DAG, traject=traject.sleutel, coordinator=spel.coordinator)
    html = ingelogd(spel.regio.coordinator).get(adres("beoordelen", traject)).content.decode()
    assert "De kandidaat staat niet meer achter deze aanmelding, sinds 5 januari 2026." in html
    with pytest.raises(RegelGeschonden, match="Toelaten kan nog niet"):
        verloop.toegelaten(op=DAG, traject=traject.sleutel, coordinator=spel.coordinator)
    _zegt(spel, traject, Zegt.JA)
    verloop.toegelaten(op=DAG, traject=traject.sleutel, coordinator=spel.coordinator)


@pytest.mark.clausule("Z-8.6")
def test_a_nee_to_a_change_that_was_not_sent_holds_the_toelating_too(spel: Spel) -> None:
    """Seen to fail: the nee was about another version than the one that was sent, and nobody who decides saw it."""
    traject = spel.verstuurd(anders=spel.gemeentehulp())
    verloop.uitstroom_ingevuld(
        op=DAG, traject=traject.sleutel, begeleider=spel.zorg, uitstroom=UITSTROOM, binding_maanden=50
    )
    _zegt(spel, traject, Zegt.NEE)
    verloop.akkoord_van_uitvoerder(op=DAG, traject=traject.sleutel, leefgebied=Leefgebied.ADL, uitvoerder=spel.wmo)
    verloop.gesprek_gevoerd(op=DAG, traject=traject.sleutel, coordinator=spel.coordinator)
    assert aanmelding_van(traject).status == "compleet"
    with pytest.raises(RegelGeschonden, match="Toelaten kan nog niet"):
        verloop.toegelaten(op=DAG, traject=traject.sleutel, coordinator=spel.coordinator)
    _zegt(spel, traject, Zegt.JA)
    verloop.toegelaten(op=DAG, traject=traject.sleutel, coordinator=spel.coordinator)


def test_the_zorg_reads_it_on_the_traject_and_others_do_not(spel: Spel) -> None:
    traject = spel.verstuurd()
    _zegt(spel, traject, Zegt.TREKT_IN)
    url = reverse("traject", args=[traject.sleutel])
    zorg = ingelogd(spel.regio.begeleider).get(url).content.decode()
    assert "De kandidaat trok het akkoord in, op 5 januari 2026." in zorg
    assert "Ingetrokken: akkoord van de kandidaat" in zorg
    ander = ingelogd(spel.regio.coordinator).get(url).content.decode()
    assert "trok het akkoord in" not in ander and "Ingetrokken:" not in ander


@pytest.mark.clausule("Z-2.6")
def test_after_the_besluit_and_without_a_ja_nothing_is_taken_back(spel: Spel) -> None:
    traject = spel.ingevuld()
    _zegt(spel, traject, Zegt.TREKT_IN)
    with pytest.raises(RegelGeschonden, match="geen ja om in te trekken"):
        _zegt(spel, traject, Zegt.TREKT_IN)
    _zegt(spel, traject, Zegt.JA)
    verloop.verstuurd(op=DAG, traject=traject.sleutel, begeleider=spel.zorg)
    verloop.gesprek_gevoerd(op=DAG, traject=traject.sleutel, coordinator=spel.coordinator)
    verloop.toegelaten(op=DAG, traject=traject.sleutel, coordinator=spel.coordinator)
    with pytest.raises(RegelGeschonden, match="afgehandeld"):
        _zegt(spel, traject, Zegt.TREKT_IN)


def test_the_page_takes_a_nee_and_says_when(spel: Spel) -> None:
    traject, client = spel.ingevuld(), ingelogd(spel.regio.begeleider)
    gegevens = {"soort": "akkoord_kandidaat", "zegt": "nee", "datum": "5-1-2026", "wijze": "gesprek"}
    with clock.klok_op(DAG):
        stuur(client, adres("akkoord", traject), gegevens)
    assert dict(akkoordregels(aanmelding_van(traject)))["Akkoord van de kandidaat"] == "nee gezegd op 5 januari 2026"


def test_the_database_knows_no_nee_that_takes_something_back(spel: Spel) -> None:
    traject = spel.ingevuld()
    rij = _zegt(spel, traject, Zegt.TREKT_IN)
    with pytest.raises(IntegrityError), transaction.atomic():
        Verklaring.objects.filter(pk=rij.pk).update(geweigerd=True)
