"""A mail that came back waits for a person, and what it told goes on."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from opstap.logboek.services import gebeurtenis_vastleggen
from opstap.partners.namens import SYSTEEM
from opstap.post.enums import Postwijze
from opstap.post.models import Bericht
from opstap.post.services.volgende_trede import laten_horen
from opstap.protocol.begrippen import Keuze


class Terugkomst(Keuze):
    GEPARKEERD = "geparkeerd", "Een mail kwam terug. Hij staat nu bij “Wat blijft liggen”."
    AL_BEKEND = "al_bekend", "Dit was al bekend: de mail staat al bij “Wat blijft liggen”."
    UITGESTELD = "uitgesteld", "De mailserver probeert het nog. Er verandert niets."
    ONBEKEND = "onbekend", "Deze mail kent Opstap niet. Er verandert niets."


#: Longest begin first (RFC 3463): what a person can do something about.
_REDENEN = (
    ("5.1.", "het mailadres bestaat niet"),
    ("5.2.1", "de mailbox is uitgezet"),
    ("5.2.2", "de mailbox is vol"),
    ("5.2.", "de mailbox neemt deze mail niet aan"),
    ("5.4.", "de mailserver bij dit mailadres is niet te vinden"),
    ("5.7.", "de mailserver van de ontvanger weigert mail van Opstap"),
    ("4.2.2", "de mailbox bleef te lang vol"),
    ("4.", "de mail kon te lang niet worden bezorgd"),
)


def terugkomreden(status: str) -> str:
    """In words, with the status for who looks after the mail server."""
    reden = next((zin for begin, zin in _REDENEN if status.startswith(begin)), "de mail kwam terug van dit mailadres")
    return f"{reden} ({status})" if status else reden


@transaction.atomic
def bericht_teruggekomen(*, sleutel: UUID, status: str, mislukt: bool) -> Terugkomst:
    """The mail server gave up: park the mail for a person. Another copy of the same word adds nothing.

    A word that comes in while the mail is being sent wins: that worker finds its lease gone.
    """
    mail = (
        Bericht.objects.filter(sleutel=sleutel, wijze=Postwijze.METEEN)
        .select_related("ontvanger", "organisatie", "traject")
        .first()
    )
    if mail is None:
        return Terugkomst.ONBEKEND
    if not mislukt:
        return Terugkomst.UITGESTELD
    niet_bekend = Bericht.objects.filter(pk=mail.pk, geparkeerd_reden="")
    if not niet_bekend.update(klaar_op=None, lease_tot=None, geparkeerd_reden=terugkomreden(status)):
        return Terugkomst.AL_BEKEND
    mail.delen.update(klaar_op=None)
    laten_horen(mail)
    gegevens = {"bericht": str(sleutel), "status": status}
    gebeurtenis_vastleggen(soort="bericht_teruggekomen", namens=SYSTEEM, gegevens=gegevens)
    return Terugkomst.GEPARKEERD
