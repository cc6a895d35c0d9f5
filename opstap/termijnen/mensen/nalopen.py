"""The tick: a role or an account ended on its day, as was said long before. Looks before it writes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from opstap import clock
from opstap.logboek.services import gebeurtenis_vastleggen
from opstap.partners.models import Gebruiker, Organisatie, Roltoekenning
from opstap.partners.namens import SYSTEEM
from opstap.post.models import Link
from opstap.post.services import contactpersoon_weg_vertellen, onbezet_vertellen
from opstap.protocol.begrippen import Rol
from opstap.regelingen.models import Regeling
from opstap.termijnen.mensen.controles import verweesd
from opstap.termijnen.mensen.houders import houders
from opstap.termijnen.models import Termijn, Termijnstatus
from opstap.termijnen.querysets import doet, wie_doet
from opstap.trajecten.services import traject_vergrendelen
from opstap.werk import elk

_Plek = tuple[int, Rol]


def rollen_nalopen() -> None:
    """What such a person had taken is of the whole team again; a duty that nobody can do any more is told, and a
    contactpersoon who is none any more."""
    elk(sorted(Termijn.objects.open().filter(_zonder_houder()).values_list("sleutel", flat=True)), _vrijgeven)
    elk(sorted(_verlaten().items()), lambda plek: _melden(*plek[0], plek[1]))
    elk(_contacten_weg(), lambda rij: _contact_melden(*rij))


def _zonder_houder() -> Q:
    """Taken by who does not do it today: as `houders` judges it, of all of them at once."""
    gevonden = Q(pk__in=[])
    for rol in Rol:
        houdt = Roltoekenning.objects.actueel().filter(
            Q(gebruiker__beeindigd_op=None) | Q(gebruiker__beeindigd_op__gt=clock.vandaag()),
            gebruiker=OuterRef("opgepakt_door"),
            organisatie=OuterRef("organisatie"),
            rol__in=wie_doet(rol),
        )
        gevonden |= Q(rol=rol) & ~Q(Exists(houdt))
    return Q(opgepakt_door__isnull=False) & gevonden


@transaction.atomic
def _vrijgeven(termijn: UUID) -> None:
    traject = traject_vergrendelen(Termijn.objects.values_list("traject", flat=True).get(sleutel=termijn))
    rij = Termijn.objects.get(sleutel=termijn)
    if rij.status != Termijnstatus.OPEN or rij.opgepakt_door_id is None or houders([rij]):
        return
    rij.opgepakt_door = rij.opgepakt_op = None
    rij.save(update_fields=["opgepakt_door", "opgepakt_op"])
    gegevens = {"termijn": str(rij.sleutel)}
    gebeurtenis_vastleggen(soort="taak_vrijgekomen", namens=SYSTEEM, traject=traject.sleutel, gegevens=gegevens)


def _verlaten() -> dict[_Plek, date]:
    """(organisatie, role) whose duties somebody did and nobody does today, not even with a link -> since when."""
    vandaag, sinds = clock.vandaag(), dict[_Plek, date]()
    bezet = {(organisatie, Rol(rol)) for organisatie, rol in Link.objects.geldig().values_list("organisatie", "rol")}
    rijen = Roltoekenning.objects.filter(vanaf__lte=vandaag)
    for organisatie, rol, tot, weg in rijen.values_list("organisatie", "rol", "tot", "gebruiker__beeindigd_op"):
        einde = min((dag for dag in (tot, weg) if dag), default=date.max)
        for plek in _plekken(organisatie, rol):
            if einde > vandaag:
                bezet.add(plek)
            else:
                sinds[plek] = max(einde, sinds.get(plek, einde))
    return {plek: dag for plek, dag in sinds.items() if plek not in bezet}


def _plekken(organisatie: int, rol: str) -> Iterator[_Plek]:
    for taakrol in doet(Rol(rol)):
        yield organisatie, Rol(taakrol)


def _melden(organisatie: int, rol: Rol, sinds: date) -> bool:
    te_doen = (
        Termijn.objects.open()
        .filter(organisatie=organisatie, rol=rol)
        .select_related("traject__regeling", "organisatie__eerste_contact", "organisatie__tweede_contact")
    )
    rij = te_doen.order_by("pk").first()
    return rij is not None and onbezet_vertellen(rij.organisatie, rol, sinds, rij.traject.regeling)


def _contacten_weg() -> list[tuple[Gebruiker, Organisatie, Regeling]]:
    """Who still is contactpersoon somewhere without the role for it, each organisation once."""
    rijen = verweesd().select_related("traject__regeling", "organisatie", "contactpersoon")
    paren = {(rij.contactpersoon_id, rij.organisatie_id): rij for rij in rijen}
    return [(r.contactpersoon, r.organisatie, r.traject.regeling) for r in paren.values() if r.contactpersoon]


def _contact_melden(mens: Gebruiker, organisatie: Organisatie, regeling: Regeling) -> bool:
    """Since when: the day on which the last of her roles there or her account ended; a later time is told anew."""
    dagen = [mens.beeindigd_op, *mens.roltoekenningen.filter(organisatie=organisatie).values_list("tot", flat=True)]
    sinds = max((dag for dag in dagen if dag is not None and dag <= clock.vandaag()), default=date.min)
    return contactpersoon_weg_vertellen(mens, organisatie, sinds, regeling)
