"""Correct the day of a conversation, with a reason: the plan and the letters follow (law 8)."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import transaction

from evaluatie.enums import Evaluatiestatus
from evaluatie.models import Evaluatie, Mdo
from evaluatie.momenttekst import gepland_moment
from evaluatie.services.gedeeld import vergrendeld
from opstap import clock
from opstap.errors import eis
from opstap.partners.namens import Namens
from opstap.partners.rechten import Actie
from opstap.post.services.correcties import Brieffeit, brieven_verouderen
from opstap.protocol.basis import Belemmering
from opstap.protocol.beslissen import Zaak
from opstap.protocol.bijsturen import gehouden_na_begin_belemmeringen
from opstap.protocol.correcties import gesprekdag_belemmeringen
from opstap.protocol.datums import datum_voluit
from opstap.protocol.evaluatiebegrippen import EvaluatieSoort
from opstap.protocol.evalueren import evaluatieplan
from opstap.protocol.feiten import SleuteldagVerbeterd
from opstap.trajecten.beslissers import beslisser_bezwaren
from opstap.trajecten.enums import Correctiereden
from opstap.trajecten.services import handeling_boeken
from opstap.trajecten.toegang import eis_recht
from woningen.models import Huurovereenkomst
from woningen.services.gedeeld import gesloten_belemmeringen


@transaction.atomic
def evaluatie_dag_verbeteren(
    *, evaluatie: UUID, datum: date, reden: Correctiereden, namens: Namens, versie: int | None = None
) -> Evaluatie:
    """The evaluatie was held on another day. What was said stays."""
    traject, rij = vergrendeld(Evaluatie.objects.select_related("contract"), evaluatie, versie)
    eis_recht(namens, Actie.EVALUATIE_HOUDEN, traject)
    eis(gesloten_belemmeringen(traject))
    eis(beslisser_bezwaren(namens, Zaak.EVALUATIE, traject))
    bezwaren = gesprekdag_belemmeringen(
        was=rij.gehouden_op,
        wordt=datum,
        afspraken_tot=rij.afspraken.values_list("uiterlijk", flat=True),
        clausule="Z-12.12",
        peildatum=clock.vandaag(),
    )
    eis(bezwaren + _na_begin(datum, rij.contract.ingebruikname, "datum"))
    was, rij.gehouden_op = rij.gehouden_op, datum
    rij.save()
    gegevens = {"nummer": rij.nummer, "was": was.isoformat(), "datum": datum.isoformat(), "reden": reden}
    handeling_boeken(traject, namens=namens, soort="evaluatie_dag_verbeterd", clausule="Z-12.12", gegevens=gegevens)
    gereed: Evaluatie = rij
    return gereed


@transaction.atomic
def mdo_dag_verbeteren(
    *, mdo: UUID, datum: date, reden: Correctiereden, namens: Namens, versie: int | None = None
) -> Mdo:
    """The MDO was held on another day. The letter with the afspraken names that day."""
    traject, rij = vergrendeld(Mdo.objects.all(), mdo, versie)
    eis_recht(namens, Actie.MDO_HOUDEN, traject)
    eis(gesloten_belemmeringen(traject))
    bezwaren = gesprekdag_belemmeringen(
        was=rij.gehouden_op,
        wordt=datum,
        afspraken_tot=rij.afspraken.values_list("uiterlijk", flat=True),
        clausule="Z-13.2",
        peildatum=clock.vandaag(),
    )
    if rij.geinformeerd_op is not None and datum < rij.geinformeerd_op:
        melding = f"De huurder weet het sinds {datum_voluit(rij.geinformeerd_op)}; kies die dag of later."
        bezwaren.append(Belemmering("Z-13.1", melding, "datum"))
    eis(bezwaren)
    was, rij.gehouden_op = rij.gehouden_op, datum
    rij.save()
    brieven_verouderen(traject, Brieffeit.MDO_GEHOUDEN_OP, was=datum_voluit(was), wordt=datum_voluit(datum))
    gegevens = {"was": was.isoformat(), "datum": datum.isoformat(), "reden": reden}
    handeling_boeken(traject, namens=namens, soort="mdo_dag_verbeterd", clausule="Z-13.2", gegevens=gegevens)
    gereed: Mdo = rij
    return gereed


@transaction.atomic
def eerste_evaluatie_verplaatsen_na(feit: SleuteldagVerbeterd) -> None:
    """Reaction: the first check counts from the key (I-25). One that was held, moved by people or has its hour keeps
    its day; no evaluatie was held before the key. Running it twice changes nothing."""
    contract = Huurovereenkomst.objects.select_related("traject__regelingversie").get(sleutel=feit.contract)
    gehouden = Evaluatie.objects.filter(contract=contract).gehouden().order_by("gehouden_op").first()
    if gehouden is not None and contract.ingebruikname is not None and gehouden.gehouden_op < contract.ingebruikname:
        melding = f"Op {datum_voluit(gehouden.gehouden_op)} was er al een evaluatie; kies die dag of een eerdere."
        eis([Belemmering("Z-12.12", melding, "datum")])
    plan = evaluatieplan(
        ingangsdatum=contract.ingangsdatum,
        ingebruikname=contract.ingebruikname,
        einde=contract.einde,
        ritme=contract.evaluatieritme,
        parameters=contract.traject.regelingversie.parameters,
    )
    eerste = next((m for m in plan if m.soort is EvaluatieSoort.WOONVAARDIGHEIDSCHECK), None)
    check = Evaluatie.objects.filter(
        contract=contract, soort=EvaluatieSoort.WOONVAARDIGHEIDSCHECK, status=Evaluatiestatus.GEPLAND
    ).first()
    if eerste is None or check is None or gepland_moment(check.sleutel) is not None:
        return
    if check.gepland_op != eerste.datum:
        check.gepland_op = eerste.datum
        check.save()


def _na_begin(dag: date, ingebruikname: date | None, veld: str) -> list[Belemmering]:
    return [
        Belemmering(b.clausule, b.melding, veld)
        for b in gehouden_na_begin_belemmeringen(gehouden_op=dag, ingebruikname=ingebruikname)
    ]
