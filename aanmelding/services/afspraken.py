"""Which agreements hold for an aanmelding: those of the day it is first sent or said beforehand (Z-1.13)."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.db import transaction

from aanmelding.delen import aanmeldsnapshot, gevraagde_delen
from aanmelding.delen.basis import vraagt
from aanmelding.delen.uitstroom import BINDING, INSCHRIJVING
from aanmelding.models import Aanmelding, ChecklistRij
from aanmelding.services.basis import openen
from opstap import clock
from opstap.partners.namens import Namens
from opstap.partners.rechten import Actie
from opstap.protocol.aanmeldstappen import Aanmeldstatus
from opstap.protocol.begrippen import Leefgebied
from opstap.protocol.clausules import regelt
from opstap.protocol.feiten import RegelingGewijzigd
from opstap.protocol.parameters import Parameters
from opstap.regelingen.models import RegelingVersie
from opstap.regelingen.services import geldende_versie
from opstap.trajecten.models import Traject
from opstap.trajecten.services import handeling_boeken


def gevraagde_leefgebieden(parameters: Parameters) -> tuple[Leefgebied, ...]:
    return parameters.leefgebieden or tuple(Leefgebied)


def nieuwere_afspraken(aanmelding: Aanmelding) -> RegelingVersie | None:
    """What came to hold after the form was begun; None once it was sent or said beforehand."""
    if aanmelding.status != Aanmeldstatus.CONCEPT:
        return None
    traject = aanmelding.traject
    nu = geldende_versie(traject.regeling, clock.vandaag())
    return nu if nu.nummer > traject.regelingversie.nummer else None


def vragen_anders(aanmelding: Aanmelding) -> bool:
    """Whether agreements that came later ask something else on the form."""
    nieuw = nieuwere_afspraken(aanmelding)
    if nieuw is None:
        return False
    straks = Traject(regelingversie=nieuw)
    return _gevraagd(straks) != _gevraagd(aanmelding.traject)


def _gevraagd(traject: Traject) -> object:
    return (
        [deel.code for deel in gevraagde_delen(traject)],
        [vraagt(traject, criterium) for criterium in (INSCHRIJVING, BINDING)],
        set(gevraagde_leefgebieden(traject.regelingversie.parameters)),
    )


@transaction.atomic
def afspraken_bijwerken(*, traject: UUID, versie: int | None = None, namens: Namens) -> Aanmelding:
    """Before sending: let the form ask what the agreements of today ask. Twice changes nothing."""
    aanmelding = openen(traject, Actie.AANMELDING_INVULLEN, namens=namens, versie=versie)
    afspraken_volgen(aanmelding, namens=namens)
    return aanmelding


@regelt("Z-1.13")
def afspraken_volgen(aanmelding: Aanmelding, *, namens: Namens) -> None:
    """Inside a use-case, under its lock. What is not asked any more is not kept; a form that says something else
    asks akkoord again."""
    nieuw = nieuwere_afspraken(aanmelding)
    if nieuw is None:
        return
    traject, eerder = aanmelding.traject, aanmeldsnapshot(aanmelding)
    oud, traject.regelingversie = traject.regelingversie, nieuw
    traject.save(update_fields=["regelingversie"])
    _rijen_volgen(aanmelding, gevraagde_leefgebieden(nieuw.parameters))
    aanmelding.gesprek_nodig = bool(nieuw.parameters.gesprek_voor_besluit)
    if aanmeldsnapshot(aanmelding) != eerder:
        aanmelding.inhoud = uuid4()
    aanmelding.save()
    handeling_boeken(
        traject,
        namens=namens,
        soort="andere_afspraken",
        clausule="Z-1.13",
        gegevens={"datum": nieuw.vanaf.isoformat(), "nummer": nieuw.nummer},
        feit=RegelingGewijzigd(traject=traject.sleutel, oud=oud.sleutel, nieuw=nieuw.sleutel),
    )


def _rijen_volgen(aanmelding: Aanmelding, gebieden: tuple[Leefgebied, ...]) -> None:
    rijen = ChecklistRij.objects.filter(aanmelding=aanmelding)
    rijen.exclude(leefgebied__in=gebieden).delete()
    er_al = set(rijen.values_list("leefgebied", flat=True))
    ChecklistRij.objects.bulk_create(
        [ChecklistRij(aanmelding=aanmelding, leefgebied=g) for g in gebieden if g.value not in er_al]
    )
