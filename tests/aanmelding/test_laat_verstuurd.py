"""An aanmelding that was sent later than the guideline says so without a reproach; one that stays lying is late."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse

from opstap import clock
from opstap.partners.models import Gebruiker
from opstap.trajecten.models import Traject
from tests.aanmelding import verloop
from tests.aanmelding.conftest import DAG, Spel, adres, ingelogd, stuur

#: 28 days after the day on which it should be compleet.
LAAT = date(2026, 3, 29)
ZIN = "later verstuurd dan de richtlijn; dat geeft niet"
COMPLEET = "Zorgen dat de aanmelding compleet wordt"


def _verstuurd(spel: Spel, op: date) -> Traject:
    traject = spel.ingevuld(anders=spel.gemeentehulp())
    with clock.klok_op(op):
        verloop.verstuurd(op=op, traject=traject.sleutel, begeleider=spel.zorg)
    return traject


def _gezien(wie: Gebruiker, traject: Traject) -> list[str]:
    """The home page, the list, the traject and what happens when nobody does it; as they are on the late day."""
    taak = traject.termijnen.get(soort="aanmelding_compleet")
    als_niet = reverse("als_niet", args=[traject.sleutel, taak.sleutel])
    paden = ("/", reverse("trajecten"), reverse("traject", args=[traject.sleutel]), als_niet)
    with clock.klok_op(LAAT):
        return [ingelogd(wie).get(pad).content.decode() for pad in paden]


@pytest.mark.clausule("Z-9.1", "Z-3.2")
def test_nobody_is_late_with_what_was_sent_later_than_the_guideline(spel: Spel) -> None:
    """Seen to fail: everybody read “28 dagen te laat” in red on the day it came in."""
    traject = _verstuurd(spel, LAAT)
    for wie in (spel.regio.coordinator, spel.regio.begeleider):
        paginas = _gezien(wie, traject)
        assert not [p for p in paginas if "te laat<" in p or "dagen te laat" in p or "is-te-laat" in p]
        assert [ZIN in p.lower() for p in paginas] == [wie == spel.regio.coordinator, False, True, True]
    with clock.klok_op(LAAT):
        beoordelen = ingelogd(spel.regio.coordinator).get(adres("beoordelen", traject)).content.decode()
        thuis = ingelogd(spel.regio.coordinator).get("/").context["groepen"]
    assert "te laat" not in beoordelen
    assert [(g["code"], [r["tekst"] for r in g["regels"]]) for g in thuis] == [("vandaag", [COMPLEET])]


def test_what_was_sent_in_time_and_then_stays_lying_is_late(spel: Spel) -> None:
    traject = _verstuurd(spel, DAG)
    thuis, lijst, pagina, als_niet = _gezien(spel.regio.coordinator, traject)
    for html in (thuis, pagina, als_niet):
        assert "28 dagen te laat" in html and ZIN not in html.lower()
    assert "te laat" in lijst


def test_the_reminders_of_what_was_sent_late_go_on(spel: Spel) -> None:
    """Without a reproach is not without a reminder: a late start is no way round the ladder."""
    traject = _verstuurd(spel, LAAT)
    stappen = traject.termijnen.get(soort="aanmelding_compleet").stappen.order_by("dag")
    assert list(stappen.values_list("trap", "dag")) == [
        ("verantwoordelijke", LAAT),
        ("teamleider", LAAT + timedelta(days=14)),
    ]


def test_who_leaves_within_weeks_is_sent_first_and_not_only_before_it_lapses(spel: Spel) -> None:
    """Seen to fail: the page said that nothing was asked before the day on which Opstap closes it."""
    traject, client = spel.ingevuld(), ingelogd(spel.regio.begeleider)
    weg = DAG + timedelta(days=20)
    stuur(client, adres("uitstroom", traject), {"uitstroom": str(weg), "instroomroute": "beschermd_wonen"})
    pagina = client.get(reverse("traject", args=[traject.sleutel]))
    assert pagina.context["aan_zet"]["wat"] == "Aanmelding versturen"
