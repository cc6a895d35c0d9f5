"""Accounts and roles; the first set-up of an empty Opstap."""

from __future__ import annotations

import uuid
from datetime import timedelta

from django.core import signing
from django.db import IntegrityError, transaction
from django.urls import reverse

from opstap import clock
from opstap.errors import OpstapFout
from opstap.logboek.services import gebeurtenis_vastleggen
from opstap.models import Verzoek
from opstap.partners.models import Gebruiker, Organisatie, Organisatiesoort, Roltoekenning
from opstap.partners.namens import SYSTEEM
from opstap.protocol.begrippen import Rol

INRICHT_TIJD = timedelta(hours=1)
_ZOUT = "opstap.inrichten"
_EENMALIG = uuid.uuid5(uuid.NAMESPACE_URL, _ZOUT)


def is_ingericht() -> bool:
    """Whether anybody can log in."""
    return bool(Gebruiker.objects.exists())


def inrichten_link(*, basis_url: str) -> str | None:
    """A link to make the first beheerder, valid one hour and only while there is nobody; None when set up already."""
    if is_ingericht():
        return None
    bewijs = signing.dumps("eerste beheerder", salt=_ZOUT)
    return basis_url.rstrip("/") + reverse("inrichten", args=[bewijs])


def bewijs_geldig(bewijs: str) -> bool:
    try:
        signing.loads(bewijs, salt=_ZOUT, max_age=INRICHT_TIJD)
    except signing.BadSignature:
        return False
    return not is_ingericht()


@transaction.atomic
def inrichten(*, bewijs: str, organisatie: str, naam: str, email: str, wachtwoord: str) -> Gebruiker:
    """Make the gemeente and its first beheerder. Works once; of two at the same time the second is refused."""
    if not bewijs_geldig(bewijs) or not _eerste_keer():
        raise OpstapFout("Deze link is verlopen of al gebruikt. Start Opstap opnieuw voor een nieuwe link.")
    gemeente = Organisatie.objects.create(naam=organisatie, soort=Organisatiesoort.GEMEENTE)
    beheerder = Gebruiker.objects.create_user(email, wachtwoord, naam=naam)
    rol_toekennen(gebruiker=beheerder, organisatie=gemeente, rol=Rol.BEHEERDER)
    gebeurtenis_vastleggen(soort="ingericht", namens=SYSTEEM)
    return beheerder


def _eerste_keer() -> bool:
    """Claim the one place there is, in the running transaction."""
    try:
        with transaction.atomic():
            Verzoek.objects.create(sleutel=_EENMALIG, gebruiker=_EENMALIG, op=clock.echt_nu())
    except IntegrityError:
        return False
    return True


def rol_toekennen(*, gebruiker: Gebruiker, organisatie: Organisatie, rol: Rol) -> Roltoekenning:
    """Give a role from today; a role that is open already is returned."""
    rij, _ = Roltoekenning.objects.get_or_create(
        gebruiker=gebruiker, organisatie=organisatie, rol=rol, tot=None, defaults={"vanaf": clock.vandaag()}
    )
    return rij
