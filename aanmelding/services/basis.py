"""What every use-case of this room starts and ends with."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date
from uuid import UUID, uuid4

from aanmelding.delen import Deel, aanmeldsnapshot
from aanmelding.delen.basis import deelversie
from aanmelding.delen.huishouden import huishouden
from aanmelding.models import Aanmelding, AanmeldVersie, Accordering
from opstap import clock
from opstap.errors import RegelGeschonden, Verouderd, eis
from opstap.partners.models import Gebruiker, Organisatie
from opstap.partners.namens import SYSTEEM, Namens
from opstap.partners.rechten import Actie, Bereik, bereik
from opstap.post.services import bericht_klaarzetten
from opstap.protocol.aanmeldstappen import INVULBAAR, Aanmeldstatus, invullen_belemmeringen, is_compleet
from opstap.protocol.basis import Belemmering
from opstap.protocol.begrippen import Hoedanigheid, Rol
from opstap.protocol.beslissen import Zaak, loket_van, wie
from opstap.protocol.clausules import regelt
from opstap.protocol.voordragen import voordracht_belemmeringen, voordracht_nodig
from opstap.regelingen.models import Deelname
from opstap.regelingen.services import loket, overeenkomst_bezwaren, procesregie
from opstap.trajecten.beslissers import beslisser_bezwaren
from opstap.trajecten.models import Betrokkenheid, Persoon, Traject
from opstap.trajecten.services import betrokken_organisatie, handeling_boeken, traject_vergrendelen
from opstap.trajecten.toegang import eis_recht

#: Who the kandidaat is and who decides with him may change until the traject is closed: letters must arrive.
AFGESLOTEN = Belemmering("Z-9.1", "Dit traject is afgesloten; u kunt niets meer wijzigen.")


def openen(traject: UUID, actie: Actie, *, namens: Namens, versie: int | None = None) -> Aanmelding:
    """Lock the traject, check the right, and refuse a form that was made from an older row."""
    rij = traject_vergrendelen(traject)
    eis_recht(namens, actie, rij)
    aanmelding = Aanmelding.objects.get(traject=rij)
    aanmelding.traject = rij
    aanmelding.eis_versie(versie)
    return aanmelding


def openen_om_te_besluiten(traject: UUID, *, namens: Namens, versie: int | None) -> Aanmelding:
    """Locked, for who decides in this regeling."""
    aanmelding = openen(traject, Actie.TOELATING_BESLUITEN, namens=namens, versie=versie)
    eis(beslisser_bezwaren(namens, Zaak.TOELATING, aanmelding.traject))
    return aanmelding


def deel_openen(traject: UUID, deel: Deel, *, namens: Namens, versie: int | None = None) -> Aanmelding:
    """As `openen`, for a part that can be filled in now; `versie` is that of the part (`deelversie`)."""
    aanmelding = openen(traject, Actie.AANMELDING_INVULLEN, namens=namens)
    eis(invullen_belemmeringen(status=aanmelding.status))
    if not deel.gevraagd(aanmelding.traject.regelingversie.parameters):
        raise RegelGeschonden([Belemmering("Z-20.3", "Deze regeling vraagt dit niet.")])
    eis_deelversie(deel, aanmelding, versie)
    return aanmelding


def eis_deelversie(deel: Deel, aanmelding: Aanmelding, versie: int | None) -> None:
    """Raise `Verouderd` when the page was made from another version of the part; None = not made from one."""
    if versie is not None and versie != deelversie(deel, aanmelding):
        raise Verouderd


def persoon_van(aanmelding: Aanmelding) -> Persoon:
    """The kandidaat of a traject that is open; raises RegelGeschonden after it."""
    persoon = aanmelding.traject.persoon
    if persoon is None or aanmelding.traject.afgesloten_op is not None:
        raise RegelGeschonden([AFGESLOTEN])
    return persoon


def bewaren(
    aanmelding: Aanmelding, wijzigen: Callable[[], None], *, namens: Namens, deel: str, clausule: str
) -> Aanmelding:
    """Change the form; when it says something else afterwards it gets a new key, so that akkoord goes stale.

    Not once the form is fixed: the besluit is about the version that was sent, and akkoord on it still holds.
    """
    eerder = _waar_het_over_gaat(aanmelding)
    wijzigen()
    if aanmelding.status in INVULBAAR and _waar_het_over_gaat(aanmelding) != eerder:
        aanmelding.inhoud = uuid4()
    aanmelding.save()
    aanraken(aanmelding)
    handeling_boeken(
        aanmelding.traject, namens=namens, soort="aanmelding_bijgewerkt", clausule=clausule, gegevens={"deel": deel}
    )
    return aanmelding


def _waar_het_over_gaat(aanmelding: Aanmelding) -> tuple[object, ...]:
    """What somebody agrees to: what the form says, and of whom. A snapshot holds no name (law 8)."""
    samen = huishouden(aanmelding)
    mensen = (aanmelding.traject.persoon, samen.medehuurder if samen else None)
    return (aanmeldsnapshot(aanmelding), *((mens.naam, mens.geboortedatum) for mens in mensen if mens))


def aanraken(aanmelding: Aanmelding, dag: date | None = None) -> None:
    """Something of it was stored, today or on `dag`: what is not sent yet lives on from then."""
    aanmelding.gewijzigd_op = dag or clock.vandaag()
    Aanmelding.objects.filter(pk=aanmelding.pk).update(gewijzigd_op=aanmelding.gewijzigd_op)


def is_gewijzigd(aanmelding: Aanmelding) -> bool:
    """Whether the form says something else than the version that was sent last."""
    laatste = aanmelding.laatste_versie
    return laatste is None or laatste.sleutel != aanmelding.inhoud


#: What may change after sending without a new version: letters and phone calls must arrive.
_LOS_VAN_VERSIE = ("bewindvoerder", "vertegenwoordiging", "contactpersoon")


def heeft_onverstuurde_wijziging(aanmelding: Aanmelding) -> bool:
    """Whether something was typed that was never sent and that does not count any more."""
    laatste = aanmelding.laatste_versie
    if laatste is None or aanmelding.status in INVULBAAR:
        return False
    nu, toen = ({**s, **dict.fromkeys(_LOS_VAN_VERSIE)} for s in (aanmeldsnapshot(aanmelding), laatste.snapshot))
    return nu != toen


def ontvanger(traject: Traject) -> Organisatie | None:
    """The loket of the regeling (Z-2.2); None while the beheerder named none."""
    try:
        return loket(traject.regeling, traject.regelingversie.parameters)
    except Deelname.DoesNotExist:
        return None


def afzenders(traject: Traject) -> set[Organisatie]:
    """The organisations on the side of the sender."""
    gevonden = (betrokken_organisatie(traject, h) for h in (Hoedanigheid.HERKOMST, Hoedanigheid.BEGELEIDING))
    return {organisatie for organisatie in gevonden if organisatie is not None}


def beslissers(traject: Traject) -> set[Organisatie]:
    """The organisations that receive the aanmelding and that decide on it: mostly one and the same."""
    parameters = traject.regelingversie.parameters
    plaats = wie(zaak=Zaak.TOELATING, parameters=parameters)
    als = () if plaats is None else Deelname.objects.filter(regeling=traject.regeling).als(plaats.hoedanigheid)
    return {o for o in (ontvanger(traject), *(deelname.organisatie for deelname in als)) if o is not None}


def overleg_bezwaren(traject: Traject) -> list[Belemmering]:
    """What must still be consulted before a yes (Z-7.7): the name of who begeleidt is no secret here (Z-20.5)."""
    return overeenkomst_bezwaren(traject.regeling, betrokken_organisatie(traject, Hoedanigheid.BEGELEIDING))


def voordracht_gevraagd(traject: Traject) -> bool:
    return voordracht_nodig(instroomroute=traject.herkomstroute, parameters=traject.regelingversie.parameters)


def voordracht_bezwaren(aanmelding: Aanmelding) -> list[Belemmering]:
    """Why it cannot be asked for; also for the page."""
    traject = aanmelding.traject
    return voordracht_belemmeringen(
        nodig=voordracht_gevraagd(traject), heeft_procesregie=procesregie(traject.regeling) is not None
    )


@regelt("Z-20.4")
def alleen_betrokken(aanmelding: Aanmelding, blijven: Collection[tuple[Hoedanigheid, int]]) -> None:
    """Of who was asked for support only these organisations still see something from today."""
    for hoedanigheid in (Hoedanigheid.WMO, Hoedanigheid.ACCORDERING):
        rijen = Betrokkenheid.objects.filter(traject=aanmelding.traject, hoedanigheid=hoedanigheid, tot=None)
        rijen.exclude(organisatie__in=[pk for als, pk in blijven if als is hoedanigheid]).update(tot=clock.vandaag())


def werkt_bij_afzender(namens: Namens, traject: Traject) -> bool:
    """Nobody acts for two sides of one traject (law 5): who can fill in this form does not approve or decide it."""
    gebruiker = Gebruiker.objects.actief().filter(sleutel=namens.gebruiker).first()
    afzender = afzenders(traject)
    return gebruiker is not None and any(
        t.organisatie in afzender and bereik(Rol(t.rol), Actie.AANMELDING_INVULLEN) is not Bereik.GEEN
        for t in gebruiker.rollen
    )


def compleet_maken(aanmelding: Aanmelding, versie: AanmeldVersie) -> None:
    """When the last accordering is in: compleet by itself, and the two weeks run from the first time (I-3).

    Logged as the system: who gave the last akkoord would tell the corporatie which organisation gives support (I-9).
    """
    levend = Accordering.objects.filter(aanmelding=aanmelding).levend()
    if not is_compleet(accorderingen=levend.values_list("status", flat=True)):
        return
    is_eerste, aanmelding.compleet_op = aanmelding.compleet_op is None, aanmelding.compleet_op or clock.vandaag()
    if aanmelding.status == Aanmeldstatus.AANVULLING_GEVRAAGD:
        aanmelding.save()
        if is_eerste:  # the form is still being mended, and that holds up nobody
            handeling_boeken(aanmelding.traject, namens=SYSTEEM, soort="akkoorden_binnen", clausule="I-3")
        return
    verstuurd = aanmelding.laatste_versie or versie
    aanmelding.completeren()
    aanmelding.inhoud = verstuurd.sleutel  # what was changed and not sent does not count any more
    aanmelding.save()
    handeling_boeken(aanmelding.traject, namens=SYSTEEM, soort="aanmelding_compleet", clausule="I-3")
    bericht_aan_loket(aanmelding.traject, soort="aanmelding_compleet", sleutel=str(verstuurd.sleutel))


def bericht_aan_loket(traject: Traject, *, soort: str, sleutel: str) -> None:
    """To who receives the aanmeldingen of this regeling, once it is involved."""
    plaats = loket_van(parameters=traject.regelingversie.parameters)
    organisatie = betrokken_organisatie(traject, plaats.hoedanigheid)
    if organisatie is not None:
        bericht_klaarzetten(soort=soort, sleutel=sleutel, traject=traject, organisatie=organisatie, rol=plaats.rol)


def bericht_aan_zorg(traject: Traject, *, soort: str, sleutel: str) -> None:
    """To the begeleider; also to the instelling van herkomst when that is another one that still reads along."""
    leest = Betrokkenheid.objects.met_toegang(Actie.TRAJECT_ZIEN).filter(traject=traject)
    wakker = set(leest.values_list("organisatie_id", flat=True))
    for organisatie in sorted((o for o in afzenders(traject) if o.pk in wakker), key=lambda o: o.pk):
        bericht_klaarzetten(soort=soort, sleutel=sleutel, traject=traject, organisatie=organisatie, rol=Rol.BEGELEIDER)
