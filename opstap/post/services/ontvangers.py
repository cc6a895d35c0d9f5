"""Who hears of it: the rungs of the ladder, as people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from opstap.partners.models import Gebruiker, Organisatie
from opstap.post.models import Link
from opstap.post.services.adresboek import Adresboek
from opstap.protocol.begrippen import Rol
from opstap.protocol.clausules import regelt
from opstap.protocol.termijnsoorten import BUITEN, TEAMLEIDERS, Trap
from opstap.trajecten.models import Traject


def bestemming(
    traject: Traject,
    organisatie: Organisatie,
    rol: Rol,
    trap: Trap,
    opgepakt_door: Gebruiker | None = None,
    boek: Adresboek | None = None,
) -> Sequence[Gebruiker | Organisatie | Link]:
    """The people of this rung; the shared mailbox of the organisation instead of everybody with the role, while that
    mailbox takes mail. Where nobody has an account: who was sent a link."""
    boek = boek or Adresboek([traject])
    if trap is Trap.VERANTWOORDELIJKE and (link := boek.link(traject, organisatie, rol)):
        return [link]
    if trap is Trap.VERANTWOORDELIJKE and boek.neemt_post_aan(organisatie):
        eigen = _van_iemand(traject, organisatie, rol, opgepakt_door, boek)
        if not any(boek.wie_er_is(mensen, organisatie, rol) for mensen, _ in eigen):
            return [organisatie]
    return ontvangers(traject, organisatie, rol, trap, opgepakt_door, boek)


@regelt("P-50", "H-42")
def ontvangers(
    traject: Traject,
    organisatie: Organisatie,
    rol: Rol,
    trap: Trap,
    opgepakt_door: Gebruiker | None = None,
    boek: Adresboek | None = None,
) -> list[Gebruiker]:
    """Who took it, else the contact person, else everyone with the role; a rung that is empty falls to the next.

    Who is away is replaced; without a substitute who can, nobody stands on that rung. When that goes for every
    rung, the mail goes to who is away: better late than to nobody.

    A role without a team lead (the gemeente) has no second rung: telling the same people again is no escalation.
    """
    boek = boek or Adresboek([traject])
    if trap in BUITEN:
        return _gemeente(traject, trap, boek)
    treden = list(_treden(traject, organisatie, rol, trap, opgepakt_door, boek))
    er_is = (boek.wie_er_is(mensen, organisatie, nodig) for mensen, nodig in treden)
    if gevonden := next(filter(None, er_is), None):
        return gevonden
    return next((mensen for mensen, _ in treden if mensen), [])


@regelt("P-51", "H-42")
def _gemeente(traject: Traject, trap: Trap, boek: Adresboek) -> list[Gebruiker]:
    """The procesregisseur, then who prepares the bestuurlijk overleg (ADR 16); nobody there: the contacts."""
    gemeente = boek.gemeente(traject.regeling)
    if gemeente is None:
        return []
    rollen = (Rol.PROCESREGISSEUR, Rol.BELEIDSMEDEWERKER) if trap is Trap.GEMEENTE else (Rol.BELEIDSMEDEWERKER,)
    for rol in rollen:
        if mensen := boek.wie_er_is(boek.met_rol(rol, gemeente), gemeente, rol):
            return mensen
    return _contacten(gemeente)


Trede = tuple[list[Gebruiker], Rol | None]


def _treden(
    traject: Traject, organisatie: Organisatie, rol: Rol, trap: Trap, opgepakt_door: Gebruiker | None, boek: Adresboek
) -> Iterator[Trede]:
    """The people of each rung from this one up, with the role that who replaces them must have."""
    if trap is Trap.VERANTWOORDELIJKE:
        yield from _van_iemand(traject, organisatie, rol, opgepakt_door, boek)
        yield boek.met_rol(rol, organisatie), rol
    if trap is not Trap.ESCALATIE and rol in TEAMLEIDERS:
        yield boek.met_rol(TEAMLEIDERS[rol], organisatie), TEAMLEIDERS[rol]
    yield _contacten(organisatie), None


def _contacten(organisatie: Organisatie) -> list[Gebruiker]:
    contacten = (organisatie.eerste_contact, organisatie.tweede_contact)
    return list(dict.fromkeys(g for g in contacten if g is not None and g.is_active))


def _van_iemand(
    traject: Traject, organisatie: Organisatie, rol: Rol, opgepakt_door: Gebruiker | None, boek: Adresboek
) -> Iterator[Trede]:
    """Of one person: who took it, and the contact person."""
    yield [wie for wie in (opgepakt_door,) if wie], rol
    yield [wie for wie in (boek.contactpersoon(traject, organisatie, rol),) if wie], rol
