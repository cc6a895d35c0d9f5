"""The road in the regeling with a commissie: she decides and evaluates; a behandelaar may have to agree."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from aanmelding.models import Advies
from aanmelding.services import (
    Uitstroomgegevens,
    advies_geven,
    advies_vragen,
    behandelaar_vastleggen,
    eigen_bijdrage_vastleggen,
    indicatie_vastleggen,
)
from evaluatie.enums import Partij
from evaluatie.models import Evaluatie
from opstap import clock
from opstap.demo.weg import Weg
from opstap.partners.namens import Namens
from opstap.protocol.begrippen import Route
from opstap.protocol.contractvormen import Contractvorm
from opstap.regelingen.models import Regeling
from opstap.trajecten.beslissers import Vergadering


@dataclass
class Commissieweg(Weg):
    """As `Weg`, with the accounts of the other region."""

    begeleider: str = "begeleider3"
    corporatie: str = "erf"

    @property
    def _loket(self) -> Namens:
        return self.regio.namens("commissie")

    @property
    def _beslisser(self) -> Namens:
        return self.regio.namens("commissie")

    @property
    def _evaluator(self) -> Namens:
        return self.regio.namens("commissie2")

    @property
    def _regeling(self) -> Regeling:
        return self.regio.met_commissie

    def _vergadering(self, dag: date) -> Vergadering:
        """On the day itself, with the gemeente and one corporatie."""
        return Vergadering(
            op=dag, aanwezig=tuple(self.regio.mensen[account].sleutel for account in ("commissie", "commissie2"))
        )

    def _aan_tafel(self, evaluatie: Evaluatie) -> set[Partij]:
        return {Partij.HUURDER, Partij.BEGELEIDER, Partij.COMMISSIELID}

    def _uitstroomgegevens(self, uitstroom: date) -> Uitstroomgegevens:
        """No binding and no inschrijving: this regeling does not ask them."""
        return Uitstroomgegevens(
            instroomroute=self.instroomroute, uitstroom=uitstroom, voorkeursroute=Route.DIRECTE_BEMIDDELING
        )

    def behandelaar(self, dag: date, *, heeft: bool = True, onderschrijft: bool | None = True) -> None:
        with clock.klok_op(dag):
            behandelaar_vastleggen(
                traject=self.traject,
                heeft_behandelaar=heeft,
                onderschrijft=onderschrijft if heeft else None,
                datum=dag if heeft and onderschrijft is not None else None,
                namens=self._zorg,
            )

    def advies_vragen(self, dag: date, aan: str) -> Advies:
        """The commissie asks this organisation."""
        organisatie = self.regio.organisaties[aan]
        with clock.klok_op(dag):
            return advies_vragen(traject=self.traject, aan=organisatie.sleutel, namens=self._loket)

    def advies_geven(self, dag: date, advies: Advies, account: str, antwoord: str, tekst: str = "") -> None:
        namens = self.regio.namens(account)
        with clock.klok_op(dag):
            advies_geven(onderwerp=advies.sleutel, antwoord=antwoord, tekst=tekst, namens=namens)

    def eigen_bijdrage(self, dag: date) -> None:
        with clock.klok_op(dag):
            eigen_bijdrage_vastleggen(traject=self.traject, datum=dag, namens=self._zorg)

    def indicatie(self, dag: date) -> None:
        with clock.klok_op(dag):
            indicatie_vastleggen(traject=self.traject, datum=dag, namens=self._zorg)

    def opmaken(
        self,
        dag: date,
        *,
        ingang: date,
        duur: int = 24,
        ritme: int = 6,
        uren: int | None = 3,
        vorm: Contractvorm | None = None,
    ) -> None:
        super().opmaken(dag, ingang=ingang, duur=duur, ritme=ritme, uren=uren, vorm=vorm)
