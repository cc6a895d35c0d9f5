"""What happens at home beside the plan: more, less or no begeleiding, weeks elsewhere, and what neighbours are told."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING

from evaluatie.enums import Partij
from evaluatie.models import Signaal
from evaluatie.services import begeleiding_veranderen, buren_ingelicht, buurtpunt_vastleggen, opname_vastleggen
from opstap.protocol.begeleiden import Contactritme, Verandering
from opstap.protocol.buren import Buurtfunctie, Buurtuitleg
from opstap.protocol.evaluatiebegrippen import Signaalsoort

if TYPE_CHECKING:
    from tests.simulatie.wonen import Wonen

Loop = Iterator[date]
#: in how many lives each comes by
BEGELEIDING, OPNAME, BUREN = 0.8, 0.8, 0.3


class Thuis:
    """Its own dice, so that the days of the rest stay as they were."""

    def __init__(self, wonen: Wonen) -> None:
        self.wonen, self.leven = wonen, wonen.leven
        self.toeval = random.Random(f"thuis {self.leven.wereld.zaad} {self.leven.nr}")

    def lijnen(self) -> list[Loop]:
        kansen = ((BEGELEIDING, self._begeleiding), (OPNAME, self._opname), (BUREN, self._buren))
        return [lijn() for kans, lijn in kansen if self.toeval.random() < kans]

    def _over(self, van: int, tot: int) -> date:
        return self.leven.vandaag + timedelta(days=self.toeval.randint(van, tot))

    def _begeleiding(self) -> Loop:
        """Up to five changes; some say what cannot be, and are refused. What stops too early is looked at."""
        for _ in range(5):
            yield self._over(20, 150)
            soort = self.toeval.choice([*Verandering, Verandering.GESTOPT])
            ritme, zorg = self.toeval.choice(list(Contactritme)), self.leven._zorg
            veranderen = partial(
                begeleiding_veranderen,
                traject=self.leven.traject,
                soort=soort,
                vanaf=self._over(-3, 20),
                ritme=ritme,
                akkoord={Partij.HUURDER, Partij.BEGELEIDER},
                namens=zorg,
            )
            gelukt = self.leven.probeer("begeleiding", veranderen, soort=soort.value, door=str(zorg.rol))
            if gelukt and soort is Verandering.GESTOPT:
                yield from self._bekijken()

    def _bekijken(self) -> Loop:
        wie = {"traject__sleutel": self.leven.traject, "soort": Signaalsoort.BEGELEIDING_GESTOPT, "status": "gemeld"}
        if (signaal := Signaal.objects.filter(**wie).order_by("pk").last()) is not None:
            yield from self.wonen.bekijken(signaal)

    def _opname(self) -> Loop:
        """Away, mostly back; then perhaps once more. Some forget to say when the huurder came back."""
        for _ in range(self.toeval.choice((1, 1, 2))):
            yield self._over(5, 300)
            van = max(self._over(-7, 7), self.wonen.contract.ingangsdatum)
            tot = self.toeval.choice((None, van + timedelta(days=self.toeval.randint(1, 60))))
            self._weg(van, tot, None)
            if self.toeval.random() < 0.2:
                return
            yield max(self._over(1, 70), van)
            self._weg(van, tot, self.leven.vandaag)

    def _weg(self, van: date, tot: date | None, terug: date | None) -> None:
        dagen = {"van": van, "verwacht_tot": tot, "terug_op": terug}
        vastleggen = partial(opname_vastleggen, traject=self.leven.traject, namens=self.leven._zorg, **dagen)
        self.leven.doe("opname", vastleggen, **dagen)

    def _buren(self) -> Loop:
        """Whom they call, and that they were told."""
        yield self._over(3, 60)
        for akkoord in self.toeval.choice(((None,), (self.leven.vandaag,), (None, self.leven.vandaag))):
            punt = {"functie": self.toeval.choice(list(Buurtfunctie)), "telefoon": "0575 555 020"}
            wie = {"traject": self.leven.traject, "namens": self.leven._consulent, "huurder_akkoord_op": akkoord}
            self.leven.doe("buurtpunt", partial(buurtpunt_vastleggen, **wie, **punt))
            yield self._over(1, 200)
        namens = self.toeval.choice((self.leven._zorg, self.leven._consulent))
        inlichten = partial(
            buren_ingelicht,
            traject=self.leven.traject,
            soort=self.toeval.choice(list(Buurtuitleg)),
            door=Partij.BEGELEIDER,
            op=self.leven.vandaag,
            huurder_wist_op=self.leven.vandaag,
            namens=namens,
        )
        self.leven.doe("buren_ingelicht", inlichten)
