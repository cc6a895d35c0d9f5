"""What must always hold in this room; sentences about what does not (`manage.py controleer`)."""

from __future__ import annotations

from collections.abc import Iterator

from aanmelding.models import Aanmelding, Accordering
from opstap.protocol.momenten import Momentsoort
from opstap.protocol.toelaten import STATUS_BESLISBAAR
from opstap.termijnen.models import Moment


def gesloten_vraagt_niets() -> Iterator[str]:
    """In a closed traject nobody is asked for an akkoord any more. Does not say for what (law 6)."""
    gevraagd = Accordering.objects.open().filter(aanmelding__traject__afgesloten_op__isnull=False)
    for rij in gevraagd.select_related("aanmelding__traject"):
        yield f"{rij.aanmelding.traject}: afgesloten, maar er wordt nog om akkoord gevraagd ({rij.sleutel})"


def gesprek_is_nog_nodig() -> Iterator[str]:
    """A gesprek to come is of an aanmelding that is being judged, and that had none yet."""
    open_ = Aanmelding.objects.filter(status__in=STATUS_BESLISBAAR, gesprek_op=None)
    komend = Moment.objects.komend().filter(soort=Momentsoort.GESPREK).exclude(onderwerp__in=open_.values("sleutel"))
    for moment in komend.select_related("traject"):
        yield f"{moment.traject}: er staat een gesprek in de agenda dat niet meer nodig is"
