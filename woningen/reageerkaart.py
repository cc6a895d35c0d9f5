"""What can be done around reacting oneself and the register of woningzoekenden, on the traject page."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from opstap.partners.rechten import Actie
from opstap.protocol.begrippen import Route
from opstap.protocol.inschrijven import Inschrijfwerk, kent_inschrijving
from opstap.trajecten.kaart import Handeling
from opstap.trajecten.models import Traject
from woningen.enums import Bemiddelingstatus
from woningen.models import Bemiddeling, Inschrijfhandeling

_ZOEKT = (Bemiddelingstatus.WACHT, Bemiddelingstatus.ZOEKT)


def zoekwegen(traject: Traject, bemiddeling: Bemiddeling) -> Iterator[Handeling]:
    """What is still to be done; what was done is corrected from the page of its duty."""
    if bemiddeling.status in (Bemiddelingstatus.INGETROKKEN, Bemiddelingstatus.VERVALLEN):
        return
    gedaan = set(Inschrijfhandeling.objects.filter(bemiddeling=bemiddeling).values_list("werk", flat=True))
    kent = kent_inschrijving(parameters=traject.regelingversie.parameters)
    zelf = bemiddeling.route == Route.ZELF_REAGEREN
    if zelf and bemiddeling.status in _ZOEKT:
        yield _doe(Actie.REAGEERTIJD_AFSPREKEN, "Spreek een laatste dag voor zelf reageren af", "reageertijd", traject)
        yield _doe(Actie.ROUTE_WISSELEN, "Besluit hoe het verder gaat na zelf reageren", "route_wisselen", traject)
        if bemiddeling.verhuurder_id is not None:
            tekst = "Weiger om de leefbaarheid van een gebouw"
            yield _doe(Actie.LEEFBAARHEID_WEIGEREN, tekst, "leefbaarheid_weigeren", traject)
    if not kent:
        return
    if zelf and Inschrijfwerk.AANTEKENING not in gedaan:
        yield _doe(Actie.AANTEKENING_MAKEN, "Leg de aantekening bij de inschrijving vast", "aantekening", traject)
    if not zelf and Inschrijfwerk.AMBTSHALVE not in gedaan:
        yield _doe(Actie.INSCHRIJVING_VERWERKEN, "Schrijf de kandidaat in als woningzoekende", "ambtshalve", traject)
    if not zelf and bemiddeling.toegewezen_op and Inschrijfwerk.TOEWIJZING not in gedaan:
        yield _doe(Actie.INSCHRIJVING_VERWERKEN, "Verwerk de toewijzing bij de inschrijving", "toewijzing", traject)


def _doe(actie: Actie, tekst: str, pagina: str, traject: Traject) -> Handeling:
    return Handeling(actie, tekst, reverse(f"woningen:{pagina}", args=[traject.sleutel]))
