"""The page on which who decides says that the besluit does not hold any more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from aanmelding import oordeel, services
from aanmelding.forms import HeropenForm
from aanmelding.services.heropenen import heropenen_bezwaren
from aanmelding.views.oordeel import Oordeelformulier
from opstap.partners.namens import Namens
from opstap.protocol.aanmeldstappen import Aanmeldstatus
from opstap.protocol.basis import Belemmering
from opstap.protocol.beslissen import Zaak, vergadert
from opstap.trajecten.beslissers import stemgerechtigden


@dataclass(frozen=True)
class _Woorden:
    titel: str
    gevolg: str
    knop: str


AFWIJZING = _Woorden(
    "Het besluit heropenen",
    "Het besluit geldt dan niet meer. Iedereen doet weer mee, zoals voor het besluit.",
    "Heropen het besluit",
)
AL_GEDAAN = _Woorden("Een besluit opnieuw bekijken", "Er is nu geen besluit om te heropenen.", "Heropen het besluit")
TOELATING = _Woorden(
    "De toelating intrekken",
    "De kandidaat is dan niet meer toegelaten. Niemand zoekt nog een woning, en een aanbod zonder antwoord vervalt.",
    "Trek de toelating in",
)
_PER_STATUS = {Aanmeldstatus.TOEGELATEN: TOELATING, Aanmeldstatus.AFGEWEZEN: AFWIJZING}
NIEUW_BESLUIT = (
    "Het oude besluit blijft in Opstap staan, met de brief. De tijd voor een nieuw besluit begint vandaag opnieuw. "
    "De kandidaat en de zorgorganisatie krijgen een brief."
)


class HeropenenView(Oordeelformulier):
    form_class = HeropenForm
    gelukt = "Het besluit geldt niet meer. De aanmelding ligt weer bij u. De brieven staan bij het traject."

    def laden(self, **kwargs: Any) -> None:
        super().laden(**kwargs)
        wat = _PER_STATUS.get(Aanmeldstatus(self.aanmelding.status), AL_GEDAAN)
        self.titel, self.uitleg, self.knop = wat.titel, f"{wat.gevolg} {NIEUW_BESLUIT}", wat.knop
        self.stap = "heropenen" if self.aanmelding.besloten_op is not None else "heropend"

    def intussen(self) -> str:
        return self.laatst_gedaan("besluit_heropend", "toelating_ingetrokken")

    def terug_url(self) -> str:
        return super(Oordeelformulier, self).terug_url()

    def form_opties(self) -> dict[str, Any]:
        commissie = vergadert(zaak=Zaak.TOELATING, parameters=self.parameters)
        return {"leden": stemgerechtigden(self.traject) if commissie else None}

    def belemmeringen(self) -> Sequence[Belemmering]:
        return self.niet_beslisser() or heropenen_bezwaren(self.aanmelding)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(feiten=oordeel.geldend(self.aanmelding), **kwargs)

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        services.besluit_heropenen(
            traject=self.traject.sleutel, heropening=form.heropening(), versie=versie, namens=namens
        )
        return self.url("beoordelen")
