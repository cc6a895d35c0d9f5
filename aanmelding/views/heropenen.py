"""The page on which who decides says that the besluit does not hold any more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import cached_property

from aanmelding import oordeel, services
from aanmelding.forms import HeropenForm
from aanmelding.models import Besluitvoorstel
from aanmelding.services.heropenen import heropenen_bezwaren
from aanmelding.services.voorstellen import voorgestelde_heropening
from aanmelding.services.voorstelstand import open_voorstel, teruggestuurd_voorstel
from aanmelding.views.oordeel import Oordeelformulier
from opstap.partners.namens import Namens
from opstap.protocol.aanmeldstappen import Aanmeldstatus
from opstap.protocol.basis import Belemmering
from opstap.protocol.beslissen import Zaak, vergadert
from opstap.protocol.vier_ogen import vier_ogen
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


TWEEDE = "Een collega met dezelfde rol moet dit bevestigen. Tot dan blijft de kandidaat toegelaten."
VOORSTEL, VOORGESTELD = (
    "Stel voor om in te trekken",
    "Het voorstel ligt er. Een collega met dezelfde rol bevestigt het.",
)
LIGT_ER = Belemmering("Z-2.9", "Er ligt al een voorstel. Een tweede persoon bevestigt het of stuurt het terug.")


class HeropenenView(Oordeelformulier):
    form_class = HeropenForm
    gelukt = "Het besluit geldt niet meer. De aanmelding ligt weer bij u. De brieven staan bij het traject."

    def laden(self, **kwargs: Any) -> None:
        super().laden(**kwargs)
        wat = _PER_STATUS.get(Aanmeldstatus(self.aanmelding.status), AL_GEDAAN)
        self.titel, self.uitleg, self.knop = wat.titel, f"{wat.gevolg} {NIEUW_BESLUIT}", wat.knop
        self.stap = "heropenen" if self.aanmelding.besloten_op is not None else "heropend"
        if self._met_tweede():
            self.stap = "voorgesteld" if open_voorstel(self.aanmelding) else "voorstellen"
            self.uitleg, self.knop, self.gelukt = f"{TWEEDE} {self.uitleg}", VOORSTEL, VOORGESTELD

    def _met_tweede(self) -> bool:
        """Opening an afwijzing again takes nothing from anybody."""
        return self.aanmelding.status == Aanmeldstatus.TOEGELATEN and vier_ogen(parameters=self.parameters)

    @cached_property
    def terug(self) -> Besluitvoorstel | None:
        return teruggestuurd_voorstel(self.aanmelding, is_intrekking=True) if self.stap == "voorstellen" else None

    def begin(self) -> dict[str, Any]:
        if self.terug is None:
            return {}
        eerder = voorgestelde_heropening(self.terug)
        return {"reden": eerder.reden.value, "motivering": eerder.motivering}

    def intussen(self) -> str:
        return self.laatst_gedaan("besluit_heropend", "toelating_ingetrokken", "besluit_voorgesteld")

    def terug_url(self) -> str:
        return super(Oordeelformulier, self).terug_url()

    def form_opties(self) -> dict[str, Any]:
        commissie = vergadert(zaak=Zaak.TOELATING, parameters=self.parameters)
        return {"leden": stemgerechtigden(self.traject) if commissie else None}

    def belemmeringen(self) -> Sequence[Belemmering]:
        if self.stap == "voorgesteld":
            return self.niet_beslisser() or [LIGT_ER]
        return self.niet_beslisser() or heropenen_bezwaren(self.aanmelding)

    def waarschuwingen(self) -> Sequence[Belemmering]:
        return [] if self.terug is None else [Belemmering("Z-2.9", f"Teruggestuurd: {self.terug.tekst.terug}")]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(feiten=oordeel.geldend(self.aanmelding), **kwargs)

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        voorstel = self.stap == "voorstellen"
        doe = services.intrekking_voorstellen if voorstel else services.besluit_heropenen
        doe(traject=self.traject.sleutel, heropening=form.heropening(), versie=versie, namens=namens)
        return self.terug_url() if voorstel else self.url("beoordelen")
