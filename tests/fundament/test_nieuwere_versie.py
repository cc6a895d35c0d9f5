"""What a newer Opstap made, an older one leaves alone and does not lose (F14)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.urls import reverse

from opstap import clock
from opstap.partners.models import Gebruiker
from opstap.post.enums import Postwijze
from opstap.post.models import Bericht
from opstap.post.services import berichten_verzenden, dagpost_samenstellen
from opstap.protocol.begrippen import Hoedanigheid
from opstap.termijnen.gezondheid import Controlesoort, Oordeel, controles
from opstap.termijnen.models import Termijn, Termijnstap
from opstap.termijnen.services import stappen_uitvoeren, termijnen_herplannen
from opstap.trajecten.services import betrekken
from tests.rolbezetting import Regio

NIEUW = "iets_van_morgen"


@pytest.fixture
def taak(regio: Regio, begin: Callable[..., Any], proef: Any) -> Termijn:
    """A duty of a kind this code does not know, with a reminder and an act that are due."""
    traject = begin(regio, dag=clock.vandaag())
    betrekken(traject, organisatie=regio.corporatie, hoedanigheid=Hoedanigheid.VERHUURDER, reden="toets")
    termijn = Termijn.objects.create(
        traject=traject, soort=NIEUW, datum=clock.vandaag(), rol="consulent", organisatie=regio.corporatie
    )
    for trap in ("verantwoordelijke", "actie"):
        toen = clock.dienst_nu() - timedelta(hours=30)
        Termijnstap.objects.create(termijn=termijn, dag=clock.vandaag(), trap=trap, uitvoeren_vanaf=toen)
    return termijn


def test_its_duty_and_its_steps_stay_as_they_are(taak: Termijn) -> None:
    """Seen to fail: planning again ended the duty, for it was in no plan of this version."""
    termijnen_herplannen(taak.traject.sleutel)
    stappen_uitvoeren()
    taak.refresh_from_db()
    stappen = set(Termijnstap.objects.values_list("klaar_op", "pogingen", "geparkeerd_reden"))
    assert (taak.status, stappen, Bericht.objects.count()) == ("open", {(None, 0, "")}, 0)
    (controle,) = [c for c in controles() if c.soort is Controlesoort.TAKEN]
    assert controle.oordeel is Oordeel.STUK  # no newer one takes it up: somebody must know


def test_whoever_must_do_it_sees_that_there_is_something(taak: Termijn, regio: Regio) -> None:
    """Seen to fail: the home page of the whole team broke."""
    assert "Een taak" in regio.ingelogd(regio.consulent).get("/").content.decode()
    bladzijde = reverse("traject", args=[taak.traject.sleutel])
    for wie in (regio.consulent, regio.begeleider):
        antwoord = regio.ingelogd(wie).get(bladzijde)
        assert (antwoord.status_code, NIEUW in antwoord.content.decode()) == (200, False)


@pytest.mark.parametrize("wijze", Postwijze)
def test_its_mail_waits_and_the_others_leave(regio: Regio, wijze: Postwijze) -> None:
    Gebruiker.objects.update(post_meteen=True)
    toen = clock.dienst_nu() - timedelta(days=3)
    for soort in (NIEUW, "mdo_gehouden"):
        Bericht.objects.create(soort=soort, plek="1", ontvanger=regio.begeleider, uitvoeren_vanaf=toen, wijze=wijze)
    with clock.klok_op(clock.lokaal_moment(clock.vandaag() + timedelta(days=_tot_maandag()), 8)):
        dagpost_samenstellen()
        berichten_verzenden()
    assert len(mail.outbox) == 1
    over = Bericht.objects.get(soort=NIEUW)
    assert (over.klaar_op, over.pogingen, over.geparkeerd_reden, over.bundel) == (None, 0, "", None)


def _tot_maandag() -> int:
    return 7 - clock.vandaag().weekday()
