"""What can be done at the start of the tenancy, for the traject page and the page of the contract."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from opstap.partners.rechten import Actie
from opstap.protocol.datums import datum_voluit, hoeveel
from opstap.protocol.starten import VAN_ZORG, Startpunt, klaar_op, open_punten
from opstap.trajecten.kaart import Handeling
from opstap.trajecten.models import Traject
from woningen.enums import LOOPT_TIJDELIJK, Contractstatus
from woningen.models import Huurovereenkomst
from woningen.services.kaart import laatste_kaart
from woningen.services.start import standen

_VOOR_DE_SLEUTEL = (Contractstatus.TER_ONDERTEKENING, Contractstatus.GETEKEND)


def starthandelingen(traject: Traject, contract: Huurovereenkomst | None) -> Iterator[Handeling]:
    """From the home on, what is open; after Opstap nothing."""
    if contract is not None and contract.status not in {*_VOOR_DE_SLEUTEL, *LOOPT_TIJDELIJK}:
        return
    gezegd = standen(traject)
    if klaar_op(gezegd, VAN_ZORG) is None:
        yield _doe(
            Actie.BEGELEIDING_BEVESTIGEN, "Bevestig het plan en de begeleiding", "begeleiding_bevestigen", traject
        )
    if open_punten(gezegd):
        yield _doe(Actie.START_VASTLEGGEN, "Leg het startgesprek vast", "startgesprek", traject)
    if contract is None:
        tekst = "Maak afspraken over wonen en buren"
        yield _doe(Actie.START_VASTLEGGEN, tekst, "woonafspraken", traject)
    elif contract.getekend_op is not None and laatste_kaart(traject) is None:
        yield _doe(Actie.CONTRACT_BEHEREN, "Maak een meterkastkaart voor de huurder", "meterkastkaart", traject)
    yield _doe(Actie.CONTRACT_ZIEN, "Bekijk wie u kunt bellen", "bellen", traject)


def startregels(contract: Huurovereenkomst) -> Iterator[tuple[str, str]]:
    """How far it is, on the page of the contract."""
    gezegd = standen(contract.traject)
    nog = len(open_punten(gezegd))
    yield "Startgesprek", f"{hoeveel(nog, 'punten')} nog niet besproken" if nog else "alles is besproken"
    start = gezegd.get(Startpunt.START_BEGELEIDING)
    bevestigd = f"op {datum_voluit(start.op)}" if start and start.op else "nog niet bevestigd"
    yield "De begeleiding begint", bevestigd


def _doe(actie: Actie, tekst: str, pagina: str, traject: Traject) -> Handeling:
    return Handeling(actie, tekst, reverse(f"woningen:{pagina}", args=[traject.sleutel]))
