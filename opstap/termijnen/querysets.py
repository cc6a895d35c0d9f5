from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Q

from opstap.protocol.begrippen import Rol
from opstap.werk import WerkQuerySet

if TYPE_CHECKING:
    from opstap.partners.models import Gebruiker


#: A team lead sees what the team must do.
_LEIDT = {Rol.TEAMLEIDER_ZORG: Rol.BEGELEIDER, Rol.TEAMLEIDER_CORPORATIE: Rol.CONSULENT}


class TermijnQuerySet(models.QuerySet[Any]):
    def open(self) -> Self:
        """Exactly the condition of the partial indexes."""
        return self.filter(status="open")

    def te_laat_op(self, dag: date) -> Self:
        """Due on D is late from D + 1 (law 7)."""
        return self.open().filter(datum__lt=dag)

    def voor(self, gebruiker: Gebruiker) -> Self:
        """Duties of the organisations and roles this person holds today."""
        van_mij = Q(pk__in=[])
        for toekenning in gebruiker.rollen:
            rollen = {toekenning.rol, _LEIDT.get(Rol(toekenning.rol), toekenning.rol)}
            van_mij |= Q(organisatie_id=toekenning.organisatie_id, rol__in=rollen)
        return self.filter(van_mij)

    def eerste_eerst(self) -> Self:
        return self.order_by("datum", "pk")


class TermijnstapQuerySet(WerkQuerySet):
    def nog_te_doen(self) -> Self:
        return self.open().filter(termijn__status="open")
