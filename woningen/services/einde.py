"""The first moment after the temporary contract: it stopped, or the law made it vast."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import transaction

from opstap import clock
from opstap.partners.namens import SYSTEEM
from opstap.protocol.begrippen import Looptijd
from opstap.protocol.clausules import regelt
from opstap.protocol.feiten import ContractBeeindigd, ContractOmgezet
from opstap.trajecten.enums import Uitkomst
from opstap.trajecten.models import Traject
from opstap.trajecten.services import afronden, traject_afsluiten
from woningen import letters
from woningen.enums import NIET_AANGEZEGD, Contractstatus, OnbepaaldDoor
from woningen.models import Huurovereenkomst
from woningen.services.beeindigen import huur_stoppen
from woningen.services.gedeeld import (
    begeleider_mailen,
    beslisser_mailen,
    brieven_maken,
    consulent_mailen,
    open_contract,
    traject_laden,
)


@transaction.atomic
def contract_einde_verwerken(*, traject: UUID, onderwerp: UUID | None) -> None:
    """Sweep, at the first moment of `einde`. A received aanzegging, or a last day that was agreed on and that nobody
    finished, ends the contract; without one it is vast by law, also while they were seeking its end (L-10)."""
    rij = traject_laden(traject)
    contract = open_contract(rij)
    if contract is None or clock.vandaag() < contract.einde:
        return
    if (afspraak := contract.eindafspraak) is not None:
        _beeindigen(rij, contract, einde=afspraak.einde, clausule="Z-13.10", uitkomst=Uitkomst.HUUR_GESTOPT)
    elif contract.status == Contractstatus.AANGEZEGD:
        _beeindigen(rij, contract, einde=contract.einde, clausule="L-9", uitkomst=Uitkomst.NIET_OMGEZET)
    elif contract.status in NIET_AANGEZEGD:
        _vast_door_wet(rij, contract)


@regelt("L-9")
def _beeindigen(
    traject: Traject, contract: Huurovereenkomst, *, einde: date, clausule: str, uitkomst: Uitkomst
) -> None:
    huur_stoppen(contract, einde=einde)
    afronden(
        traject,
        namens=SYSTEEM,
        soort="contract_beeindigd",
        clausule=clausule,
        gegevens={"einde": einde.isoformat()},
        feit=ContractBeeindigd(traject=traject.sleutel, contract=contract.sleutel),
    )
    traject_afsluiten(traject=traject.sleutel, uitkomst=uitkomst, namens=SYSTEEM)


@regelt("L-10")
def _vast_door_wet(traject: Traject, contract: Huurovereenkomst) -> None:
    contract.afronden()
    contract.looptijd, contract.onbepaald_door = Looptijd.ONBEPAALD, OnbepaaldDoor.WET
    contract.onbepaald_sinds = contract.einde
    contract.save()
    brieven_maken(
        traject,
        soort="vast_door_wet",
        titel="Uw huurcontract is nu vast",
        afzender=contract.verhuurder,
        gegevens=letters.omzetting(contract),
    )
    sleutel = str(contract.sleutel)
    consulent_mailen(traject, soort="contract_vast_door_wet", sleutel=sleutel, ook_teamleider=True)
    begeleider_mailen(traject, soort="contract_vast_door_wet", sleutel=sleutel)
    beslisser_mailen(traject, soort="contract_vast_door_wet", sleutel=sleutel)
    afronden(
        traject,
        namens=SYSTEEM,
        soort="contract_vast_door_wet",
        clausule="L-10",
        gegevens={"einde": contract.einde.isoformat()},
        feit=ContractOmgezet(traject=traject.sleutel, contract=contract.sleutel, door=OnbepaaldDoor.WET),
    )
    traject_afsluiten(traject=traject.sleutel, uitkomst=Uitkomst.VAST_DOOR_WET, namens=SYSTEEM)
