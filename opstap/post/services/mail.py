"""A mail, ready to be sent: text and HTML of what `inhoud` says, to one receiver."""

from __future__ import annotations

from email.utils import format_datetime
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.core.validators import validate_email
from django.template.loader import render_to_string

from opstap import clock
from opstap.post.berichten import BERICHTEN, DAGPOST, LINKBEVESTIGING
from opstap.post.models import Bericht
from opstap.post.services.inhoud import NietsTeMelden, dagpost_inhoud, losse_inhoud, open_taken
from opstap.post.services.teksten import Teksten, Tekstset


def mail_opmaken(bericht: Bericht, verbinding: Any = None, teksten: Tekstset | None = None) -> EmailMultiAlternatives:
    """Constant subject, text and HTML, one receiver. `teksten`: those of the day it was made ready, when at hand.

    Raises ValidationError when the address of the receiver is not exactly one address, NietsTeMelden when nothing is
    left to tell.
    """
    if _is_voorbij(bericht):
        raise NietsTeMelden
    validate_email(bericht.adres)
    teksten = teksten or Teksten().voor(bericht)
    if bericht.soort != DAGPOST:
        return mail_van(bericht, losse_inhoud(bericht, teksten), teksten, verbinding)
    delen = list(bericht.delen.select_related("traject").order_by("pk"))
    return mail_van(bericht, dagpost_inhoud(delen, open_taken(delen), teksten), teksten, verbinding)


def mail_van(
    bericht: Bericht, inhoud: dict[str, Any], teksten: Tekstset, verbinding: Any = None
) -> EmailMultiAlternatives:
    onderwerp = teksten[bericht.soort].onderwerp
    mail = EmailMultiAlternatives(
        subject=onderwerp,
        body=render_to_string("post/mail/bericht.txt", inhoud),
        to=[bericht.adres],
        headers=_mailkop(bericht),
        connection=verbinding,
    )
    mail.attach_alternative(render_to_string("post/mail/bericht.html", inhoud | {"onderwerp": onderwerp}), "text/html")
    if bericht.agenda:  # last, so that a mail program that can read it shows an invitation
        mail.attach_alternative(bericht.agenda, f"text/calendar; method={BERICHTEN[bericht.soort].agenda}")
    return mail


def _mailkop(bericht: Bericht) -> dict[str, str]:
    """Always the same Message-ID. In practice mode mail carries the date of the practice clock."""
    kop = {"Message-ID": f"<{bericht.sleutel}@opstap.invalid>", "Auto-Submitted": "auto-generated"}
    if settings.OEFENMODUS:
        kop["Date"] = format_datetime(clock.dienst_nu())
    return kop


def _is_voorbij(bericht: Bericht) -> bool:
    """A link that no longer works is not mailed; that the answer came in still is."""
    return bericht.link is not None and bericht.soort != LINKBEVESTIGING and not bericht.link.is_geldig
