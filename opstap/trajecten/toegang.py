"""Who may do what in one traject: the permission table met with the Betrokkenheden of today."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any
from uuid import UUID

from opstap import clock
from opstap.errors import GeenRecht, TweeKanten
from opstap.partners.models import Gebruiker, Organisatie
from opstap.partners.namens import Namens, namens_van, per_rol
from opstap.partners.rechten import ALS_GAST, HOEDANIGHEDEN, KANTEN, NA_OVERDRACHT, ZORGKANT, Actie, Bereik, bereik
from opstap.protocol.begrippen import Rol
from opstap.regelingen.models import Regeling
from opstap.trajecten.models import Betrokkenheid, Traject


def mogelijk_namens(gebruiker: Gebruiker, actie: Actie, traject: Traject) -> list[Namens]:
    """Every organisation and role under which this person may do `actie` here; empty = refused.

    What is of an absent colleague who is contactpersoon here, is done for that colleague.
    """
    alle = _alle_namens(gebruiker, actie, traject)
    if all(n.voor is None for n in alle):
        return alle
    contact = Betrokkenheid.objects.actueel().filter(traject=traject, contactpersoon__isnull=False)
    return per_rol(alle, set(contact.values_list("contactpersoon__sleutel", flat=True)))


def _alle_namens(gebruiker: Gebruiker, actie: Actie, traject: Traject) -> list[Namens]:
    """Also when one role is somebody's own and borrowed as well."""
    bereiken = {Bereik.BETROKKEN, Bereik.REGELING}
    rollen = [t for t in gebruiker.rollen if bereik(Rol(t.rol), actie) in bereiken]
    if not rollen:
        return []
    betrokken = _betrokken(traject, actie)

    def reikt_hier(rol: Rol, organisatie_id: int) -> bool:
        if bereik(rol, actie) is Bereik.REGELING:
            return Regeling.objects.voor_organisaties([organisatie_id]).filter(pk=traject.regeling_id).exists()
        return any((organisatie_id, h.value) in betrokken for h in HOEDANIGHEDEN[rol])

    return [namens_van(gebruiker, t) for t in rollen if reikt_hier(Rol(t.rol), t.organisatie_id)]


def _betrokken(traject: Traject, actie: Actie) -> set[tuple[int, str]]:
    """(organisatie, hoedanigheid) that give the right to `actie` today; on a page asked once for all acties alike."""
    gezien = traject.betrokken_gezien
    soort = actie in NA_OVERDRACHT, actie in ALS_GAST, clock.vandaag()
    if gezien is not None and soort in gezien:
        return gezien[soort]
    rijen = Betrokkenheid.objects.met_toegang(actie).filter(traject=traject)
    betrokken = set(rijen.values_list("organisatie_id", "hoedanigheid"))
    if gezien is not None:
        gezien[soort] = betrokken
    return betrokken


def namens_eigen_organisatie(
    gebruiker: Gebruiker, actie: Actie, organisatie: Organisatie | None = None, liever: Collection[UUID | None] = ()
) -> list[Namens]:
    """Under which organisation and role this person may do an act that belongs to the organisation itself.

    `liever`: of whose absence it is the work, as in `per_rol`.
    """
    return per_rol(_alle_eigen(gebruiker, actie, organisatie), liever)


def _alle_eigen(gebruiker: Gebruiker, actie: Actie, organisatie: Organisatie | None) -> list[Namens]:
    return [
        namens_van(gebruiker, t)
        for t in gebruiker.rollen
        if bereik(Rol(t.rol), actie) in {Bereik.EIGEN_ORGANISATIE, Bereik.REGELING}
        and (organisatie is None or t.organisatie == organisatie)
    ]


def is_van(gebruiker: Gebruiker, termijn: Any) -> bool:
    """Must this person do it, in one of the own roles?"""
    return termijn.organisatie_id is not None and any(
        t.organisatie_id == termijn.organisatie_id and t.rol == termijn.rol for t in gebruiker.rollen
    )


def mag_weten(gebruiker: Gebruiker, rollen: set[Rol], termijn: Any) -> bool:
    """Some duties say which organisation gives what support: not for the corporatie (I-9).

    `rollen`: under which this person sees the traject.
    """
    lezers = termijn.kind.lezers
    return lezers is None or bool(lezers & rollen) or is_van(gebruiker, termijn)


def eis_een_kant(namens: Namens, traject: Traject) -> None:
    """Nobody acts for two sides of one traject (law 5), nor for somebody who would. Seeing adds up, acting does not."""
    _eis_een_kant(
        namens, traject, Gebruiker.objects.filter(sleutel__in=[s for s in (namens.gebruiker, namens.voor) if s])
    )


def _eis_een_kant(namens: Namens, traject: Traject, mensen: Iterable[Gebruiker]) -> None:
    for gebruiker in mensen:
        rollen = {Rol(n.rol) for n in mogelijk_namens(gebruiker, Actie.TRAJECT_ZIEN, traject)} | {Rol(namens.rol)}
        kanten = {KANTEN[rol] for rol in rollen if rol in KANTEN}
        if len(kanten) > 1 or (Rol.COMMISSIELID in rollen and ZORGKANT in kanten):
            raise TweeKanten


def eis_recht(namens: Namens, actie: Actie, traject: Traject) -> None:
    """Services check again what the view checked. The tick passes; anybody else needs the right today."""
    if namens.is_systeem:
        return
    gebruiker = Gebruiker.objects.actief().filter(sleutel=namens.gebruiker).first()
    if gebruiker is None or namens not in _alle_namens(gebruiker, actie, traject):
        raise GeenRecht
    vervangen = Gebruiker.objects.filter(sleutel=namens.voor) if namens.voor else ()
    _eis_een_kant(namens, traject, [gebruiker, *vervangen])


def eis_eigen_recht(namens: Namens, actie: Actie, organisatie: Organisatie | None = None) -> None:
    """As `eis_recht`, for acts of the organisation itself."""
    if namens.is_systeem:
        return
    gebruiker = Gebruiker.objects.actief().filter(sleutel=namens.gebruiker).first()
    if gebruiker is None or namens not in _alle_eigen(gebruiker, actie, organisatie):
        raise GeenRecht
