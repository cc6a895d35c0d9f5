"""Others hear later of what somebody does not do: what the oracle wants (docs/adr/0048)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import TYPE_CHECKING

from tests.simulatie.ladder import HOGER, PLICHTEN, Eis, dagen
from tests.simulatie.verslag import Gebeurd

if TYPE_CHECKING:
    from tests.simulatie.dossier import Dossier
    from tests.simulatie.orakel import Plicht

LANGSTE = 14


class Uitstellen:
    """The part of the oracle that reads who put off what others hear, and lets that end."""

    nu: datetime
    plichten: dict[int, dict[tuple[str, str], Plicht]]
    vreemd: list[Gebeurd]

    @property
    def vandaag(self) -> date:
        raise NotImplementedError

    def _heeft_het(self, d: Dossier, eis: Eis, wie: str) -> bool:
        raise NotImplementedError

    def _harde_datums(self, plichten: Collection[Plicht]) -> list[date]:
        raise NotImplementedError

    def _na_uitstel(self, d: Dossier, *, soort: str, plek: str, tot: date | None, door: str) -> None:
        """Until which day, as somebody chose it; None: it is put off no longer."""
        plicht = self.plichten[d.nr][soort, plek]
        if tot is not None and not (self._mag_uitstellen(d, plicht, tot) and self._heeft_het(d, plicht.eis, door)):
            self.vreemd.append(Gebeurd(self.nu, d.nr, "uitstel", {"soort": soort, "tot": tot, "door": door}))
        if tot is not None:
            plicht.eerst_uitgesteld.setdefault((plicht.eis.organisatie, plicht.eis.datum), self.vandaag)
        self._tot_en_met(plicht, tot or dagen(self.vandaag, -1))

    def _tot_en_met(self, plicht: Plicht, tot: date) -> None:
        """Only the rungs above, and no day of the ladder; what is passed over then comes at once."""
        plicht.uitgesteld, plicht.hoger_gepland = tot, self.nu

    def _mag_uitstellen(self, d: Dossier, plicht: Plicht, tot: date) -> bool:
        """Once per date of the duty, on a day on which somebody above would have heard, not past a hard date. An
        afspraak of an MDO lapses by itself."""
        eis, loopt = plicht.eis, self._loopt(plicht)
        treden = [dag for (dag, trap), gedaan in plicht.treden.items() if trap in HOGER and not gedaan]
        eerst = plicht.eerst_uitgesteld.get((eis.organisatie, eis.datum))
        vast = eis.soort == "afspraak_nakomen" and d.afspraken[int(eis.plek) - 1].mdo
        if not PLICHTEN[eis.soort].get("uitstel") or vast or not treden or (eerst and not loopt):
            return False
        hard = self._harde_datums(self.plichten[d.nr].values())
        laatste = min([dagen(eerst or self.vandaag, LANGSTE), *hard])
        return max(min(treden), dagen(self.vandaag, 1)) <= tot <= laatste

    def _loopt(self, plicht: Plicht) -> bool:
        return plicht.uitgesteld is not None and plicht.uitgesteld >= self.vandaag

    def _kort_uitstel_in(self, plichten: Collection[Plicht]) -> None:
        """A hard date that came or moved since ends it there."""
        uiterste = max(min(self._harde_datums(plichten), default=date.max), dagen(self.vandaag, -1))
        for plicht in plichten:
            if plicht.uitgesteld is not None and self._loopt(plicht) and plicht.uitgesteld > uiterste:
                self._tot_en_met(plicht, uiterste)
