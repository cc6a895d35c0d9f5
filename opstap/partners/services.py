"""Accounts, roles and absence; the first set-up of an empty Opstap."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import date, timedelta

from django.conf import settings
from django.core import signing
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.module_loading import import_string

from opstap import clock
from opstap.errors import GeenRecht, OpstapFout, eis
from opstap.logboek.services import gebeurtenis_vastleggen
from opstap.models import Verzoek
from opstap.partners.models import Afwezigheid, Gebruiker, Organisatie, Organisatiesoort, Roltoekenning, Werkdag
from opstap.partners.namens import SYSTEEM, Namens, namens_van
from opstap.partners.vervanging import afwezigheid_bezwaren, regelt_voor
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


@transaction.atomic
def postvoorkeur_vastleggen(*, werkdagen: Iterable[Werkdag], meteen: bool, namens: Namens) -> None:
    """On which days somebody gets the dagpost, or every mail at once. Raises OpstapFout without a single day."""
    dagen = "".join(sorted({str(dag) for dag in werkdagen}))
    if not dagen:
        raise OpstapFout("Kies minstens één dag waarop u werkt.")
    gebruiker = Gebruiker.objects.select_for_update().get(sleutel=namens.gebruiker)
    gebruiker.postdagen, gebruiker.post_meteen = dagen, meteen
    gebruiker.save(update_fields=["postdagen", "post_meteen"])
    gebeurtenis_vastleggen(soort="postvoorkeur_gewijzigd", namens=namens)


AL_GESTOPT = "Deze afwezigheid was al gestopt of voorbij. U hoeft niets meer te doen."

# --- absence -------------------------------------------------------------------------------------------------------


@transaction.atomic
def afwezigheid_plannen(
    *, gebruiker: Gebruiker, organisatie: Organisatie, vervanger: Gebruiker, vanaf: date, tot: date, namens: Namens
) -> Afwezigheid:
    """Somebody is away for [vanaf, tot) and `vervanger` does the work. Locks both people: no two plans make a chain."""
    list(Gebruiker.objects.select_for_update(no_key=True).filter(pk__in=[gebruiker.pk, vervanger.pk]).order_by("pk"))
    door = _eis_regelt_voor(namens, gebruiker, organisatie)
    eis(afwezigheid_bezwaren(gebruiker, organisatie, vervanger, vanaf=vanaf, tot=tot))
    rij = Afwezigheid.objects.create(
        gebruiker=gebruiker,
        organisatie=organisatie,
        vervanger=vervanger,
        vanaf=vanaf,
        tot=tot,
        gemaakt_door=door,
        gewijzigd_op=clock.dienst_nu(),
    )
    _afwezigheid_vastleggen("gepland", rij, door, namens)
    return rij


@transaction.atomic
def afwezigheid_beeindigen(*, afwezigheid: uuid.UUID, namens: Namens) -> list[Gebruiker]:
    """Back from today on, or not away after all; who hears it."""
    rij: Afwezigheid = Afwezigheid.objects.select_for_update().get(sleutel=afwezigheid)
    door = _eis_regelt_voor(namens, rij.gebruiker, rij.organisatie)
    if rij.is_voorbij:
        raise OpstapFout(AL_GESTOPT)
    rij.tot, rij.gewijzigd_op = max(rij.vanaf, clock.vandaag()), clock.dienst_nu()
    rij.save(update_fields=["tot", "gewijzigd_op"])
    return _afwezigheid_vastleggen("beeindigd", rij, door, namens)


def _eis_regelt_voor(namens: Namens, gebruiker: Gebruiker, organisatie: Organisatie) -> Gebruiker:
    """Never under a borrowed role: who replaces somebody does not lend what he borrows."""
    wie: Gebruiker | None = Gebruiker.objects.actief().filter(sleutel=namens.gebruiker).first()
    if wie is None or not gebruiker.is_active:
        raise GeenRecht
    if namens not in [namens_van(wie, t) for t in regelt_voor(wie, gebruiker, organisatie)]:
        raise GeenRecht
    return wie


def _afwezigheid_vastleggen(wat: str, rij: Afwezigheid, door: Gebruiker, namens: Namens) -> list[Gebruiker]:
    """In the log, and told to who did not say it herself (bedrading.AFWEZIGHEID); to whom."""
    gegevens = {
        "gebruiker": str(rij.gebruiker.sleutel),
        "vervanger": str(rij.vervanger.sleutel),
        "vanaf": rij.vanaf.isoformat(),
        "tot": rij.tot.isoformat(),
    }
    gebeurtenis_vastleggen(soort=f"afwezigheid_{wat}", namens=namens, gegevens=gegevens)
    horen: list[Gebruiker] = import_string(import_string(f"{settings.BEDRADING}.AFWEZIGHEID"))(rij, wat, door)
    return horen
