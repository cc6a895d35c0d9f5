"""What must always hold in this room; sentences about what does not (`manage.py controleer`)."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Exists, OuterRef

from evaluatie.models import Herhuisvesting
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
