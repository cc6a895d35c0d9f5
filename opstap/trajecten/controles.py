"""Invariants of trajecten, for `manage.py controleer`."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Count, Exists, OuterRef

from opstap.protocol.klank import persoonsklank
from opstap.trajecten.models import Betrokkenheid, Persoon, Traject
from opstap.trajecten.wissen import over_na_wissen


def toegang_eindigt() -> Iterator[str]:
    """Nobody stays involved for ever in a traject that is closed."""
    for rij in Betrokkenheid.objects.filter(tot=None, traject__afgesloten_op__isnull=False).select_related("traject"):
        yield f"{rij.traject}: afgesloten, maar betrokkenheid {rij.hoedanigheid} loopt door"


def iemand_begeleidt() -> Iterator[str]:
    """An open traject always has one begeleidende organisatie, once the corporatie that began found it (I-36)."""
    begeleiding = Betrokkenheid.objects.actueel().filter(hoedanigheid="begeleiding")
    zonder = Traject.objects.open().filter(~Exists(begeleiding.filter(traject=OuterRef("pk"))))
    for traject in zonder.exclude(instroomroute=""):
        yield f"{traject}: er is geen begeleidende organisatie"
    dubbel = begeleiding.values("traject").annotate(aantal=Count("pk")).filter(aantal__gt=1)
    for traject in Traject.objects.open().filter(pk__in=dubbel.values("traject")):
        yield f"{traject}: er is meer dan een begeleidende organisatie"


def gesloten_bewaart_niets() -> Iterator[str]:
    """Of a closed traject no form lies half filled in."""
    for traject in Traject.objects.filter(afgesloten_op__isnull=False, concepten__isnull=False).distinct():
        yield f"{traject}: afgesloten, maar er ligt nog een formulier dat niet is verstuurd"


def iedereen_is_te_vinden() -> Iterator[str]:
    """Who is known already is found by the name as it is now. Says no name."""
    for persoon in Persoon.objects.select_related("klank").iterator():
        klank = getattr(persoon, "klank", None)
        if klank is None or klank.klank != persoonsklank(persoon.naam, persoon.geboortedatum):
            yield f"persoon {persoon.sleutel}: wordt niet gevonden als iemand dezelfde naam aanmeldt"


def gewist_is_weg() -> Iterator[str]:
    """Of who was forgotten nothing is left."""
    yield from over_na_wissen()
