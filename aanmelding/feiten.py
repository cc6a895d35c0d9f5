"""The slice of TrajectFeiten that this room knows."""

from __future__ import annotations

from datetime import date

from aanmelding.models import Aanmelding
from opstap.protocol.aanmeldstappen import Accorderingstatus
from opstap.protocol.begrippen import Instroomroute, Rol
from opstap.protocol.feiten import AanmeldFeiten, AccorderingFeit
from opstap.trajecten.models import Traject

_VOORBIJ = {Accorderingstatus.VERLOPEN, Accorderingstatus.INGETROKKEN}


def aanmeldfeiten(traject: Traject) -> AanmeldFeiten | None:
    """Dates count from what was sent last; before the first time from what is on the form."""
    aanmelding = Aanmelding.objects.filter(traject=traject).first()
    if aanmelding is None:
        return None
    return AanmeldFeiten(
        status=aanmelding.status,
        begonnen_op=traject.gestart_op,
        instroomroute=Instroomroute(traject.instroomroute),
        uitstroom=_uitstroom(aanmelding),
        ingediend_op=aanmelding.ingediend_op,
        compleet_op=aanmelding.compleet_op,
        gesprek_op=aanmelding.gesprek_op,
        besloten_op=aanmelding.besloten_op,
        eigen_bijdrage_op=aanmelding.eigen_bijdrage_op,
        accorderingen=_accorderingen(aanmelding),
    )


def _uitstroom(aanmelding: Aanmelding) -> date | None:
    versie = aanmelding.laatste_versie
    if versie is None:
        return aanmelding.uitstroom
    dag = versie.snapshot["uitstroom"]
    return date.fromisoformat(dag) if dag else None


def _accorderingen(aanmelding: Aanmelding) -> tuple[AccorderingFeit, ...]:
    return tuple(
        AccorderingFeit(
            sleutel=rij.sleutel,
            organisatie=rij.organisatie.sleutel,
            rol=Rol(rij.rol),
            gevraagd_op=rij.gevraagd_op,
            beantwoord_op=rij.beantwoord_op,
            is_vervallen=rij.status in _VOORBIJ,
            is_geweigerd=rij.status == Accorderingstatus.GEWEIGERD,
        )
        for rij in aanmelding.accorderingen.select_related("organisatie").order_by("pk")
    )
