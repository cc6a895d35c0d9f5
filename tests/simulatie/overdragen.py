"""Who begeleidt hands over, now and then: a yes, a no, no answer, or taken back before it takes effect."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from aanmelding.models import Overdracht
from aanmelding.services import Aanbod, overdracht_aanbieden, overdracht_beantwoorden, overdracht_terugnemen
from aanmelding.services.overdragen import collegas
from opstap.protocol.begrippen import Rol
from opstap.protocol.overdragen import Overdrachtantwoord, Overdrachtstatus, Overdrachtweigering
from opstap.trajecten.enums import Wijze
from opstap.trajecten.models import Traject
from tests.simulatie.wereld import Persoon

if TYPE_CHECKING:
    from tests.simulatie.leven import Leven

Loop = Iterator[date]
#: in how many trajecten, and where in the course; of living most
DEEL = 0.15
ONVERSTUURD, BEOORDELEN, ZOEKEN, WONEN = "onverstuurd", "beoordelen", "zoeken", "wonen"
MOMENTEN = (ONVERSTUURD, BEOORDELEN, ZOEKEN, WONEN, WONEN)


class Overdragen:
    """Draws for itself, so that the rest of the world stays as it was."""

    def __init__(self, leven: Leven) -> None:
        self.leven = leven
        self.toeval = random.Random(f"overdracht {leven.wereld.zaad} {leven.nr}")
        self.moment = self.toeval.choice(MOMENTEN) if self.toeval.random() < DEEL else ""

    def bij(self, moment: str) -> Loop:
        """Only where this traject has one; the course goes on once it is in effect or will not be."""
        if moment == self.moment:
            yield from self._loop()

    def _over(self, van: int, tot: int) -> date:
        return self.leven.vandaag + timedelta(days=self.toeval.randint(van, tot))

    def _loop(self) -> Loop:
        yield self._over(0, 400 if self.moment == WONEN else 20)
        rij = self._aanbieden()
        if rij is None:
            return
        lot = self.toeval.random()
        if lot < 0.15:
            return  # no answer: it expires, and the course does not wait for that
        yield self._over(0, 9)
        if lot < 0.25:
            self._probeer("overdracht_teruggenomen", rij, self._terugnemen)
            return
        if not self._antwoorden(rij, ja=lot > 0.4):
            return
        if self.toeval.random() < 0.2:
            yield min(self._over(0, 30), rij.start - timedelta(days=1))
            self._probeer("overdracht_teruggenomen", rij, self._terugnemen)
            return
        yield max(rij.start, self.leven.vandaag)
        yield from self._wachten(rij)

    def _wachten(self, rij: Overdracht) -> Loop:
        """Opstap lets it take effect; that may be days late."""
        while True:
            rij = Overdracht.objects.get(pk=rij.pk)
            if rij.status != Overdrachtstatus.AANVAARD:
                break
            yield self._over(1, 1)
        if rij.status == Overdrachtstatus.INGEGAAN:
            assert rij.contact is not None
            naar = rij.naar.naam.split()[-1].lower()
            self.leven.overgenomen(naar, rij.contact.naam, met_herkomst=self.moment == ONVERSTUURD)

    def _aanbieden(self) -> Overdracht | None:
        leven = self.leven
        ander = next((code for code in leven.streek.zorg if code != leven.zorg), "")
        naar = ander if ander and self.toeval.random() < 0.5 else leven.zorg
        mensen = self._wie(naar)
        if not mensen:
            return None
        collega = self.toeval.choice(mensen) if naar == leven.zorg else None
        aanbod = Aanbod(
            start=self._over(1, 40),
            besproken_op=leven.vandaag,
            wijze=Wijze.GESPREK,
            collega=collega.gebruiker.sleutel if collega else None,
            organisatie=None if collega else leven.organisaties[naar].sleutel,
        )
        leven.doe(
            "overdracht_aangeboden",
            lambda: overdracht_aanbieden(traject=leven.traject, aanbod=aanbod, namens=leven._zorg),
            start=aanbod.start, naar=naar, collega=collega.account if collega else "",
        )  # fmt: skip
        return Overdracht.objects.filter(traject__sleutel=leven.traject).latest("pk")

    def _wie(self, organisatie: str) -> list[Persoon]:
        """Who begeleidt there today, and is not contactpersoon here already."""
        wereld, traject = self.leven.wereld, Traject.objects.get(sleutel=self.leven.traject)
        kan = {mens.pk for mens in collegas(traject, wereld.organisaties[organisatie])}
        hier = [p for p in wereld.mensen.values() if (p.organisatie, p.rol) == (organisatie, Rol.BEGELEIDER)]
        return [p for p in hier if p.gebruiker.pk in kan]

    def _antwoorden(self, rij: Overdracht, *, ja: bool) -> bool:
        """Whether it goes on; who comes too late or left says nothing any more."""
        mensen = self._wie(rij.naar.naam.split()[-1].lower())
        if rij.collega_id:
            mensen = [p for p in mensen if p.gebruiker.pk == rij.collega_id]
        if not mensen:
            return False
        contact = self.toeval.choice(mensen)

        def geven(sleutel: object) -> None:
            overdracht_beantwoorden(
                onderwerp=sleutel,  # type: ignore[arg-type]
                antwoord=Overdrachtantwoord.AANVAARD if ja else Overdrachtantwoord.GEWEIGERD,
                reden=None if ja else Overdrachtweigering.GEEN_PLEK,
                contactpersoon=contact.gebruiker.sleutel if ja else None,
                namens=self.leven.wereld.namens(contact),
            )

        return self._probeer("overdracht_beantwoord", rij, geven, contact=contact.account if ja else "") and ja

    def _terugnemen(self, sleutel: object) -> None:
        overdracht_terugnemen(onderwerp=sleutel, namens=self.leven._zorg)  # type: ignore[arg-type]

    def _probeer(self, wat: str, rij: Overdracht, handeling: Callable[[object], None], **gegevens: object) -> bool:
        return self.leven.probeer(wat, lambda: handeling(rij.sleutel), **gegevens)
