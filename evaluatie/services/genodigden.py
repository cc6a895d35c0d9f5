"""Who is invited follows who is involved; what cannot be any more is called off."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction

from evaluatie.enums import Mdostatus
from evaluatie.feiten import komende_evaluaties
from evaluatie.models import Evaluatie, Mdo
from evaluatie.services.gedeeld import MDO_KRING, Kring
from evaluatie.services.tafel import evaluatiekring
from opstap.partners.models import Gebruiker
from opstap.post.services import ontvangers
from opstap.post.services.adresboek import Adresboek
from opstap.protocol.begrippen import Hoedanigheid, Rol
from opstap.protocol.feiten import BetrokkenenGewijzigd, EindeAfgesproken
from opstap.protocol.momenten import Momentsoort
from opstap.protocol.termijnsoorten import Trap
from opstap.termijnen.genodigden.services import genodigden_wijzigen, moment_afzeggen
from opstap.termijnen.models import Moment
from opstap.trajecten.models import Traject
from opstap.trajecten.services import betrokken_organisatie, traject_vergrendelen


@transaction.atomic
def genodigden_bijwerken_na(feit: BetrokkenenGewijzigd) -> None:
    """Reaction: a meeting to come gets the people of today; who stays hears nothing. Twice changes nothing."""
    traject = traject_vergrendelen(Traject.objects.values_list("pk", flat=True).get(sleutel=feit.traject))
    boek = Adresboek([traject])
    for moment in Moment.objects.komend().filter(traject=traject).order_by("pk"):
        moment.traject = traject
        kring = _kring(moment)
        if kring is not None:
            was = set(moment.genodigden.all())
            wie = [mens for hoedanigheid, rol in kring for mens in _op_plek(traject, hoedanigheid, rol, was, boek)]
            genodigden_wijzigen(moment, dict.fromkeys(wie))


def _kring(moment: Moment) -> Kring | None:
    """None: what it was about is over."""
    if moment.soort == Momentsoort.MDO:
        gepland = Mdo.objects.filter(sleutel=moment.onderwerp, status=Mdostatus.GEPLAND)
        return MDO_KRING if gepland.exists() else None
    evaluatie = Evaluatie.objects.te_houden().filter(sleutel=moment.onderwerp).first()
    if evaluatie is None:
        return None
    evaluatie.traject = moment.traject
    return evaluatiekring(evaluatie)


def _op_plek(
    traject: Traject, hoedanigheid: Hoedanigheid, rol: Rol, was: Collection[Gebruiker], boek: Adresboek
) -> list[Gebruiker]:
    """Who was invited and still belongs here stays, also when she is away today; else who is there now."""
    organisatie = betrokken_organisatie(traject, hoedanigheid)
    if organisatie is None:
        return []
    nu = ontvangers(traject, organisatie, rol, Trap.VERANTWOORDELIJKE, boek=boek)
    iemand = boek.contactpersoon(traject, organisatie, rol)
    eigen = [iemand] if iemand else boek.met_rol(rol, organisatie)
    blijft = [mens for mens in [*eigen, *nu] if mens in was]
    return blijft if blijft and iemand else [*blijft, *nu]


@transaction.atomic
def momenten_na_einde_afzeggen_na(feit: EindeAfgesproken) -> None:
    """Reaction: after the last day nobody lives there to talk with. Twice changes nothing."""
    traject = traject_vergrendelen(Traject.objects.values_list("pk", flat=True).get(sleutel=feit.traject))
    blijft = set(komende_evaluaties(traject).values_list("sleutel", flat=True))
    weg = Moment.objects.komend().filter(traject=traject, soort=Momentsoort.EVALUATIE).exclude(onderwerp__in=blijft)
    for onderwerp in weg.values_list("onderwerp", flat=True):
        moment_afzeggen(onderwerp)
