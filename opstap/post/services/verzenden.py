"""Sending what is due, over one connection."""

from __future__ import annotations

import logging
from operator import itemgetter
from smtplib import SMTPDataError, SMTPException, SMTPRecipientsRefused, SMTPResponseException
from typing import Any

from django.core.exceptions import ValidationError
from django.core.mail import get_connection
from django.utils.encoding import force_str

from opstap import clock
from opstap.post.enums import Postwijze
from opstap.post.models import Bericht
from opstap.post.querysets import NIEMAND
from opstap.post.services.doorgeven import doorgeven
from opstap.post.services.inhoud import NietsTeMelden, gedane_taken
from opstap.post.services.mail import mail_opmaken
from opstap.post.services.teksten import Teksten
from opstap.post.services.volgende_trede import laten_horen
from opstap.werk import Geweigerd, Onbereikbaar, elk, verwerk

logger = logging.getLogger("opstap.post")

_SLUIT_NU = 421  # the mail server closes the door for everybody
_BELEID = "5.7."  # it refuses us and not this receiver: relaying denied, a block list (RFC 3463)


def berichten_verzenden(*, aantal: int = 100) -> int:
    """Send what is due, over one connection. Sending is at-least-once; the Message-ID is always the same (S6).

    A mail server that is away costs no mail an attempt: this round stops and the next tick tries again.
    """
    verbinding, teksten = get_connection(), Teksten()
    mails = Bericht.objects.bekend().filter(wijze=Postwijze.METEEN)
    te_verzenden = mails.select_related("ontvanger", "organisatie", "traject", "link__organisatie")

    def verzenden(bericht: Bericht) -> None:
        if not bericht.komt_aan:
            logger.info("bericht %s gaat naar een ander: de ontvanger is weg", bericht.sleutel)
            if doorgeven([bericht]):
                raise Geweigerd(NIEMAND)
            return
        Bericht.objects.filter(pk__in=gedane_taken(bericht)).delete()
        try:
            _opmaken_en_versturen(bericht, verbinding, teksten)
        except NietsTeMelden:
            logger.info("bericht %s vervalt: er is niets meer te melden", bericht.sleutel)
            Bericht.objects.filter(pk=bericht.pk).delete()  # not marked done: nothing was sent
            return
        bericht.delen.filter(klaar_op=None).update(klaar_op=clock.echt_nu())

    try:
        gedaan = verwerk(te_verzenden, verzenden, aantal=aantal, los=True)
    finally:
        verbinding.close()
    elk(Bericht.objects.niet_doorgegeven(), laten_horen)
    return gedaan


def _opmaken_en_versturen(bericht: Bericht, verbinding: Any, teksten: Teksten) -> None:
    try:
        mail = mail_opmaken(bericht, verbinding, teksten.voor(bericht))
    except ValidationError as fout:
        raise Geweigerd("het mailadres klopt niet") from fout
    _versturen(mail, verbinding)


def _versturen(mail: Any, verbinding: Any) -> None:
    try:
        verbinding.open()
    except (OSError, SMTPException) as fout:
        raise Onbereikbaar from fout
    try:
        mail.send()
    except Exception as fout:
        verbinding.close()  # the next mail starts on a fresh connection
        _oordeel(fout)
        raise


def _antwoord(fout: Exception) -> tuple[int, str]:
    """What the mail server said: its code and its words; 0 when it said nothing."""
    code: int = 0
    zin: bytes | str = ""
    if isinstance(fout, SMTPRecipientsRefused):
        code, zin = max(fout.recipients.values(), key=itemgetter(0))
    elif isinstance(fout, SMTPResponseException):
        code, zin = fout.smtp_code, fout.smtp_error
    return code, force_str(zin, errors="replace")


def _oordeel(fout: Exception) -> None:
    """Say what a failure means where the mail server said so; anything else is tried again."""
    code, zin = _antwoord(fout)
    if code == _SLUIT_NU:
        raise Onbereikbaar from fout
    is_ontvanger = isinstance(fout, SMTPRecipientsRefused | SMTPDataError)  # a refused sender is our own setting
    if code >= 500 and is_ontvanger and not zin.startswith(_BELEID):
        raise Geweigerd(f"de mailserver weigert deze mail ({code})") from fout
