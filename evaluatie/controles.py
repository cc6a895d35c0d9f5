"""What must always hold in this room; sentences about what does not (`manage.py controleer`)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef

from evaluatie.enums import Mdostatus
from evaluatie.models import Evaluatie, Herhuisvesting, Mdo
from opstap import clock
from opstap.protocol.momenten import Momentsoort
from opstap.termijnen.models import Moment
from woningen.enums import Contractstatus
from woningen.models import Huurovereenkomst


def herhuisvesting_klopt() -> Iterator[str]:
    """Whose tenancy is sought to end has somebody who searches; nobody searches in a closed traject."""
    zoekt = Herhuisvesting.objects.loopt().filter(traject=OuterRef("traject"))
    nagestreefd = Huurovereenkomst.objects.filter(status=Contractstatus.BEEINDIGING_NAGESTREEFD)
    for contract in nagestreefd.filter(~Exists(zoekt)).select_related("traject"):
        yield f"{contract.traject}: er wordt een einde gezocht, maar niemand zoekt een andere woonplek"
    for rij in Herhuisvesting.objects.loopt().filter(traject__afgesloten_op__isnull=False).select_related("traject"):
        yield f"{rij.traject}: afgesloten, maar het zoeken naar een andere woonplek loopt door"


def momenten_kloppen() -> Iterator[str]:
    """A meeting to come is on the day of its MDO or evaluatie, which is still to be held."""
    soorten = (Momentsoort.MDO, Momentsoort.EVALUATIE)
    komend = Moment.objects.komend().filter(soort__in=soorten).select_related("traject")
    dagen: dict[UUID, date | None] = {}
    for rijen in (Mdo.objects.filter(status=Mdostatus.GEPLAND), Evaluatie.objects.te_houden()):
        dagen |= dict(rijen.filter(sleutel__in=komend.values("onderwerp")).values_list("sleutel", "gepland_op"))
    for moment in komend:
        if dagen.get(moment.onderwerp) != moment.begin.astimezone(clock.AMSTERDAM).date():
            yield f"{moment.traject}: er staat een {moment.get_soort_display()} in de agenda op een andere dag"


def gesloten_plant_niets() -> Iterator[str]:
    """In a closed traject no evaluatie is still to be held."""
    komend = Evaluatie.objects.te_houden().filter(traject__afgesloten_op__isnull=False)
    for rij in komend.select_related("traject"):
        yield f"{rij.traject}: afgesloten, maar evaluatie {rij.nummer} staat nog gepland"
