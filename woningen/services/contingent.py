"""The number of homes of a year: set it, change it with a reason, and take a place of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, astuple
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from opstap import clock
from opstap.errors import GeenRecht, RegelGeschonden, eis
from opstap.logboek.services import gebeurtenis_vastleggen
from opstap.partners.models import Organisatie, Organisatiesoort
from opstap.partners.namens import Namens
from opstap.partners.rechten import Actie
from opstap.protocol.basis import Belemmering
from opstap.protocol.begrippen import Hoedanigheid, Rol
from opstap.protocol.beslissen import loket_van
from opstap.protocol.clausules import regelt
from opstap.protocol.contingent import (
    Verdeelwijze,
    Verdeling,
    Wijzigreden,
    contingent_belemmeringen,
    verdeel,
    vorm_belemmeringen,
    wijzigreden_belemmeringen,
)
from opstap.protocol.mutaties import Mutatiebasis, verdeel_mutaties
from opstap.protocol.parameters import Parameters
from opstap.protocol.potten import Categorie, Potten, potten_belemmeringen, ruimte
from opstap.regelingen.models import Deelname, Regeling
from opstap.regelingen.services import geldende_versie
from opstap.trajecten.models import Traject
from opstap.trajecten.toegang import eis_eigen_recht
from woningen.models import Aanbieding, Bemiddeling, Contingent, Contingentdeel, Contingentplaats, Contingentwijziging


@regelt("Z-4.1", "Z-17.3", "P-7")
@transaction.atomic
def contingent_vastleggen(
    *,
    regeling: UUID,
    jaar: int,
    potten: Potten,
    gewichten: Mapping[UUID, int],
    wijze: Verdeelwijze = Verdeelwijze.WONINGBEZIT,
    basis: Mutatiebasis | None = None,
    reden: Wijzigreden | None = None,
    versie: int | None = None,
    namens: Namens,
) -> Contingent:
    """Share out the number of a year (sleutel of corporatie -> what `wijze` counts) and make a row per place.

    `basis`: the number follows from mutaties, and those are counted.
    """
    rij = Regeling.objects.get(sleutel=regeling)
    eis_loket(namens, rij)
    eis(vorm_belemmeringen(parameters=_parameters(rij), uit_mutaties=basis is not None))
    contingent, is_nieuw = Contingent.objects.get_or_create(regeling=rij, jaar=jaar, defaults={"totaal": 0})
    contingent = Contingent.objects.select_for_update().get(pk=contingent.pk)
    contingent.eis_versie(versie)
    corporaties = list(Organisatie.objects.filter(sleutel__in=gewichten).order_by("naam"))
    bezit = {corporatie.naam: gewichten[corporatie.sleutel] for corporatie in corporaties}
    eis(
        [
            *contingent_belemmeringen(totaal=potten.totaal, gewichten=bezit, bezet=_bezet(contingent), wijze=wijze),
            *potten_belemmeringen(potten=potten, bezet=contingent.bezet()),
            *wijzigreden_belemmeringen(is_wijziging=not is_nieuw, wijze=wijze, reden=reden),
        ]
    )
    verdeling = (
        verdeel(totaal=potten.totaal, gewichten=bezit, wijze=wijze)
        if basis is None
        else verdeel_mutaties(procent=basis.procent, mutaties=bezit)
    )
    contingent.totaal, contingent.bijzonder, contingent.bijzonder_apart, contingent.housing_first = astuple(potten)
    contingent.wijze, contingent.uitleg = wijze.value, list(verdeling.regels)
    contingent.procent, contingent.mutatiejaar = (basis.procent, basis.jaar) if basis else (None, None)
    contingent.save()
    Contingentwijziging.objects.create(
        contingent=contingent, op=clock.vandaag(), reden=reden.value if reden else "", **asdict(potten)
    )
    _verdelen(contingent, corporaties, bezit, verdeling)
    gebeurtenis_vastleggen(
        soort="contingent_vastgelegd",
        namens=namens,
        clausule="Z-4.1",
        gegevens={"regeling": str(regeling), "jaar": jaar, "reden": reden or "", **asdict(potten)},
    )
    return contingent


def _verdelen(
    contingent: Contingent, corporaties: list[Organisatie], bezit: Mapping[str, int], verdeling: Verdeling
) -> None:
    Contingentdeel.objects.filter(contingent=contingent).exclude(corporatie__in=corporaties).delete()
    for corporatie in corporaties:
        aandeel = verdeling.aandelen[corporatie.naam]
        Contingentdeel.objects.update_or_create(
            contingent=contingent,
            corporatie=corporatie,
            defaults={"woningbezit": bezit[corporatie.naam], "aandeel": aandeel},
        )
        _plaatsen_maken(contingent, corporatie, aandeel)
    contingent.plaatsen.vrij().exclude(corporatie__in=corporaties).delete()


@regelt("Z-4.6")
def eis_loket(namens: Namens, regeling: Regeling) -> None:
    """The right belongs to the loket of this regeling, not to every coördinator or commissie."""
    eis_eigen_recht(namens, Actie.CONTINGENT_BEHEREN)
    if not namens.is_systeem and not is_loket(namens, regeling):
        raise GeenRecht


def is_loket(namens: Namens, regeling: Regeling) -> bool:
    """Does this organisation, in this role, receive and share out for the regeling as it holds today?"""
    plaats = loket_van(parameters=_parameters(regeling))
    loketten = Deelname.objects.filter(regeling=regeling).als(plaats.hoedanigheid)
    return namens.rol == plaats.rol and loketten.filter(organisatie__sleutel=namens.organisatie).exists()


def ziet_gebruik(namens: Namens, regeling: Regeling) -> bool:
    """Who shares out the homes here, and the beleidsmedewerker of that organisation or of a gemeente that takes part:
    who only lets homes reads of no zorgorganisatie how much it uses (Z-4.10, Z-8.13)."""
    loket = Q(hoedanigheid=loket_van(parameters=_parameters(regeling)).hoedanigheid)
    deelnames = Deelname.objects.actueel().filter(
        loket | Q(organisatie__soort=Organisatiesoort.GEMEENTE),
        regeling=regeling,
        organisatie__sleutel=namens.organisatie,
    )
    return is_loket(namens, regeling) or (namens.rol == Rol.BELEIDSMEDEWERKER and deelnames.exists())


def _parameters(regeling: Regeling) -> Parameters:
    return geldende_versie(regeling, clock.vandaag()).parameters


def leveranciers(regeling: Regeling, jaar: int) -> list[Organisatie]:
    """Who takes part as verhuurder, and who holds a place of this year still."""
    nu = [d.organisatie for d in Deelname.objects.filter(regeling=regeling).als(Hoedanigheid.VERHUURDER)]
    bezet = Contingentplaats.objects.bezet().filter(contingent__regeling=regeling, contingent__jaar=jaar)
    eerder = Organisatie.objects.filter(pk__in=bezet.values("corporatie"))
    return list(dict.fromkeys([*nu, *eerder.order_by("naam")]))


def _bezet(contingent: Contingent) -> dict[str, int]:
    bezet: dict[str, int] = {}
    for naam in contingent.plaatsen.bezet().values_list("corporatie__naam", flat=True):
        bezet[naam] = bezet.get(naam, 0) + 1
    return bezet


def _plaatsen_maken(contingent: Contingent, corporatie: Organisatie, aandeel: int) -> None:
    """Add what is missing; take the highest free numbers away when there are too many."""
    plaatsen = contingent.plaatsen.filter(corporatie=corporatie)
    nummers = list(plaatsen.order_by("nummer").values_list("nummer", flat=True))
    if len(nummers) < aandeel:
        vrije_nummers = (n for n in range(1, aandeel + len(nummers) + 1) if n not in set(nummers))
        Contingentplaats.objects.bulk_create(
            [
                Contingentplaats(contingent=contingent, corporatie=corporatie, nummer=next(vrije_nummers))
                for _ in range(aandeel - len(nummers))
            ]
        )
    elif len(nummers) > aandeel:
        weg = plaatsen.vrij().order_by("-nummer").values_list("pk", flat=True)[: len(nummers) - aandeel]
        plaatsen.filter(pk__in=list(weg)).delete()


@regelt("I-31", "Z-4.4")
def plaats_reserveren(*, traject: Traject, corporatie: Organisatie, categorie: Categorie) -> Contingentplaats:
    """The next free place of this year, taken under a lock on the contingent. Raises RegelGeschonden when none is left.

    Race: two trajecten ask for the last place. The lock lets them ask one after the other (SQLite: one writer at a
    time); the version in the WHERE of the save and the unique constraint on the aanbieding stand behind it.
    """
    jaar = clock.vandaag().year
    contingent = Contingent.objects.select_for_update().filter(regeling_id=traject.regeling_id, jaar=jaar).first()
    if contingent is None:
        melding = f"Voor {jaar} is nog geen contingent vastgelegd; vraag het loket van de regeling om dat te doen."
        raise RegelGeschonden([Belemmering("Z-4.1", melding)])
    plaats: Contingentplaats | None = (
        contingent.plaatsen.vrij().filter(corporatie=corporatie).order_by("nummer").first()
    )
    if plaats is None:
        melding = (
            f"Alle plekken van {corporatie.naam} voor {jaar} zijn in gebruik of gereserveerd; "
            "vraag het loket van de regeling om het aantal te verhogen of een andere corporatie te vragen."
        )
        raise RegelGeschonden([Belemmering("Z-4.2", melding)])
    if not ruimte(potten=contingent.potten, bezet=contingent.bezet(), categorie=categorie):
        # Not for which part: who offers the home does not learn along which way the kandidaat comes (Z-20.5).
        melding = f"Voor dit aanbod is in het contingent van {jaar} geen plek meer; vraag het loket van de regeling."
        raise RegelGeschonden([Belemmering("Z-4.4", melding)])
    plaats.categorie = categorie.value
    plaats.reserveren()
    plaats.save()
    return plaats


def plaats_van(traject: Traject) -> Contingentplaats | None:
    """The place that the open search of this traject holds, maybe of an earlier year."""
    return (
        Contingentplaats.objects.filter(
            aanbiedingen__in=Aanbieding.objects.houdt_plaats(),
            aanbiedingen__bemiddeling__in=Bemiddeling.objects.open().filter(traject=traject),
        )
        .select_related("contingent")
        .first()
    )


@regelt("I-31")
def plaats_omzetten(bemiddeling: Bemiddeling, categorie: Categorie) -> None:
    """Let the place that is taken count for another part, under a lock on the contingent. None taken: nothing."""
    plaats = plaats_van(bemiddeling.traject)
    if plaats is None:
        return
    contingent = Contingent.objects.select_for_update().get(pk=plaats.contingent_id)
    if not ruimte(potten=contingent.potten, bezet=contingent.bezet(behalve=plaats), categorie=categorie):
        melding = f"Voor {categorie.label} is in {contingent.jaar} geen plek meer; wijzig eerst het contingent."
        raise RegelGeschonden([Belemmering("Z-4.4", melding, "categorie")])
    plaats.categorie = categorie.value
    plaats.save()
