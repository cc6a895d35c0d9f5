"""What must always hold in this room; sentences about what does not (`manage.py controleer`)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from fractions import Fraction

from django.db.models import Exists, OuterRef

from opstap import clock
from opstap.protocol.bemiddelen import Aanbiedingstatus
from opstap.protocol.contract import aanzegging_belemmeringen
from opstap.protocol.mutaties import verdeel_mutaties
from opstap.protocol.potten import potten_belemmeringen
from opstap.protocol.uitruil import Uitruilrichting
from woningen.enums import Bemiddelingstatus, Contractstatus, Plaatsstatus
from woningen.models import (
    Aanbieding,
    Bemiddeling,
    Contingent,
    Contingentdeel,
    Contingentplaats,
    Contractpartij,
    Eindafspraak,
    Huurovereenkomst,
    Uitruil,
)
from woningen.services.uitruil import eigen_gemeenten

_HOORT_BIJ = {
    Plaatsstatus.GERESERVEERD.value: Aanbiedingstatus.AANGEBODEN.value,
    Plaatsstatus.GEBRUIKT.value: Aanbiedingstatus.GEACCEPTEERD.value,
}
_NA_TEKENEN = [
    s.value
    for s in (
        Contractstatus.GETEKEND,
        Contractstatus.LOPEND,
        Contractstatus.BEEINDIGING_NAGESTREEFD,
        Contractstatus.AANGEZEGD,
        Contractstatus.AFGEROND,
        Contractstatus.BEEINDIGD,
    )
]


def contingent_klopt() -> Iterator[str]:
    """The shares make the number, each share has its places, and each taken place has the one offer that took it."""
    for contingent in Contingent.objects.select_related("regeling").prefetch_related("delen__corporatie"):
        delen = list(contingent.delen.all())
        if sum(deel.aandeel for deel in delen) != contingent.totaal:
            yield f"{contingent}: de aandelen zijn samen niet {contingent.totaal}"
        plaatsen = Counter(contingent.plaatsen.values_list("corporatie_id", flat=True))
        for deel in delen:
            if plaatsen.pop(deel.corporatie_id, 0) != deel.aandeel:
                yield f"{contingent}: {deel.corporatie} heeft niet {deel.aandeel} plekken"
        if plaatsen:
            yield f"{contingent}: er zijn plekken van een corporatie zonder aandeel"
        for bezwaar in potten_belemmeringen(potten=contingent.potten, bezet=contingent.bezet()):
            yield f"{contingent}: {bezwaar.melding}"
        yield from _aandelen_kloppen(contingent, delen)
    yield from _plaatsen_kloppen()


def _aandelen_kloppen(contingent: Contingent, delen: list[Contingentdeel]) -> Iterator[str]:
    """Each share is the exact one, rounded up or down; a number from mutaties follows from them; and of each home
    that is used it is known who guided."""
    gewichten = {deel.corporatie.naam: deel.woningbezit for deel in delen}
    som = sum(gewichten.values())
    for deel in delen:
        precies = Fraction(contingent.totaal * deel.woningbezit, som or 1)
        if abs(precies - deel.aandeel) >= 1:
            yield f"{contingent}: het aandeel van {deel.corporatie} volgt niet uit het getal dat zij opgaf"
    if contingent.procent is not None:
        volgt = sum(verdeel_mutaties(procent=contingent.procent, mutaties=gewichten).aandelen.values()) if som else 0
        if volgt != contingent.totaal:
            yield f"{contingent}: uit de vrijgekomen woningen volgt {volgt}, niet {contingent.totaal}"
    gebruikt = contingent.plaatsen.filter(status=Plaatsstatus.GEBRUIKT.value)
    if van_niemand := gebruikt.filter(gebruikt_door=None).count():
        yield f"{contingent}: van {van_niemand} gebruikte plekken is niet bekend welke organisatie begeleidde"


def uitruil_klopt() -> Iterator[str]:
    """Who came in lives in a home of the regeling, and who went out does not; another gemeente is another one."""
    woont = Exists(Bemiddeling.objects.filter(traject=OuterRef("traject"), status=Bemiddelingstatus.TOEGEWEZEN.value))
    for rij in Uitruil.objects.geldig().annotate(woont=woont).select_related("traject__regeling"):
        if rij.woont is not (rij.richting == Uitruilrichting.ERIN):
            yield f"{rij.traject}: de uitruil zegt {rij.richting}, en de woning zegt iets anders"
        if rij.gemeente and rij.gemeente.casefold() in eigen_gemeenten(rij.traject.regeling):
            yield f"{rij.traject}: uitruil met een gemeente van de regeling zelf"


def _plaatsen_kloppen() -> Iterator[str]:
    houders: dict[int, list[str]] = {}
    for plaats_id, status in Aanbieding.objects.filter(
        plaats__isnull=False, status__in=_HOORT_BIJ.values()
    ).values_list("plaats_id", "status"):
        houders.setdefault(plaats_id, []).append(status)
    vergeten = _woont_en_vergeten()
    zonder: dict[int, list[Contingentplaats]] = {}
    for plaats in Contingentplaats.objects.select_related("contingent"):
        verwacht = [_HOORT_BIJ[plaats.status]] if plaats.status in _HOORT_BIJ else []
        gevonden = houders.get(plaats.pk, [])
        if plaats.status == Plaatsstatus.GEBRUIKT and not gevonden:
            zonder.setdefault(plaats.contingent.regeling_id, []).append(plaats)
        elif gevonden != verwacht:
            yield _plek_klopt_niet(plaats)
    for regeling, plaatsen in zonder.items():
        if len(plaatsen) > vergeten[regeling]:
            yield from map(_plek_klopt_niet, plaatsen)


def _woont_en_vergeten() -> Counter[int]:
    """Per regeling: who got a home and is forgotten; the aanbieding went with that, the used place stays."""
    gewist = Bemiddeling.objects.filter(status=Bemiddelingstatus.TOEGEWEZEN.value, traject__gewist_op__isnull=False)
    return Counter(gewist.values_list("traject__regeling_id", flat=True))


def _plek_klopt_niet(plaats: Contingentplaats) -> str:
    return f"plek {plaats.sleutel} is {plaats.status}, maar de aanbiedingen zeggen iets anders"


def aanbod_klopt() -> Iterator[str]:
    """The sweep lets an offer expire the day after its last day; a day later it should be closed."""
    grens = clock.vandaag() - timedelta(days=1)
    for aanbieding in Aanbieding.objects.open().filter(antwoord_uiterlijk__lt=grens):
        yield f"aanbod {aanbieding.sleutel} staat nog open, maar kon tot en met {aanbieding.antwoord_uiterlijk}"


def gesloten_zoekt_niets() -> Iterator[str]:
    """In a closed traject nobody looks for a home and no offer waits for an answer."""
    dicht = {"traject__afgesloten_op__isnull": False}
    zoekt = Bemiddeling.objects.open().exclude(status=Bemiddelingstatus.TOEGEWEZEN)
    for rij in zoekt.filter(**dicht).select_related("traject"):
        yield f"{rij.traject}: afgesloten, maar er wordt nog een woning gezocht"


def contract_klopt() -> Iterator[str]:
    """No key without signatures, nothing running on a closed traject, no end without an aanzegging or an agreed day."""
    zonder = Contractpartij.objects.filter(ondertekening=None, contract__status__in=_NA_TEKENEN)
    for sleutel in zonder.values_list("contract__sleutel", flat=True).distinct():
        yield f"contract {sleutel} is getekend, maar er ontbreekt een handtekening"
    for contract in Huurovereenkomst.objects.open().filter(traject__afgesloten_op__isnull=False):
        yield f"contract {contract.sleutel} staat open in een afgesloten traject"
    for contract in Huurovereenkomst.objects.filter(status=Contractstatus.AFGEROND, looptijd="bepaald"):
        yield f"contract {contract.sleutel} is afgerond, maar niet voor onbepaalde tijd"
    gestopt = Huurovereenkomst.objects.filter(
        status__in=[Contractstatus.AANGEZEGD, Contractstatus.BEEINDIGD], door_overlijden=False
    )
    afgesproken = Exists(Eindafspraak.objects.geldig().filter(contract=OuterRef("pk")))
    for contract in gestopt.filter(~afgesproken).prefetch_related("aanzeggingen"):
        ontvangen = [a.ontvangen_op for a in contract.aanzeggingen.all() if a.ontvangen_op is not None]
        if not ontvangen or aanzegging_belemmeringen(ontvangen=ontvangen[0], einde=contract.einde):
            yield f"contract {contract.sleutel} stopt zonder aanzegging die op tijd aankwam"
