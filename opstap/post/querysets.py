from __future__ import annotations

from collections.abc import Collection
from typing import Self
from uuid import UUID

from django.db.models import Q

from opstap.post.enums import Briefsoort
from opstap.protocol.begrippen import Rol
from opstap.protocol.clausules import regelt
from opstap.werk import WerkQuerySet

#: The coordinator keeps status and counts; of the landlord's letters she reads nothing (I-28).
VAN_DE_COORDINATOR = (Briefsoort.TOELATING, Briefsoort.AFWIJZING, Briefsoort.VERVALLEN)
#: Outside zorg only for the organisation that wrote it.
ALLEEN_AFZENDER = Q(soort=Briefsoort.AANBOD) | Q(soort__startswith="herhuisvesting_")
#: What a commissie decided, and no contract or offer.
VAN_DE_COMMISSIE = (*VAN_DE_COORDINATOR, Briefsoort.OMZETTING, Briefsoort.NIET_OMZETTEN)
_ZORG = {Rol.BEGELEIDER.value, Rol.TEAMLEIDER_ZORG.value}


class BriefQuerySet(WerkQuerySet):
    @regelt("I-28")
    def leesbaar_voor(self, rollen: Collection[str], organisaties: Collection[UUID | None]) -> Self:
        """Letters somebody with these roles, for these organisations, may open in the traject.

        A corporatie asked later does not read which home the one before her offered, and none reads who searches
        another place to live: that tells where somebody came from (I-9, I-30).
        """
        if set(rollen) <= {Rol.COORDINATOR.value, Rol.COMMISSIELID.value}:
            return self.filter(soort__in=VAN_DE_COMMISSIE if Rol.COMMISSIELID in rollen else VAN_DE_COORDINATOR)
        if set(rollen) == {Rol.PROCESREGISSEUR.value}:
            return self.filter(afzender__sleutel__in=organisaties)
        if _ZORG.isdisjoint(rollen):
            return self.exclude(~Q(afzender__sleutel__in=organisaties), ALLEEN_AFZENDER)
        return self
