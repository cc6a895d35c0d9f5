"""Who hears of it: the rungs of the ladder, as people."""

from __future__ import annotations

from collections.abc import Sequence

from opstap.partners.models import Gebruiker, Organisatie
from opstap.post.models import Bericht
from opstap.protocol.begrippen import Rol
from opstap.protocol.clausules import regelt
from opstap.protocol.termijnsoorten import BUITEN, TEAMLEIDERS, Trap
from opstap.regelingen.services import gemeente_van
from opstap.trajecten.models import Betrokkenheid, Traject


def bestemming(traject: Traject, organisatie: Organisatie, rol: Rol, trap: Trap) -> Sequence[Gebruiker | Organisatie]:
    """The people of this rung; the shared mailbox of the organisation instead of everybody with the role, while that
    mailbox takes mail."""
    mensen = ontvangers(traject, organisatie, rol, trap)
    van_iedereen = trap is Trap.VERANTWOORDELIJKE and _contactpersoon(traject, organisatie, rol) is None
    if van_iedereen and organisatie.postbus and not Bericht.objects.aan(organisatie).geparkeerd().exists():
        return [organisatie]
    return mensen


@regelt("P-50", "H-42")
def ontvangers(traject: Traject, organisatie: Organisatie, rol: Rol, trap: Trap) -> list[Gebruiker]:
    """The contact person when there is one, else everyone with the role; a rung that is empty falls to the next.

    A role without a team lead (the gemeente) has no second rung: telling the same people again is no escalation.
    """
    if trap in BUITEN:
        return _gemeente(traject, trap)
    mensen: list[Gebruiker] = []
    if trap is Trap.VERANTWOORDELIJKE:
        contact = _contactpersoon(traject, organisatie, rol)
        mensen = [contact] if contact else list(Gebruiker.objects.met_rol(rol, organisatie.pk))
    if not mensen and trap is not Trap.ESCALATIE and rol in TEAMLEIDERS:
        mensen = list(Gebruiker.objects.met_rol(TEAMLEIDERS[rol], organisatie.pk))
    return mensen or _contacten(organisatie)


@regelt("P-51", "H-42")
def _gemeente(traject: Traject, trap: Trap) -> list[Gebruiker]:
    """The procesregisseur, then who prepares the bestuurlijk overleg (ADR 15); nobody there: the contacts."""
    gemeente = gemeente_van(traject.regeling)
    if gemeente is None:
        return []
    rollen = (Rol.PROCESREGISSEUR, Rol.BELEIDSMEDEWERKER) if trap is Trap.GEMEENTE else (Rol.BELEIDSMEDEWERKER,)
    for rol in rollen:
        if mensen := list(Gebruiker.objects.met_rol(rol, gemeente.pk)):
            return mensen
    return _contacten(gemeente)


def _contacten(organisatie: Organisatie) -> list[Gebruiker]:
    contacten = (organisatie.eerste_contact, organisatie.tweede_contact)
    return list(dict.fromkeys(g for g in contacten if g is not None and g.is_active))


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
