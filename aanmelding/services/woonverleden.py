"""Fill in how earlier renting went."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from django.db import transaction

from aanmelding.delen.woonverleden import CODE, WOONVERLEDEN
from aanmelding.models import Aanmelding, Blokkade, Woonverleden
from aanmelding.services.basis import bewaren, deel_openen
from opstap import clock
from opstap.errors import eis
from opstap.partners.models import Organisatie, Organisatiesoort
from opstap.partners.namens import Namens
from opstap.protocol.clausules import regelt
from opstap.protocol.geldzaken import Blokkadestand, Woonverledenfeit, woonverleden_belemmeringen


@dataclass(frozen=True, slots=True)
class Woonverledengegevens:
    """As it is filled in; a corporatie that is not named has no row."""

    feit: Woonverledenfeit = Woonverledenfeit()
    blokkades: Mapping[UUID, Blokkadestand] = field(default_factory=dict)


@regelt("H-15")
@transaction.atomic
def woonverleden_bijwerken(
    *, traject: UUID, gegevens: Woonverledengegevens, versie: int | None = None, namens: Namens
) -> Aanmelding:
    """As the zorgorganisatie declares it; the corporatie tests it after that (Z-8.14)."""
    aanmelding = deel_openen(traject, WOONVERLEDEN, versie=versie, namens=namens)
    eis(woonverleden_belemmeringen(feit=gegevens.feit, peildatum=clock.vandaag()))

    def wijzigen() -> None:
        _feit_bijwerken(aanmelding, gegevens.feit)
        _blokkades_bijwerken(aanmelding, gegevens.blokkades)

    return bewaren(aanmelding, wijzigen, namens=namens, deel=CODE, clausule="Z-8.9")


def _feit_bijwerken(aanmelding: Aanmelding, feit: Woonverledenfeit) -> None:
    if feit == Woonverledenfeit():
        Woonverleden.objects.filter(aanmelding=aanmelding).delete()
        return
    velden = {
        "ontruiming": feit.ontruiming or "",
        "achterstand": feit.achterstand or "",
        "regeling": feit.regeling or "",
        "genoeg_betaald": feit.genoeg_betaald or "",
        "verklaring_gezien_op": feit.verklaring_gezien_op,
    }
    Woonverleden.objects.update_or_create(aanmelding=aanmelding, defaults=velden)


def _blokkades_bijwerken(aanmelding: Aanmelding, standen: Mapping[UUID, Blokkadestand]) -> None:
    corporaties = Organisatie.objects.filter(soort=Organisatiesoort.CORPORATIE, sleutel__in=standen)
    Blokkade.objects.filter(aanmelding=aanmelding).delete()
    Blokkade.objects.bulk_create(
        [Blokkade(aanmelding=aanmelding, corporatie=c, stand=standen[c.sleutel]) for c in corporaties.order_by("pk")]
    )
