"""The besluit over the vaste contract as this room prepares it, and the end of all evaluating."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction

from evaluatie.models import Afspraak, Evaluatie, Mdo, Signaal
from evaluatie.services.gedeeld import herkomst_loslaten
from opstap import clock
from opstap.partners.namens import Namens
from opstap.partners.rechten import Actie
from opstap.protocol.evaluatiebegrippen import Grond
from opstap.protocol.feiten import ContractBeeindigd, ContractOmgezet, EvaluatieUitkomst
from opstap.protocol.omzetting import OmzettingUitkomst
from opstap.termijnen.genodigden.services import moment_afzeggen
from opstap.trajecten.beslissers import GEEN_VERGADERING, Vergadering
from opstap.trajecten.models import Besluit, Traject
from opstap.trajecten.services import traject_vergrendelen
from opstap.trajecten.toegang import eis_recht
from woningen.models import Huurovereenkomst
from woningen.services import contract_besluiten


def evaluatie_uitkomst(contract: Huurovereenkomst) -> EvaluatieUitkomst:
    """What the held evaluaties say, for the besluit and its snapshot (Z-2.15). Begeleiding is not in it (Z-11.6)."""
    gehouden = list(Evaluatie.objects.filter(contract=contract).gehouden().nieuwste_eerst())
    return EvaluatieUitkomst(
        aantal_gehouden=len(gehouden),
        laatste_oordeel=gehouden[0].oordeel if gehouden else "",
        evaluaties=tuple(e.sleutel for e in sorted(gehouden, key=lambda e: e.nummer)),
    )


@transaction.atomic
def omzetting_besluiten(
    *,
    contract: UUID,
    uitkomst: OmzettingUitkomst,
    gronden: Sequence[Grond],
    motivering: str,
    reden_vroeg: str,
    namens: Namens,
    vergadering: Vergadering = GEEN_VERGADERING,
    versie: int | None = None,
) -> Besluit:
    """Hand the evaluaties to the room that decides over the contract."""
    traject = traject_vergrendelen(Huurovereenkomst.objects.values_list("traject_id", flat=True).get(sleutel=contract))
    eis_recht(namens, Actie.OMZETTING_BESLUITEN, traject)
    rij = Huurovereenkomst.objects.get(sleutel=contract)
    return contract_besluiten(
        contract=contract,
        uitkomst=uitkomst,
        gronden=gronden,
        motivering=motivering,
        reden_vroeg=reden_vroeg,
        evaluatie=evaluatie_uitkomst(rij),
        vergadering=vergadering,
        namens=namens,
        versie=versie,
    )


@transaction.atomic
def laat_evaluaties_vervallen_na(feit: ContractOmgezet | ContractBeeindigd) -> None:
    """Reaction: the temporary contract is over, so nothing of this room goes on. Twice changes nothing."""
    traject = Traject.objects.get(sleutel=feit.traject)
    vandaag = clock.vandaag()
    for evaluatie in Evaluatie.objects.filter(contract__sleutel=feit.contract).te_houden():
        evaluatie.vervallen()
        evaluatie.save()
        moment_afzeggen(evaluatie.sleutel)
    for rijen in (Afspraak.objects, Signaal.objects):
        for rij in rijen.filter(traject=traject).open():
            rij.vervallen()
            rij.afgehandeld_op = vandaag
            rij.save()
    for mdo in Mdo.objects.filter(traject=traject).open():
        mdo.intrekken()
        mdo.save()
        moment_afzeggen(mdo.sleutel)
    herkomst_loslaten(traject)
