"""Mail that must not go, and mail that cannot go: neither is silent."""

from __future__ import annotations

import smtplib
from datetime import date, timedelta

import pytest
from django.core import mail
from django.core.mail.backends import locmem

from opstap import clock
from opstap.partners.namens import SYSTEEM
from opstap.post.controles import niets_geparkeerd
from opstap.post.models import Bericht
from opstap.post.services import berichten_verzenden
from opstap.termijnen.gezondheid import Oordeel
from opstap.termijnen.gezondheid.werk import post
from opstap.trajecten.enums import Uitkomst
from opstap.trajecten.services import traject_afsluiten
from tests.fundament.conftest import DAG


def _bericht(regio, **velden) -> Bericht:
    velden = {"soort": "signaal_gemeld", "plek": "x", "uitvoeren_vanaf": clock.dienst_nu()} | velden
    return Bericht.objects.create(ontvanger=regio.begeleider, **velden)


def test_a_wrong_password_of_the_mail_server_shows_after_an_hour(regio, monkeypatch) -> None:
    """Seen to fail: no attempt counted, nothing was ever parked, and all was said to be well."""

    def geweigerd(self: object) -> None:
        raise smtplib.SMTPAuthenticationError(535, b"bad")

    monkeypatch.setattr(locmem.EmailBackend, "open", geweigerd)
    bericht = _bericht(regio)
    berichten_verzenden()
    assert post().oordeel is Oordeel.GOED
    for uren, oordeel in ((2, Oordeel.LET_OP), (5, Oordeel.STUK)):
        Bericht.objects.update(uitvoeren_vanaf=bericht.uitvoeren_vanaf - timedelta(hours=uren), opnieuw_vanaf=None)
        berichten_verzenden()
        assert post().oordeel is oordeel
        assert post().zin.startswith(f"De mailserver neemt al {uren} uur niets aan.")


def test_somebody_whose_account_was_ended_gets_no_mail(regio) -> None:
    """Seen to fail: a mail three days after the last day. Nothing says that it was sent, nothing waits."""
    _bericht(regio)
    regio.begeleider.beeindigd_op = clock.vandaag() - timedelta(days=3)
    regio.begeleider.save()
    berichten_verzenden()
    assert (mail.outbox, Bericht.objects.count(), [*niets_geparkeerd()]) == ([], 0, [])


@pytest.mark.parametrize(("soort", "blijft"), [("termijn_verantwoordelijke", 0), ("signaal_gemeld", 1)])
def test_a_parked_reminder_goes_with_its_traject_and_news_stays(regio, begin, soort, blijft) -> None:
    """Seen to fail with the open ones only: "try again" sent the reminder of a closed traject."""
    traject = begin(regio)
    gegevens = {"tekst": "t", "datum": date(2026, 7, 1).isoformat()}
    _bericht(regio, soort=soort, traject=traject, gegevens=gegevens, geparkeerd_reden="de mailserver weigert (550)")
    with clock.klok_op(DAG):
        traject_afsluiten(traject=traject.sleutel, uitkomst=Uitkomst.HUUR_GESTOPT, namens=SYSTEEM)
    assert Bericht.objects.filter(plek="x").count() == blijft
