"""What stands in somebody's calendar: kind, kenmerk and time. No name, no address, no reason (law 6)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from email.utils import parseaddr

from django.conf import settings
from django.urls import reverse
from django.utils.text import capfirst

from opstap import clock
from opstap.partners.models import Gebruiker
from opstap.termijnen.agenda.ics import Agendapunt, kalender
from opstap.termijnen.models import Moment, Momentstatus, Termijn

#: Meetings stay in the feed this long after they were, and no more of them than this.
TERUG = timedelta(days=31)
MEESTE_MOMENTEN = 100
#: Done by being at the meeting: on its day the meeting is all that stands in the feed.
_DOOR_ERBIJ_TE_ZIJN = {"evaluatie_houden", "evaluatie_bijwonen", "mdo_houden"}


def uitnodiging(moment: Moment, aan: Gebruiker, *, methode: str) -> str:
    """For one receiver: nobody reads in it who else was invited."""
    van = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    punt = _moment(moment, van=van, aan=aan.email)
    return kalender([replace(punt, voor_een=methode == "CANCEL" and not punt.afgezegd)], methode=methode)


def agenda_van(gebruiker: Gebruiker) -> str:
    """The duties of the home page as whole days, and the meetings this person is invited to and may still know of.

    A duty that is that meeting stands in it once.
    """
    vandaag = clock.vandaag()
    taken = Termijn.objects.werkvoorraad(gebruiker, vandaag).select_related("traject")
    vanaf = clock.lokaal_moment(vandaag - TERUG)
    momenten = Moment.objects.agenda_van(gebruiker, vanaf).select_related("traject")[:MEESTE_MOMENTEN]
    afgesproken = {(moment.onderwerp, moment.begin.astimezone(clock.AMSTERDAM).date()) for moment in momenten}
    los = [t for t in taken if t.soort not in _DOOR_ERBIJ_TE_ZIJN or (t.onderwerp, t.datum) not in afgesproken]
    punten = [*(_taak(taak, vandaag) for taak in los), *(_moment(moment) for moment in momenten)]
    return kalender(punten, methode="PUBLISH", naam="Opstap")


def _taak(termijn: Termijn, vandaag: date) -> Agendapunt:
    return Agendapunt(
        uid=_uid(termijn),
        begin=termijn.datum,
        einde=termijn.datum + timedelta(days=1),
        titel=f"{termijn.kind.tekst} ({termijn.traject.kenmerk})",
        gemaakt=clock.lokaal_moment(vandaag),
        volgnummer=termijn.versie,
        adres=f"{settings.BASIS_URL}{termijn.url}",
    )


def _moment(moment: Moment, *, van: str = "", aan: str = "") -> Agendapunt:
    return Agendapunt(
        uid=_uid(moment),
        begin=moment.begin,
        einde=moment.einde,
        titel=f"{capfirst(moment.get_soort_display())} {moment.traject.kenmerk}",
        gemaakt=moment.bijgewerkt_op,
        volgnummer=moment.volgnummer,
        adres=f"{settings.BASIS_URL}{reverse('traject', args=[moment.traject.sleutel])}",
        plaats=moment.get_plaats_display(),
        afgezegd=moment.status == Momentstatus.GEANNULEERD,
        van=van,
        aan=aan,
    )


def _uid(rij: Termijn | Moment) -> str:
    """The same for ever, in an invitation and in the feed; also when Opstap gets another address."""
    return f"{rij.sleutel}@opstap.invalid"
