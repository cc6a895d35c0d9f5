"""The conversation with the kandidaat: planned, called off and written down; nothing of what was said (Z-9.8)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db import transaction

from aanmelding.gesprek import gesprekskring
from aanmelding.models import Aanmelding
from aanmelding.services.basis import openen
from opstap import clock
from opstap.errors import eis
from opstap.partners.namens import Namens
from opstap.partners.rechten import Actie
from opstap.protocol.beslissen import Zaak
from opstap.protocol.gesprek import Gesprek, afzeggen_belemmeringen, gesprek_belemmeringen, plannen_belemmeringen
from opstap.protocol.momenten import Momentplan, Momentsoort
from opstap.protocol.toelaten import STATUS_BESLISBAAR
from opstap.termijnen.genodigden.kring import Kring, aan_tafel, persoonlijk
from opstap.termijnen.genodigden.services import moment_afzeggen, moment_plannen, stand
from opstap.termijnen.models import Moment
from opstap.trajecten.beslissers import beslisser_bezwaren
from opstap.trajecten.services import handeling_boeken


@transaction.atomic
def gesprek_plannen(
    *, traject: UUID, dag: date, hoe: Momentplan, versie: int | None = None, namens: Namens
) -> Aanmelding:
    """Into the calendar of who decides and of who begeleidt. Again = another day, time or place.

    With nothing changed nobody hears anything, and the row keeps its version.
    """
    aanmelding = _van_beslisser(traject, versie, namens)
    eis(
        plannen_belemmeringen(
            status=aanmelding.status,
            gesprek_op=aanmelding.gesprek_op,
            dag=dag,
            plaats=hoe.plaats,
            peildatum=clock.vandaag(),
            om=hoe.om,
            nu=clock.dienst_nu().astimezone(clock.AMSTERDAM).time(),
        )
    )
    was = stand(aanmelding.sleutel)
    moment_plannen(
        aanmelding.traject,
        soort=Momentsoort.GESPREK,
        onderwerp=aanmelding.sleutel,
        dag=dag,
        hoe=hoe,
        wie=aan_tafel(aanmelding.traject, gesprekskring(aanmelding.traject), dag),
        persoonlijk=persoonlijk(aanmelding.traject),
    )
    if was is None or stand(aanmelding.sleutel) != was:
        _boeken(aanmelding, "gesprek_gepland", namens, datum=dag.isoformat())
    return aanmelding


@transaction.atomic
def gesprek_afzeggen(*, traject: UUID, versie: int | None = None, namens: Namens) -> Aanmelding:
    """It is off, and there is no other day yet."""
    aanmelding = _van_beslisser(traject, versie, namens)
    eis(afzeggen_belemmeringen(komt_nog=Moment.objects.komend().van(aanmelding.sleutel).exists()))
    moment_afzeggen(aanmelding.sleutel)
    _boeken(aanmelding, "gesprek_afgezegd", namens)
    return aanmelding


@transaction.atomic
def gesprek_vastleggen(*, traject: UUID, gesprek: Gesprek, versie: int | None = None, namens: Namens) -> Aanmelding:
    aanmelding = _van_beslisser(traject, versie, namens)
    gesprek_opschrijven(aanmelding, gesprek, namens)
    return aanmelding


def gesprek_opschrijven(aanmelding: Aanmelding, gesprek: Gesprek, namens: Namens) -> None:
    """Inside a use-case of who decides. One that was still to come is off."""
    eis(
        gesprek_belemmeringen(
            status=aanmelding.status,
            datum=gesprek.op,
            ingediend_op=aanmelding.ingediend_op,
            peildatum=clock.vandaag(),
        )
    )
    aanmelding.gesprek_op, aanmelding.gesprek_met = gesprek.op, [wie.value for wie in gesprek.met]
    moment_afzeggen(aanmelding.sleutel)
    _boeken(aanmelding, "gesprek_vastgelegd", namens, datum=gesprek.op.isoformat())


def gesprekskringen(onderwerpen: Collection[UUID]) -> dict[UUID, Kring]:
    """bedrading.GENODIGDEN"""
    rijen = Aanmelding.objects.filter(sleutel__in=onderwerpen, status__in=STATUS_BESLISBAAR, gesprek_op=None)
    return {a.sleutel: gesprekskring(a.traject) for a in rijen.select_related("traject__regelingversie")}


def _van_beslisser(traject: UUID, versie: int | None, namens: Namens) -> Aanmelding:
    aanmelding = openen(traject, Actie.TOELATING_BESLUITEN, namens=namens, versie=versie)
    eis(beslisser_bezwaren(namens, Zaak.TOELATING, aanmelding.traject))
    return aanmelding


def _boeken(aanmelding: Aanmelding, soort: str, namens: Namens, **gegevens: str) -> None:
    aanmelding.save()
    handeling_boeken(aanmelding.traject, namens=namens, soort=soort, clausule="Z-9.8", gegevens=gegevens)
