"""Who must sign follows who decides beside the huurder and who begeleidt, until everybody signed (Z-2.11)."""

from __future__ import annotations

from django.db import transaction

from opstap.partners.models import Organisatie
from opstap.partners.namens import SYSTEEM
from opstap.post.services.correcties import Brieffeit, brieven_verouderen
from opstap.protocol.begrippen import Hoedanigheid
from opstap.protocol.contract import OndertekenaarRol
from opstap.protocol.feiten import BetrokkenenGewijzigd, VertegenwoordigingGewijzigd
from opstap.trajecten.models import Traject
from opstap.trajecten.services import betrokken_organisatie, handeling_boeken
from woningen.enums import Contractstatus
from woningen.letters import partijregels
from woningen.models import Contractpartij, Huurovereenkomst
from woningen.partijen import contractbrief, meebeslissers_nu, op_papier, partijen_nu
from woningen.services.gedeeld import open_contract, traject_laden


def partijen_maken(traject: Traject, contract: Huurovereenkomst, zorg: Organisatie) -> None:
    """Who must sign what stands in this contract now; what was signed before is void."""
    contract.partijen.all().delete()
    Contractpartij.objects.bulk_create(partijen_nu(traject, contract, zorg))


def begeleidt(contract: Huurovereenkomst) -> Organisatie:
    """Who gives the begeleiding this contract speaks of: as it was put out for signing, else as it is today."""
    partij = contract.partijen.select_related("organisatie").filter(rol=OndertekenaarRol.ZORG).first()
    zorg = partij.organisatie if partij else betrokken_organisatie(contract.traject, Hoedanigheid.BEGELEIDING)
    assert zorg is not None
    return zorg


@transaction.atomic
def partijen_bijwerken_na(feit: VertegenwoordigingGewijzigd | BetrokkenenGewijzigd) -> None:
    """Reaction: before the last signature everybody signs a new paper. What is signed stays. Twice changes nothing."""
    traject = traject_laden(feit.traject)
    contract = open_contract(traject)
    if contract is None or contract.status != Contractstatus.TER_ONDERTEKENING:
        return
    brief, tekende = contractbrief(contract), begeleidt(contract)
    zorg = betrokken_organisatie(traject, Hoedanigheid.BEGELEIDING) or tekende
    if zorg == tekende and meebeslissers_nu(traject, contract) == op_papier(brief):
        return
    partijen_maken(traject, contract, zorg)
    contract.save()
    if brief is not None:
        wordt = partijregels(contract.partijen.select_related("organisatie").order_by("pk"), traject)
        was = brief.inhoud.gegevens
        brieven_verouderen(traject, Brieffeit.PARTIJEN, was=was["partijen"], wordt=wordt)
        brieven_verouderen(traject, Brieffeit.ZORG, was=was["zorg"], wordt=zorg.naam)
    handeling_boeken(traject, namens=SYSTEEM, soort="contract_partijen_gewijzigd", clausule="Z-2.11")
