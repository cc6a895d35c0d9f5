"""People who say why a duty takes longer, let it wait until a day, or take it up before that day; or let others hear
of it later."""

from __future__ import annotations

import random
from datetime import timedelta

from evaluatie.models import Afspraak, Mdo
from opstap.errors import OpstapFout
from opstap.protocol.begrippen import Rol
from opstap.protocol.termijnsoorten import TERMIJNSOORTEN
from opstap.protocol.uitstellen import uitstelredenen
from opstap.protocol.vertraging import redenen
from opstap.termijnen.models import Termijn
from opstap.termijnen.vertraging.services import termijn_weer_oppakken, vertraging_vastleggen
from opstap.termijnen.vertraging.uitstellen import bericht_uitstellen, uitstel_stoppen
from tests.simulatie.wereld import Wereld

_VRAAGT = {soort.code for soort in TERMIJNSOORTEN.values() if redenen(soort=soort)}
#: How often a day somebody looks at one duty: more often than in life, so that every kind comes by.
_KANS = 0.03
#: Of what is late or nearly so, while it is that.
_STELT_UIT_KANS = 0.3
_STELT_UIT = {soort.code for soort in TERMIJNSOORTEN.values() if uitstelredenen(soort=soort)}
_RIJEN: dict[str, type[Afspraak] | type[Mdo]] = {"afspraak_nakomen": Afspraak, "mdo_plannen": Mdo}


class Uitleg:
    def __init__(self, wereld: Wereld) -> None:
        self.wereld, self.toeval = wereld, random.Random(f"uitleg {wereld.zaad}")
        self.uitsteltoeval = random.Random(f"uitstel {wereld.zaad}")

    def dag(self) -> bool:
        """Whether anybody did something."""
        rijen = Termijn.objects.open().filter(soort__in=_VRAAGT, organisatie__isnull=False)
        gekozen = [rij for rij in rijen.order_by("pk") if self.toeval.random() < _KANS]
        return any([*(self._zeg(rij) for rij in gekozen), *(self._stel_uit(rij) for rij in self._te_laat())])

    def _zeg(self, rij: Termijn) -> bool:
        """Sometimes a day that may not be chosen: then Opstap says no."""
        organisatie = rij.organisatie.naam.split()[-1].lower()  # type: ignore[union-attr]
        persoon = self.wereld.wie(Rol(rij.rol), organisatie, self._contact(rij, self.toeval))
        if persoon is None:
            return False
        nr, namens = int(rij.traject.persoon.naam.rsplit(" ", 1)[-1]), self.wereld.namens(persoon)
        plek = {"soort": rij.soort, "plek": rij.plek}
        if rij.wacht(self.wereld.vandaag) and self.toeval.random() < 0.5:
            termijn_weer_oppakken(termijn=rij.sleutel, namens=namens)
            self.wereld.leg_vast(nr, "wacht", **plek, tot=None, door=persoon.account)
            return True
        reden = self.toeval.choice(redenen(soort=rij.kind))
        over = self.toeval.choice((None, -1, 1, 3, 7, 14, 30, 45, 56, 57))
        tot = None if over is None else self.wereld.vandaag + timedelta(days=over)
        try:
            vertraging_vastleggen(termijn=rij.sleutel, reden=reden, wacht_tot=tot, namens=namens)
        except OpstapFout as fout:
            self.wereld.leg_weigering_vast(nr, "wacht", fout.melding)
            return False
        if rij.kind.mag_wachten:  # of another kind a reason changes nothing, and the oracle need not know
            self.wereld.leg_vast(nr, "wacht", **plek, tot=tot, door=persoon.account)
        return True

    def _contact(self, rij: Termijn, toeval: random.Random) -> str:
        """Now and then a colleague tries it; of most it is who has it."""
        rijen = rij.traject.betrokkenheden.actueel().filter(organisatie=rij.organisatie, contactpersoon__isnull=False)
        contact = rijen.select_related("contactpersoon").first()
        return contact.contactpersoon.naam if contact and toeval.random() < 0.8 else ""

    def _te_laat(self) -> list[Termijn]:
        rijen = Termijn.objects.open().filter(soort__in=_STELT_UIT, organisatie__isnull=False)
        rijen = rijen.filter(datum__lte=self.wereld.vandaag + timedelta(days=3)).order_by("pk")
        return [rij for rij in rijen if self.uitsteltoeval.random() < _STELT_UIT_KANS]

    def _stel_uit(self, rij: Termijn) -> bool:
        """Sometimes a day that may not be chosen, sometimes a second time: then Opstap says no."""
        toeval, organisatie = self.uitsteltoeval, rij.organisatie.naam.split()[-1].lower()  # type: ignore[union-attr]
        persoon = self.wereld.wie(Rol(rij.rol), organisatie, self._contact(rij, toeval))
        if persoon is None:
            return False
        nr, namens = int(rij.traject.persoon.naam.rsplit(" ", 1)[-1]), self.wereld.namens(persoon)
        tot = self.wereld.vandaag + timedelta(days=toeval.choice((-1, 1, 3, 7, 10, 13, 14, 15)))
        stopt = rij.is_uitgesteld(self.wereld.vandaag) and toeval.random() < 0.3
        try:
            if stopt:
                uitstel_stoppen(termijn=rij.sleutel, namens=namens)
            else:
                reden = toeval.choice(uitstelredenen(soort=rij.kind))
                bericht_uitstellen(termijn=rij.sleutel, reden=reden, tot=tot, namens=namens)
        except OpstapFout as fout:
            self.wereld.leg_weigering_vast(nr, "uitstel", fout.melding)
            return False
        waar = {"soort": rij.soort, "plek": _plek(rij), "door": persoon.account}
        self.wereld.leg_vast(nr, "uitstel", **waar, tot=None if stopt else tot)
        return True


def _plek(rij: Termijn) -> str:
    """As the story says it: the how manieth of its kind in the traject."""
    if rij.soort not in _RIJEN:
        return rij.plek
    rijen = _RIJEN[rij.soort].objects.filter(traject=rij.traject_id)
    return str(rijen.filter(pk__lte=rijen.get(sleutel=rij.onderwerp).pk).count())
