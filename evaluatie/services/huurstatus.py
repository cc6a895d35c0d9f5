"""How the rent stands, by the corporatie that has it: a fact for the table, not a verdict (I-7)."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from evaluatie.enums import Evaluatiestatus
from evaluatie.models import Evaluatie, Huurstatus
from evaluatie.services.gedeeld import instemming_ontbreekt, vergrendeld
from evaluatie.services.vaststellen import RIJEN, vaststellen_als_het_kan
from evaluatie.services.voorstellen import achterstand_voorstellen
from evaluatie.vaststelling import huurstatus_gevraagd, huurstatus_van, is_verhuurder
from opstap import clock
from opstap.errors import Verouderd, eis
from opstap.partners.namens import Namens
from opstap.partners.rechten import Actie
from opstap.protocol.basis import Belemmering
from opstap.protocol.vaststellen import (
    Huurstand,
    huurstand_belemmeringen,
    huurstatus_belemmeringen,
    vastgesteld_belemmeringen,
)
from opstap.trajecten.enums import Correctiereden
from opstap.trajecten.services import handeling_boeken
from opstap.trajecten.toegang import eis_recht
from woningen.services.gedeeld import gesloten_belemmeringen


def opgeven_belemmeringen(evaluatie: Evaluatie, namens: Namens) -> list[Belemmering]:
    """Also shown on the page. Without the ja of the huurder nobody passes it on (Z-12.9)."""
    return (
        gesloten_belemmeringen(evaluatie.traject)
        or vastgesteld_belemmeringen(vastgesteld_op=evaluatie.vastgesteld_op)
        or huurstatus_belemmeringen(
            wordt_gevraagd=huurstatus_gevraagd(evaluatie),
            is_verhuurder=is_verhuurder(evaluatie.traject, namens),
            is_vervallen=evaluatie.status == Evaluatiestatus.VERVALLEN,
            gehouden_op=evaluatie.gehouden_op,
            gepland_op=evaluatie.gepland_op,
            peildatum=clock.vandaag(),
        )
        or instemming_ontbreekt(evaluatie)
    )


def _maanden_eerder(evaluatie: Evaluatie) -> int | None:
    """The months of the last statement under this contract; None where there was none, or no arrears."""
    rijen = Huurstatus.objects.filter(evaluatie__contract=evaluatie.contract_id).order_by("-opgegeven_op", "-pk")
    maanden: int | None = rijen.values_list("maanden", flat=True).first()
    return maanden


@transaction.atomic
def huurstatus_opgeven(
    *,
    evaluatie: UUID,
    stand: Huurstand,
    maanden: int | None = None,
    reden: Correctiereden | None = None,
    namens: Namens,
    versie: int | None = None,
) -> Huurstatus:
    """Again is a correction. `versie` is of what stood there, 0 = nothing: who fills in the evaluatie goes on."""
    traject, rij = vergrendeld(RIJEN, evaluatie, None)
    eis_recht(namens, Actie.HUURSTATUS_OPGEVEN, traject)
    eis(opgeven_belemmeringen(rij, namens))
    huurstatus = huurstatus_van(rij)
    if versie is not None and versie != (huurstatus.versie if huurstatus is not None else 0):
        raise Verouderd
    was = (Huurstand(huurstatus.stand), huurstatus.maanden) if huurstatus is not None else None
    eerder = _maanden_eerder(rij)
    eis(huurstand_belemmeringen(stand=stand, maanden=maanden, was=was, heeft_reden=reden is not None))
    gegevens: dict[str, object] = {"nummer": rij.nummer}
    soort = "huurstatus_opgegeven"
    if huurstatus is None:
        huurstatus = Huurstatus(evaluatie=rij)
    elif reden is not None:
        soort = "huurstatus_verbeterd"
        gegevens |= {"was": huurstatus.stand, "maanden_was": huurstatus.maanden, "reden": reden}
    huurstatus.stand, huurstatus.maanden, huurstatus.opgegeven_op = stand, maanden, clock.vandaag()
    huurstatus.save()
    achterstand_voorstellen(traject, maanden=maanden, regeling_loopt=stand is Huurstand.REGELING, eerder=eerder)
    handeling_boeken(traject, namens=namens, soort=soort, clausule="Z-1.6", gegevens=gegevens)
    vaststellen_als_het_kan(rij, namens)
    return huurstatus
