"""Fill in whether the rent can be paid."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db import transaction

from aanmelding.delen.betaalbaarheid import BETAALBAARHEID, CODE
from aanmelding.models import Aanmelding, Betaalbaarheid, Geldhulp
from aanmelding.services.basis import bewaren, deel_openen
from opstap import clock
from opstap.errors import eis
from opstap.partners.namens import Namens
from opstap.protocol.geldzaken import (
    Betaaloordeel,
    Instrument,
    Instrumentfeit,
    Instrumentstand,
    Vaststeller,
    betaalbaarheid_belemmeringen,
)


@dataclass(frozen=True, slots=True)
class Betaalbaarheidsgegevens:
    """As it is filled in; None or absent = not answered."""

    oordeel: Betaaloordeel | None = None
    door: Vaststeller | None = None
    op: date | None = None
    instrumenten: Mapping[Instrument, Instrumentfeit] = field(default_factory=dict)


@transaction.atomic
def betaalbaarheid_bijwerken(
    *, traject: UUID, gegevens: Betaalbaarheidsgegevens, versie: int | None = None, namens: Namens
) -> Aanmelding:
    """The outcome as the zorgorganisatie declares it; what decides is the criterium of the corporatie (Z-8.14)."""
    aanmelding = deel_openen(traject, BETAALBAARHEID, versie=versie, namens=namens)
    eis(
        betaalbaarheid_belemmeringen(
            oordeel=gegevens.oordeel,
            door=gegevens.door,
            op=gegevens.op,
            instrumenten=gegevens.instrumenten,
            peildatum=clock.vandaag(),
        )
    )

    def wijzigen() -> None:
        _oordeel_bijwerken(aanmelding, gegevens)
        Geldhulp.objects.filter(aanmelding=aanmelding).delete()
        Geldhulp.objects.bulk_create(
            [
                _geldhulp(aanmelding, instrument, feit.stand, feit.geaccepteerd)
                for instrument, feit in gegevens.instrumenten.items()
                if feit.stand is not None
            ]
        )

    return bewaren(aanmelding, wijzigen, namens=namens, deel=CODE, clausule="Z-8.8")


def _oordeel_bijwerken(aanmelding: Aanmelding, gegevens: Betaalbaarheidsgegevens) -> None:
    if gegevens.oordeel is None:
        Betaalbaarheid.objects.filter(aanmelding=aanmelding).delete()
        return
    velden = {"oordeel": gegevens.oordeel, "door": gegevens.door or "", "op": gegevens.op}
    Betaalbaarheid.objects.update_or_create(aanmelding=aanmelding, defaults=velden)


def _geldhulp(
    aanmelding: Aanmelding, instrument: Instrument, stand: Instrumentstand, geaccepteerd: bool | None
) -> Geldhulp:
    """Nobody agrees to what is not needed."""
    akkoord = None if stand is Instrumentstand.NIET_NODIG else geaccepteerd
    return Geldhulp(aanmelding=aanmelding, instrument=instrument, stand=stand, geaccepteerd=akkoord)
