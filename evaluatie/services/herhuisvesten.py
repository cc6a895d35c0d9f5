"""Another place to live: opened by besluit or joint conclusion, led by herkomst or procesregie (Z-12.4, I-30)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db import transaction

from evaluatie import letters
from evaluatie.enums import Herhuisvestingstatus, Notitiesoort, Partij
from evaluatie.models import Herhuisvesting
from evaluatie.services.gedeeld import (
    REDEN_ZOEKEN,
    herkomst_loslaten,
    huurder_schrijven,
    kring_mailen,
    notitie_schrijven,
    procesregie_betrekken,
    procesregie_loslaten,
    stap,
    vergrendeld,
)
from opstap import clock
from opstap.errors import eis
from opstap.logboek.services import gebeurtenis_vastleggen
from opstap.partners.namens import SYSTEEM, Namens
from opstap.partners.rechten import Actie
from opstap.post.enums import Briefsoort
from opstap.protocol.basis import Belemmering
from opstap.protocol.begrippen import Hoedanigheid, Rol
from opstap.protocol.clausules import regelt
from opstap.protocol.feiten import AndereWoonplekNodig, ContractBeeindigd, ContractOmgezet, HuurVoortgezet, WoonplekWeg
from opstap.protocol.herhuisvesten import (
    Woonuitkomst,
    einduitkomst,
    gevonden_belemmeringen,
    overleg_belemmeringen,
    regisseur,
    terugkeer_belemmeringen,
)
from opstap.regelingen.services import procesregie
from opstap.trajecten.models import Traject
from opstap.trajecten.services import handeling_boeken, herkomst_wekken
from opstap.trajecten.toegang import eis_recht

#: Who searches together (Z-2.18). The corporatie hears when there is a place, not who leads (I-9).
_ZOEKERS = (
    (Hoedanigheid.BEGELEIDING, Rol.BEGELEIDER),
    (Hoedanigheid.HERKOMST, Rol.BEGELEIDER),
    (Hoedanigheid.WMO, Rol.WMO_CONSULENT),
    (Hoedanigheid.PROCESREGIE, Rol.PROCESREGISSEUR),
)
_OOK_VERHUURDER = (*_ZOEKERS, (Hoedanigheid.VERHUURDER, Rol.CONSULENT))


@transaction.atomic
def herhuisvesting_openen_na(feit: AndereWoonplekNodig) -> None:
    """Reaction: somebody leads from today. One that runs stays as it is."""
    traject = Traject.objects.select_related("persoon", "regeling", "regelingversie").get(sleutel=feit.traject)
    if Herhuisvesting.objects.loopt().filter(traject=traject).exists():
        return
    leider = regisseur(
        instroomroute=traject.herkomstroute,
        heeft_procesregie=procesregie(traject.regeling) is not None,
        parameters=traject.regelingversie.parameters,
    )
    herkomst_wekken(traject)
    procesregie_betrekken(traject, reden=REDEN_ZOEKEN)  # on every route: her presence must tell nothing (I-9)
    rij = Herhuisvesting.objects.create(traject=traject, regisseur=leider, begonnen_op=clock.vandaag())
    huurder_schrijven(
        traject,
        soort=Briefsoort.HERHUISVESTING_START,
        titel="Wij helpen u een andere woonplek te vinden",
        gegevens=letters.herhuisvesting(rij),
        hoedanigheid=leider,
    )
    kring_mailen(traject, _ZOEKERS, soort="herhuisvesting_begonnen", sleutel=str(rij.sleutel))
    gebeurtenis_vastleggen(
        soort="herhuisvesting_begonnen", namens=SYSTEEM, traject=traject.sleutel, clausule=_clausule(leider)
    )


def _clausule(leider: Hoedanigheid) -> str:
    return "I-30" if leider is Hoedanigheid.PROCESREGIE else "Z-12.4"


@transaction.atomic
def herhuisvesting_sluiten_na(feit: ContractOmgezet | ContractBeeindigd | HuurVoortgezet) -> None:
    """Reaction: the tenancy stopped, or the huurder stays. Twice changes nothing."""
    for rij in Herhuisvesting.objects.loopt().filter(traject__sleutel=feit.traject):
        rij.uitkomst = einduitkomst(
            gevonden=Woonuitkomst(rij.uitkomst) if rij.uitkomst else None,
            blijft=not isinstance(feit, ContractBeeindigd),
        )
        if isinstance(feit, ContractBeeindigd):
            rij.afronden()
        else:
            rij.intrekken()
        rij.save()
        procesregie_loslaten(rij.traject)
        herkomst_loslaten(rij.traject)


def stand_belemmeringen(rij: Herhuisvesting) -> list[Belemmering]:
    """A search that is over changes no more; also shown on the page."""
    if rij.status in {Herhuisvestingstatus.ZOEKT, Herhuisvestingstatus.GEVONDEN}:
        return []
    return [Belemmering("Z-12.4", f"Dit zoeken is voorbij: {rij.get_status_display()}.")]


def terugkeer_bezwaren(rij: Herhuisvesting, geboden_op: date | None = None) -> list[Belemmering]:
    """Also shown on the page."""
    return terugkeer_belemmeringen(
        geboden_op=geboden_op,
        al_geboden=rij.terugkeer_geboden_op is not None,
        begonnen_op=rij.begonnen_op,
        peildatum=clock.vandaag(),
        parameters=rij.traject.regelingversie.parameters,
    )


@transaction.atomic
def herhuisvesting_overleggen(
    *,
    herhuisvesting: UUID,
    datum: date,
    aanwezig: Collection[Partij],
    betrekken: str,
    herindicatie_nodig: bool,
    namens: Namens,
    geboden_op: date | None = None,
    versie: int | None = None,
) -> Herhuisvesting:
    """They talked about another place: who were there, how the huurder takes part (Z-12.15), whether an indicatie is
    needed (Z-14.18), when herkomst offered the place that the regeling guarantees (A-31). A later talk adds to it."""
    traject, rij = vergrendeld(Herhuisvesting.objects.all(), herhuisvesting, versie)
    eis_recht(namens, Actie.HERHUISVESTING_LEIDEN, traject)
    eis(stand_belemmeringen(rij))
    eis(overleg_belemmeringen(datum=datum, begonnen_op=rij.begonnen_op, betrekken=betrekken, peildatum=clock.vandaag()))
    if geboden_op is not None:
        eis(terugkeer_bezwaren(rij, geboden_op))
        rij.terugkeer_geboden_op = geboden_op
    rij.overlegd_op, rij.aanwezig = datum, sorted(p.value for p in aanwezig)
    if herindicatie_nodig:
        rij.herindicatie_nodig_op = rij.herindicatie_nodig_op or clock.vandaag()
    elif rij.herindicatie_aangevraagd_op is None:
        rij.herindicatie_nodig_op = None
    rij.save()
    notitie_schrijven(traject, rij.sleutel, Notitiesoort.BETREKKEN, betrekken)
    handeling_boeken(
        traject,
        namens=namens,
        soort="herhuisvesting_overlegd",
        clausule="Z-2.18",
        gegevens={"datum": datum.isoformat()},
    )
    if geboden_op is not None:
        gegevens = {"datum": geboden_op.isoformat()}
        handeling_boeken(traject, namens=namens, soort="terugkeer_geboden", clausule="A-31", gegevens=gegevens)
    gereed: Herhuisvesting = rij
    return gereed


@transaction.atomic
def herindicatie_aangevraagd(*, herhuisvesting: UUID, namens: Namens, versie: int | None = None) -> Herhuisvesting:
    """The application went out; what comes of it stands elsewhere (I-19)."""
    traject, rij = vergrendeld(Herhuisvesting.objects.all(), herhuisvesting, versie)
    eis_recht(namens, Actie.HERHUISVESTING_LEIDEN, traject)
    eis(stand_belemmeringen(rij) or herindicatie_belemmeringen(rij))
    rij.herindicatie_aangevraagd_op = clock.vandaag()
    rij.save()
    handeling_boeken(traject, namens=namens, soort="herindicatie_aangevraagd", clausule="Z-14.18")
    gereed: Herhuisvesting = rij
    return gereed


@regelt("Z-14.18", "I-19")
def herindicatie_belemmeringen(rij: Herhuisvesting) -> list[Belemmering]:
    if rij.herindicatie_nodig_op is not None and rij.herindicatie_aangevraagd_op is None:
        return []
    return [Belemmering("Z-14.18", "Er wacht geen aanvraag voor een nieuwe indicatie.")]


@transaction.atomic
def woonplek_gevonden(
    *, herhuisvesting: UUID, uitkomst: Woonuitkomst, verhuist_op: date, namens: Namens, versie: int | None = None
) -> Herhuisvesting:
    """There is a place. Not where: what kind, and from when, so that the last day can be agreed on (Z-13.10)."""
    traject, rij = vergrendeld(Herhuisvesting.objects.all(), herhuisvesting, versie)
    eis_recht(namens, Actie.HERHUISVESTING_LEIDEN, traject)
    eis(gevonden_belemmeringen(verhuist_op=verhuist_op, peildatum=clock.vandaag()))
    stap(rij.vinden)
    rij.gevonden_op, rij.verhuist_op, rij.uitkomst = clock.vandaag(), verhuist_op, uitkomst
    rij.save()
    huurder_schrijven(
        traject,
        soort=Briefsoort.HERHUISVESTING_GEVONDEN,
        titel="Er is een andere woonplek voor u",
        gegevens=letters.herhuisvesting(rij),
        hoedanigheid=Hoedanigheid(rij.regisseur),
    )
    kring_mailen(traject, _OOK_VERHUURDER, soort="herhuisvesting_gevonden", sleutel=f"{rij.sleutel}:{rij.versie}")
    gegevens = {"datum": verhuist_op.isoformat()}
    handeling_boeken(traject, namens=namens, soort="herhuisvesting_gevonden", clausule="Z-13.4", gegevens=gegevens)
    gereed: Herhuisvesting = rij
    return gereed


@transaction.atomic
def opnieuw_zoeken(*, herhuisvesting: UUID, namens: Namens, versie: int | None = None) -> Herhuisvesting:
    """The place fell through: the duty to search comes back, and what was agreed on for it no longer holds."""
    traject, rij = vergrendeld(Herhuisvesting.objects.all(), herhuisvesting, versie)
    eis_recht(namens, Actie.HERHUISVESTING_LEIDEN, traject)
    stap(rij.opnieuw_zoeken)
    rij.gevonden_op, rij.verhuist_op, rij.uitkomst = None, None, ""
    rij.save()
    kring_mailen(traject, _OOK_VERHUURDER, soort="herhuisvesting_weg", sleutel=f"{rij.sleutel}:{rij.versie}")
    feit = WoonplekWeg(traject=traject.sleutel)
    handeling_boeken(traject, namens=namens, soort="herhuisvesting_weg", clausule="Z-13.4", feit=feit)
    gereed: Herhuisvesting = rij
    return gereed
