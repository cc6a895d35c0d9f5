"""What Opstap counts before it proposes an MDO. It only proposes: a person takes it up or declines it (law 12)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db import transaction

from evaluatie.dossier import itemoordelen
from evaluatie.enums import Verzetreden
from evaluatie.models import Evaluatie, Signaal
from evaluatie.services.signalen import mdo_voorstellen
from opstap import clock
from opstap.protocol.bijsturen import instemming_belemmeringen
from opstap.protocol.evaluatiebegrippen import EvaluatieSoort, Signaalaanleiding, Signaalsoort
from opstap.protocol.evalueren import no_show_signaal
from opstap.protocol.feiten import TrajectGewijzigd
from opstap.protocol.ritme import achterstand_signaal, gemist_vanaf, herhaald_onvoldoende, signaal_bij
from opstap.trajecten.feiten import meld
from opstap.trajecten.models import Traject
from opstap.trajecten.services import traject_vergrendelen
from woningen.models import Huurovereenkomst
from woningen.services.contract import instemming

#: (day, number): a visit without the huurder, or the first day on which an evaluatie counted as missed
Keer = tuple[date, int]


def gemist_sinds(evaluaties: Collection[Evaluatie]) -> dict[UUID, date]:
    """Those of one contract that count as missed, by their key: since when.

    Without instemming nothing can be written down, so nothing is missed (Z-12.9: a nee has no consequence of its own).
    """
    vandaag = clock.vandaag()
    te_houden = {e: _gemist_vanaf(e) for e in evaluaties if e.is_te_houden}
    gemist = {e: vanaf for e, vanaf in te_houden.items() if vanaf is not None and vanaf <= vandaag}
    if not gemist or instemming_belemmeringen(laatste=instemming(next(iter(gemist)).contract)):
        return {}
    return {e.sleutel: vanaf for e, vanaf in gemist.items()}


def _gemist_vanaf(evaluatie: Evaluatie) -> date | None:
    return gemist_vanaf(
        in_plan_op=evaluatie.in_plan_op,
        gepland_op=evaluatie.gepland_op,
        soort=evaluatie.soort,
        parameters=evaluatie.traject.regelingversie.parameters,
    )


@transaction.atomic
def evaluatie_gemist(*, traject: UUID, onderwerp: UUID | None) -> None:
    """Sweep, on the first day it counts as missed. That it is missed follows from its days; only the proposal is
    written. Twice changes nothing."""
    slot = traject_vergrendelen(traject)
    rijen = Evaluatie.objects.te_houden().select_related("contract", "traject__regelingversie")
    rij = rijen.filter(traject=slot, sleutel=onderwerp).first()
    if rij is None or (sinds := gemist_sinds([rij]).get(rij.sleutel)) is None:
        return
    keren, deze = _niet_doorgegaan(rij.contract), (sinds, rij.nummer)
    al_voorgesteld = Signaal.objects.filter(traject=slot, aanleiding=Signaalaanleiding.GEMIST, gemeld_op__gte=sinds)
    if deze not in keren or al_voorgesteld.exists():
        return
    if _is_te_vaak(keren.index(deze) + 1, slot):
        mdo_voorstellen(slot, Signaalaanleiding.GEMIST)
        meld(TrajectGewijzigd(traject=slot.sleutel))


def voorstel_bij_wegblijven(evaluatie: Evaluatie, dag: date) -> None:
    """After a visit without the huurder on this day, inside the transaction that wrote it down."""
    keren = _niet_doorgegaan(evaluatie.contract)
    if (dag, evaluatie.nummer) in keren and _is_te_vaak(len(keren), evaluatie.traject):
        mdo_voorstellen(evaluatie.traject, Signaalaanleiding.GEMIST)


def _is_te_vaak(aantal: int, traject: Traject) -> bool:
    return no_show_signaal(aantal_niet_gehouden=aantal, parameters=traject.regelingversie.parameters)


def _niet_doorgegaan(contract: Huurovereenkomst) -> list[Keer]:
    """Since the last evaluatie that counted. One that is missed counts by its visits without the huurder, or once."""
    vraag = Evaluatie.objects.filter(contract=contract).select_related("contract", "traject__regelingversie")
    laatste, rijen = vraag.gehouden().nieuwste_eerst().first(), list(vraag.prefetch_related("verzettingen"))
    gemist, keren = gemist_sinds(rijen), []
    for rij in rijen:
        zonder = [v.van for v in rij.verzettingen.all() if v.reden == Verzetreden.HUURDER_AFWEZIG]
        tellen = [dag for dag in zonder if _telt(rij, dag, laatste)]
        sinds = gemist.get(rij.sleutel)
        if not tellen and sinds is not None and _telt(rij, sinds, laatste):
            tellen = [sinds]
        keren += [(dag, rij.nummer) for dag in tellen]
    return sorted(keren)


def _telt(rij: Evaluatie, dag: date, laatste: Evaluatie | None) -> bool:
    """One of a later number in the plan comes after the last one that was held, also when that one was held so late
    that its day was past."""
    if laatste is None or laatste.gehouden_op is None or dag > laatste.gehouden_op:
        return True
    return EvaluatieSoort.EXTRA not in {rij.soort, laatste.soort} and rij.nummer > laatste.nummer


def voorstel_bij_onvoldoende(evaluatie: Evaluatie) -> None:
    """The same item onvoldoende in evaluaties that follow each other, this one or the one after it the last."""
    gehouden = Evaluatie.objects.filter(contract=evaluatie.contract).gehouden().prefetch_related("items")
    op_volgorde = sorted(gehouden, key=lambda e: (e.gehouden_op, e.nummer))
    reeks, plek = [itemoordelen(e) for e in op_volgorde], op_volgorde.index(evaluatie) + 1
    parameters = evaluatie.traject.regelingversie.parameters
    for tot in (plek, plek + 1):
        if tot <= len(reeks) and (items := herhaald_onvoldoende(reeks=reeks[:tot], parameters=parameters)):
            mdo_voorstellen(evaluatie.traject, Signaalaanleiding.ONVOLDOENDE, signaal_bij(items[0]))
            return


def achterstand_voorstellen(
    traject: Traject, *, maanden: int | None, regeling_loopt: bool, eerder: int | None = None
) -> Signaal | None:
    """After a new statement of the rent, inside its transaction; the caller plans. `eerder`: the one before."""
    parameters = traject.regelingversie.parameters
    if achterstand_signaal(maanden=maanden, regeling_loopt=regeling_loopt, eerder=eerder, parameters=parameters):
        return mdo_voorstellen(traject, Signaalaanleiding.ACHTERSTAND, Signaalsoort.HUURACHTERSTAND)
    return None
