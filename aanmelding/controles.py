"""What must always hold in this room; sentences about what does not (`manage.py controleer`)."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Count, F, Q

from aanmelding.models import Aanmelding, Accordering
from opstap.protocol.aanmeldstappen import Aanmeldstatus
from opstap.protocol.momenten import Momentsoort
from opstap.protocol.toelaten import STATUS_BESLISBAAR
from opstap.termijnen.models import Moment
from opstap.trajecten.enums import Besluitsoort


def gesloten_vraagt_niets() -> Iterator[str]:
    """In a closed traject nobody is asked for an akkoord any more. Does not say for what (law 6)."""
    gevraagd = Accordering.objects.open().filter(aanmelding__traject__afgesloten_op__isnull=False)
    for rij in gevraagd.select_related("aanmelding__traject"):
        yield f"{rij.aanmelding.traject}: afgesloten, maar er wordt nog om akkoord gevraagd ({rij.sleutel})"


def besluit_klopt() -> Iterator[str]:
    """Who is toegelaten or afgewezen has one besluit that says so and was not reopened; anybody else has none."""
    besloten = (Aanmeldstatus.TOEGELATEN, Aanmeldstatus.AFGEWEZEN)
    geldt = Q(traject__besluiten__soort=Besluitsoort.TOELATING, traject__besluiten__herzien_door=None)
    zo = geldt & Q(traject__besluiten__uitkomst=F("status"))
    rijen = Aanmelding.objects.annotate(gelden=Count("traject__besluiten", filter=geldt, distinct=True))
    rijen = rijen.annotate(zo=Count("traject__besluiten", filter=zo, distinct=True)).select_related("traject")
    fout = Q(status__in=besloten) & ~Q(gelden=1, zo=1) | ~Q(status__in=besloten) & ~Q(gelden=0)
    for rij in rijen.filter(fout):
        yield f"{rij.traject}: {rij.get_status_display()}, maar er gelden {rij.gelden} besluiten over de toelating"


def gesprek_is_nog_nodig() -> Iterator[str]:
    """A gesprek to come is of an aanmelding that is being judged, and that had none yet."""
    open_ = Aanmelding.objects.filter(status__in=STATUS_BESLISBAAR, gesprek_op=None)
    komend = Moment.objects.komend().filter(soort=Momentsoort.GESPREK).exclude(onderwerp__in=open_.values("sleutel"))
    for moment in komend.select_related("traject"):
        yield f"{moment.traject}: er staat een gesprek in de agenda dat niet meer nodig is"
