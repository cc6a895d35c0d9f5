"""What people write in the register of woningzoekenden, or forget (Z-9.11, Z-9.18, Z-14.5)."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from opstap.protocol.begrippen import Route
from opstap.protocol.inschrijven import Koppeling
from opstap.trajecten.enums import Wijze
from woningen.models import Bemiddeling
from woningen.services import aantekening_vastleggen, ambtshalve_inschrijven, toewijzing_verwerken

if TYPE_CHECKING:
    from tests.simulatie.leven import Leven

#: how many forget it for good
VERGETEN = 0.2


class Register:
    """Its own dice, so that nothing else of a life changes."""

    def __init__(self, leven: Leven) -> None:
        self.leven = leven
        self.toeval = random.Random(f"register {leven.wereld.zaad} {leven.nr}")

    def bij_het_contract(self) -> None:
        """On the day the contract is made up."""
        leven = self.leven
        if leven.streek.met_commissie or self.toeval.random() < VERGETEN:
            return
        wie = {"traject": leven.traject, "gedaan_op": leven.vandaag}
        route = Bemiddeling.objects.open().get(traject__sleutel=leven.traject).route
        if route == Route.ZELF_REAGEREN:
            gehoord = {"weet_op": leven.vandaag, "wijze": Wijze.GESPREK, "namens": leven._loket}
            leven.doe("aangetekend", lambda: aantekening_vastleggen(**wie, **gehoord))
            return
        namens = leven._consulent
        leven.doe("ingeschreven", lambda: ambtshalve_inschrijven(nummer="WK-1", namens=namens, **wie))
        koppeling = self.toeval.choice(list(Koppeling))
        leven.doe("verwerkt", lambda: toewijzing_verwerken(koppeling=koppeling, namens=namens, **wie))
