"""An evaluatie gets a time and a place on the day it is planned; a new day takes them along."""

from __future__ import annotations

from datetime import date, time, timedelta
from html import unescape

import pytest

from evaluatie import services
from evaluatie.controles import momenten_kloppen
from opstap import clock
from opstap.errors import GeenRecht, RegelGeschonden, Verouderd
from opstap.logboek.models import Gebeurtenis
from opstap.post.models import Bericht
from opstap.protocol.momenten import Momentplan, Plaats
from opstap.termijnen.models import Moment
from opstap.trajecten.gebeurtenissen import zin
from tests.agendalezer import lees
from tests.evaluatie import verloop
from tests.evaluatie.conftest import EERSTE, Wonen
from tests.evaluatie.test_momenten import van

EEN_DAG = timedelta(days=1)
DAG, NAAR = date(2026, 4, 1), date(2026, 4, 20)
VELDEN = {"om": "14.30", "minuten": "60", "plaats": "thuis", "waar": "achterom"}


def tijd(wonen: Wonen, nummer: int = 1, *, op: date = DAG, hoe: Momentplan = verloop.HOE, namens=None) -> None:
    verloop.tijd_afgesproken(
        evaluatie=wonen.evaluatie(nummer).sleutel, op=op, hoe=hoe, namens=namens or wonen.begeleider
    )


@pytest.mark.clausule("Z-12.10")
def test_who_must_be_there_is_invited_for_the_planned_day(wonen: Wonen) -> None:
    """The corporatie too when she must be there (Z-11.10)."""
    tijd(wonen)
    assert van(wonen.evaluatie(1)) == [("gepland", EERSTE, 0)]
    (bericht,) = Bericht.objects.filter(soort="evaluatie_gepland")
    assert bericht.ontvanger == wonen.regio.begeleider and lees(bericht.agenda)["METHOD"] == "REQUEST"
    regel = Gebeurtenis.objects.get(soort="evaluatie_tijd_afgesproken")
    assert zin(regel.soort, regel.gegevens) == "De tijd van evaluatie 1 is afgesproken, op 13 april 2026."
    met = next(e for e in wonen.contract.evaluaties.all() if e.met_corporatie)
    tijd(wonen, met.nummer)
    assert set(Moment.objects.get(onderwerp=met.sleutel).genodigden.all()) == {
        wonen.regio.begeleider,
        wonen.regio.consulent,
    }
    with clock.klok_op(DAG):
        assert list(momenten_kloppen()) == []


def test_another_time_moves_it_and_is_told(wonen: Wonen) -> None:
    tijd(wonen)
    tijd(wonen, hoe=Momentplan(om=time(9), minuten=30, plaats=Plaats.ZORG))
    assert van(wonen.evaluatie(1)) == [("gepland", EERSTE, 1)]
    assert Bericht.objects.filter(soort="evaluatie_verplaatst").count() == 1


def test_a_time_that_stood_there_already_is_told_to_nobody(wonen: Wonen) -> None:
    """Seen to fail: everybody got an invitation anew, and the page said that it went out."""
    client, url = wonen.client(wonen.regio.begeleider), wonen.adres("evaluatie_tijd", wonen.evaluatie(1).sleutel)
    with clock.klok_op(DAG):
        eerst = client.post(url, VELDEN, follow=True)
        assert "De uitnodigingen gaan nu weg" in eerst.content.decode()
        weer = client.post(url, VELDEN, follow=True).content.decode()
        assert ("Er is niets veranderd" in weer, "De uitnodigingen gaan nu weg" in weer) == (True, False)
        assert van(wonen.evaluatie(1)) == [("gepland", EERSTE, 0)]
        assert client.post(url, VELDEN | {"waar": "kamer 2"}).status_code == 302
    assert van(wonen.evaluatie(1)) == [("gepland", EERSTE, 1)]
    assert not Gebeurtenis.objects.filter(soort="evaluatie_tijd_afgesproken").count() > 2
    assert Bericht.objects.filter(soort="evaluatie_verplaatst").count() == 1


