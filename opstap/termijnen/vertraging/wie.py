"""Who may let a duty wait, or others hear later: who has it in person, who replaces him, or who leads the team."""

from __future__ import annotations

from opstap.partners.models import Gebruiker
from opstap.partners.namens import Namens
from opstap.post.services.adresboek import Adresboek
from opstap.protocol.begrippen import Rol
from opstap.termijnen.mensen.houders import houders, leidt
from opstap.termijnen.models import Termijn
from opstap.termijnen.querysets import doet


def wie_heeft(termijn: Termijn) -> Gebruiker | None:
    """Who took it, else the contact person with this role; None: it is of the whole team."""
    houder = houders([termijn]).get(termijn.pk)
    if houder is not None or termijn.organisatie is None:
        return houder
    traject = termijn.traject
    return Adresboek([traject]).contactpersoon(traject, termijn.organisatie, Rol(termijn.rol))


def waarom_niet(namens: Namens, termijn: Termijn, wat: str = "deze taak laten wachten") -> str:
    """Why it is not for this person to do that, and who can; empty: it is."""
    wie = wie_heeft(termijn)
    if wie is None or wie.sleutel in {namens.gebruiker, namens.voor} or _leidt(namens, termijn):
        return ""
    alleen = f"Alleen {wie.naam}, wie {wie.naam} vervangt of de teamleider kan {wat}."
    if termijn.opgepakt_door_id == wie.pk:
        return f"{wie.naam} doet deze taak. {alleen}"
    return f"{wie.naam} is hier contactpersoon. {alleen} Gaat u het doen? Kies dan eerst “Ik doe dit”."


def _leidt(namens: Namens, termijn: Termijn) -> bool:
    """In a role of his own, or in one that he borrows."""
    if namens.rol != termijn.rol and termijn.rol in doet(Rol(namens.rol)):
        return True
    return any(leidt(mens, termijn) for mens in Gebruiker.objects.actief().filter(sleutel__in=[namens.gebruiker]))
