"""Letters to send: made through the service, with a real template."""

from __future__ import annotations

from datetime import date
from typing import Any

from opstap import clock
from opstap.partners.models import Organisatie
from opstap.post.enums import Briefsoort, Geadresseerde
from opstap.post.models import Brief
from opstap.post.services import brief_maken
from opstap.trajecten.models import Traject
from tests.fundament.conftest import DAG


def brief_van(
    afzender: Organisatie,
    traject: Traject,
    *,
    soort: Briefsoort = Briefsoort.MDO_UITNODIGING,
    op: date = DAG,
    aan: Geadresseerde = Geadresseerde.KANDIDAAT,
    antwoord_uiterlijk: date | None = None,
    **gegevens: Any,
) -> Brief:
    with clock.klok_op(op):
        return brief_maken(
            traject=traject,
            soort=soort,
            titel=soort.label.capitalize(),
            afzender=afzender,
            geadresseerde=aan,
            antwoord_uiterlijk=antwoord_uiterlijk,
            gegevens={"naam": traject.naam, "dag": "maandag 9 maart 2026", "wie": []} | gegevens,
        )


def vers(brief: Brief) -> Brief:
    """The row as the database has it now."""
    return Brief.objects.get(pk=brief.pk)
