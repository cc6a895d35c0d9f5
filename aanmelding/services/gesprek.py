"""The conversation with the kandidaat: the day and who were there, nothing of what was said (Z-9.8)."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from aanmelding.models import Aanmelding
from aanmelding.services.basis import openen
from opstap import clock
from opstap.errors import eis
from opstap.partners.namens import Namens
from opstap.partners.rechten import Actie
from opstap.protocol.aanmeldstappen import gesprek_belemmeringen
from opstap.protocol.beslissen import Zaak
from opstap.protocol.gesprek import Gesprek
from opstap.trajecten.beslissers import beslisser_bezwaren
from opstap.trajecten.services import handeling_boeken


@transaction.atomic
def gesprek_vastleggen(*, traject: UUID, gesprek: Gesprek, versie: int | None = None, namens: Namens) -> Aanmelding:
    aanmelding = openen(traject, Actie.TOELATING_BESLUITEN, namens=namens, versie=versie)
    eis(beslisser_bezwaren(namens, Zaak.TOELATING, aanmelding.traject))
    gesprek_opschrijven(aanmelding, gesprek, namens)
    return aanmelding


def gesprek_opschrijven(aanmelding: Aanmelding, gesprek: Gesprek, namens: Namens) -> None:
    """Inside a use-case of who decides."""
    eis(
        gesprek_belemmeringen(
            status=aanmelding.status,
            datum=gesprek.op,
            ingediend_op=aanmelding.ingediend_op,
            peildatum=clock.vandaag(),
        )
    )
    aanmelding.gesprek_op, aanmelding.gesprek_met = gesprek.op, [wie.value for wie in gesprek.met]
    aanmelding.save()
    handeling_boeken(
        aanmelding.traject,
        namens=namens,
        soort="gesprek_vastgelegd",
        clausule="Z-9.8",
        gegevens={"datum": gesprek.op.isoformat()},
    )
