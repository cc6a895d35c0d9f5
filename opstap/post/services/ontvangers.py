"""Who hears of it: the rungs of the ladder, as people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from opstap.partners.models import Gebruiker, Organisatie
from opstap.partners.vervanging import wie_er_is
from opstap.post.models import Bericht
from opstap.protocol.begrippen import Rol
from opstap.protocol.clausules import regelt
from opstap.protocol.termijnsoorten import BUITEN, TEAMLEIDERS, Trap
from opstap.regelingen.services import gemeente_van
from opstap.trajecten.models import Betrokkenheid, Traject


def bestemming(
    traject: Traject, organisatie: Organisatie, rol: Rol, trap: Trap, opgepakt_door: Gebruiker | None = None
) -> Sequence[Gebruiker | Organisatie]:
    """The people of this rung; the shared mailbox of the organisation instead of everybody with the role, while that
    mailbox takes mail."""
    eigen = [mensen for mensen, _ in _van_iemand(traject, organisatie, rol, opgepakt_door)]
    van_iedereen = trap is Trap.VERANTWOORDELIJKE and not any(wie_er_is(wie, organisatie, rol) for wie in eigen)
    if van_iedereen and organisatie.postbus and not Bericht.objects.aan(organisatie).geparkeerd().exists():
        return [organisatie]
    return ontvangers(traject, organisatie, rol, trap, opgepakt_door)


@regelt("P-50", "H-42")
def ontvangers(
    traject: Traject, organisatie: Organisatie, rol: Rol, trap: Trap, opgepakt_door: Gebruiker | None = None
) -> list[Gebruiker]:
    """Who took it, else the contact person, else everyone with the role; a rung that is empty falls to the next.

    Who is away is replaced; without a substitute who can, nobody stands on that rung. When that goes for every
    rung, the mail goes to who is away: better late than to nobody.

    A role without a team lead (the gemeente) has no second rung: telling the same people again is no escalation.
    """
    if trap in BUITEN:
        return _gemeente(traject, trap)
    treden = _treden(traject, organisatie, rol, trap, opgepakt_door)
    er_is = (wie_er_is(mensen, organisatie, nodig) for mensen, nodig in treden)
    if gevonden := next(filter(None, er_is), None):
        return gevonden
    return next((mensen for mensen, _ in _treden(traject, organisatie, rol, trap, opgepakt_door) if mensen), [])


@regelt("P-51", "H-42")
def _gemeente(traject: Traject, trap: Trap) -> list[Gebruiker]:
    """The procesregisseur, then who prepares the bestuurlijk overleg (ADR 16); nobody there: the contacts."""
    gemeente = gemeente_van(traject.regeling)
    if gemeente is None:
        return []
    rollen = (Rol.PROCESREGISSEUR, Rol.BELEIDSMEDEWERKER) if trap is Trap.GEMEENTE else (Rol.BELEIDSMEDEWERKER,)
    for rol in rollen:
        if mensen := wie_er_is(list(Gebruiker.objects.met_rol(rol, gemeente.pk)), gemeente, rol):
            return mensen
    return _contacten(gemeente)


Trede = tuple[list[Gebruiker], Rol | None]


def _treden(
    traject: Traject, organisatie: Organisatie, rol: Rol, trap: Trap, opgepakt_door: Gebruiker | None
) -> Iterator[Trede]:
    """The people of each rung from this one up, with the role that who replaces them must have."""
    if trap is Trap.VERANTWOORDELIJKE:
        yield from _van_iemand(traject, organisatie, rol, opgepakt_door)
        yield list(Gebruiker.objects.met_rol(rol, organisatie.pk)), rol
    if trap is not Trap.ESCALATIE and rol in TEAMLEIDERS:
        yield list(Gebruiker.objects.met_rol(TEAMLEIDERS[rol], organisatie.pk)), TEAMLEIDERS[rol]
    yield _contacten(organisatie), None


def _contacten(organisatie: Organisatie) -> list[Gebruiker]:
    contacten = (organisatie.eerste_contact, organisatie.tweede_contact)
    return list(dict.fromkeys(g for g in contacten if g is not None and g.is_active))


def _van_iemand(
    traject: Traject, organisatie: Organisatie, rol: Rol, opgepakt_door: Gebruiker | None
) -> Iterator[Trede]:
    """Of one person: who took it, and the contact person."""
    yield [wie for wie in (opgepakt_door,) if wie], rol
    yield [wie for wie in (_contactpersoon(traject, organisatie, rol),) if wie], rol


def _contactpersoon(traject: Traject, organisatie: Organisatie, rol: Rol) -> Gebruiker | None:
    """The contact person who holds this role there today; the latest named when there are more."""
    rij = (
        Betrokkenheid.objects.actueel()
        .filter(
            traject=traject,
            organisatie=organisatie,
            contactpersoon__in=Gebruiker.objects.met_rol(rol, organisatie.pk).order_by(),
        )
        .select_related("contactpersoon")
        .order_by("-vanaf", "-pk")
        .first()
    )
    return rij.contactpersoon if rij else None
