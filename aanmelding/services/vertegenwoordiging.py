"""Fill in who decides beside or instead of the kandidaat."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from uuid import UUID

from django.db import transaction

from aanmelding.delen.vertegenwoordiging import CODE, VERTEGENWOORDIGING
from aanmelding.models import Aanmelding
from aanmelding.services.basis import bewaren, eis_deelversie, openen, persoon_van
from opstap.partners.namens import Namens
from opstap.partners.rechten import Actie
from opstap.protocol.feiten import VertegenwoordigingGewijzigd
from opstap.protocol.vertegenwoordigen import Vertegenwoordiging
from opstap.trajecten.feiten import meld
from opstap.trajecten.models import Contact, Persoon


@dataclass(frozen=True, slots=True)
class Vertegenwoordiger:
    naam: str
    organisatie: str = ""
    telefoon: str = ""
    email: str = ""


@transaction.atomic
def vertegenwoordiging_bijwerken(
    *,
    traject: UUID,
    gegevens: Mapping[Vertegenwoordiging, Vertegenwoordiger],
    versie: int | None = None,
    namens: Namens,
) -> Aanmelding:
    """As long as the traject is open, as the persoon: the contract comes after the besluit.

    Who is not named any more is forgotten whole (law 8). Nobody at all is an answer too.
    """
    aanmelding = openen(traject, Actie.AANMELDING_INVULLEN, namens=namens)
    persoon = persoon_van(aanmelding)
    eis_deelversie(VERTEGENWOORDIGING, aanmelding, versie)

    def wijzigen() -> None:
        persoon.contacten.exclude(soort__in=gegevens).delete()
        for soort, wie in gegevens.items():
            Contact.objects.update_or_create(persoon=persoon, soort=soort, defaults=asdict(wie))
        persoon.beslist_mee = bool(gegevens)
        Persoon.objects.filter(pk=persoon.pk).update(beslist_mee=persoon.beslist_mee)

    bewaren(aanmelding, wijzigen, namens=namens, deel=CODE, clausule="Z-20.6")
    meld(VertegenwoordigingGewijzigd(traject=traject))
    return aanmelding
