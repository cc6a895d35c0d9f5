"""Sending what is due, over one connection."""

from __future__ import annotations

import logging
from smtplib import SMTPDataError, SMTPException, SMTPRecipientsRefused, SMTPResponseException
from typing import Any

from django.core.exceptions import ValidationError
from django.core.mail import get_connection

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


def _oordeel(fout: Exception) -> None:
    """Say what a failure means where the mail server said so; anything else is tried again."""
    code = 0
    if isinstance(fout, SMTPRecipientsRefused):
        code = max(code for code, _ in fout.recipients.values())
    elif isinstance(fout, SMTPResponseException):
        code = fout.smtp_code
    if code == _SLUIT_NU:
        raise Onbereikbaar from fout
    if code >= 500 and isinstance(fout, SMTPRecipientsRefused | SMTPDataError):  # a refused sender is our own setting
        raise Geweigerd(f"de mailserver weigert deze mail ({code})") from fout
