"""What every room knows of a traject, for the plan of its duties (bedrading.FEITENLEVERANCIERS)."""

from __future__ import annotations

from collections.abc import Collection

from django.conf import settings
from django.utils.module_loading import import_string

from opstap.protocol.feiten import TrajectFeiten
from opstap.trajecten.models import Traject


def trajectfeiten(traject: Traject) -> TrajectFeiten:
    return feiten_van([traject])[traject.pk]


def feiten_van(trajecten: Collection[Traject]) -> dict[int, TrajectFeiten]:
    """Ask every room for its slice, of many trajecten at once."""
    leveranciers = import_string(f"{settings.BEDRADING}.FEITENLEVERANCIERS")
    delen = {naam: import_string(leverancier)(trajecten) for naam, leverancier in leveranciers.items()}
    return {
        t.pk: TrajectFeiten(
            gestart_op=t.gestart_op,
            afgesloten_op=t.afgesloten_op,
            uitkomst=t.uitkomst,
            gewist_op=t.gewist_op,
            **{naam: deel[t.pk] for naam, deel in delen.items() if t.pk in deel},
        )
        for t in trajecten
    }
