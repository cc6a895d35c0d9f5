"""Who does which duty. Judged when read: of who lost the role or left, it is of the whole team again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from opstap.partners.models import Gebruiker, Roltoekenning
from opstap.protocol.begrippen import Rol
from opstap.termijnen.models import Termijn
from opstap.termijnen.querysets import wie_doet
from opstap.trajecten.models import Betrokkenheid


def houders(termijnen: Collection[Termijn]) -> dict[int, Gebruiker]:
    """termijn -> who took it and may still do it. One query, and none when nothing was taken."""
    nemers = {t.opgepakt_door_id for t in termijnen if t.opgepakt_door_id}
    if not nemers:
        return {}
    rollen: dict[int, list[Roltoekenning]] = defaultdict(list)
    for toekenning in Roltoekenning.objects.actueel().filter(gebruiker__in=nemers).select_related("gebruiker"):
        if toekenning.gebruiker.is_active:
            rollen[toekenning.gebruiker_id].append(toekenning)
    return {
        t.pk: rollen[t.opgepakt_door_id][0].gebruiker
        for t in termijnen
        if t.opgepakt_door_id and t.is_van(rollen[t.opgepakt_door_id])
    }


def leidt(gebruiker: Gebruiker, termijn: Termijn) -> bool:
    """Leads the team that does this, in a role of his own."""
    return any(t.rol != termijn.rol and termijn.is_van([t]) for t in gebruiker.eigen_rollen)


@dataclass(frozen=True, slots=True)
class Toewijzing:
    """How one person stands to one duty. `voor`: the absent colleague this is the work of."""

    houder: Gebruiker | None
    voor: Gebruiker | None
    is_van_mij: bool
    is_te_verdelen: bool
    leidt: bool

    @property
    def is_van_collega(self) -> bool:
        return self.houder is not None and not self.is_van_mij and self.voor is None


def toewijzingen(gebruiker: Gebruiker, termijnen: Collection[Termijn]) -> dict[int, Toewijzing]:
    """For duties this person can do; a fixed number of queries."""
    genomen, contact, gedeeld = houders(termijnen), _contact(gebruiker, termijnen), _gedeeld(gebruiker)
    weg = {(t.voor.pk, t.organisatie_id): t.voor for t in gebruiker.rollen if t.voor}

    def voor(termijn: Termijn, houder: Gebruiker | None) -> Gebruiker | None:
        if houder is not None:
            return weg.get((houder.pk, termijn.organisatie_id or 0))
        if afwezige := contact.get((termijn.traject_id, termijn.organisatie_id or 0)):
            return afwezige
        if termijn.is_van(gebruiker.eigen_rollen):
            return None
        return next((t.voor for t in gebruiker.rollen if termijn.is_van([t])), None)

    return {
        t.pk: Toewijzing(
            houder=(houder := genomen.get(t.pk)),
            voor=voor(t, houder),
            is_van_mij=houder == gebruiker,
            is_te_verdelen=(t.organisatie_id, t.rol) in gedeeld,
            leidt=leidt(gebruiker, t),
        )
        for t in termijnen
    }


def _contact(gebruiker: Gebruiker, termijnen: Collection[Termijn]) -> dict[tuple[int, int], Gebruiker]:
    """(traject, organisatie) -> the absent colleague who is contactpersoon there."""
    weg = {t.voor.pk for t in gebruiker.rollen if t.voor}
    if not weg:
        return {}
    rijen = Betrokkenheid.objects.actueel().filter(
        traject__in={t.traject_id for t in termijnen}, contactpersoon__in=weg
    )
    return {
        (rij.traject_id, rij.organisatie_id): rij.contactpersoon
        for rij in rijen.select_related("contactpersoon").order_by("vanaf", "pk")
        if rij.contactpersoon
    }


def _gedeeld(gebruiker: Gebruiker) -> set[tuple[int, str]]:
    """(organisatie, rol) of which the duties can be divided: somebody else can do them too."""
    organisaties = {t.organisatie_id for t in gebruiker.rollen}
    wie: dict[tuple[int, str], set[int]] = defaultdict(set)
    rijen = Roltoekenning.objects.actueel().filter(organisatie__in=organisaties).select_related("gebruiker")
    for toekenning in rijen:
        if toekenning.gebruiker.is_active:
            wie[toekenning.organisatie_id, toekenning.rol].add(toekenning.gebruiker_id)
    return {
        (organisatie, rol.value)
        for organisatie in organisaties
        for rol in Rol
        if len(set().union(*(wie[organisatie, r.value] for r in wie_doet(rol))) | {gebruiker.pk}) > 1
    }
