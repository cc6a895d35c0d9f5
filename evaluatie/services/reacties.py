"""What the huurder says of what was written down: a choice with its day, never a signature (Z-12.12)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction

from evaluatie.enums import Notitiesoort
from evaluatie.models import Evaluatie, Huurderreactie
from evaluatie.services.gedeeld import notitie_vervangen, vergrendeld
from opstap import clock
from opstap.errors import eis
from opstap.partners.namens import Namens
from opstap.partners.rechten import Actie
from opstap.protocol.basis import Belemmering
from opstap.protocol.beslissen import Zaak
from opstap.protocol.vaststellen import Reactie, Reactiewijze, reactie_belemmeringen, vastgesteld_belemmeringen
from opstap.trajecten.beslissers import beslisser_bezwaren
from opstap.trajecten.services import handeling_boeken
from opstap.trajecten.toegang import eis_recht
from woningen.services.gedeeld import gesloten_belemmeringen


@dataclass(frozen=True, slots=True)
class NieuweReactie:
    """`datum` None: at the table itself."""

    reactie: Reactie
    woorden: str = ""
    wijze: Reactiewijze = Reactiewijze.AAN_TAFEL
    datum: date | None = None


def reactie_bezwaren(nieuw: NieuweReactie | None, gehouden_op: date | None) -> list[Belemmering]:
    if nieuw is None:
        return []
    return reactie_belemmeringen(
        gehouden_op=gehouden_op,
        datum=nieuw.datum or gehouden_op,
        reactie=nieuw.reactie,
        woorden=nieuw.woorden,
        peildatum=clock.vandaag(),
    )


def reactie_schrijven(evaluatie: Evaluatie, nieuw: NieuweReactie | None) -> None:
    """Only the rows; the caller checks."""
    if nieuw is None:
        return
    waarden = {"reactie": nieuw.reactie, "wijze": nieuw.wijze, "datum": nieuw.datum or evaluatie.gehouden_op}
    Huurderreactie.objects.update_or_create(evaluatie=evaluatie, defaults=waarden)
    notitie_vervangen(evaluatie.traject, evaluatie.sleutel, Notitiesoort.REACTIE, nieuw.woorden)


def reactie_blijft_belemmeringen(evaluatie: Evaluatie) -> list[Belemmering]:
    """Also shown on the page. A first reaction adds something and changes nothing: that can always come."""
    if evaluatie.gehouden_op is None:
        return reactie_bezwaren(NieuweReactie(Reactie.KLOPT), None)
    is_eerste = not Huurderreactie.objects.filter(evaluatie=evaluatie).exists()
    vast = [] if is_eerste else vastgesteld_belemmeringen(vastgesteld_op=evaluatie.vastgesteld_op)
    return gesloten_belemmeringen(evaluatie.traject) or vast


@transaction.atomic
def reactie_vastleggen(
    *, evaluatie: UUID, nieuw: NieuweReactie, namens: Namens, versie: int | None = None
) -> Evaluatie:
    """At the table or later; again = she says something else. Nothing hangs on it."""
    traject, rij = vergrendeld(Evaluatie.objects.all(), evaluatie, versie)
    eis_recht(namens, Actie.EVALUATIE_HOUDEN, traject)
    eis(beslisser_bezwaren(namens, Zaak.EVALUATIE, traject))
    eis(reactie_blijft_belemmeringen(rij))
    eis(reactie_bezwaren(nieuw, rij.gehouden_op))
    reactie_schrijven(rij, nieuw)
    rij.save()
    gegevens = {"nummer": rij.nummer}
    handeling_boeken(traject, namens=namens, soort="reactie_vastgelegd", clausule="Z-12.12", gegevens=gegevens)
    gereed: Evaluatie = rij
    return gereed
