"""What must always hold in this room; sentences about what does not (`manage.py controleer`)."""

from __future__ import annotations

from collections.abc import Iterator

from aanmelding.models import Accordering


def gesloten_vraagt_niets() -> Iterator[str]:
    """In a closed traject nobody is asked for an akkoord any more. Does not say for what (law 6)."""
    gevraagd = Accordering.objects.open().filter(aanmelding__traject__afgesloten_op__isnull=False)
    for rij in gevraagd.select_related("aanmelding__traject"):
        yield f"{rij.aanmelding.traject}: afgesloten, maar er wordt nog om akkoord gevraagd ({rij.sleutel})"
