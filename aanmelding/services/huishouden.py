"""Fill in who comes along to the new home."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction

from aanmelding.delen.huishouden import CODE, HUISHOUDEN, huishouden
from aanmelding.models import Aanmelding, Huishouden
from aanmelding.services.basis import bewaren, deel_openen
from opstap import clock
from opstap.errors import eis
from opstap.partners.namens import Namens
from opstap.protocol.huishouden import huishouden_belemmeringen
from opstap.trajecten.models import Persoon


@dataclass(frozen=True, slots=True)
class Medehuurder:
    naam: str
    geboortedatum: date


@dataclass(frozen=True, slots=True)
class Huishoudgegevens:
    """`alleen` None = not answered: nothing is kept. `kinderen` are birth years."""

    alleen: bool | None = None
    medehuurder: Medehuurder | None = None
    kinderen: Sequence[int] = ()


@transaction.atomic
def huishouden_bijwerken(
    *, traject: UUID, gegevens: Huishoudgegevens, versie: int | None = None, namens: Namens
) -> Aanmelding:
    aanmelding = deel_openen(traject, HUISHOUDEN, versie=versie, namens=namens)
    mede = gegevens.medehuurder
    if gegevens.alleen is not None:
        eis(
            huishouden_belemmeringen(
                alleen=gegevens.alleen,
                heeft_medehuurder=mede is not None,
                medehuurder_geboren=mede.geboortedatum if mede else None,
                kinderen=gegevens.kinderen,
                peildatum=clock.vandaag(),
            )
        )
    return bewaren(aanmelding, lambda: _bijwerken(aanmelding, gegevens), namens=namens, deel=CODE, clausule="Z-9.12")


def _bijwerken(aanmelding: Aanmelding, gegevens: Huishoudgegevens) -> None:
    rij = huishouden(aanmelding)
    eerder = rij.medehuurder if rij else None
    mede = _medehuurder_bijwerken(eerder, gegevens.medehuurder if gegevens.alleen is not None else None)
    if gegevens.alleen is None:
        Huishouden.objects.filter(aanmelding=aanmelding).delete()
    else:
        velden = {"alleen": gegevens.alleen, "medehuurder": mede, "kinderen": sorted(gegevens.kinderen)}
        Huishouden.objects.update_or_create(aanmelding=aanmelding, defaults=velden)
    if eerder is not None and mede is None:
        eerder.delete()


def _medehuurder_bijwerken(eerder: Persoon | None, mede: Medehuurder | None) -> Persoon | None:
    """Who does not come along any more is forgotten whole (law 8)."""
    if mede is None:
        return None
    persoon = eerder or Persoon()
    persoon.naam, persoon.geboortedatum = mede.naam, mede.geboortedatum
    persoon.save()
    return persoon
