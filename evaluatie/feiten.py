"""What the planning must know of the evaluaties, afspraken, signalen and MDO's of a traject; and its contract."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db.models import QuerySet

from evaluatie.enums import Afspraakstatus, Mdostatus, Partij
from evaluatie.models import Afspraak, Evaluatie, Herhuisvesting, Mdo, Signaal
from evaluatie.oordelen import oordelen_van, wacht_op
from evaluatie.querysets import EvaluatieQuerySet
from evaluatie.vaststelling import antwoorden_over, huurstatus_van
from opstap.protocol.begrippen import Hoedanigheid, Rol
from opstap.protocol.evaluatiebegrippen import MdoUitkomst
from opstap.protocol.feiten import (
    AfspraakFeit,
    EvaluatieFeit,
    EvaluatieFeiten,
    HerhuisvestingFeit,
    MdoFeit,
    SignaalFeit,
)
from opstap.trajecten.models import Traject
from woningen.enums import LOOPT_TIJDELIJK
from woningen.models import Huurovereenkomst


def huidig_contract(traject: Traject) -> Huurovereenkomst | None:
    """The contract under which somebody lives there now; None before the key and after the end."""
    contract: Huurovereenkomst | None = (
        Huurovereenkomst.objects.filter(traject=traject, status__in=LOOPT_TIJDELIJK).order_by("-pk").first()
    )
    return contract


def evaluatiefeiten(trajecten: Collection[Traject]) -> dict[int, EvaluatieFeiten]:
    """By the key of the traject (bedrading.FEITENLEVERANCIERS); of the searches the newest.

    A fixed number of queries, and a few for each MDO that waits for a judgement; one where nobody had a contract yet.
    """
    wonen = set(Huurovereenkomst.objects.filter(traject__in=trajecten).values_list("traject", flat=True))

    def per_traject(rijen: QuerySet[Any]) -> dict[int, list[Any]]:
        per: dict[int, list[Any]] = {traject.pk: [] for traject in trajecten}
        for rij in rijen.filter(traject__in=wonen).order_by("pk"):
            per[rij.traject_id].append(rij)
        return per

    rijen = Evaluatie.objects.met_vaststelling().prefetch_related("verzettingen")
    evaluaties = per_traject(rijen.select_related("contract"))
    afspraken = per_traject(Afspraak.objects.all())
    signalen = per_traject(Signaal.objects.all())
    mdos = per_traject(Mdo.objects.select_related("traject").prefetch_related("afspraken", "oordelen"))
    zoeken = per_traject(Herhuisvesting.objects.all())
    return {
        traject.pk: EvaluatieFeiten(
            evaluaties=tuple(_evaluatie(e) for e in evaluaties[traject.pk]),
            afspraken=tuple(_afspraak(a) for a in afspraken[traject.pk]),
            signalen=tuple(_signaal(s) for s in signalen[traject.pk] if not _ongezien_vervallen(s)),
            mdos=tuple(_mdo(m) for m in mdos[traject.pk]),
            herhuisvesting=_herhuisvesting(zoeken[traject.pk][-1]) if zoeken[traject.pk] else None,
        )
        for traject in trajecten
    }


def komende_evaluaties(traject: Traject) -> EvaluatieQuerySet:
    """Those that are still to be held; after an agreed last day nobody lives there any more."""
    rijen: EvaluatieQuerySet = Evaluatie.objects.filter(traject=traject).te_houden().order_by("gepland_op")
    contract = huidig_contract(traject)
    afspraak = contract.eindafspraak if contract is not None else None
    return rijen if afspraak is None else rijen.filter(gepland_op__lt=afspraak.einde)


def _evaluatie(e: Evaluatie) -> EvaluatieFeit:
    return EvaluatieFeit(
        sleutel=e.sleutel,
        nummer=e.nummer,
        soort=e.soort,
        gepland_op=e.gepland_op,
        status=e.status,
        gehouden_op=e.gehouden_op,
        met_corporatie=e.met_corporatie,
        oordeel=e.oordeel,
        via_zorg=e.contract.vorm.via_zorg,
        huurstatus_op=status.opgegeven_op if (status := huurstatus_van(e)) else None,
        antwoorden=antwoorden_over(e),
        in_plan_op=e.in_plan_op,
    )


def _afspraak(a: Afspraak) -> AfspraakFeit:
    return AfspraakFeit(
        sleutel=a.sleutel,
        uiterlijk=a.uiterlijk,
        rol=Partij(a.wie).rol,
        nagekomen_op=a.afgehandeld_op if a.status == Afspraakstatus.NAGEKOMEN else None,
        is_vervallen=a.status in {Afspraakstatus.VERVALLEN, Afspraakstatus.VERLOPEN},
        uit_mdo=a.mdo_id is not None,
    )


def _ongezien_vervallen(s: Signaal) -> bool:
    """Ended with the contract before anybody picked it up: the duty lapses, it was not done."""
    return s.afgehandeld_op is not None and s.opgepakt_op is None


def _signaal(s: Signaal) -> SignaalFeit:
    return SignaalFeit(
        sleutel=s.sleutel,
        status=s.status,
        gemeld_op=s.gemeld_op,
        melder=Rol(s.melder) if s.melder else None,
        opgepakt_op=s.opgepakt_op,
        is_spoed=s.is_spoed,
    )


def _mdo(m: Mdo) -> MdoFeit:
    return MdoFeit(
        sleutel=m.sleutel,
        status=m.status,
        gemeld_op=m.gemeld_op,
        geinformeerd_op=m.geinformeerd_op,
        gepland_op=m.gepland_op,
        afgezegd_op=m.afgezegd_op,
        gehouden_op=m.gehouden_op,
        oordelen=_oordelen(m),
        klaar_op=_klaar_op(m),
        afgerond_op=m.afgerond_op,
        is_spoed=m.is_spoed,
    )


def _oordelen(m: Mdo) -> tuple[tuple[Rol, date | None], ...]:
    """Who was asked whether it works, and when each said so."""
    if m.uitkomst != MdoUitkomst.BEEINDIGING_NASTREVEN:
        return ()
    gezegd: dict[Rol, date | None] = {Rol(o.rol): o.datum for o in oordelen_van(m)}
    return tuple((gezegd | {rol: None for rol in wacht_op(m)}).items())


def _klaar_op(m: Mdo) -> date | None:
    """The day on which nothing was left to do but to close it; None while something is."""
    if m.gehouden_op is None:
        return None
    afspraken = list(m.afspraken.all())
    if m.status != Mdostatus.AFGEROND and (wacht_op(m) or any(a.status == Afspraakstatus.OPEN for a in afspraken)):
        return None
    dagen = [a.afgehandeld_op for a in afspraken if a.afgehandeld_op is not None]
    return max([m.gehouden_op, *dagen, *(o.datum for o in oordelen_van(m))])


def _herhuisvesting(rij: Herhuisvesting) -> HerhuisvestingFeit:
    return HerhuisvestingFeit(
        sleutel=rij.sleutel,
        status=rij.status,
        begonnen_op=rij.begonnen_op,
        regisseur=Hoedanigheid(rij.regisseur),
        overlegd_op=rij.overlegd_op,
        gevonden_op=rij.gevonden_op,
        herindicatie_nodig_op=rij.herindicatie_nodig_op,
        herindicatie_aangevraagd_op=rij.herindicatie_aangevraagd_op,
    )
