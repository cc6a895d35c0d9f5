"""Opstap forgets a person on the day that the regeling says. Nobody is asked, and nobody gets a mail."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from opstap import clock
from opstap.partners.namens import SYSTEEM
from opstap.post.services import brieven_zonder_tekst_afdoen
from opstap.protocol.wissen import wissen_op
from opstap.termijnen.feiten import trajectfeiten
from opstap.trajecten.models import Traject
from opstap.trajecten.services import handeling_boeken, traject_vergrendelen
from opstap.trajecten.wissen import persoon_wissen


@transaction.atomic
def gegevens_wissen(*, traject: UUID, onderwerp: UUID | None) -> None:
    """Sweep, the day after the last day. Twice changes nothing; what was reopened since, or must stay longer, stays."""
    rij = traject_vergrendelen(Traject.objects.values_list("pk", flat=True).get(sleutel=traject))
    dag = wissen_op(feiten=trajectfeiten(rij), parameters=rij.regelingversie.parameters)
    if rij.gewist_op is not None or dag is None or dag > clock.vandaag():
        return
    persoon_wissen(rij)
    brieven_zonder_tekst_afdoen(rij)
    handeling_boeken(rij, namens=SYSTEEM, soort="gegevens_gewist", clausule="Z-20.2")
