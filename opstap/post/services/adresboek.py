"""Who works where today, read once for many messages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable
from copy import copy
from datetime import date
from typing import Any, TypeVar

from opstap import clock
from opstap.partners.models import Gebruiker, Organisatie
from opstap.partners.vervanging import afwezigheden, weg_op, wie_er_is
from opstap.post.models import Bericht, Link
from opstap.protocol.begrippen import Rol
from opstap.regelingen.models import Regeling
from opstap.regelingen.services import gemeente_van
from opstap.trajecten.models import Betrokkenheid, Traject

T = TypeVar("T")


class Adresboek:
    """Of this moment and these trajecten: make a new one for each piece of work, never keep one."""

    def __init__(self, trajecten: Collection[Traject]) -> None:
        self._trajecten = {traject.pk for traject in trajecten}
        self._dag = clock.vandaag()
        self._gelezen: dict[Hashable, Any] = {}

    def op_dag(self, dag: date) -> Adresboek:
        """The same book with the substitutes of that day; who works where stays as of today."""
        ander = copy(self)
        ander._dag = dag
        return ander

    def _een_keer(self, wat: Hashable, lees: Callable[[], T]) -> T:
        if wat not in self._gelezen:
            self._gelezen[wat] = lees()
        gelezen: T = self._gelezen[wat]
        return gelezen

    def met_rol(self, rol: Rol, organisatie: Organisatie) -> list[Gebruiker]:
        return self._een_keer(
            ("rol", rol, organisatie.pk), lambda: list(Gebruiker.objects.met_rol(rol, organisatie.pk))
        )

    def link(self, traject: Traject, organisatie: Organisatie, rol: Rol) -> Link | None:
        """Which link somebody there can answer with, when nobody has an account to do it."""
        if self.met_rol(rol, organisatie):
            return None
        return self._een_keer("links", self._links).get((traject.pk, organisatie.pk, rol))

    def _links(self) -> dict[tuple[int, int, str], Link]:
        rijen = Link.objects.geldig().filter(traject__in=self._trajecten).select_related("organisatie", "traject")
        return {(link.traject_id, link.organisatie_id, link.rol): link for link in rijen}

    def wie_er_is(
        self, mensen: Collection[Gebruiker], organisatie: Organisatie, rol: Rol | None = None
    ) -> list[Gebruiker]:
        """These people, with who replaces them."""
        if not mensen:
            return []
        rijen = self._een_keer(("weg", organisatie.pk), lambda: afwezigheden(organisatie))
        return wie_er_is(mensen, organisatie, rol, weg=weg_op(self._dag, rijen))

    def contactpersoon(self, traject: Traject, organisatie: Organisatie, rol: Rol) -> Gebruiker | None:
        """The contact person who holds this role there today; the latest named when there are more."""
        genoemd = self._een_keer("contact", self._contactpersonen).get((traject.pk, organisatie.pk), [])
        if not genoemd:
            return None
        mag = {wie.pk for wie in self.met_rol(rol, organisatie)}
        return next((wie for wie in genoemd if wie.pk in mag), None)

    def _contactpersonen(self) -> dict[tuple[int, int], list[Gebruiker]]:
        rijen = Betrokkenheid.objects.actueel().filter(traject__in=self._trajecten, contactpersoon__isnull=False)
        genoemd: dict[tuple[int, int], list[Gebruiker]] = defaultdict(list)
        for rij in rijen.select_related("contactpersoon").order_by("-vanaf", "-pk"):
            genoemd[rij.traject_id, rij.organisatie_id].append(rij.contactpersoon)
        return genoemd

    def gemeente(self, regeling: Regeling) -> Organisatie | None:
        return self._een_keer(("gemeente", regeling.pk), lambda: gemeente_van(regeling))

    def neemt_post_aan(self, organisatie: Organisatie) -> bool:
        """Has a shared mailbox that refused nothing that is still waiting."""
        return bool(organisatie.postbus) and self._een_keer(
            ("postbus", organisatie.pk), lambda: not Bericht.objects.aan(organisatie).geparkeerd().exists()
        )
