"""An organisation answers for its own row."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from aanmelding.models import Aanmelding, Accordering
from aanmelding.services.basis import bericht_aan_zorg, compleet_maken, werkt_bij_afzender
from opstap import clock
from opstap.errors import GeenRecht, eis
from opstap.partners.namens import Namens
from opstap.partners.rechten import Actie
from opstap.protocol.aanmeldstappen import Antwoord, Weigerreden, accordeer_belemmeringen
from opstap.trajecten.services import handeling_boeken, traject_vergrendelen
from opstap.trajecten.toegang import eis_eigen_recht


@transaction.atomic
def accordering_beantwoorden(
    *,
    onderwerp: UUID,
    antwoord: Antwoord,
    reden: Weigerreden | None = None,
    versie: int | None = None,
    namens: Namens,
) -> Accordering:
    """Akkoord or not, for one row. The last akkoord makes the aanmelding compleet."""
    traject = traject_vergrendelen(
        Accordering.objects.values_list("aanmelding__traject_id", flat=True).get(sleutel=onderwerp)
    )
    rij: Accordering = Accordering.objects.select_related("organisatie", "gevraagd_in").get(sleutel=onderwerp)
    eis_eigen_recht(namens, Actie.ACCORDEREN, rij.organisatie)
    if not rij.is_voor(namens):
        raise GeenRecht
    rij.eis_versie(versie)
    aanmelding = Aanmelding.objects.get(traject=traject)
    aanmelding.traject = traject
    eis(
        accordeer_belemmeringen(
            status_aanmelding=aanmelding.status,
            status=rij.status,
            antwoord=antwoord,
            reden=reden or "",
            werkt_bij_afzender=werkt_bij_afzender(namens, traject),
        )
    )
    _vastleggen(rij, antwoord, reden, namens)
    soort = "accordering_gegeven" if antwoord is Antwoord.AKKOORD else "accordering_geweigerd"
    gegevens = {"accordering": str(rij.sleutel)}
    handeling_boeken(traject, namens=namens, soort=soort, clausule="Z-2.8", gegevens=gegevens)
    if antwoord is Antwoord.AKKOORD:
        compleet_maken(aanmelding, rij.gevraagd_in)
    else:
        bericht_aan_zorg(traject, soort=soort, sleutel=str(rij.sleutel))
    return rij


def _vastleggen(rij: Accordering, antwoord: Antwoord, reden: Weigerreden | None, namens: Namens) -> None:
    if antwoord is Antwoord.AKKOORD:
        rij.akkoord_geven()
        rij.reden = ""
    else:
        rij.weigeren()
        rij.reden = reden or ""
    rij.beantwoord_op, rij.gebruiker = clock.vandaag(), namens.gebruiker
    rij.save()
