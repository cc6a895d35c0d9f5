"""The overview of the gemeente: contingent, phases and what is late."""

from __future__ import annotations

from typing import Any

from evaluatie.monitor.querysets import achterstanden, contingentregels, te_laat, trajecten_per_fase
from opstap import clock
from opstap.partners.rechten import Actie, Bereik, bereik
from opstap.partners.schermen import Scherm
from opstap.protocol.begrippen import Rol
from opstap.regelingen.models import Regeling


class OverzichtView(Scherm):
    """One block per regeling the organisation takes part in. No person is named here."""

    actie = Actie.OVERZICHT_ZIEN
    template_name = "monitor/overzicht.html"
    titel = "Overzicht"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(koppen=_KOPPEN, blokken=[self._blok(r) for r in self._regelingen()], **kwargs)

    def _regelingen(self) -> Any:
        mijn = [t.organisatie_id for t in self.gebruiker.rollen if bereik(Rol(t.rol), self.actie) is Bereik.REGELING]
        return Regeling.objects.voor_organisaties(mijn)

    def _rollen(self, regeling: Regeling) -> set[Rol]:
        """The roles this person holds at organisations that take part."""
        deelnemers = set(regeling.deelnames.actueel().values_list("organisatie_id", flat=True))
        return {Rol(t.rol) for t in self.gebruiker.rollen if t.organisatie_id in deelnemers}

    def _blok(self, regeling: Regeling) -> dict[str, Any]:
        vandaag = clock.vandaag()
        regels = contingentregels(regeling=regeling, jaar=vandaag.year)
        laat = te_laat(regeling=regeling, peildatum=vandaag, rollen=self._rollen(regeling))
        fasen = trajecten_per_fase(regeling=regeling)
        return {
            "naam": regeling.naam,
            "jaar": vandaag.year,
            "cijfers": [
                {"getal": sum(aantal for _, aantal in fasen), "tekst": "lopende trajecten"},
                {"getal": laat.count(), "tekst": "dingen te laat"},
                {"getal": sum(r.vrij for r in regels), "tekst": f"vrije plekken in {vandaag.year}"},
            ],
            "contingent": [
                {"cellen": [r.corporatie, r.afgesproken, r.gebruikt, r.gereserveerd, r.vrij]} for r in regels
            ],
            "fasen": [{"cellen": [fase.label.capitalize(), aantal]} for fase, aantal in fasen],
            "te_laat": [
                {"cellen": [a.kenmerk, a.wat, _dagen(a.dagen)]} for a in achterstanden(laat, peildatum=vandaag)
            ],
        }


_KOPPEN = {
    "contingent": ["Corporatie", "Afgesproken", "Gebruikt", "Gereserveerd", "Vrij"],
    "fasen": ["Fase", "Aantal"],
    "te_laat": ["Kenmerk", "Wat", "Hoe lang"],
}


def _dagen(aantal: int) -> str:
    return "1 dag" if aantal == 1 else f"{aantal} dagen"
