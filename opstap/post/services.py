"""Letters and mail: written in the transaction of the act, made and sent by the tick."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Mapping
from datetime import date
from email.utils import format_datetime
from smtplib import SMTPDataError, SMTPException, SMTPRecipientsRefused, SMTPResponseException
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.core.validators import validate_email
from django.template.loader import render_to_string
from django.urls import reverse

from opstap import clock
from opstap.partners.models import Gebruiker, Organisatie
from opstap.post.berichten import BERICHTEN
from opstap.post.enums import Briefsoort, Geadresseerde
from opstap.post.models import Bericht, Brief, BriefInhoud
from opstap.post.pdf import html_naar_pdf
from opstap.protocol.begrippen import Hoedanigheid, Rol
from opstap.protocol.clausules import regelt
from opstap.protocol.datums import datum_voluit
from opstap.protocol.feiten import TrajectAfgesloten
from opstap.protocol.termijnsoorten import Trap
from opstap.trajecten.models import Besluit, Betrokkenheid, Traject
from opstap.trajecten.services import betrokken_organisatie
from opstap.werk import Geweigerd, Onbereikbaar, luid_de_bel, verwerk

logger = logging.getLogger("opstap.post")

_TEAMLEIDER = {
    Rol.BEGELEIDER: Rol.TEAMLEIDER_ZORG,
    Rol.CONSULENT: Rol.TEAMLEIDER_CORPORATIE,
    Rol.COORDINATOR: Rol.TEAMLEIDER_CORPORATIE,
}


# --- letters -----------------------------------------------------------------------------------------------------


@regelt("Z-1.1", "Z-15.1", "Z-15.2", "Z-15.3", "I-32")
def brief_maken(
    *,
    traject: Traject,
    soort: Briefsoort,
    titel: str,
    afzender: Organisatie,
    geadresseerde: Geadresseerde,
    gegevens: Mapping[str, Any],
    besluit: Besluit | None = None,
) -> Brief:
    """Fix the text of a letter now; the PDF follows in the tick or when somebody opens it.

    `gegevens` is a plain dict made by the room's letters.py, for the template of this kind.
    """
    vandaag = clock.vandaag()
    kop = _briefhoofd(traject, titel, afzender, geadresseerde) | {"plaats_datum": datum_voluit(vandaag)}
    html = render_to_string(f"brieven/{soort}.html", {**gegevens, "brief": kop, "geadresseerde": geadresseerde.value})
    brief = Brief.objects.create(
        traject=traject,
        besluit=besluit,
        soort=soort,
        titel=titel,
        datum=vandaag,
        geadresseerde=geadresseerde,
        afzender=afzender,
        hash=hashlib.sha256(html.encode()).hexdigest(),
        uitvoeren_vanaf=clock.dienst_nu(),
    )
    BriefInhoud.objects.create(brief=brief, html=html)
    luid_de_bel()
    return brief


def _briefhoofd(traject: Traject, titel: str, afzender: Organisatie, geadresseerde: Geadresseerde) -> dict[str, Any]:
    naam, regels = _geadresseerde(traject, geadresseerde)
    return {
        "afzender_naam": afzender.naam,
        "afzender_adres": afzender.adres,
        "afzender_telefoon": afzender.telefoon,
        "geadresseerde_naam": naam,
        "geadresseerde_regels": regels,
        "kenmerk": traject.kenmerk,
        "onderwerp": titel,
        "klachtroute": afzender.klachtroute,
    }


def _geadresseerde(traject: Traject, geadresseerde: Geadresseerde) -> tuple[str, list[str]]:
    """Name and address lines; a person without a postal address gets the letter through the zorgorganisatie."""
    zorg = betrokken_organisatie(traject, Hoedanigheid.BEGELEIDING)
    if geadresseerde is Geadresseerde.ZORGORGANISATIE and zorg is not None:
        return zorg.naam, _adresregels(zorg.adres)
    adres = traject.persoon.adres if traject.persoon else ""
    if not adres and zorg is not None:
        return traject.naam, [f"p/a {zorg.naam}", *_adresregels(zorg.adres)]
    return traject.naam, _adresregels(adres)


def _adresregels(adres: str) -> list[str]:
    return [regel.strip() for regel in adres.split(",") if regel.strip()]


def brief_pdf(brief: Brief) -> bytes:
    """The PDF of a letter; made and stored once, when it is not there yet."""
    inhoud = brief.inhoud
    if inhoud.pdf is None:
        pdf = html_naar_pdf(inhoud.html)
        BriefInhoud.objects.filter(pk=inhoud.pk, pdf=None).update(pdf=pdf)  # of two makers the first one counts
        inhoud.refresh_from_db(fields=["pdf"])
    return bytes(inhoud.pdf or b"")


def brieven_opmaken(*, aantal: int = 20) -> int:
    """Make the PDF of letters that have none."""

    def opmaken(brief: Brief) -> None:
        brief_pdf(brief)

    return verwerk(Brief.objects.all(), opmaken, aantal=aantal, los=True)


# --- mail --------------------------------------------------------------------------------------------------------


def bericht_klaarzetten(
    *,
    soort: str,
    sleutel: str,
    traject: Traject,
    organisatie: Organisatie,
    rol: str,
    trap: str = Trap.VERANTWOORDELIJKE,
    gegevens: Mapping[str, Any] | None = None,
) -> None:
    """Put a mail in the outbox for everyone on this rung. The same (soort, sleutel, person) goes out once."""
    ontvangers = _ontvangers(traject, organisatie, Rol(rol), Trap(trap))
    Bericht.objects.bulk_create(
        [
            Bericht(
                soort=soort,
                plek=sleutel,
                ontvanger=gebruiker,
                traject=traject,
                gegevens=dict(gegevens or {}),
                uitvoeren_vanaf=clock.dienst_nu(),
            )
            for gebruiker in ontvangers
        ],
        ignore_conflicts=True,
    )
    luid_de_bel()


def herinneringen_intrekken_na(feit: TrajectAfgesloten) -> None:
    """A reminder that was not sent yet has nothing left to remind of; news of what happened still goes out."""
    niet_verstuurd = Bericht.objects.filter(klaar_op=None)  # parked too: "try again" would send it after all
    niet_verstuurd.filter(traject__sleutel=feit.traject, soort__startswith="termijn_").delete()


@regelt("P-50", "H-42")
def _ontvangers(traject: Traject, organisatie: Organisatie, rol: Rol, trap: Trap) -> list[Gebruiker]:
    """The contact person when there is one, else everyone with the role; a rung that is empty falls to the next.

    A role without a team lead (the gemeente) has no second rung: telling the same people again is no escalation.
    """
    mensen: list[Gebruiker] = []
    if trap is Trap.VERANTWOORDELIJKE:
        contact = _contactpersoon(traject, organisatie, rol)
        mensen = [contact] if contact else list(Gebruiker.objects.met_rol(rol, organisatie.pk))
    if not mensen and trap is not Trap.ESCALATIE and rol in _TEAMLEIDER:
        mensen = list(Gebruiker.objects.met_rol(_TEAMLEIDER[rol], organisatie.pk))
    if mensen:
        return mensen
    contacten = (organisatie.eerste_contact, organisatie.tweede_contact)
    return list(dict.fromkeys(g for g in contacten if g is not None and g.is_active))


def _contactpersoon(traject: Traject, organisatie: Organisatie, rol: Rol) -> Gebruiker | None:
    """The contact person who holds this role there today; the latest named when there are more."""
    rij = (
        Betrokkenheid.objects.actueel()
        .filter(
            traject=traject,
            organisatie=organisatie,
            contactpersoon__in=Gebruiker.objects.met_rol(rol, organisatie.pk).order_by(),
        )
        .select_related("contactpersoon")
        .order_by("-vanaf", "-pk")
        .first()
    )
    return rij.contactpersoon if rij else None


def berichten_verzenden(*, aantal: int = 100) -> int:
    """Send what is due, over one connection. Sending is at-least-once; the Message-ID is always the same (S6).

    A mail server that is away costs no mail an attempt: this round stops and the next tick tries again.
    """
    from django.core.mail import get_connection

    verbinding = get_connection()

    def verzenden(bericht: Bericht) -> None:
        if not bericht.ontvanger.is_active:  # removed, not marked done: nothing was sent
            Bericht.objects.filter(pk=bericht.pk).delete()
            logger.info("bericht %s vervalt: het account van de ontvanger is beëindigd", bericht.sleutel)
            return
        try:
            mail = mail_opmaken(bericht, verbinding)
        except ValidationError as fout:
            raise Geweigerd("het mailadres klopt niet") from fout
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

    try:
        return verwerk(Bericht.objects.select_related("ontvanger", "traject"), verzenden, aantal=aantal, los=True)
    finally:
        verbinding.close()


_SLUIT_NU = 421  # the mail server closes the door for everybody


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


def mail_opmaken(bericht: Bericht, verbinding: Any = None) -> EmailMessage:
    """Constant subject; kenmerk and link only: no name, no date of birth, no address (law 6).

    Raises ValidationError when the address of the receiver is not exactly one address.
    """
    validate_email(bericht.ontvanger.email)
    tekst = BERICHTEN[bericht.soort]
    adres = reverse("traject", args=[bericht.traject.sleutel]) if bericht.traject else reverse("vandaag")
    if tekst.naar_vandaag:
        adres = reverse("vandaag")
    feiten = {"tekst": bericht.gegevens.get("tekst", "")}
    if dag := bericht.gegevens.get("datum"):
        feiten["datum"] = datum_voluit(date.fromisoformat(dag))
    inhoud = render_to_string(
        "post/mail/bericht.txt",
        {
            "regels": [regel.format(**feiten) for regel in tekst.regels],
            "adres": settings.BASIS_URL + adres,
            "kenmerk": bericht.traject.kenmerk if bericht.traject else "",
        },
    )
    return EmailMessage(
        subject=tekst.onderwerp,
        body=inhoud,
        to=[bericht.ontvanger.email],
        headers=_mailkop(bericht),
        connection=verbinding,
    )


def _mailkop(bericht: Bericht) -> dict[str, str]:
    """Always the same Message-ID. In practice mode mail carries the date of the practice clock."""
    kop = {"Message-ID": f"<{bericht.sleutel}@opstap.invalid>", "Auto-Submitted": "auto-generated"}
    if settings.OEFENMODUS:
        kop["Date"] = format_datetime(clock.dienst_nu())
    return kop
