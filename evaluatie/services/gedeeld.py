"""What every use-case of this room does the same way."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django.db import models
from django_fsm import TransitionNotAllowed

from evaluatie.enums import Notitiesoort, Partij
from evaluatie.models import Afspraak, Evaluatie, Herhuisvesting, Mdo, Notitie, Signaal
from evaluatie.partijen import MDO_KRING
from opstap import clock
from opstap.errors import Verouderd
from opstap.partners.namens import Namens
from opstap.post.enums import Briefsoort, Geadresseerde
from opstap.post.services import bericht_klaarzetten, brieven_maken
from opstap.protocol.basis import Belemmering
from opstap.protocol.begrippen import Hoedanigheid, Rol
from opstap.protocol.bijsturen import instemming_belemmeringen
from opstap.protocol.clausules import regelt
from opstap.protocol.verklaringen import mag_delen
from opstap.regelingen.services import procesregie
from opstap.termijnen.genodigden.kring import Kring
from opstap.trajecten.models import Betrokkenheid, Traject
from opstap.trajecten.services import (
    betrekken,
    betrokken_organisatie,
    betrokken_organisaties,
    herkomst_laten_slapen,
    traject_vergrendelen,
)
from woningen.services.contract import instemming

#: Why a procesregisseur takes part.
REDEN_MDO, REDEN_ZOEKEN = "MDO", "herhuisvesting"
GEMEENTE = frozenset({Rol.WMO_CONSULENT, Rol.PROCESREGISSEUR})


@regelt("Z-20.4")
def mag_signaal(signaal: Signaal, namens: Namens) -> bool:
    """The gemeente reads what it raised itself, or what brought an MDO: the rest is between zorg and corporatie."""
    if namens.rol not in GEMEENTE or namens.organisatie == signaal.melder_organisatie:
        return True
    return bool(signaal.mdos.exists())


def instemming_ontbreekt(evaluatie: Evaluatie) -> list[Belemmering]:
    """Whether the huurder agreed, at this contract, to share what comes up (Z-12.9)."""
    return instemming_belemmeringen(laatste=instemming(evaluatie.contract))


def wil_niet_delen(evaluatie: Evaluatie) -> bool:
    """The huurder said nee: then nothing is written down, and nothing is late."""
    return not mag_delen(laatste=instemming(evaluatie.contract))


def rollen_in_kring(traject: Traject) -> set[Rol]:
    """The roles of an MDO whose organisation takes part today."""
    betrokken = betrokken_organisaties(traject)
    return {rol for hoedanigheid, rol in MDO_KRING if hoedanigheid in betrokken}


def vergrendeld(rijen: models.QuerySet[Any], sleutel: UUID, versie: int | None) -> tuple[Traject, Any]:
    """Lock the traject of this row, then read the row. Raises Verouderd when the form was made from an older one."""
    traject = traject_vergrendelen(rijen.values_list("traject_id", flat=True).get(sleutel=sleutel))
    rij = rijen.get(sleutel=sleutel)
    rij.eis_versie(versie)
    rij.traject = traject
    return traject, rij


def stap(overgang: Callable[[], object]) -> None:
    """Take a step of a state machine. Raises Verouderd when somebody took another step in between."""
    try:
        overgang()
    except TransitionNotAllowed:
        raise Verouderd from None


def procesregie_betrekken(traject: Traject, *, reden: str) -> bool:
    """The procesregisseur of the regeling takes part from today; False when the regeling has none."""
    organisatie = procesregie(traject.regeling)
    if organisatie is not None:
        betrekken(traject, organisatie=organisatie, hoedanigheid=Hoedanigheid.PROCESREGIE, reden=reden)
    return organisatie is not None


def procesregie_loslaten(traject: Traject) -> None:
    """Who came in for an MDO or a search reads no further when nothing of that is left for her (Z-20.4).

    What she promised in an MDO keeps her in until it is settled.
    """
    if Herhuisvesting.objects.loopt().filter(traject=traject).exists():
        return
    if Afspraak.objects.open().filter(traject=traject, wie=Partij.PROCESREGISSEUR, mdo__isnull=False).exists():
        return
    redenen = [REDEN_ZOEKEN] if Mdo.objects.open().filter(traject=traject).exists() else [REDEN_ZOEKEN, REDEN_MDO]
    rijen = Betrokkenheid.objects.filter(traject=traject, hoedanigheid=Hoedanigheid.PROCESREGIE, tot=None)
    rijen.filter(reden__in=redenen).update(tot=clock.vandaag())


def herkomst_loslaten(traject: Traject) -> None:
    """Who handed the begeleiding over reads no further when no search and no MDO asks for her any more (Z-2.16)."""
    if Herhuisvesting.objects.loopt().filter(traject=traject).exists():
        return
    if not Mdo.objects.open().filter(traject=traject, met_herkomst=True).exists():
        herkomst_laten_slapen(traject)


def huurder_schrijven(
    traject: Traject,
    *,
    soort: Briefsoort,
    titel: str,
    gegevens: Mapping[str, Any],
    hoedanigheid: Hoedanigheid = Hoedanigheid.BEGELEIDING,
) -> None:
    """A letter to the huurder from the organisation that is `hoedanigheid` here."""
    organisaties = betrokken_organisaties(traject)
    afzender = organisaties.get(hoedanigheid) or organisaties[Hoedanigheid.BEGELEIDING]
    brieven_maken(
        traject, soort=soort, titel=titel, afzender=afzender, gegevens=gegevens, aan=[Geadresseerde.KANDIDAAT]
    )


def notitie_schrijven(traject: Traject, onderwerp: UUID, soort: Notitiesoort, tekst: str) -> None:
    """Keep a short text in its own row; nothing typed = no row."""
    if tekst := tekst.strip():
        Notitie.objects.update_or_create(
            onderwerp=onderwerp, soort=soort, defaults={"traject": traject, "tekst": tekst}
        )


def notitie_vervangen(traject: Traject, onderwerp: UUID, soort: Notitiesoort, tekst: str) -> bool:
    """Whether it changed; an emptied text goes."""
    rijen = Notitie.objects.filter(onderwerp=onderwerp, soort=soort)
    if (rijen.values_list("tekst", flat=True).first() or "") == tekst.strip():
        return False
    rijen.delete()
    notitie_schrijven(traject, onderwerp, soort, tekst)
    return True


def kring_mailen(traject: Traject, kring: Kring, *, soort: str, sleutel: str) -> None:
    """The same mail to the responsible people of every organisation in this circle that is involved today."""
    for hoedanigheid, rol in kring:
        if (organisatie := betrokken_organisatie(traject, hoedanigheid)) is not None:
            bericht_klaarzetten(soort=soort, sleutel=sleutel, traject=traject, organisatie=organisatie, rol=rol)
