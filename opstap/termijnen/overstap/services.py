"""Fix new agreements; running trajecten that go along do so one by one, each in its own transaction."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction

from opstap import clock
from opstap.errors import eis
from opstap.partners.namens import SYSTEEM, Namens
from opstap.protocol.basis import Belemmering
from opstap.protocol.clausules import regelt
from opstap.protocol.feiten import RegelingGewijzigd
from opstap.protocol.regelingwissel import overstap_belemmeringen
from opstap.regelingen.models import Regeling, RegelingVersie
from opstap.regelingen.services import Ingang, concept_vaststellen
from opstap.termijnen.models import Overstap
from opstap.trajecten.models import Traject
from opstap.trajecten.services import handeling_boeken, traject_vergrendelen
from opstap.werk import Geweigerd, luid_de_bel, verwerk

#: How the reason of an Overstap begins that no second try mends.
KAN_NIET_MEE = "Dit traject kan niet mee."


def lopende_versies(regeling: Regeling, nieuw: RegelingVersie) -> dict[RegelingVersie, list[Belemmering]]:
    """Older versions that running trajecten keep, each with why they cannot go on under `nieuw`; empty = they can."""
    gebruikt = Traject.objects.open().filter(regeling=regeling).values("regelingversie")
    versies = RegelingVersie.objects.filter(pk__in=gebruikt, nummer__lt=nieuw.nummer).order_by("-nummer")
    return {v: overstap_belemmeringen(oud=v.parameters, nieuw=nieuw.parameters) for v in versies}


@regelt("Z-1.13")
@transaction.atomic
def afspraken_vaststellen(
    *, regeling: UUID, ingang: Ingang, namens: Namens, versie: int | None = None
) -> RegelingVersie:
    """Fix the version in preparation; line up the running trajecten when the partners agreed that they go along.

    Raises Verouderd when somebody saved after the form was made, RegelGeschonden when no running traject may go along.
    """
    rij = concept_vaststellen(regeling=regeling, ingang=ingang, namens=namens, versie=versie)
    if rij.ook_lopend:
        bezwaren = lopende_versies(rij.regeling, rij)
        if bezwaren and all(bezwaren.values()):
            eis([*_nergens(), *next(iter(bezwaren.values()))])
        _klaarzetten([rij])
        luid_de_bel()
    return rij


def _nergens() -> list[Belemmering]:
    melding = "Geen enkel lopend traject kan over. Kies “alleen nieuwe trajecten”, of haal deze wijzigingen eruit."
    return [Belemmering("Z-1.13", melding, "voor")]


def overstappen_uitvoeren(*, aantal: int = 200) -> int:
    """Every traject whose day has come; also those that began between the decision and its first day."""
    _klaarzetten(RegelingVersie.objects.vastgesteld().filter(ook_lopend=True, vanaf__lte=clock.vandaag()))
    return verwerk(Overstap.objects.all(), _overstappen, aantal=aantal)


def _klaarzetten(versies: Iterable[RegelingVersie]) -> None:
    """A row per running traject that has none yet. Running it twice adds nothing."""
    for versie in versies:
        mee = [v for v, bezwaren in lopende_versies(versie.regeling, versie).items() if not bezwaren]
        trajecten = Traject.objects.open().filter(regeling=versie.regeling, regelingversie__in=mee)
        moment = max(clock.lokaal_moment(versie.vanaf), clock.dienst_nu())
        Overstap.objects.bulk_create(
            [
                Overstap(traject=traject, versie=versie, uitvoeren_vanaf=moment)
                for traject in trajecten.exclude(overstappen__versie=versie)
            ],
            ignore_conflicts=True,
            batch_size=500,
        )


def _overstappen(rij: Overstap) -> None:
    """One traject. A newer version it has already stays; a traject that was closed keeps what held.

    Its version may be another one than when it was lined up: what is fixed for it is asked again. Raises Geweigerd.
    """
    traject, versie = traject_vergrendelen(rij.traject_id), rij.versie
    if traject.afgesloten_op is not None or traject.regelingversie.nummer >= versie.nummer:
        return
    bezwaren = overstap_belemmeringen(oud=traject.regelingversie.parameters, nieuw=versie.parameters)
    if bezwaren:
        raise Geweigerd(f"{KAN_NIET_MEE} {bezwaren[0].melding}")
    oud, traject.regelingversie = traject.regelingversie, versie
    traject.save(update_fields=["regelingversie"])
    handeling_boeken(
        traject,
        namens=SYSTEEM,
        soort="andere_afspraken",
        clausule="Z-1.13",
        gegevens={"datum": versie.vanaf.isoformat(), "nummer": versie.nummer},
        feit=RegelingGewijzigd(traject=traject.sleutel, oud=oud.sleutel, nieuw=versie.sleutel),
    )
