"""What a corporatie writes down of a home besides address, kind and rent."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any
from uuid import UUID

from woningen.models import Woning


@dataclass(frozen=True, slots=True, kw_only=True)
class Woninggegevens:
    """`complex`: sleutel of a complex of the same corporatie. None = not known."""

    complex: UUID | None = None
    portiek: str = ""
    verdieping: int | None = None
    kamers: int | None = None
    lift: bool | None = None
    zonder_drempels: bool | None = None
    stil_huis: bool | None = None
    huisdier: bool | None = None
    zelfstandig: bool | None = None
    zorgvastgoed: bool | None = None

    @staticmethod
    def namen() -> frozenset[str]:
        return frozenset(veld.name for veld in fields(Woninggegevens))

    @staticmethod
    def van(woning: Woning) -> Woninggegevens:
        waarden: dict[str, Any] = {naam: getattr(woning, naam) for naam in Woninggegevens.namen() - {"complex"}}
        return Woninggegevens(complex=woning.complex.sleutel if woning.complex else None, **waarden)

    def zet_op(self, woning: Woning) -> None:
        """All but the complex, which is a row."""
        woning.portiek, woning.verdieping, woning.kamers = self.portiek, self.verdieping, self.kamers
        woning.lift, woning.zonder_drempels, woning.stil_huis = self.lift, self.zonder_drempels, self.stil_huis
        woning.huisdier, woning.zelfstandig, woning.zorgvastgoed = self.huisdier, self.zelfstandig, self.zorgvastgoed
