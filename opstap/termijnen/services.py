"""Herplannen: the only code that makes, moves, completes or lapses a Termijn (law 1). The sweep."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Mapping, Sequence
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils.module_loading import import_string

from opstap import clock
from opstap.errors import GeenRecht
from opstap.logboek.services import gebeurtenis_vastleggen, logboek_verzegelen
from opstap.models import Hartslag, Hartslagsoort, Oefenklok, Rem, Remreden
from opstap.partners.getypt import getypt_opruimen
from opstap.partners.models import Organisatie
from opstap.partners.namens import Namens
from opstap.partners.rechten import Actie
from opstap.post.services import (
    berichten_verzenden,
    brieven_opmaken,
    concepten_waarschuwen,
    dagpost_samenstellen,
    herinneringen_intrekken,
    overleg_vertellen,
)
from opstap.protocol.begrippen import Rol
from opstap.protocol.fasen import fase
from opstap.protocol.feiten import RegelingGewijzigd, TrajectGewijzigd
from opstap.protocol.parameters import Parameters
from opstap.protocol.termijnen import GeplandeTermijn, nog_te_gaan, plan, stappen, verantwoordelijk
from opstap.protocol.termijnladder import soort_in
from opstap.protocol.termijnsoorten import HOGER, TERMIJNSOORTEN, Stap, Trap
from opstap.regelingen.models import RegelingVersie
from opstap.rem import peil
from opstap.termijnen.feiten import trajectfeiten
from opstap.termijnen.genodigden.services import genodigden_nalopen
from opstap.termijnen.herinneren import herinneren, onverhoorde_stappen_nalopen
from opstap.termijnen.mensen.nalopen import rollen_nalopen
from opstap.termijnen.models import Termijn, Termijnstap, Termijnstatus
from opstap.termijnen.overstap.services import overstappen_uitvoeren
from opstap.termijnen.uitstel import stapmoment, uitstel_inkorten
from opstap.trajecten.concepten import concepten_opruimen
from opstap.trajecten.models import Traject
from opstap.trajecten.services import betrokken_organisaties, traject_vergrendelen
from opstap.trajecten.toegang import eis_eigen_recht
from opstap.werk import elk, luid_de_bel, verwerk, verwerk_samen

_EEN_VOOR_EEN = 20  # then it is looked at again whether the rest can go together
_TIK = 120.0  # seconds after which a tick begins no new round: well under the time limit of the task


def herplan_na(feit: TrajectGewijzigd) -> None:
    """Reaction on TrajectGewijzigd."""
    termijnen_herplannen(feit.traject)


@transaction.atomic
def termijnen_herplannen(traject: UUID) -> None:
    """Make the rows equal to the plan and the phase equal to the facts. Running it twice changes nothing."""
    rij = traject_vergrendelen(traject)
    feiten, peildatum = trajectfeiten(rij), clock.vandaag()
    nieuwe_fase = fase(feiten=feiten, peildatum=peildatum)
    if rij.fase != nieuwe_fase:
        rij.fase = nieuwe_fase
        rij.save(update_fields=["fase"])
    gepland = {
        (t.soort, t.sleutel): t
        for t in plan(feiten=feiten, parameters=rij.regelingversie.parameters, peildatum=peildatum)
    }
    bestaand = {
        (t.soort, t.plek): t for t in Termijn.objects.filter(traject=rij).select_related("traject", "organisatie")
    }
    organisaties = betrokken_organisaties(rij)
    for sleutel, termijn in gepland.items():
        rol, hoedanigheid = verantwoordelijk(termijn)
        organisatie = organisaties.get(hoedanigheid) if hoedanigheid else _organisatie(termijn)
        _bijwerken(rij, termijn, bestaand.get(sleutel), organisatie, rol)
    for sleutel, oude in bestaand.items():
        # of a kind that a newer Opstap made, only that one knows whether it is done
        if sleutel not in gepland and oude.status == Termijnstatus.OPEN and oude.soort in TERMIJNSOORTEN:
            _afdoen(oude, vervallen=True)
    if any(t.status == Termijnstatus.OPEN and t.wacht_tot and t.wacht_tot > peildatum for t in bestaand.values()):
        _wachten_inkorten(rij, gepland)
    if any(t.is_uitgesteld(peildatum) for t in bestaand.values()):
        uitstel_inkorten(rij, gepland)


def plannen_bijwerken() -> None:
    """After an upgrade: what is not forgotten yet gets the rows of a kind of duty that is new. Twice = once."""
    elk(list(Traject.objects.niet_gewist().values_list("sleutel", flat=True)), termijnen_herplannen)


def _bijwerken(
    traject: Traject, gepland: GeplandeTermijn, rij: Termijn | None, organisatie: Organisatie | None, rol: Rol
) -> None:
    if rij is None:
        rij = Termijn(traject=traject, soort=gepland.soort, plek=gepland.sleutel, datum=gepland.datum, rol=rol)
    if gepland.klaar_op is not None:
        if rij.pk is None or rij.status == Termijnstatus.OPEN:
            # who did it stays, also when that ended with it
            rij.organisatie = organisatie or rij.organisatie
            rij.onderwerp, rij.vanaf = gepland.onderwerp, gepland.vanaf
            _afdoen(rij, op=gepland)
        return
    gelijk = (rij.datum, rij.vanaf, rij.organisatie, rij.rol, rij.onderwerp) == (
        gepland.datum,
        gepland.vanaf,
        organisatie,
        rol,
        gepland.onderwerp,
    )
    if rij.pk is not None and rij.status == Termijnstatus.OPEN and gelijk:
        return
    if rij.status != Termijnstatus.OPEN:
        rij.heropenen()
        rij.afgedaan_op = rij.opgepakt_door = rij.opgepakt_op = None
    elif (rij.organisatie, rij.rol) != (organisatie, rol):
        rij.opgepakt_door = rij.opgepakt_op = rij.wacht_tot = None  # of another team now
        rij.wacht_opnieuw, rij.uitgesteld_tot = False, None
    if rij.datum != gepland.datum:
        rij.uitgesteld_tot = None
    is_nieuw = rij.pk is None
    rij.datum, rij.vanaf, rij.organisatie, rij.rol = gepland.datum, gepland.vanaf, organisatie, rol
    rij.onderwerp, rij.was_al_voorbij = gepland.onderwerp, gepland.was_al_voorbij
    rij.save()
    _stappen_plannen(rij, gepland, traject.regelingversie.parameters, is_nieuw=is_nieuw)


def _organisatie(gepland: GeplandeTermijn) -> Organisatie | None:
    return Organisatie.objects.filter(sleutel__in=[gepland.organisatie]).first()


def _afdoen(rij: Termijn, *, op: GeplandeTermijn | None = None, vervallen: bool = False) -> None:
    rij.wacht_tot, rij.wacht_opnieuw, rij.uitgesteld_tot = None, False, None
    if vervallen:
        rij.vervallen()
        rij.afgedaan_op = clock.vandaag()
    else:
        rij.voltooien()
        rij.afgedaan_op = (op.klaar_op if op else None) or clock.vandaag()
    is_nieuw = rij.pk is None
    rij.save()
    if not is_nieuw:
        rij.stappen.filter(klaar_op=None).delete()  # parked too: what need not be done needs no person either


def _stappen_plannen(
    termijn: Termijn,
    gepland: GeplandeTermijn,
    parameters: Parameters,
    *,
    hoger_blijft: bool = False,
    is_nieuw: bool = False,
) -> None:
    """Replace the steps that were not done; those before today shift as `nog_te_gaan` says.

    `hoger_blijft`: the rungs above the responsible keep their days; `is_nieuw`: there are no steps yet.
    """
    nu = clock.dienst_nu()
    blijft = set(HOGER) if hoger_blijft else set()
    ladder = _ladder(gepland, parameters)
    if not is_nieuw:
        termijn.stappen.open().exclude(trap__in=blijft).delete()
        _niet_meer_vragen(termijn, {s.trap for s in ladder if s.dag <= nu.date()})
    komend = nog_te_gaan(
        ladder=ladder,
        datum=termijn.datum,
        vandaag=nu.date(),
        wacht_tot=termijn.wacht_tot,
        wacht_opnieuw=termijn.wacht_opnieuw,
        uitgesteld=termijn.is_uitgesteld(nu.date()),
    )
    Termijnstap.objects.bulk_create(
        [
            Termijnstap(termijn=termijn, dag=s.dag, trap=s.trap, uitvoeren_vanaf=stapmoment(termijn, s.dag, s.trap))
            for s in komend
            if s.trap not in blijft and (s.trap is Trap.ACTIE or not termijn.kind.doet_opstap)
        ],
        ignore_conflicts=True,
    )


def _niet_meer_vragen(termijn: Termijn, begonnen: Collection[Trap]) -> None:
    """It moved ahead: what waits for the dagpost on a rung that has not begun any more, told nobody and is undone."""
    gedaan = termijn.stappen.exclude(klaar_op=None).exclude(trap__in=[*begonnen, Trap.ACTIE])
    if stappen := list(gedaan.values_list("pk", flat=True)):
        termijn.stappen.filter(pk__in=herinneringen_intrekken(stappen)).delete()


def stappen_herplannen(termijn: Termijn) -> None:
    """The steps of one open duty anew: it waits, or does not any more. The caller holds the lock on its traject.

    From the second wait on only those of the responsible: who leads hears on the days that stood.
    """
    parameters = termijn.traject.regelingversie.parameters
    for gepland in plan(feiten=trajectfeiten(termijn.traject), parameters=parameters, peildatum=clock.vandaag()):
        if (gepland.soort, gepland.sleutel) == (termijn.soort, termijn.plek):
            termijn.stappen.vergeet_vandaag(clock.vandaag())
            _stappen_plannen(termijn, gepland, parameters, hoger_blijft=termijn.wacht_opnieuw)


def _wachten_inkorten(traject: Traject, gepland: Mapping[tuple[str, str], GeplandeTermijn]) -> None:
    """Nothing waits past a hard date that came or moved since (see `vertraging_belemmeringen`)."""
    wachtend = Termijn.objects.open().filter(traject=traject, wacht_tot__gt=clock.vandaag())
    uiterste = Termijn.objects.uiterste_datum(traject.pk)
    if uiterste is None:
        return
    tot = max(uiterste, clock.vandaag())
    for termijn in wachtend.filter(wacht_tot__gt=tot, soort__in=list(TERMIJNSOORTEN)):
        termijn.wacht_tot = tot
        termijn.save(update_fields=["wacht_tot"])
        termijn.stappen.vergeet_vandaag(clock.vandaag())
        plan_nu, parameters = gepland[termijn.soort, termijn.plek], traject.regelingversie.parameters
        _stappen_plannen(termijn, plan_nu, parameters, hoger_blijft=termijn.wacht_opnieuw)


def ladders_herplannen_na(feit: RegelingGewijzigd) -> None:
    """Reaction: a duty that keeps its date gets the days of the new version where those differ; no other is touched."""
    rij = Traject.objects.select_related("regelingversie").get(sleutel=feit.traject)
    versies = {v.sleutel: v.parameters for v in RegelingVersie.objects.filter(sleutel__in=[feit.oud, feit.nieuw])}
    feiten, peildatum = trajectfeiten(rij), clock.vandaag()
    eerst, straks = (
        {(t.soort, t.sleutel): t for t in plan(feiten=feiten, parameters=versies[sleutel], peildatum=peildatum)}
        for sleutel in (feit.oud, feit.nieuw)
    )
    for termijn in Termijn.objects.open().filter(traject=rij):
        plek = (termijn.soort, termijn.plek)
        was, wordt = eerst.get(plek), straks.get(plek)
        if was is None or wordt is None or was.datum != wordt.datum:
            continue
        if _ladder(was, versies[feit.oud]) != _ladder(wordt, versies[feit.nieuw]):
            _stappen_plannen(termijn, wordt, versies[feit.nieuw])


def _ladder(gepland: GeplandeTermijn, parameters: Parameters) -> list[Stap]:
    soort = soort_in(code=gepland.soort, parameters=parameters)
    return stappen(soort=soort, datum=gepland.datum, vanaf=gepland.vanaf, ook=gepland.ook)


def stappen_uitvoeren(*, aantal: int = 1000) -> int:
    """The sweep: every due step of an open duty, first what was due first. Reminders up to the first act of the system
    go together; that act, and what failed before, one by one in a transaction of its own."""
    stappen_nu = Termijnstap.objects.nog_te_doen()
    gedaan = verwerk_samen(stappen_nu.herinneringen(voor=stappen_nu.eerste_handeling()), _herinneren, aantal=aantal)
    gedaan += verwerk(stappen_nu, _stap_uitvoeren, aantal=min(aantal, _EEN_VOOR_EEN))
    if gedaan:
        luid_de_bel()
    return gedaan


def dagpost_bezorgen() -> int:
    """Only when every step that is due was done, by whichever worker: after an outage one mail comes, not two."""
    return 0 if Termijnstap.objects.te_laat(clock.dienst_nu()).exists() else dagpost_samenstellen()


def werk_afhandelen() -> None:
    """One turn of the tick, until nothing is due: versions, steps, mail, letters; then seal the log and tidy up.

    With the brake on it does less (opstap/rem.py). A part that breaks stops none of the others; the
    tick then does not count as finished, so that **Werkt alles?** tells.
    """
    Hartslag.objects.begint(Hartslagsoort.TIK)
    peil()
    tot = time.monotonic() + _TIK
    rem = {Remreden(rem.reden) for rem in Rem.objects.vast()}
    rondes: list[Callable[[], object]] = [brieven_opmaken, logboek_verzegelen, getypt_opruimen, concepten_opruimen]
    rondes += [import_string(naam) for naam in import_string(f"{settings.BEDRADING}.OPRUIMEN")]
    if Remreden.KOPIE not in rem:
        rondes = [berichten_verzenden, *rondes]
    if not rem:
        eerst: list[Callable[[], object]] = [rollen_nalopen, genodigden_nalopen, overstappen_uitvoeren]
        eerst += [onverhoorde_stappen_nalopen, concepten_waarschuwen, overleg_vertellen]
        rondes = [*eerst, stappen_uitvoeren, dagpost_bezorgen, *rondes]
    elk(rondes, lambda ronde: _tot_niets(ronde, tot))
    Hartslag.objects.is_klaar(Hartslagsoort.TIK)


def _tot_niets(ronde: Callable[[], object], tot: float) -> None:
    while ronde() and time.monotonic() < tot:
        pass


def _stap_uitvoeren(stap: Termijnstap) -> None:
    if stap.trap != Trap.ACTIE:
        _herinneren([stap])
        return
    termijn = Termijn.objects.select_related("traject").get(pk=stap.termijn_id)
    if termijn.status != Termijnstatus.OPEN:
        return
    import_string(termijn.kind.bij_verlopen)(traject=termijn.traject.sleutel, onderwerp=termijn.onderwerp)
    termijnen_herplannen(termijn.traject.sleutel)


def _herinneren(stappen_nu: Sequence[Termijnstap]) -> None:
    """Tell it; and where by this day the decision file begins, the phase follows."""
    trajecten = herinneren(stappen_nu)
    for traject in Termijn.objects.dossier_begint(clock.vandaag()).filter(traject__in=trajecten):
        termijnen_herplannen(traject)


@transaction.atomic
def oefenklok_verzetten(*, dagen: int, namens: Namens) -> None:
    """Move practice time `dagen` days forward and ring. Impossible outside practice mode."""
    if not settings.OEFENMODUS or dagen < 1:
        raise GeenRecht
    eis_eigen_recht(namens, Actie.KLOK_VERZETTEN)
    Oefenklok.objects.get_or_create(pk=1)
    Oefenklok.objects.filter(pk=1).update(dagen=F("dagen") + dagen, verzet_op=clock.echt_nu())
    clock.vergeet_verschuiving()
    gebeurtenis_vastleggen(soort="oefenklok_verzet", namens=namens, gegevens={"dagen": dagen})
    luid_de_bel()
