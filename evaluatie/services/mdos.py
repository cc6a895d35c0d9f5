"""The MDO: the huurder hears of it first, then it is planned, held and followed up (Z-13)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from uuid import UUID

from django.db import transaction

from evaluatie import letters
from evaluatie.enums import Partij
from evaluatie.feiten import huidig_contract
from evaluatie.models import Mdo, Signaal
from evaluatie.oordelen import mag_concluderen, wacht_op
from evaluatie.partijen import MDO_KRING
from evaluatie.services.afspraken import NieuweAfspraak, afspraken_maken, bezwaren_tegen
from evaluatie.services.gedeeld import (
    REDEN_MDO,
    huurder_schrijven,
    kring_mailen,
    mag_signaal,
    procesregie_betrekken,
    stap,
    vergrendeld,
)
from evaluatie.services.oordelen import ingehaald_sluiten, mdo_sluiten, oordeel_schrijven, oordelen_vragen
from evaluatie.services.signalen import melder_mailen
from evaluatie.services.tafel import mdo_om_de_tafel
from opstap import clock
from opstap.errors import GeenRecht, eis
from opstap.partners.namens import Namens
from opstap.partners.rechten import Actie
from opstap.post.enums import Briefsoort
from opstap.protocol.basis import Belemmering
from opstap.protocol.begrippen import Rol
from opstap.protocol.bijsturen import (
    erbij_vragen_belemmeringen,
    mdo_aanvragen_belemmeringen,
    mdo_afronden_belemmeringen,
    mdo_houden_belemmeringen,
    mdo_niet_af_belemmeringen,
)
from opstap.protocol.clausules import regelt
from opstap.protocol.evaluatiebegrippen import MdoUitkomst, MeerBegeleiding
from opstap.protocol.momenten import Momentplan
from opstap.protocol.overleg import herkomst_vragen_belemmeringen, mdo_belemmeringen
from opstap.termijnen.genodigden.services import moment_afzeggen, stand
from opstap.trajecten.enums import Besluitsoort, Verklaringsoort, Wijze
from opstap.trajecten.models import Besluit, Traject
from opstap.trajecten.services import (
    besluit_nemen,
    handeling_boeken,
    herkomst_wekken,
    traject_vergrendelen,
    verklaring_vastleggen,
)
from opstap.trajecten.toegang import eis_recht
from woningen.enums import Contractstatus
from woningen.services import contract_voortzetten
from woningen.services.contract import instemming


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
    melder_mailen(rij, soort="signaal_naar_mdo")
    _aankondigen(mdo)
    handeling_boeken(traject, namens=namens, soort="mdo_gemeld", clausule="Z-13.1")
    gereed: Mdo = mdo
    return gereed


def _aankondigen(mdo: Mdo) -> None:
    """The letter to hand over when the huurder is told; one per MDO and per new reason."""
    huurder_schrijven(
        mdo.traject,
        soort=Briefsoort.MDO_AANKONDIGING,
        titel="Wij willen graag met u praten",
        gegevens=letters.aankondiging(mdo),
    )


@transaction.atomic
def mdo_aanvragen(*, traject: UUID, namens: Namens) -> Mdo:
    """While the end is sought: meet again to see whether the huurder can stay after all (Z-13.3)."""
    rij = traject_vergrendelen(traject)
    eis_recht(namens, Actie.MDO_HOUDEN, rij)
    eis(aanvragen_belemmeringen(rij))
    mdo = Mdo.objects.create(traject=rij, is_spoed=False, gemeld_op=clock.vandaag())
    _aankondigen(mdo)
    handeling_boeken(rij, namens=namens, soort="mdo_gemeld", clausule="Z-13.3")
    return mdo


def aanvragen_belemmeringen(traject: Traject) -> list[Belemmering]:
    """Also shown on the page."""
    contract = huidig_contract(traject)
    return mdo_aanvragen_belemmeringen(
        wordt_nagestreefd=contract is not None and contract.status == Contractstatus.BEEINDIGING_NAGESTREEFD,
        komt_al=Mdo.objects.komend().filter(traject=traject).exists(),
    )


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
    handeling_boeken(
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
def mdo_plannen(
    *,
    mdo: UUID,
    mdo_op: date,
    hoe: Momentplan,
    namens: Namens,
    met_procesregisseur: bool = False,
    met_herkomst: bool = False,
    versie: int | None = None,
) -> Mdo:
    """Plan it, or move it; it goes into everybody's calendar. Refused until the huurder knows (Z-13.1).
    With nothing changed nobody hears anything, and the row keeps its version.

    A procesregisseur, and who had the begeleiding before, are asked when a person finds that needed (Z-13.2, Z-14.19,
    Z-2.16).
    """
    traject, rij = vergrendeld(Mdo.objects.all(), mdo, versie)
    eis_recht(namens, Actie.MDO_HOUDEN, traject)
    eis(_planbaar(rij.geinformeerd_op, "verklaring", mdo_op))
    stap(rij.plannen)
    rij.gepland_op, was = mdo_op, stand(rij.sleutel)
    _erbij_vragen(rij, namens, procesregisseur=met_procesregisseur, herkomst=met_herkomst)
    moment = mdo_om_de_tafel(rij, hoe)
    gereed: Mdo = rij
    if was is not None and stand(rij.sleutel) == was:
        return gereed
    rij.save()
    huurder_schrijven(
        traject,
        soort=Briefsoort.MDO_UITNODIGING,
        titel="Uitnodiging voor ons gesprek",
        gegevens=letters.uitnodiging(rij, moment),
    )
    handeling_boeken(
        traject, namens=namens, soort="mdo_gepland", clausule="Z-13.2", gegevens={"datum": mdo_op.isoformat()}
    )
    return gereed


def _erbij_vragen(mdo: Mdo, namens: Namens, *, procesregisseur: bool, herkomst: bool) -> None:
    """Who reads nothing of this yet comes in, unless the huurder said nee to sharing."""
    if not (procesregisseur or herkomst):
        return
    contract = huidig_contract(mdo.traject)
    eis(erbij_vragen_belemmeringen(laatste=instemming(contract) if contract else None))
    if procesregisseur:
        procesregie_betrekken(mdo.traject, reden=REDEN_MDO)
    if herkomst:
        eis(herkomst_vragen_belemmeringen(gevraagd_door=Rol(namens.rol)))
        mdo.met_herkomst = True
        herkomst_wekken(mdo.traject)


@transaction.atomic
def mdo_vastleggen(
    *,
    mdo: UUID,
    gehouden_op: date,
    aanwezig: Collection[Partij],
    huurder_werkt_mee: bool,
    uitkomst: MdoUitkomst,
    namens: Namens,
    motivering: str = "",
    meer_begeleiding: MeerBegeleiding | None = None,
    afspraken: Sequence[NieuweAfspraak] = (),
    versie: int | None = None,
) -> Mdo:
    """Write down who were there, what came out and who promised what. Goes on without the huurder too (Z-13.7).

    Who writes down that it does not work says so for her own role only; the others are asked (Z-13.13).
    """
    traject, rij = vergrendeld(Mdo.objects.all(), mdo, versie)
    eis_recht(namens, Actie.MDO_HOUDEN, traject)
    bezwaren = mdo_houden_belemmeringen(
        gehouden_op=gehouden_op,
        geinformeerd_op=rij.geinformeerd_op,
        aanwezig=aanwezig,
        uitkomst=uitkomst,
        mag_concluderen=mag_concluderen(traject, namens),
        motivering=motivering,
        meer_begeleiding=meer_begeleiding,
        aantal_afspraken=len(afspraken),
        peildatum=clock.vandaag(),
    )
    eis(bezwaren + bezwaren_tegen(afspraken, gehouden_op))
    stap(rij.houden)
    rij.gehouden_op, rij.uitkomst, rij.meer_begeleiding = gehouden_op, uitkomst, meer_begeleiding or ""
    rij.aanwezig, rij.huurder_werkt_mee = sorted(p.value for p in aanwezig), huurder_werkt_mee
    rij.besluit = _besluit(rij, motivering, namens)
    gemaakt = afspraken_maken(afspraken, mdo=rij)
    if gemaakt:
        stap(rij.afspraken_laten_lopen)
    rij.save()
    moment_afzeggen(rij.sleutel)
    kring_mailen(traject, MDO_KRING, soort="mdo_gehouden", sleutel=str(rij.sleutel))
    if gemaakt or uitkomst is MdoUitkomst.BLIJFT_WONEN:
        huurder_schrijven(
            traject,
            soort=Briefsoort.MDO_AFSPRAKEN,
            titel="Wat wij samen afspraken",
            gegevens=letters.afspraken(rij, gemaakt),
        )
    handeling_boeken(traject, namens=namens, soort="mdo_gehouden", clausule="Z-13.3", gegevens={"uitkomst": uitkomst})
    _gevolg(rij, namens)
    gereed: Mdo = rij
    return gereed


def _gevolg(mdo: Mdo, namens: Namens) -> None:
    """Staying takes back that the end was sought, and an older MDO that says otherwise; that it does not work waits
    for the judgement of a second role."""
    contract = huidig_contract(mdo.traject)
    if mdo.uitkomst == MdoUitkomst.BEEINDIGING_NASTREVEN:
        oordeel_schrijven(mdo, eens=True, namens=namens)
        oordelen_vragen(mdo)
        handeling_boeken(
            mdo.traject, namens=namens, soort="mdo_oordeel_gegeven", clausule="Z-13.13", gegevens={"eens": True}
        )
        return
    for ouder in Mdo.objects.open().filter(traject=mdo.traject, uitkomst=MdoUitkomst.BEEINDIGING_NASTREVEN):
        ingehaald_sluiten(ouder, namens)
    if contract is not None:
        contract_voortzetten(contract=contract.sleutel, namens=namens)


def _besluit(mdo: Mdo, motivering: str, namens: Namens) -> Besluit:
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
            "meer_begeleiding": mdo.meer_begeleiding,
            "tijdslimiet": mdo.tijdslimiet.isoformat() if mdo.tijdslimiet else None,
        },
    )


@transaction.atomic
def mdo_afronden(*, mdo: UUID, namens: Namens, versie: int | None = None) -> Mdo:
    """Everything agreed on is settled; its signalen are settled with it."""
    traject, rij = vergrendeld(Mdo.objects.all(), mdo, versie)
    eis_recht(namens, Actie.MDO_HOUDEN, traject)
    eis(mdo_afronden_belemmeringen(open_afspraken=rij.afspraken.open().count()))
    eis(mdo_niet_af_belemmeringen(wacht_op=wacht_op(rij)))
    mdo_sluiten(rij)
    handeling_boeken(traject, namens=namens, soort="mdo_afgerond", clausule="Z-13.6")
    gereed: Mdo = rij
    return gereed
