"""What can be done around reacting oneself and the register of woningzoekenden, on the traject page."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from opstap.partners.rechten import Actie
from opstap.protocol.begrippen import Route
from opstap.protocol.inschrijven import Inschrijfwerk, kent_inschrijving
from opstap.protocol.leefbaarheid import zoekt_samen
from opstap.trajecten.kaart import Handeling
from opstap.trajecten.models import Traject
from woningen.enums import Bemiddelingstatus
from woningen.models import Bemiddeling, Inschrijfhandeling

_ZOEKT = (Bemiddelingstatus.WACHT, Bemiddelingstatus.ZOEKT)
#: Per act in the register: who does it, in words, the same when it is corrected, and its page.
_REGISTER = {
    Inschrijfwerk.AANTEKENING: (
        Actie.AANTEKENING_MAKEN, "Leg de aantekening bij de inschrijving vast",
        "Verbeter de aantekening bij de inschrijving", "aantekening",
    ),
    Inschrijfwerk.AMBTSHALVE: (
        Actie.INSCHRIJVING_VERWERKEN, "Schrijf de kandidaat in als woningzoekende",
        "Verbeter de inschrijving als woningzoekende", "ambtshalve",
    ),
    Inschrijfwerk.TOEWIJZING: (
        Actie.INSCHRIJVING_VERWERKEN, "Verwerk de toewijzing bij de inschrijving",
        "Verbeter de toewijzing bij de inschrijving", "toewijzing",
    ),
}  # fmt: skip


def zoekwegen(traject: Traject, bemiddeling: Bemiddeling) -> Iterator[Handeling]:
    """What is still to be done; what was done in the register is corrected on the same page."""
    if bemiddeling.status in (Bemiddelingstatus.INGETROKKEN, Bemiddelingstatus.VERVALLEN):
        return
    gedaan = set(Inschrijfhandeling.objects.filter(bemiddeling=bemiddeling).values_list("werk", flat=True))
    kent = kent_inschrijving(parameters=traject.regelingversie.parameters)
    zelf = bemiddeling.route == Route.ZELF_REAGEREN
    if zelf and bemiddeling.status in _ZOEKT:
        yield _doe(Actie.REAGEERTIJD_AFSPREKEN, "Spreek een laatste dag voor zelf reageren af", "reageertijd", traject)
        yield _doe(Actie.ROUTE_WISSELEN, "Besluit hoe het verder gaat na zelf reageren", "route_wisselen", traject)
        if bemiddeling.verhuurder_id is not None:
            samen = zoekt_samen(route=Route.ZELF_REAGEREN, parameters=traject.regelingversie.parameters)
            tekst = "Wijs de gekozen woning niet toe" if samen else "Weiger om de leefbaarheid van een gebouw"
            yield _doe(Actie.LEEFBAARHEID_WEIGEREN, tekst, "leefbaarheid_weigeren", traject)
    if not kent:
        return
    for werk in _register(zelf, bemiddeling):
        actie, nieuw, beter, pagina = _REGISTER[werk]
        yield _doe(actie, beter if werk in gedaan else nieuw, pagina, traject)


def _register(zelf: bool, bemiddeling: Bemiddeling) -> Iterator[Inschrijfwerk]:
    if zelf:
        yield Inschrijfwerk.AANTEKENING
        return
    yield Inschrijfwerk.AMBTSHALVE
    if bemiddeling.toegewezen_op:
        yield Inschrijfwerk.TOEWIJZING


def _doe(actie: Actie, tekst: str, pagina: str, traject: Traject) -> Handeling:
    return Handeling(actie, tekst, reverse(f"woningen:{pagina}", args=[traject.sleutel]))
