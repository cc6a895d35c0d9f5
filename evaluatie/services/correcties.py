"""Correct the day of a conversation or an afspraak, or a signaal: the plan and the letters follow (law 8)."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import transaction

from evaluatie import letters
from evaluatie.enums import Afspraakstatus, Evaluatiestatus, Mdostatus, Signaalstatus
from evaluatie.models import Afspraak, Evaluatie, Mdo, Signaal
from evaluatie.partijen import ZORG_EN_VERHUUR
from evaluatie.services.afspraken import recht_op
from evaluatie.services.gedeeld import kring_mailen, stap, vergrendeld
from evaluatie.services.vaststellen import opnieuw_voorleggen, vaststellen_als_het_kan
from opstap import clock
from opstap.errors import GeenRecht, eis
from opstap.partners.namens import Namens
from opstap.partners.rechten import Actie
from opstap.post.services.correcties import Brieffeit, brieven_verouderen
from opstap.protocol.basis import Belemmering
from opstap.protocol.beslissen import Zaak
from opstap.protocol.bijsturen import gehouden_na_begin_belemmeringen
from opstap.protocol.correcties import (
    afspraak_blijft_belemmeringen,
    afspraakdag_belemmeringen,
    gesprekdag_belemmeringen,
    signaal_blijft_belemmeringen,
)
from opstap.protocol.datums import datum_voluit
from opstap.protocol.evaluatiebegrippen import EvaluatieSoort, Signaalsoort
from opstap.protocol.evalueren import evaluatieplan
from opstap.protocol.feiten import SleuteldagVerbeterd
from opstap.protocol.vaststellen import vastgesteld_belemmeringen
from opstap.termijnen.momenttekst import gepland_moment
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
    eis(vastgesteld_belemmeringen(vastgesteld_op=rij.vastgesteld_op))
    bezwaren = gesprekdag_belemmeringen(
        was=rij.gehouden_op,
        wordt=datum,
        afspraken_tot=rij.afspraken.values_list("uiterlijk", flat=True),
        clausule="Z-12.12",
        peildatum=clock.vandaag(),
    )
    eis(bezwaren + _na_begin(datum, rij.contract.ingebruikname, "datum"))
    was, rij.gehouden_op = rij.gehouden_op, datum
    opnieuw_voorleggen(rij, namens)
    gegevens = {"nummer": rij.nummer, "was": was.isoformat(), "datum": datum.isoformat(), "reden": reden}
    handeling_boeken(traject, namens=namens, soort="evaluatie_dag_verbeterd", clausule="Z-12.12", gegevens=gegevens)
    vaststellen_als_het_kan(rij, namens)
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


def afspraak_dag_belemmeringen(afspraak: Afspraak) -> list[Belemmering]:
    """Also shown on the page."""
    return gesloten_belemmeringen(afspraak.traject) or afspraak_blijft_belemmeringen(
        is_afgehandeld=afspraak.status not in {Afspraakstatus.OPEN, Afspraakstatus.VERLOPEN},
        mdo_is_af=afspraak.mdo is not None and afspraak.mdo.status in {Mdostatus.AFGEROND, Mdostatus.INGETROKKEN},
        is_vastgesteld=afspraak.evaluatie is not None and afspraak.evaluatie.vastgesteld_op is not None,
    )


@transaction.atomic
def afspraak_dag_verbeteren(
    *, afspraak: UUID, datum: date, reden: Correctiereden, namens: Namens, versie: int | None = None
) -> Afspraak:
    """Its last day is another one. One that lapsed on the wrong day runs again while the right one is to come."""
    rijen = Afspraak.objects.select_related("mdo", "evaluatie")
    traject, rij = vergrendeld(rijen, afspraak, versie)
    eis_recht(namens, recht_op(rij), traject)
    eis(afspraak_dag_belemmeringen(rij))
    gesprek_op = (rij.mdo or rij.evaluatie).gehouden_op
    eis(afspraakdag_belemmeringen(was=rij.uiterlijk, wordt=datum, gesprek_op=gesprek_op))
    was, oud = rij.uiterlijk, letters.afspraakregel(rij)
    rij.uiterlijk = datum
    if rij.status == Afspraakstatus.VERLOPEN and datum >= clock.vandaag():
        stap(rij.heropenen)
        rij.afgehandeld_op = None
    rij.save()
    brieven_verouderen(traject, Brieffeit.AFSPRAAK, was=oud, wordt=letters.afspraakregel(rij))
    gegevens = {"afspraak": str(rij.sleutel), "was": was.isoformat(), "datum": datum.isoformat(), "reden": reden}
    handeling_boeken(traject, namens=namens, soort="afspraak_dag_verbeterd", clausule="Z-13.6", gegevens=gegevens)
    gereed: Afspraak = rij
    return gereed


def signaal_verbeteren_belemmeringen(signaal: Signaal) -> list[Belemmering]:
    """Also shown on the page."""
    return gesloten_belemmeringen(signaal.traject) or signaal_blijft_belemmeringen(
        is_voorstel=signaal.is_voorstel,
        is_afgehandeld=signaal.status == Signaalstatus.AFGEHANDELD,
        mdo_is_gehouden=signaal.mdos.filter(gehouden_op__isnull=False).exists(),
    )


def meldde(signaal: Signaal, namens: Namens) -> bool:
    """The organisation that reported it says what it saw."""
    return signaal.melder_organisatie == namens.organisatie


@transaction.atomic
def signaal_verbeteren(
    *,
    signaal: UUID,
    soort: Signaalsoort,
    is_spoed: bool,
    reden: Correctiereden,
    namens: Namens,
    versie: int | None = None,
) -> Signaal:
    """What was seen, or how urgent it is, was chosen wrongly. Who must look at it hears that at once."""
    traject, rij = vergrendeld(Signaal.objects.all(), signaal, versie)
    eis_recht(namens, Actie.SIGNAAL_MELDEN, traject)
    eis(signaal_verbeteren_belemmeringen(rij))
    if not meldde(rij, namens):
        raise GeenRecht
    if (soort, is_spoed) == (rij.soort, rij.is_spoed):
        eis([Belemmering("Z-13.1", "Dit staat er al; kies wat het moet zijn.", "soort")])
    gegevens = {"was": rij.soort, "spoed_was": _spoed(rij.is_spoed), "soort": soort, "spoed": _spoed(is_spoed)}
    mdos = list(rij.mdos.komend())
    zorgen = {mdo.pk: letters.zorgen(mdo) for mdo in mdos}
    oud, rij.soort, rij.is_spoed = Signaalsoort(rij.soort), soort, is_spoed
    rij.save()
    for mdo in mdos:
        mdo.is_spoed = mdo.signalen.filter(is_spoed=True).exists()
        mdo.save()
        was, wordt = letters.zorg_aan_u(oud), letters.zorg_aan_u(soort)
        if was not in letters.zorgen(mdo) and was in zorgen[mdo.pk]:
            brieven_verouderen(traject, Brieffeit.SIGNAAL, was=was, wordt=wordt)
    kring_mailen(traject, ZORG_EN_VERHUUR, soort="signaal_verbeterd", sleutel=f"{rij.sleutel}:{rij.versie}")
    gegevens |= {"reden": reden}
    handeling_boeken(traject, namens=namens, soort="signaal_verbeterd", clausule="Z-13.1", gegevens=gegevens)
    gereed: Signaal = rij
    return gereed


def _spoed(is_spoed: bool) -> str:
    return "spoed" if is_spoed else "geen_spoed"


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
        einde=contract.opstap_tot,
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
