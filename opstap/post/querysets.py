from __future__ import annotations

from collections.abc import Collection
from typing import Self

from opstap.protocol.begrippen import Rol
from opstap.werk import WerkQuerySet

#: The coordinator keeps status and counts; of the landlord's letters she reads nothing (I-28).
VAN_DE_COORDINATOR = ("toelating", "afwijzing", "vervallen")


class BriefQuerySet(WerkQuerySet):
    def leesbaar_voor(self, rollen: Collection[str]) -> Self:
        """Letters somebody with these roles in the traject may open."""
        if set(rollen) == {Rol.COORDINATOR.value}:
            return self.filter(soort__in=VAN_DE_COORDINATOR)
        return self
