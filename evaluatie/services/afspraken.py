"""Afspraken: made in a conversation, kept or no longer needed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction

from evaluatie.enums import Notitiesoort, Partij
from evaluatie.models import Afspraak, Evaluatie, Mdo
from evaluatie.partijen import MDO_KRING
from evaluatie.services.gedeeld import kring_mailen, notitie_schrijven, stap, vergrendeld
from evaluatie.services.signalen import mdo_voorstellen
from opstap import clock
from opstap.errors import eis
from opstap.logboek.services import gebeurtenis_vastleggen
from opstap.partners.namens import SYSTEEM, Namens
from opstap.partners.rechten import Actie
from opstap.protocol.basis import Belemmering
from opstap.protocol.bijsturen import (
    afspraak_belemmeringen,
    afspraak_is_verlopen,
    afspraak_vervallen_belemmeringen,
)
from opstap.protocol.evaluatiebegrippen import EvaluatieItem, Signaalaanleiding
from opstap.protocol.feiten import TrajectGewijzigd
from opstap.trajecten.feiten import meld
from opstap.trajecten.services import handeling_boeken, traject_vergrendelen
from opstap.trajecten.toegang import eis_recht


@dataclass(frozen=True, slots=True)
class NieuweAfspraak:
    """What somebody promised. `nummer` is its place on the form; without `item` it is about everything."""

    wie: Partij
    wat: str
    uiterlijk: date
    item: EvaluatieItem | None = None
    nummer: int = 1
    is_voorwaarde: bool = False


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
            is_voorwaarde=nieuw.is_voorwaarde,
            uiterlijk=nieuw.uiterlijk,
        )
        notitie_schrijven(gesprek.traject, rij.sleutel, Notitiesoort.AFSPRAAK, nieuw.wat)
        gemaakt.append(rij)
    return gemaakt


@transaction.atomic
def afspraak_afhandelen(
    *, afspraak: UUID, nagekomen: bool, reden: str, namens: Namens, versie: int | None = None
) -> Afspraak:
    """Kept, also after its last day, or no longer needed with a reason."""
    traject, rij = vergrendeld(Afspraak.objects.all(), afspraak, versie)
    eis_recht(namens, recht_op(rij), traject)
    if not nagekomen:
        eis(afspraak_vervallen_belemmeringen(reden=reden))
    stap(rij.nakomen if nagekomen else rij.vervallen)
    rij.afgehandeld_op = clock.vandaag()
    rij.save()
    notitie_schrijven(traject, rij.sleutel, Notitiesoort.REDEN, reden)
    soort = "afspraak_nagekomen" if nagekomen else "afspraak_vervallen"
    handeling_boeken(traject, namens=namens, soort=soort, clausule="Z-13.6", gegevens={"afspraak": str(rij.sleutel)})
    gereed: Afspraak = rij
    return gereed


@transaction.atomic
def afspraak_laten_verlopen(*, traject: UUID, onderwerp: UUID | None) -> None:
    """Sweep, the day after its last day: an afspraak of an MDO lapses, everybody hears it, an MDO is proposed.

    One of an evaluatie stays open and late. Twice changes nothing.
    """
    slot = traject_vergrendelen(traject)
    rij = Afspraak.objects.open().filter(traject=slot, sleutel=onderwerp).first()
    if rij is None or not afspraak_is_verlopen(
        uiterlijk=rij.uiterlijk, uit_mdo=rij.mdo_id is not None, peildatum=clock.vandaag()
    ):
        return
    rij.verlopen()
    rij.afgehandeld_op = clock.vandaag()
    rij.save()
    kring_mailen(slot, MDO_KRING, soort="afspraak_verlopen", sleutel=str(rij.sleutel))
    gegevens = {"afspraak": str(rij.sleutel), "datum": rij.uiterlijk.isoformat()}
    gebeurtenis_vastleggen(
        soort="afspraak_verlopen", namens=SYSTEEM, traject=slot.sleutel, clausule="Z-13.6", gegevens=gegevens
    )
    mdo_voorstellen(slot, Signaalaanleiding.VERLOPEN_AFSPRAAK)
    meld(TrajectGewijzigd(traject=slot.sleutel))


def recht_op(afspraak: Afspraak) -> Actie:
    """Who may settle it: at an evaluatie zorg and corporatie, after an MDO the gemeente too."""
    return Actie.AFSPRAAK_AFHANDELEN if afspraak.evaluatie_id else Actie.MDO_HOUDEN
