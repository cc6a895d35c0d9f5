"""The overview of the gemeente: contingent, phases and what is late."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q
from django.http import Http404
from django.urls import reverse
from django.utils.http import urlencode

from evaluatie.monitor.querysets import (
    achterstand,
    achterstanden,
    blijft_liggen,
    contingentregels,
    te_laat,
    trajecten_per_fase,
)
from opstap import clock
from opstap.partners.rechten import Actie, Bereik, bereik
from opstap.partners.schermen import Scherm
from opstap.protocol.begrippen import Rol
from opstap.regelingen.models import Regeling
from opstap.termijnen.vertraging.uitleg import reden_buiten, uitleg_van

PER_PAGINA = 50


class OverzichtView(Scherm):
    """One block per regeling the organisation takes part in. No person is named here."""

    actie = Actie.OVERZICHT_ZIEN
    template_name = "monitor/overzicht.html"
    titel = "Overzicht"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        mag = any(bereik(Rol(t.rol), Actie.TE_LAAT_ZIEN) is not Bereik.GEEN for t in self.gebruiker.rollen)
        return super().get_context_data(
            koppen=_KOPPEN,
            blokken=[self._blok(r) for r in self._regelingen()],
            te_laat_url=reverse("monitor:te_laat") if mag else "",
            **kwargs,
        )

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


class TeLaatView(Scherm):
    """What stays undone in the own regelingen, for who stands above the organisations: kenmerk, kind, who, days."""

    actie = Actie.TE_LAAT_ZIEN
    template_name = "monitor/te_laat.html"
    titel = "Te laat in deze regeling"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        vandaag = clock.vandaag()
        mijn = {t.organisatie_id for t in self.gebruiker.rollen if bereik(Rol(t.rol), self.actie) is Bereik.REGELING}
        regelingen = dict(Regeling.objects.voor_organisaties(mijn).values_list("pk", "naam"))
        liggen = blijft_liggen(regelingen=regelingen, peildatum=vandaag)
        rijen = list(self._verder(liggen).select_related("traject", "organisatie")[: PER_PAGINA + 1])
        laatste = rijen[PER_PAGINA - 1] if len(rijen) > PER_PAGINA else None
        meer, gezegd = len(regelingen) > 1, uitleg_van(rijen, vandaag)
        return super().get_context_data(
            terug_url=reverse("monitor:overzicht"),
            koppen=[*_KOPPEN["liggen"], "Regeling"] if meer else _KOPPEN["liggen"],
            rijen=[
                {
                    "cellen": _cellen(t, reden_buiten(t, gezegd.get(t.pk), vandaag), vandaag)
                    + ([regelingen[t.traject.regeling_id]] if meer else [])
                }
                for t in rijen[:PER_PAGINA]
            ],
            volgende_url="?" + urlencode({"na": f"{laatste.datum.isoformat()}_{laatste.pk}"}) if laatste else "",
            **kwargs,
        )

    def _verder(self, termijnen: Any) -> Any:
        """Keyset: the rows after the last one of the page before."""
        dag, _, nummer = self.request.GET.get("na", "").partition("_")
        if not dag:
            return termijnen
        try:
            datum, pk = date.fromisoformat(dag), int(nummer)
        except ValueError as fout:
            raise Http404 from fout
        return termijnen.filter(Q(datum__gt=datum) | Q(datum=datum, pk__gt=pk))


def _cellen(termijn: Any, waarom: str, vandaag: date) -> list[Any]:
    a = achterstand(termijn, vandaag)
    hoe_lang = f"{_dagen(a.dagen)} te laat" if a.dagen > 0 else f"nog {_dagen(-a.dagen)}"
    return [a.kenmerk, a.wat, a.wie or "–", f"{hoe_lang}. {waarom}." if waarom else hoe_lang]


_KOPPEN = {
    "contingent": ["Corporatie", "Afgesproken", "Gebruikt", "Gereserveerd", "Vrij"],
    "fasen": ["Fase", "Aantal"],
    "te_laat": ["Kenmerk", "Wat", "Hoe lang"],
    "liggen": ["Kenmerk", "Wat", "Aan zet", "Hoe lang"],
}


def _dagen(aantal: int) -> str:
    return "1 dag" if aantal == 1 else f"{aantal} dagen"
