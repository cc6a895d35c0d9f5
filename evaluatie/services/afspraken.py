"""Afspraken: made in a conversation, kept or no longer needed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction

from evaluatie.enums import Notitiesoort, Partij
from evaluatie.models import Afspraak, Evaluatie, Mdo
from evaluatie.services.gedeeld import notitie_schrijven, stap, vergrendeld
from opstap import clock
from opstap.errors import eis
from opstap.partners.namens import Namens
from opstap.partners.rechten import Actie
from opstap.protocol.basis import Belemmering
from opstap.protocol.bijsturen import afspraak_belemmeringen, afspraak_vervallen_belemmeringen
from opstap.protocol.evaluatiebegrippen import EvaluatieItem
from opstap.trajecten.services import afronden
from opstap.trajecten.toegang import eis_recht


@dataclass(frozen=True, slots=True)
class NieuweAfspraak:
    """What somebody promised. `nummer` is its place on the form; without `item` it is about everything."""

    wie: Partij
    wat: str
    uiterlijk: date
    item: EvaluatieItem | None = None
    nummer: int = 1


def bezwaren_tegen(afspraken: Sequence[NieuweAfspraak], gesprek_op: date) -> list[Belemmering]:
    return [
        bezwaar
        for a in afspraken
        for bezwaar in afspraak_belemmeringen(uiterlijk=a.uiterlijk, veld=f"uiterlijk_{a.nummer}", peildatum=gesprek_op)
    ]


def afspraken_maken(
    afspraken: Sequence[NieuweAfspraak], *, evaluatie: Evaluatie | None = None, mdo: Mdo | None = None
) -> list[Afspraak]:
    """Inside the transaction of the conversation they come from."""
    gesprek = evaluatie or mdo
    assert gesprek is not None
    gemaakt = []
    for nieuw in afspraken:
        rij = Afspraak.objects.create(
            traject=gesprek.traject,
            evaluatie=evaluatie,
            mdo=mdo,
            item=nieuw.item or "",
            wie=nieuw.wie,
            uiterlijk=nieuw.uiterlijk,
        )
        notitie_schrijven(gesprek.traject, rij.sleutel, Notitiesoort.AFSPRAAK, nieuw.wat)
        gemaakt.append(rij)
    return gemaakt


@transaction.atomic
def afspraak_afhandelen(
    *, afspraak: UUID, nagekomen: bool, reden: str, namens: Namens, versie: int | None = None
) -> Afspraak:
    """Kept, or no longer needed with a reason."""
    traject, rij = vergrendeld(Afspraak.objects.all(), afspraak, versie)
    eis_recht(namens, recht_op(rij), traject)
    if not nagekomen:
        eis(afspraak_vervallen_belemmeringen(reden=reden))
    stap(rij.nakomen if nagekomen else rij.vervallen)
    rij.afgehandeld_op = clock.vandaag()
    rij.save()
    notitie_schrijven(traject, rij.sleutel, Notitiesoort.REDEN, reden)
    soort = "afspraak_nagekomen" if nagekomen else "afspraak_vervallen"
    afronden(traject, namens=namens, soort=soort, clausule="Z-13.6", gegevens={"afspraak": str(rij.sleutel)})
    gereed: Afspraak = rij
    return gereed


def recht_op(afspraak: Afspraak) -> Actie:
    """Who may settle it: at an evaluatie zorg and corporatie, after an MDO the gemeente too."""
    return Actie.EVALUATIE_HOUDEN if afspraak.evaluatie_id else Actie.MDO_HOUDEN
