"""Whom a beheerder manages: the gemeente every organisation, another organisation its own people only."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from opstap import clock
from opstap.partners.models import Gebruiker, Organisatie, Organisatiesoort, Roltoekenning, Team
from opstap.protocol.begrippen import Rol


def kring(beheerder: Any, namens: UUID | None = None) -> frozenset[int] | None:
    """The organisations this beheerder manages, on behalf of all or of one of her own; None = every organisation."""
    rollen = [t for t in beheerder.rollen if t.rol == Rol.BEHEERDER and namens in (None, t.organisatie.sleutel)]
    if beheerder.is_superuser or any(t.organisatie.soort == Organisatiesoort.GEMEENTE for t in rollen):
        return None
    return frozenset(t.organisatie_id for t in rollen)


def beheert_alles(beheerder: Any) -> bool:
    """A beheerder of the gemeente, or technical beheer."""
    return kring(beheerder) is None


def mensen_van(organisaties: Collection[int]) -> Q:
    """For Gebruiker: who works there, or worked there and now nowhere."""
    hier = Roltoekenning.objects.filter(gebruiker=OuterRef("pk"), organisatie__in=organisaties)
    return Q(Exists(hier.filter(_loopt()))) | (Q(Exists(hier)) & ~Q(Exists(_elders(organisaties))))


def zichtbaar(rijen: QuerySet[Any], beheerder: Any) -> QuerySet[Any]:
    """The rows of the register this beheerder may see; of what is not in an organisation: all."""
    if (eigen := kring(beheerder)) is None:
        return rijen
    if rijen.model is Organisatie:
        return rijen.filter(pk__in=eigen)
    if rijen.model is Gebruiker:
        return rijen.filter(mensen_van(eigen))
    if rijen.model in (Team, Roltoekenning):
        return rijen.filter(organisatie__in=eigen)
    return rijen


def mag_toevoegen(model: type[Any], beheerder: Any) -> bool:
    """Organisations, and who takes part in which regeling, are up to the gemeente: access hangs on them."""
    return beheert_alles(beheerder) or model in (Gebruiker, Team, Roltoekenning)


def mag_wijzigen(rij: Any, beheerder: Any) -> bool:
    """A person who works elsewhere too is changed by the gemeente: the login is the same one there."""
    if (eigen := kring(beheerder)) is None:
        return True
    if not zichtbaar(type(rij)._default_manager.all(), beheerder).filter(pk=rij.pk).exists():
        return False
    if not isinstance(rij, Gebruiker):
        return isinstance(rij, Organisatie | Team | Roltoekenning)
    elders = Roltoekenning.objects.filter(_loopt(), gebruiker=rij).exclude(organisatie__in=eigen)
    return not rij.is_superuser and not elders.exists()


def _loopt() -> Q:
    """Held today or later."""
    return Q(tot__isnull=True) | Q(tot__gt=clock.vandaag())


def _elders(eigen: Collection[int]) -> QuerySet[Any]:
    return Roltoekenning.objects.filter(_loopt(), gebruiker=OuterRef("pk")).exclude(organisatie__in=eigen)
