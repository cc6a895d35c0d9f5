"""The MDO: the huurder hears of it first, then it is planned, held and followed up (Z-13)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from uuid import UUID

from django.db import transaction

from evaluatie.enums import Partij
from evaluatie.models import Mdo, Signaal
from evaluatie.services.afspraken import NieuweAfspraak, afspraken_maken, bezwaren_tegen
from evaluatie.services.gedeeld import MDO_KRING, kring_mailen, mag_signaal, rollen_in_kring, stap, vergrendeld
from opstap import clock
from opstap.errors import GeenRecht, eis
from opstap.partners.namens import Namens
from opstap.partners.rechten import Actie
from opstap.protocol.basis import Belemmering
from opstap.protocol.begrippen import Rol
from opstap.protocol.bijsturen import mdo_afronden_belemmeringen, mdo_houden_belemmeringen
from opstap.protocol.clausules import regelt
from opstap.protocol.evaluatiebegrippen import MdoUitkomst
from opstap.protocol.overleg import mdo_belemmeringen, tijdslimiet_belemmeringen
from opstap.trajecten.enums import Besluitsoort, Verklaringsoort, Wijze
from opstap.trajecten.models import Besluit
from opstap.trajecten.services import afronden, besluit_nemen, verklaring_vastleggen
from opstap.trajecten.toegang import eis_recht


@transaction.atomic
def mdo_melden(*, signaal: UUID, namens: Namens, versie: int | None = None) -> Mdo:
    """This signaal goes to an MDO: the one that is to come, or a new one."""
    traject, rij = vergrendeld(Signaal.objects.all(), signaal, versie)
    eis_recht(namens, Actie.MDO_HOUDEN, traject)
    if not mag_signaal(rij, namens):
        raise GeenRecht
    stap(rij.doorgeven)
    rij.opgepakt_op = rij.opgepakt_op or clock.vandaag()
    rij.save()
    mdo = Mdo.objects.komend().filter(traject=traject).first()
    if mdo is None:
        mdo = Mdo.objects.create(traject=traject, is_spoed=rij.is_spoed, gemeld_op=clock.vandaag())
    elif rij.is_spoed and not mdo.is_spoed:
        mdo.is_spoed = True
        mdo.save()
    mdo.signalen.add(rij)
    afronden(traject, namens=namens, soort="mdo_gemeld", clausule="Z-13.1")
    gereed: Mdo = mdo
    return gereed


@transaction.atomic
def huurder_informeren(*, mdo: UUID, datum: date, wijze: Wijze, namens: Namens, versie: int | None = None) -> Mdo:
    """The huurder was told that an MDO is coming: when, how and by whom (the person who acts)."""
    traject, rij = vergrendeld(Mdo.objects.all(), mdo, versie)
    eis_recht(namens, Actie.MDO_HOUDEN, traject)
    eis(_planbaar(datum, str(namens.gebruiker or namens.rol), None, gemeld_op=rij.gemeld_op))
    stap(rij.huurder_informeren)
    rij.geinformeerd_op = datum
    rij.save()
    verklaring_vastleggen(
        traject,
        soort=Verklaringsoort.HUURDER_GEINFORMEERD,
        datum=datum,
        wijze=wijze,
        namens=namens,
        onderwerp=rij.sleutel,
    )
    afronden(
        traject,
        namens=namens,
        soort="huurder_geinformeerd",
        clausule="Z-13.1",
        gegevens={"datum": datum.isoformat()},
    )
    gereed: Mdo = rij
    return gereed


def _planbaar(
    geinformeerd_op: date | None, door: str, mdo_op: date | None, *, gemeld_op: date | None = None
) -> list[Belemmering]:
    return mdo_belemmeringen(
        huurder_geinformeerd_op=geinformeerd_op,
        geinformeerd_door=door,
        mdo_op=mdo_op,
        peildatum=clock.vandaag(),
        gemeld_op=gemeld_op,
    )


@regelt("Z-13.8")
@transaction.atomic
def mdo_plannen(*, mdo: UUID, mdo_op: date, namens: Namens, versie: int | None = None) -> Mdo:
    """Plan it, or move it. Refused until the huurder knows (Z-13.1)."""
    traject, rij = vergrendeld(Mdo.objects.all(), mdo, versie)
    eis_recht(namens, Actie.MDO_HOUDEN, traject)
    eis(_planbaar(rij.geinformeerd_op, "verklaring", mdo_op))
    stap(rij.plannen)
    rij.gepland_op = mdo_op
    rij.save()
    kring_mailen(traject, MDO_KRING, soort="mdo_gepland", sleutel=f"{rij.sleutel}:{mdo_op.isoformat()}")
    afronden(traject, namens=namens, soort="mdo_gepland", clausule="Z-13.2", gegevens={"datum": mdo_op.isoformat()})
    gereed: Mdo = rij
    return gereed


@transaction.atomic
def mdo_vastleggen(
    *,
    mdo: UUID,
    gehouden_op: date,
    aanwezig: Collection[Partij],
    huurder_werkt_mee: bool,
    uitkomst: MdoUitkomst,
    namens: Namens,
    concluderende_rollen: Collection[Rol] = (),
    motivering: str = "",
    afspraken: Sequence[NieuweAfspraak] = (),
    tijdslimiet: date | None = None,
    versie: int | None = None,
) -> Mdo:
    """Write down who were there, what came out and who promised what. Goes on without the huurder too (Z-13.7)."""
    traject, rij = vergrendeld(Mdo.objects.all(), mdo, versie)
    eis_recht(namens, Actie.MDO_HOUDEN, traject)
    bezwaren = mdo_houden_belemmeringen(
        gehouden_op=gehouden_op,
        geinformeerd_op=rij.geinformeerd_op,
        aanwezig=aanwezig,
        uitkomst=uitkomst,
        concluderende_rollen=concluderende_rollen,
        betrokken_rollen=rollen_in_kring(traject),
        motivering=motivering,
        aantal_afspraken=len(afspraken),
        peildatum=clock.vandaag(),
    )
    eis(bezwaren + _tijdslimiet(rij, namens, tijdslimiet) + bezwaren_tegen(afspraken, gehouden_op))
    stap(rij.houden)
    rij.gehouden_op, rij.uitkomst, rij.tijdslimiet = gehouden_op, uitkomst, tijdslimiet
    rij.aanwezig, rij.huurder_werkt_mee = sorted(p.value for p in aanwezig), huurder_werkt_mee
    rij.besluit = _besluit(rij, concluderende_rollen, motivering, namens)
    if afspraken_maken(afspraken, mdo=rij):
        stap(rij.afspraken_laten_lopen)
    rij.save()
    kring_mailen(traject, MDO_KRING, soort="mdo_gehouden", sleutel=str(rij.sleutel))
    afronden(traject, namens=namens, soort="mdo_gehouden", clausule="Z-13.3", gegevens={"uitkomst": uitkomst})
    gereed: Mdo = rij
    return gereed


def _tijdslimiet(mdo: Mdo, namens: Namens, tijdslimiet: date | None) -> list[Belemmering]:
    """Only asked when somebody sets one."""
    if tijdslimiet is None:
        return []
    return tijdslimiet_belemmeringen(
        is_spoed=mdo.is_spoed, gesteld_door=Rol(namens.rol), tijdslimiet=tijdslimiet, peildatum=clock.vandaag()
    )


def _besluit(mdo: Mdo, rollen: Collection[Rol], motivering: str, namens: Namens) -> Besluit:
    return besluit_nemen(
        mdo.traject,
        soort=Besluitsoort.MDO,
        uitkomst=mdo.uitkomst,
        namens=namens,
        motivering=motivering.strip(),
        snapshot={
            "mdo": str(mdo.sleutel),
            "signalen": [str(s) for s in mdo.signalen.values_list("sleutel", flat=True)],
            "aanwezig": mdo.aanwezig,
            "huurder_werkt_mee": mdo.huurder_werkt_mee,
            "concluderende_rollen": sorted(rol.value for rol in rollen),
            "tijdslimiet": mdo.tijdslimiet.isoformat() if mdo.tijdslimiet else None,
        },
    )


@transaction.atomic
def mdo_afronden(*, mdo: UUID, namens: Namens, versie: int | None = None) -> Mdo:
    """Everything agreed on is settled; its signalen are settled with it."""
    traject, rij = vergrendeld(Mdo.objects.all(), mdo, versie)
    eis_recht(namens, Actie.MDO_HOUDEN, traject)
    eis(mdo_afronden_belemmeringen(open_afspraken=rij.afspraken.open().count()))
    stap(rij.afronden)
    rij.save()
    for signaal in rij.signalen.open():
        signaal.afronden()
        signaal.afgehandeld_op = clock.vandaag()
        signaal.save()
    afronden(traject, namens=namens, soort="mdo_afgerond", clausule="Z-13.6")
    gereed: Mdo = rij
    return gereed
