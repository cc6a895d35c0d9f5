"""What nobody sends and nobody goes on with ends by itself, after the people it is of were warned."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.db.models import Max

from aanmelding.models import Aanmelding
from aanmelding.services.basis import aanraken, bericht_aan_zorg
from aanmelding.services.indienen import aanmelding_sluiten
from opstap import clock
from opstap.partners.namens import SYSTEEM
from opstap.protocol.aanmeldplan import is_verlopen
from opstap.protocol.aanmeldstappen import Intrekreden
from opstap.trajecten.concepten import BEWAREN
from opstap.trajecten.models import Concept
from opstap.trajecten.services import traject_vergrendelen


@transaction.atomic
def aanmelding_laten_verlopen(*, traject: UUID, onderwerp: UUID | None) -> None:
    """Sweep, the day after its last day. Twice changes nothing; what was sent since stays.

    What somebody typed and did not store yet counts too: it moves that last day.
    """
    rij = traject_vergrendelen(traject)
    aanmelding = Aanmelding.objects.get(traject=rij)
    aanmelding.traject = rij
    getypt = Concept.objects.levend().filter(traject=rij).aggregate(tot=Max("bewaard_tot"))["tot"]
    if getypt is not None:
        aanraken(aanmelding, max(aanmelding.gewijzigd_op, getypt - BEWAREN))
    if not is_verlopen(status=aanmelding.status, gewijzigd=aanmelding.gewijzigd_op, peildatum=clock.vandaag()):
        return
    aanmelding_sluiten(aanmelding, Intrekreden.VERLOPEN, namens=SYSTEEM, soort="aanmelding_verlopen", clausule="Z-20.2")
    bericht_aan_zorg(rij, soort="aanmelding_verlopen", sleutel=str(aanmelding.sleutel))
