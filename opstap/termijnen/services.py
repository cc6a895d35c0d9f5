"""Herplannen: the only code that makes, moves, completes or lapses a Termijn (law 1). And the sweep."""

from __future__ import annotations

import dataclasses
import time
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils.module_loading import import_string

from opstap import clock
from opstap.errors import GeenRecht
from opstap.logboek.services import gebeurtenis_vastleggen, logboek_verzegelen
from opstap.models import Oefenklok
from opstap.partners.getypt import getypt_opruimen
from opstap.partners.models import Organisatie
from opstap.partners.namens import Namens
from opstap.partners.rechten import Actie
from opstap.post.models import Bericht, Brief
from opstap.post.services import bericht_klaarzetten, berichten_verzenden, brieven_opmaken
from opstap.protocol.begrippen import Rol
from opstap.protocol.fasen import fase
from opstap.protocol.feiten import TrajectFeiten, TrajectGewijzigd
from opstap.protocol.termijnen import GeplandeTermijn, nog_te_gaan, plan, stappen, verantwoordelijk
from opstap.protocol.termijnsoorten import Trap
from opstap.termijnen.models import Termijn, Termijnstap, Termijnstatus
from opstap.trajecten.models import Traject
from opstap.trajecten.services import betrokken_organisaties, traject_vergrendelen
from opstap.trajecten.toegang import eis_eigen_recht
from opstap.werk import luid_de_bel, verwerk

#: Local hour at which a reminder step becomes due; the system acts at the first moment of the day.
HERINNER_UUR = 7
_TIK = 120.0  # seconds after which a tick begins no new round: well under the time limit of the task


def trajectfeiten(traject: Traject) -> TrajectFeiten:
    """Ask every room for its slice (bedrading.FEITENLEVERANCIERS)."""
    feiten = TrajectFeiten(gestart_op=traject.gestart_op, afgesloten_op=traject.afgesloten_op)
    for naam, leverancier in import_string(f"{settings.BEDRADING}.FEITENLEVERANCIERS").items():
        if (deel := import_string(leverancier)(traject)) is not None:
            feiten = dataclasses.replace(feiten, **{naam: deel})
    return feiten


def herplan_na(feit: TrajectGewijzigd) -> None:
    """Reaction on TrajectGewijzigd."""
    termijnen_herplannen(feit.traject)


@transaction.atomic
def termijnen_herplannen(traject: UUID) -> None:
    """Make the rows equal to the plan and the phase equal to the facts. Running it twice changes nothing."""
    rij = traject_vergrendelen(Traject.objects.values_list("pk", flat=True).get(sleutel=traject))
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
        if sleutel not in gepland and oude.status == Termijnstatus.OPEN:
            _afdoen(oude, vervallen=True)


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
        rij.afgedaan_op = None
    rij.datum, rij.vanaf, rij.organisatie, rij.rol = gepland.datum, gepland.vanaf, organisatie, rol
    rij.onderwerp = gepland.onderwerp
    rij.save()
    _stappen_plannen(rij, gepland)


def _organisatie(gepland: GeplandeTermijn) -> Organisatie | None:
    return Organisatie.objects.filter(sleutel__in=[gepland.organisatie]).first()


def _afdoen(rij: Termijn, *, op: GeplandeTermijn | None = None, vervallen: bool = False) -> None:
    if vervallen:
        rij.vervallen()
        rij.afgedaan_op = clock.vandaag()
    else:
        rij.voltooien()
        rij.afgedaan_op = (op.klaar_op if op else None) or clock.vandaag()
    rij.save()
    rij.stappen.open().delete()


def _stappen_plannen(termijn: Termijn, gepland: GeplandeTermijn) -> None:
    """Replace the steps that were not done; those before today shift as `nog_te_gaan` says."""
    termijn.stappen.open().delete()
    ladder = stappen(soort=termijn.kind, datum=termijn.datum, vanaf=termijn.vanaf, ook=gepland.ook)
    komend = nog_te_gaan(ladder=ladder, datum=termijn.datum, vandaag=clock.vandaag())
    Termijnstap.objects.bulk_create(
        [
            Termijnstap(
                termijn=termijn,
                dag=s.dag,
                trap=s.trap,
                uitvoeren_vanaf=clock.lokaal_moment(s.dag, 0 if s.trap is Trap.ACTIE else HERINNER_UUR),
            )
            for s in komend
        ],
        ignore_conflicts=True,
    )


def stappen_uitvoeren(*, aantal: int = 200) -> int:
    """The sweep: every due step of an open duty, each in its own transaction."""
    gedaan = verwerk(Termijnstap.objects.nog_te_doen(), _stap_uitvoeren, aantal=aantal)
    if gedaan:
        luid_de_bel()
    return gedaan


def werk_afhandelen() -> None:
    """One turn of the tick, until nothing is due: steps, the mail they made, letters; then seal the log and tidy up."""
    tot = time.monotonic() + _TIK
    for ronde in (stappen_uitvoeren, berichten_verzenden, brieven_opmaken):
        while ronde() and time.monotonic() < tot:
            pass
    logboek_verzegelen()
    getypt_opruimen()


@transaction.atomic
def werk_opnieuw(*, namens: Namens) -> int:
    """Try everything again that waits for a person; how many rows."""
    eis_eigen_recht(namens, Actie.BEHEREN)
    aantal = sum(rijen.opnieuw() for rijen in (Termijnstap.objects, Bericht.objects, Brief.objects))
    gebeurtenis_vastleggen(soort="werk_opnieuw", namens=namens, gegevens={"aantal": aantal})
    luid_de_bel()
    return aantal


def _stap_uitvoeren(stap: Termijnstap) -> None:
    termijn = Termijn.objects.select_related("traject", "organisatie").get(pk=stap.termijn_id)
    if termijn.status != Termijnstatus.OPEN or _ingehaald(stap):
        return
    if stap.trap == Trap.ACTIE:
        import_string(termijn.kind.bij_verlopen)(traject=termijn.traject.sleutel, onderwerp=termijn.onderwerp)
    elif termijn.organisatie is not None:
        bericht_klaarzetten(
            soort=f"termijn_{stap.trap}",
            sleutel=f"{stap.pk}",
            traject=termijn.traject,
            organisatie=termijn.organisatie,
            rol=termijn.rol,
            trap=stap.trap,
            gegevens={
                "tekst": termijn.kind.tekst,
                "datum": termijn.datum.isoformat(),
                "termijn": str(termijn.sleutel),
            },
        )
    termijnen_herplannen(termijn.traject.sleutel)


def _ingehaald(stap: Termijnstap) -> bool:
    """After an outage several rungs of one kind are due at once: only the last of them is sent."""
    later = Termijnstap.objects.filter(termijn=stap.termijn_id, trap=stap.trap, dag__gt=stap.dag, geparkeerd_reden="")
    return stap.trap != Trap.ACTIE and later.filter(uitvoeren_vanaf__lte=clock.dienst_nu()).exists()


@transaction.atomic
def oefenklok_verzetten(*, dagen: int, namens: Namens) -> None:
    """Move practice time `dagen` days forward and ring. Impossible outside practice mode."""
    if not settings.OEFENMODUS or dagen < 1:
        raise GeenRecht
    eis_eigen_recht(namens, Actie.KLOK_VERZETTEN)
    Oefenklok.objects.get_or_create(pk=1)
    Oefenklok.objects.filter(pk=1).update(dagen=F("dagen") + dagen)
    clock.vergeet_verschuiving()
    gebeurtenis_vastleggen(soort="oefenklok_verzet", namens=namens, gegevens={"dagen": dagen})
    luid_de_bel()
