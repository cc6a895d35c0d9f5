"""Say beforehand that somebody will look for a home. The loket gets no person and no traject."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import transaction

from aanmelding.models import Aanmelding, Vooraanmelding
from aanmelding.services.afspraken import afspraken_volgen
from aanmelding.services.basis import aanraken, ontvanger, openen
from opstap import clock
from opstap.errors import eis
from opstap.partners.namens import Namens
from opstap.partners.rechten import Actie
from opstap.protocol.aanmeldstappen import Aanmeldstatus, vooraanmelden_belemmeringen
from opstap.protocol.begrippen import Route
from opstap.protocol.clausules import regelt
from opstap.trajecten.services import handeling_boeken


@regelt("Z-9.6")
@transaction.atomic
def aanmelding_vooraf_melden(
    *, traject: UUID, maand: date, route: Route, versie: int | None = None, namens: Namens
) -> Aanmelding:
    """In which month and how; `maand` is any day of it. Until the form is sent what is said last counts.

    From the first time on the agreements of that day hold. Sending the form stays a duty.
    """
    aanmelding = openen(traject, Actie.AANMELDING_INVULLEN, namens=namens, versie=versie)
    afspraken_volgen(aanmelding, namens=namens)
    begin = maand.replace(day=1)
    eis(
        vooraanmelden_belemmeringen(
            status=aanmelding.status,
            maand=begin,
            peildatum=clock.vandaag(),
            heeft_loket=ontvanger(aanmelding.traject) is not None,
        )
    )
    if aanmelding.status == Aanmeldstatus.CONCEPT:
        aanmelding.vooraanmelden()
    aanmelding.save()
    aanraken(aanmelding)
    hoort = {"maand": begin, "route": route}
    Vooraanmelding.objects.update_or_create(
        aanmelding=aanmelding, defaults=hoort, create_defaults=hoort | {"gemeld_op": clock.vandaag()}
    )
    handeling_boeken(
        aanmelding.traject,
        namens=namens,
        soort="aanmelding_vooraf_gemeld",
        clausule="Z-9.6",
        gegevens={"maand": begin.isoformat()},
    )
    return aanmelding
