"""Walk from the first evaluatie to the besluit over the vaste contract, through the services, on given days."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, time
from uuid import UUID

from evaluatie import services
from evaluatie.enums import Notitiesoort, Partij, Verzetreden
from evaluatie.models import Afspraak, Evaluatie, Huurstatus, Mdo, Signaal
from evaluatie.services import NieuweAfspraak
from opstap import clock
from opstap.partners.namens import Namens
from opstap.protocol.evaluatiebegrippen import (
    EvaluatieItem,
    Grond,
    ItemOordeel,
    MdoUitkomst,
    MeerBegeleiding,
    Oordeel,
    Signaalsoort,
)
from opstap.protocol.momenten import Momentplan, Plaats
from opstap.protocol.omzetting import OmzettingUitkomst
from opstap.protocol.vaststellen import Huurstand
from opstap.trajecten.enums import Correctiereden, Wijze
from opstap.trajecten.models import Besluit, Traject

HOE = Momentplan(om=time(10), minuten=60, plaats=Plaats.ZORG)
IEDEREEN = (Partij.BEGELEIDER, Partij.CONSULENT)


def evaluatie_nummer(*, traject: Traject, nummer: int) -> Evaluatie:
    return Evaluatie.objects.get(traject=traject, nummer=nummer)


def evaluatie_gehouden(
    *,
    evaluatie: UUID,
    op: date,
    namens: Namens,
    anders: Mapping[EvaluatieItem, ItemOordeel] | None = None,
    oordeel: Oordeel = Oordeel.OP_SCHEMA,
    aanwezig: Sequence[Partij] = IEDEREEN,
    bewoner: str = "Ik heb het hier naar mijn zin.",
    begeleider: str = "De woning ziet er netjes uit.",
    afspraken: Sequence[NieuweAfspraak] = (),
    geen_afspraak_omdat: str = "",
) -> Evaluatie:
    """Every point goes well, except what `anders` says; written down on the day itself."""
    with clock.klok_op(op):
        return services.evaluatie_vastleggen(
            evaluatie=evaluatie,
            gehouden_op=op,
            huurder_aanwezig=True,
            aanwezig=aanwezig,
            items={item: ItemOordeel.GOED for item in EvaluatieItem} | dict(anders or {}),
            oordeel=oordeel,
            bewoner=bewoner,
            begeleider=begeleider,
            afspraken=afspraken,
            geen_afspraak_omdat=geen_afspraak_omdat,
            namens=namens,
        )


def tijd_afgesproken(*, evaluatie: UUID, op: date, namens: Namens, hoe: Momentplan = HOE) -> Evaluatie:
    with clock.klok_op(op):
        return services.evaluatie_tijd_afspreken(evaluatie=evaluatie, hoe=hoe, namens=namens)


def evaluatie_gemist(
    *, evaluatie: UUID, op: date, naar: date, namens: Namens, reden: Verzetreden = Verzetreden.HUURDER_AFWEZIG
) -> Evaluatie:
    with clock.klok_op(op):
        return services.evaluatie_niet_doorgegaan(evaluatie=evaluatie, reden=reden, nieuwe_datum=naar, namens=namens)


def afspraak_nagekomen(*, afspraak: UUID, op: date, namens: Namens) -> Afspraak:
    with clock.klok_op(op):
        return services.afspraak_afhandelen(afspraak=afspraak, nagekomen=True, reden="", namens=namens)


def signaal_gemeld(
    *,
    traject: Traject,
    op: date,
    namens: Namens,
    soort: Signaalsoort = Signaalsoort.OVERLAST,
    is_spoed: bool = False,
    toelichting: str = "",
) -> Signaal:
    with clock.klok_op(op):
        return services.signaal_melden(
            traject=traject.sleutel, soort=soort, is_spoed=is_spoed, toelichting=toelichting, namens=namens
        )


def mdo_gemeld(*, signaal: UUID, op: date, namens: Namens) -> Mdo:
    """The signaal is picked up and goes to an MDO on the same day."""
    with clock.klok_op(op):
        services.signaal_oppakken(signaal=signaal, namens=namens)
        return services.mdo_melden(signaal=signaal, namens=namens)


def mdo_gepland(*, mdo: UUID, geinformeerd_op: date, gepland_op: date, namens: Namens, hoe: Momentplan = HOE) -> Mdo:
    """The huurder hears of it first, then it gets a day."""
    with clock.klok_op(geinformeerd_op):
        services.huurder_informeren(mdo=mdo, datum=geinformeerd_op, wijze=Wijze.GESPREK, namens=namens)
        return services.mdo_plannen(mdo=mdo, mdo_op=gepland_op, hoe=hoe, namens=namens)


def mdo_gehouden(
    *,
    mdo: UUID,
    op: date,
    namens: Namens,
    uitkomst: MdoUitkomst = MdoUitkomst.BLIJFT_WONEN,
    afspraken: Sequence[NieuweAfspraak] = (),
    motivering: str = "",
    huurder_werkt_mee: bool = True,
    meer_begeleiding: MeerBegeleiding = MeerBegeleiding.GEPROBEERD,
) -> Mdo:
    with clock.klok_op(op):
        return services.mdo_vastleggen(
            mdo=mdo,
            gehouden_op=op,
            aanwezig=[Partij.HUURDER, *IEDEREEN],
            huurder_werkt_mee=huurder_werkt_mee,
            uitkomst=uitkomst,
            motivering=motivering,
            afspraken=afspraken,
            meer_begeleiding=meer_begeleiding,
            namens=namens,
        )


def oordeel_gegeven(*, mdo: UUID, op: date, namens: Namens, eens: bool = True, reden: str = "") -> Mdo:
    with clock.klok_op(op):
        return services.mdo_oordeel_geven(mdo=mdo, eens=eens, reden=reden, namens=namens)


def mdo_afgerond(*, mdo: UUID, op: date, namens: Namens) -> Mdo:
    with clock.klok_op(op):
        return services.mdo_afronden(mdo=mdo, namens=namens)


def omzetting_besloten(
    *,
    contract: UUID,
    op: date,
    namens: Namens,
    uitkomst: OmzettingUitkomst = OmzettingUitkomst.OMZETTEN,
    gronden: Sequence[Grond] = (),
    motivering: str = "",
    reden_vroeg: str = "",
) -> Besluit:
    """After both consultations were written down (woningen.services.overleg_vastleggen)."""
    with clock.klok_op(op):
        return services.omzetting_besluiten(
            contract=contract,
            uitkomst=uitkomst,
            gronden=gronden,
            motivering=motivering,
            reden_vroeg=reden_vroeg,
            namens=namens,
        )


def huurstatus_gegeven(
    *,
    evaluatie: UUID,
    op: date,
    namens: Namens,
    stand: Huurstand = Huurstand.GEEN_ACHTERSTAND,
    maanden: int | None = None,
    reden: Correctiereden | None = None,
) -> Huurstatus:
    with clock.klok_op(op):
        return services.huurstatus_opgeven(
            evaluatie=evaluatie, stand=stand, maanden=maanden, reden=reden, namens=namens
        )


def bevestigd(*, evaluatie: UUID, op: date, namens: Namens, klopt: bool = True, omdat: str = "") -> Evaluatie:
    with clock.klok_op(op):
        return services.evaluatie_bevestigen(evaluatie=evaluatie, klopt=klopt, omdat=omdat, namens=namens)


def evaluatie_verbeterd(
    *, evaluatie: UUID, op: date, namens: Namens, anders: Mapping[EvaluatieItem, ItemOordeel] | None = None
) -> Evaluatie:
    """Every point goes well, except what `anders` says; the texts are as `evaluatie_gehouden` writes them."""
    with clock.klok_op(op):
        return services.evaluatie_verbeteren(
            evaluatie=evaluatie,
            items={item: ItemOordeel.GOED for item in EvaluatieItem} | dict(anders or {}),
            oordeel=Oordeel.OP_SCHEMA,
            advies=None,
            teksten={Notitiesoort.GEEN_AFSPRAAK: "de afspraken lopen al"} if anders else {},
            reden=Correctiereden.BLEEK_ANDERS,
            namens=namens,
        )
