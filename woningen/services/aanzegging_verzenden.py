"""An aanzegging that was made goes out: when and how, and the correction of that."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import transaction

from opstap import clock
from opstap.errors import eis
from opstap.partners.namens import Namens
from opstap.partners.rechten import Actie
from opstap.post.services.versturen import verzending_schrijven, verzending_wissen
from opstap.protocol.basis import Belemmering
from opstap.protocol.datums import datum_voluit
from opstap.protocol.versturen import Verzendwijze, verzonden_belemmeringen
from opstap.trajecten.enums import Correctiereden
from opstap.trajecten.services import handeling_boeken
from woningen.enums import NIET_AANGEZEGD, AanzegWijze
from woningen.models import Aanzegging, Huurovereenkomst
from woningen.services.aanzegging import (
    aanzegging_laden,
    aanzegging_mogelijk_belemmeringen,
    in_venster,
    lopende_aanzegging,
)
from woningen.services.gedeeld import contract_laden, eis_handeling


@transaction.atomic
def aanzegging_verzenden(*, aanzegging: UUID, verzonden_op: date, wijze: AanzegWijze, namens: Namens) -> Aanzegging:
    """Write down that the letter went out. In law it counts only when it is received."""
    traject, contract, rij = aanzegging_laden(aanzegging, namens)
    eis(aanzegging_mogelijk_belemmeringen(contract) + _al_verzonden(rij))
    eis(_dag_belemmeringen(contract, rij, verzonden_op))
    _schrijven(rij, verzonden_op, wijze, namens)
    gegevens = {"datum": verzonden_op.isoformat(), "wijze": wijze}
    handeling_boeken(traject, namens=namens, soort="aanzegging_verstuurd", clausule="I-25", gegevens=gegevens)
    return rij


@transaction.atomic
def aanzegging_verzending_verbeteren(
    *,
    contract: UUID,
    verzonden_op: date | None,
    wijze: AanzegWijze | None,
    reden: Correctiereden,
    namens: Namens,
) -> Aanzegging:
    """Sent on another day or in another way; without either it was not sent and waits again."""
    traject, overeenkomst = contract_laden(contract)
    eis_handeling(namens, Actie.CONTRACT_BEHEREN, traject)
    rij = lopende_aanzegging(overeenkomst)
    eis(verzending_verbeteren_belemmeringen(overeenkomst, rij))
    assert rij is not None and rij.verzonden_op is not None
    gegevens: dict[str, object] = {"was": rij.verzonden_op.isoformat(), "wijze_was": rij.wijze, "reden": reden}
    if verzonden_op is None or wijze is None:
        _wissen(rij)
        soort = "aanzegging_niet_verstuurd"
    else:
        eis(_dag_belemmeringen(overeenkomst, rij, verzonden_op))
        _schrijven(rij, verzonden_op, wijze, namens)
        soort = "aanzegging_verzending_verbeterd"
        gegevens |= {"datum": verzonden_op.isoformat(), "wijze": wijze}
    handeling_boeken(traject, namens=namens, soort=soort, clausule="I-25", gegevens=gegevens)
    return rij


def verzending_verbeteren_belemmeringen(contract: Huurovereenkomst, rij: Aanzegging | None) -> list[Belemmering]:
    """Only while its receipt is not known. Also shown on the page."""
    if rij is not None and rij.verzonden_op is not None and contract.status in NIET_AANGEZEGD:
        return []
    return [Belemmering("I-25", "Er is nu geen verzending van een aanzegging om te verbeteren.")]


def _al_verzonden(aanzegging: Aanzegging) -> list[Belemmering]:
    if aanzegging.verzonden_op is None:
        return []
    dag = datum_voluit(aanzegging.verzonden_op)
    return [Belemmering("I-25", f"Deze aanzegging is al verstuurd op {dag}. Klopt dat niet? Verbeter de verzending.")]


def _dag_belemmeringen(contract: Huurovereenkomst, aanzegging: Aanzegging, dag: date) -> list[Belemmering]:
    """Not before the letter was made, not tomorrow, and on a day on which it could still be received in time."""
    brief = aanzegging.geldende_brief
    gemaakt_op = brief.datum if brief is not None else dag
    bezwaren = verzonden_belemmeringen(verzonden_op=dag, gemaakt_op=gemaakt_op, peildatum=clock.vandaag())
    return bezwaren or in_venster(dag, contract, "verzonden_op")


def _schrijven(aanzegging: Aanzegging, dag: date, wijze: AanzegWijze, namens: Namens) -> None:
    aanzegging.verzonden_op, aanzegging.wijze = dag, wijze
    aanzegging.save()
    if (brief := aanzegging.geldende_brief) is not None:
        verzending_schrijven(brief, op=dag, wijze=Verzendwijze(wijze), namens=namens)


def _wissen(aanzegging: Aanzegging) -> None:
    aanzegging.verzonden_op, aanzegging.wijze = None, ""
    aanzegging.save()
    if (brief := aanzegging.geldende_brief) is not None:
        verzending_wissen(brief)
