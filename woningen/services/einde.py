"""The first moment after the temporary contract: it stopped, or the law made it vast."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from opstap import clock
from opstap.logboek.services import gebeurtenis_vastleggen
from opstap.partners.namens import SYSTEEM
from opstap.post.enums import Briefsoort
from opstap.post.services import brieven_maken
from opstap.protocol.begrippen import Looptijd
from opstap.protocol.clausules import regelt
from opstap.protocol.datums import laatste_dag
from opstap.protocol.feiten import ContractBeeindigd, ContractOmgezet, WoonplekWeg
from opstap.protocol.herhuisvesten import EindeWijze
from opstap.trajecten.enums import Uitkomst
from opstap.trajecten.models import Traject
from opstap.trajecten.services import handeling_boeken, traject_afsluiten
from woningen import letters
from woningen.enums import NIET_AANGEZEGD, Contractstatus, OnbepaaldDoor
from woningen.models import Huurovereenkomst
from woningen.services.aanzegging import aanzeggen_hoeft_niet
from woningen.services.beeindigen import afspraak_intrekken, huur_stoppen
from woningen.services.gedeeld import (
    begeleider_mailen,
    beslisser_mailen,
    consulent_mailen,
    open_contract,
    traject_laden,
)


@transaction.atomic
def contract_einde_verwerken(*, traject: UUID, onderwerp: UUID | None) -> None:
    """Sweep, at the first moment of `einde`. Only a received aanzegging ends the contract by itself (L-9); without one
    it is vast by law, also while they were seeking its end (L-10). Where a last day was agreed on and no key came back,
    a person must look: `woning_terug` stays open and climbs its ladder."""
    rij = traject_laden(traject)
    contract = open_contract(rij)
    if contract is None or contract.einde is None or clock.vandaag() < contract.einde:
        return
    if contract.status == Contractstatus.AANGEZEGD:
        _beeindigen(rij, contract)
    elif contract.status in NIET_AANGEZEGD and contract.eindafspraak is None:
        _vast_door_wet(rij, contract)


@transaction.atomic
def eindafspraak_vervallen_na(feit: WoonplekWeg) -> None:
    """Reaction: what was agreed on for a place that fell through no longer holds; notice and vonnis do. After the
    last day of the contract the law then speaks at once. Twice = once."""
    rij = traject_laden(feit.traject)
    contract = open_contract(rij)
    afspraak = contract.eindafspraak if contract is not None else None
    if contract is None or afspraak is None or afspraak.wijze != EindeWijze.OVEREENSTEMMING:
        return
    afspraak_intrekken(contract, namens=SYSTEEM)
    dag = laatste_dag(afspraak.einde).isoformat()
    if contract.einde is None or clock.vandaag() < contract.einde:  # else the letter of the law says it all
        brieven_maken(
            rij,
            soort=Briefsoort.EINDAFSPRAAK_VERVALLEN,
            titel="De laatste dag van uw huur geldt niet meer",
            afzender=contract.verhuurder,
            gegevens=letters.eindafspraak_vervallen(contract, afspraak, peildatum=clock.vandaag()),
        )
    gebeurtenis_vastleggen(
        soort="eindafspraak_vervallen",
        namens=SYSTEEM,
        traject=feit.traject,
        clausule="Z-13.10",
        gegevens={"datum": dag},
    )
    contract_einde_verwerken(traject=feit.traject, onderwerp=contract.sleutel)


@regelt("L-9")
def _beeindigen(traject: Traject, contract: Huurovereenkomst) -> None:
    einde = contract.opstap_tot
    huur_stoppen(contract, einde=einde)
    handeling_boeken(
        traject,
        namens=SYSTEEM,
        soort="contract_beeindigd",
        clausule="L-9",
        gegevens={"einde": einde.isoformat()},
        feit=ContractBeeindigd(traject=traject.sleutel, contract=contract.sleutel),
    )
    traject_afsluiten(traject=traject.sleutel, uitkomst=Uitkomst.NIET_OMGEZET, namens=SYSTEEM)


@regelt("L-10")
def _vast_door_wet(traject: Traject, contract: Huurovereenkomst) -> None:
    contract.afronden()
    contract.looptijd, contract.onbepaald_door = Looptijd.ONBEPAALD, OnbepaaldDoor.WET
    contract.onbepaald_sinds = contract.einde
    contract.save()
    aanzeggen_hoeft_niet(contract)
    brieven_maken(
        traject,
        soort=Briefsoort.VAST_DOOR_WET,
        titel="Uw huurcontract is nu vast",
        afzender=contract.verhuurder,
        gegevens=letters.omzetting(contract),
    )
    sleutel = str(contract.sleutel)
    consulent_mailen(traject, soort="contract_vast_door_wet", sleutel=sleutel, ook_teamleider=True)
    begeleider_mailen(traject, soort="contract_vast_door_wet", sleutel=sleutel)
    beslisser_mailen(traject, soort="contract_vast_door_wet", sleutel=sleutel)
    handeling_boeken(
        traject,
        namens=SYSTEEM,
        soort="contract_vast_door_wet",
        clausule="L-10",
        gegevens={"einde": contract.opstap_tot.isoformat()},
        feit=ContractOmgezet(traject=traject.sleutel, contract=contract.sleutel, door=OnbepaaldDoor.WET),
    )
    traject_afsluiten(traject=traject.sleutel, uitkomst=Uitkomst.VAST_DOOR_WET, namens=SYSTEEM)
