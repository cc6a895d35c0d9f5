"""The ends of Opstap without a besluit: the contract goes over to the bewoner, or what was agreed beside it is over."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction

from opstap import clock
from opstap.errors import eis
from opstap.partners.models import Organisatie
from opstap.partners.namens import Namens
from opstap.partners.rechten import Actie
from opstap.post.enums import Briefsoort
from opstap.post.services import brieven_maken
from opstap.protocol.basis import Belemmering
from opstap.protocol.begrippen import Looptijd
from opstap.protocol.clausules import regelt
from opstap.protocol.contractvormen import VORMEN, Contractvorm
from opstap.protocol.feiten import ContractOmgezet
from opstap.protocol.herhuisvesten import laatste_dag_vast_belemmeringen
from opstap.protocol.omklappen import afronden_belemmeringen, omklap_belemmeringen
from opstap.protocol.woningkenmerken import zorgvastgoed_omklap_belemmeringen
from opstap.trajecten.enums import Uitkomst
from opstap.trajecten.models import Traject
from opstap.trajecten.services import handeling_boeken, traject_afsluiten
from woningen import letters
from woningen.enums import LOOPT_TIJDELIJK, OnbepaaldDoor
from woningen.models import Huurovereenkomst
from woningen.services.gedeeld import contract_laden, eis_handeling
from woningen.services.partijen import begeleidt

#: Kind, title, and what stands in it.
_Brief = tuple[Briefsoort, str, Callable[[Huurovereenkomst, Organisatie], dict[str, Any]]]


@regelt("H-4", "H-10", "Z-2.12")
@transaction.atomic
def contract_omklappen(
    *, contract: UUID, op_naam_sinds: date, getekend_op: date, versie: int | None = None, namens: Namens
) -> Huurovereenkomst:
    """The bewoner is huurder from `op_naam_sinds` on, for onbepaalde tijd; the contract of that was signed before."""
    traject, rij = contract_laden(contract)
    eis_handeling(namens, Actie.CONTRACT_BEHEREN, traject)
    rij.eis_versie(versie)
    eis(omklappen_belemmeringen(rij, op_naam_sinds=op_naam_sinds, getekend_op=getekend_op))
    rij.looptijd, rij.onbepaald_door = Looptijd.ONBEPAALD, OnbepaaldDoor.OMKLAP
    rij.onbepaald_sinds, rij.omklap_getekend_op = op_naam_sinds, getekend_op
    brief = Briefsoort.OMKLAP, "U krijgt zelf het huurcontract", letters.omklap
    _afronden(traject, rij, brief, OnbepaaldDoor.OMKLAP, namens)
    return rij


def omklappen_belemmeringen(
    contract: Huurovereenkomst, *, op_naam_sinds: date | None = None, getekend_op: date | None = None
) -> list[Belemmering]:
    """Also shown on the page, before any day is filled in."""
    vorm, zorgvastgoed = Contractvorm(contract.contractvorm), contract.woning.zorgvastgoed
    nog_niet = zorgvastgoed_omklap_belemmeringen(zorgvastgoed=zorgvastgoed) if VORMEN[vorm].via_zorg else []
    return (
        _kan_niet(contract)
        or nog_niet
        or omklap_belemmeringen(
            contractvorm=vorm,
            ingebruikname=contract.ingebruikname,
            op_naam_sinds=op_naam_sinds,
            getekend_op=getekend_op,
            peildatum=clock.vandaag(),
        )
    )


@regelt("H-16", "Z-2.12")
@transaction.atomic
def opstap_afronden(*, contract: UUID, versie: int | None = None, namens: Namens) -> Huurovereenkomst:
    """What was agreed beside a contract for onbepaalde tijd is over; the huur goes on as it was."""
    traject, rij = contract_laden(contract)
    eis_handeling(namens, Actie.CONTRACT_BEHEREN, traject)
    rij.eis_versie(versie)
    eis(opstap_afronden_belemmeringen(rij))
    brief = Briefsoort.OPSTAP_AFGEROND, "Opstap is klaar, uw huur gaat door", letters.opstap_afgerond
    _afronden(traject, rij, brief, OnbepaaldDoor.AANVANG, namens)
    return rij


def opstap_afronden_belemmeringen(contract: Huurovereenkomst) -> list[Belemmering]:
    """Also shown on the page."""
    return _kan_niet(contract) or afronden_belemmeringen(contractvorm=Contractvorm(contract.contractvorm))


def _kan_niet(contract: Huurovereenkomst) -> list[Belemmering]:
    """Neither undoes what was agreed on, notice of the huurder, or a vonnis."""
    if contract.status in LOOPT_TIJDELIJK:
        afspraak = contract.eindafspraak
        return laatste_dag_vast_belemmeringen(afgesproken_einde=afspraak.einde if afspraak else None)
    return [Belemmering("Z-2.12", "Dit contract loopt niet in Opstap; er is niets te doen.")]


def _afronden(traject: Traject, contract: Huurovereenkomst, brief: _Brief, door: OnbepaaldDoor, namens: Namens) -> None:
    """The huurder stays. The letter tells the bewoner and the zorgorganisatie."""
    contract.afronden()
    contract.save()
    soort, titel, gegevens = brief
    brieven_maken(
        traject,
        soort=soort,
        titel=titel,
        afzender=contract.verhuurder,
        gegevens=gegevens(contract, begeleidt(contract)),
    )
    handeling_boeken(
        traject,
        namens=namens,
        soort="contract_omgeklapt" if door is OnbepaaldDoor.OMKLAP else "opstap_afgerond",
        clausule="H-4" if door is OnbepaaldDoor.OMKLAP else "Z-2.12",
        gegevens={"sinds": contract.onbepaald_sinds.isoformat() if contract.onbepaald_sinds else ""},
        feit=ContractOmgezet(traject=traject.sleutel, contract=contract.sleutel, door=door),
    )
    traject_afsluiten(traject=traject.sleutel, uitkomst=Uitkomst.VAST_CONTRACT, namens=namens)
