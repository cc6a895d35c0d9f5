"""Invariants of trajecten, for `manage.py controleer`."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Exists, OuterRef

from opstap.trajecten.models import Betrokkenheid, Traject


def toegang_eindigt() -> Iterator[str]:
    """Nobody stays involved for ever in a traject that is closed."""
    for rij in Betrokkenheid.objects.filter(tot=None, traject__afgesloten_op__isnull=False).select_related("traject"):
        yield f"{rij.traject}: afgesloten, maar betrokkenheid {rij.hoedanigheid} loopt door"


def iemand_begeleidt() -> Iterator[str]:
    """An open traject always has a begeleidende organisatie."""
    begeleiding = Betrokkenheid.objects.actueel().filter(traject=OuterRef("pk"), hoedanigheid="begeleiding")
    for traject in Traject.objects.open().filter(~Exists(begeleiding)):
        yield f"{traject}: er is geen begeleidende organisatie"


def gesloten_bewaart_niets() -> Iterator[str]:
    """Of a closed traject no form lies half filled in."""
    for traject in Traject.objects.filter(afgesloten_op__isnull=False, concepten__isnull=False).distinct():
        yield f"{traject}: afgesloten, maar er ligt nog een formulier dat niet is verstuurd"