def test_only_what_is_still_to_come_and_by_who_may_hold_it(wonen: Wonen) -> None:
    with pytest.raises(RegelGeschonden, match="is voorbij"):
        tijd(wonen, op=EERSTE + EEN_DAG)
    with pytest.raises(GeenRecht):
        tijd(wonen, namens=wonen.wmo)
    with clock.klok_op(DAG), pytest.raises(Verouderd):
        services.evaluatie_tijd_afspreken(
            evaluatie=wonen.evaluatie(1).sleutel, hoe=verloop.HOE, namens=wonen.begeleider, versie=99
        )
    verloop.evaluatie_gehouden(evaluatie=wonen.evaluatie(1).sleutel, op=EERSTE, namens=wonen.begeleider)
    with pytest.raises(RegelGeschonden, match="al vastgelegd"):
        tijd(wonen, op=EERSTE)
    assert not Moment.objects.exists()


def _bladzij(wonen: Wonen, pagina: str, op: date = DAG):
    with clock.klok_op(op):
        return wonen.client(wonen.regio.begeleider).get(wonen.adres(pagina, wonen.evaluatie(1).sleutel))


def test_the_page_offers_it_shows_it_and_begins_with_what_stands(wonen: Wonen) -> None:
    url = wonen.adres("evaluatie_tijd", wonen.evaluatie(1).sleutel)
    assert "Spreek een tijd en een plek af" in _bladzij(wonen, "evaluatie").content.decode()
    client = wonen.client(wonen.regio.begeleider)
    with clock.klok_op(DAG):
        fout = client.post(url, VELDEN | {"om": "5.00"})
        assert fout.status_code == 422 and "Kies een tijd tussen 7.00 en 21.00 uur." in fout.content.decode()
        fout = client.post(url, VELDEN | {"waar": "bij Kastanje thuis"})
        assert fout.status_code == 422 and "geen naam of adres" in fout.content.decode()
        assert client.post(url, VELDEN).status_code == 302
    pagina = _bladzij(wonen, "evaluatie").content.decode()
    for tekst in ("14.30 tot 15.30 uur", "bij de huurder thuis", "achterom", "Verander de tijd of de plek"):
        assert tekst in pagina
    form = _bladzij(wonen, "evaluatie_tijd").content.decode()
    assert 'value="14:30"' in form and 'value="achterom"' in form
    assert _bladzij(wonen, "evaluatie", EERSTE + EEN_DAG).context["tijd_url"] == ""
    assert "is voorbij" in _bladzij(wonen, "evaluatie_tijd", EERSTE + EEN_DAG).content.decode()


def _niet_door(wonen: Wonen, **velden: str) -> int:
    client = wonen.client(wonen.regio.begeleider)
    gegevens = {"reden": "huurder_afgezegd", "nieuwe_datum": "20-4-2026", **velden}
    with clock.klok_op(DAG):
        return client.post(wonen.adres("niet_doorgegaan", wonen.evaluatie(1).sleutel), gegevens).status_code


def test_a_new_day_takes_time_place_and_room_along(wonen: Wonen) -> None:
    """Seen to fail when only the hour went along: nobody knew which room."""
    tijd(wonen, hoe=Momentplan(om=time(14, 30), minuten=60, plaats=Plaats.ZORG, waar="kamer 2"))
    form = unescape(_bladzij(wonen, "niet_doorgegaan").content.decode())
    assert "Op dezelfde tijd en plek: 14.30 tot 15.30 uur, bij de zorgorganisatie" in form
    assert _niet_door(wonen, zelfde_tijd="on") == 302
    assert van(wonen.evaluatie(1)) == [("gepland", NAAR, 1)]
    assert Moment.objects.get().waar == "kamer 2"


def test_a_new_day_with_another_time_or_without_one(wonen: Wonen) -> None:
    """What is typed goes before the old time."""
    tijd(wonen)
    assert _niet_door(wonen, zelfde_tijd="on", om="9", minuten="30", plaats="telefoon") == 302
    moment = Moment.objects.get()
    assert (moment.plaats, moment.minuten) == ("telefoon", 30)
    assert _niet_door(wonen, nieuwe_datum="27-4-2026") == 302
    assert Moment.objects.get().status == "geannuleerd"


def test_without_a_time_there_is_none_to_take_along(wonen: Wonen) -> None:
    assert "zelfde_tijd" not in _bladzij(wonen, "niet_doorgegaan").context["form"].fields
    assert _niet_door(wonen, zelfde_tijd="on") == 302
    assert not Moment.objects.exists() and wonen.evaluatie(1).gepland_op == NAAR
