"""The secret address of somebody's own calendar: made, shown once, taken back."""

from __future__ import annotations

import hashlib
import re
import secrets

from django.db import transaction
from django.db.models import Q

from opstap import clock
from opstap.errors import GeenRecht
from opstap.logboek.services import gebeurtenis_vastleggen
from opstap.partners.models import Gebruiker
from opstap.partners.namens import Namens
from opstap.termijnen.models import Agendaadres

_OCTETTEN = 32
_VORM = re.compile(r"[A-Za-z0-9_-]{43}")


def _afdruk(geheim: str) -> bytes:
    """Of 256 random bits a plain hash cannot be guessed back."""
    return hashlib.sha256(geheim.encode()).digest()


@transaction.atomic
def agendaadres_maken(*, namens: Namens) -> str:
    """A new secret, returned here and nowhere else; the one there was no longer works."""
    geheim = secrets.token_urlsafe(_OCTETTEN)
    Agendaadres.objects.update_or_create(
        gebruiker=_gebruiker(namens),
        defaults={"afdruk": _afdruk(geheim), "gemaakt_op": clock.vandaag(), "gebruikt_op": None},
    )
    gebeurtenis_vastleggen(soort="agendaadres_gemaakt", namens=namens)
    return geheim


@transaction.atomic
def agendaadres_intrekken(*, namens: Namens) -> None:
    """Nobody can read along any more. Twice changes nothing."""
    Agendaadres.objects.filter(gebruiker=_gebruiker(namens)).delete()
    gebeurtenis_vastleggen(soort="agendaadres_ingetrokken", namens=namens)


def _gebruiker(namens: Namens) -> Gebruiker:
    """The person who asks, locked: two at once leave one address."""
    gebruiker: Gebruiker | None = (
        Gebruiker.objects.select_for_update().actief().filter(sleutel=namens.gebruiker).first()
    )
    if gebruiker is None:
        raise GeenRecht
    return gebruiker


def agenda_geopend(geheim: str) -> Gebruiker | None:
    """Whose calendar this is; None for a secret that is wrong, taken back or of an account that ended.

    Writes the day of use, once a day.
    """
    if not _VORM.fullmatch(geheim):
        return None
    adres = Agendaadres.objects.filter(afdruk=_afdruk(geheim)).select_related("gebruiker").first()
    if adres is None or not adres.gebruiker.is_active:
        return None
    vandaag = clock.vandaag()
    Agendaadres.objects.filter(~Q(gebruikt_op=vandaag) | Q(gebruikt_op=None), pk=adres.pk).update(gebruikt_op=vandaag)
    gebruiker: Gebruiker = adres.gebruiker
    return gebruiker


def is_agenda_van(geheim: str, gebruiker: Gebruiker) -> bool:
    return Agendaadres.objects.filter(gebruiker=gebruiker, afdruk=_afdruk(geheim)).exists()
