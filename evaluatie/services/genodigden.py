"""What cannot be any more is called off."""

from __future__ import annotations

from django.db import transaction

from evaluatie.feiten import komende_evaluaties
from opstap.protocol.feiten import EindeAfgesproken
from opstap.protocol.momenten import Momentsoort
from opstap.termijnen.genodigden.services import moment_afzeggen
from opstap.termijnen.models import Moment
from opstap.trajecten.services import traject_vergrendelen


@transaction.atomic
def momenten_na_einde_afzeggen_na(feit: EindeAfgesproken) -> None:
    """Reaction: after the last day nobody lives there to talk with. Twice changes nothing."""
    traject = traject_vergrendelen(feit.traject)
    blijft = set(komende_evaluaties(traject).values_list("sleutel", flat=True))
    weg = Moment.objects.komend().filter(traject=traject, soort=Momentsoort.EVALUATIE).exclude(onderwerp__in=blijft)
    for onderwerp in weg.values_list("onderwerp", flat=True):
        moment_afzeggen(onderwerp)
