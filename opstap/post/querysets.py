from __future__ import annotations

from collections.abc import Collection
from typing import Self
from uuid import UUID

from django.db.models import Q

from opstap.partners.namens import Namens
from opstap.post.enums import Briefsoort
from opstap.protocol.begrippen import Rol
from opstap.protocol.clausules import regelt
from opstap.werk import WerkQuerySet

#: An empty Q in an "or" is left out by Django, so "all" is written as "not nothing".
NIETS = Q(pk__in=[])
#: The coordinator keeps status and counts; of the landlord's letters she reads nothing (I-28).
VAN_DE_COORDINATOR = (Briefsoort.TOELATING, Briefsoort.AFWIJZING, Briefsoort.VERVALLEN)
#: Outside zorg only for the organisation that wrote it.
ALLEEN_AFZENDER = Q(soort=Briefsoort.AANBOD) | Q(soort__startswith="herhuisvesting_")
#: What a commissie decided, and no contract or offer.
VAN_DE_COMMISSIE = (*VAN_DE_COORDINATOR, Briefsoort.OMZETTING, Briefsoort.NIET_OMZETTEN)


class BriefQuerySet(WerkQuerySet):
    @regelt("I-28")
    def leesbaar_voor(self, namens: Collection[Namens]) -> Self:
        """Letters somebody may open in the traject: what each of these roles may read for its own organisation.

        A role without a rule here reads nothing; two roles together read what each of them does, and no more.
        """
        mag = NIETS
        for n in namens:
            mag |= _leest(Rol(n.rol), n.organisatie)
        return self.filter(mag)


def _leest(rol: Rol, organisatie: UUID | None) -> Q:
    """A corporatie asked later does not read which home the one before her offered, and none reads who searches
    another place to live: that tells where somebody came from (I-9, I-30)."""
    eigen = Q(afzender__sleutel=organisatie)
    return {
        Rol.BEGELEIDER: ~NIETS,
        Rol.TEAMLEIDER_ZORG: ~NIETS,
        Rol.CONSULENT: ~ALLEEN_AFZENDER | eigen,
        Rol.TEAMLEIDER_CORPORATIE: ~ALLEEN_AFZENDER | eigen,
        Rol.COORDINATOR: Q(soort__in=VAN_DE_COORDINATOR),
        Rol.COMMISSIELID: Q(soort__in=VAN_DE_COMMISSIE),
        Rol.PROCESREGISSEUR: eigen,
    }.get(rol, NIETS)
