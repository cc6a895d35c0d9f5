"""A tenancy that was ended by mistake goes on (L-23)."""

from __future__ import annotations

from django.db import transaction

from evaluatie.enums import Evaluatiestatus, Herhuisvestingstatus
from evaluatie.models import Evaluatie, Herhuisvesting
from evaluatie.services.gedeeld import REDEN_ZOEKEN, procesregie_betrekken
from opstap.protocol.feiten import OverlijdenHerroepen
from opstap.trajecten.services import herkomst_wekken, traject_vergrendelen


@transaction.atomic
def weer_evalueren_na(feit: OverlijdenHerroepen) -> None:
    """Reaction: the evaluaties that lapsed stand on their day again, and the search for another place goes on. Twice
    changes nothing."""
    traject = traject_vergrendelen(feit.traject)
    for evaluatie in Evaluatie.objects.filter(contract__sleutel=feit.contract, status=Evaluatiestatus.VERVALLEN):
        evaluatie.herstellen()
        evaluatie.save()
    zoeken = Herhuisvesting.objects.filter(traject=traject)
    for rij in zoeken.filter(status=Herhuisvestingstatus.AFGEROND):
        if rij.gevonden_op is None:
            rij.herstellen()
            rij.uitkomst = ""
        else:
            rij.herstellen_met_woonplek()
        rij.save()
        herkomst_wekken(traject)
        procesregie_betrekken(traject, reden=REDEN_ZOEKEN)
