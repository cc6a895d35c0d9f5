"""The overview of the gemeente: contingent, phases and what is late."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.views.generic import TemplateView

from evaluatie.monitor.ligt import groepen
from evaluatie.monitor.querysets import (
    blijft_liggen,
    contingentregels,
    per_traject,
    te_laat,
    trajecten_per_fase,
    weigeringen_per_corporatie,
)
from opstap import clock
from opstap.partners.rechten import Actie, Bereik, bereik
from opstap.partners.schermen import Scherm
from opstap.protocol.begrippen import Rol
from opstap.regelingen.models import Regeling
from opstap.regelingen.services import eigen_overeenkomsten, overlegregels
from opstap.regelingen.toegang import namens_in_overleg
from opstap.termijnen.gemeld import gemeld_van_buiten, is_contact_van_gemeente, mag_alles_zien
from opstap.termijnen.models import Termijn

PER_PAGINA = 25
_HOOGSTE_PK = 2**63 - 1


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
            "weigeringen": [
                {"cellen": regel} for regel in weigeringen_per_corporatie(regeling=regeling, jaar=vandaag.year)
            ],
            "overeenkomsten": self._overeenkomsten(regeling),
            "te_laat": groepen(laat, per_traject(laat, peildatum=vandaag)[:PER_PAGINA], vandaag, alleen_soort=True),
        }

    def _overeenkomsten(self, regeling: Regeling) -> list[dict[str, Any]]:
        """Who stays outside the protocol on an own overeenkomst, and which side consulted (Z-7.7)."""
        mag = namens_in_overleg(self.gebruiker, regeling)
        return [
            {"cellen": [d.organisatie.naam, *(stand for _, stand in overlegregels(d))]}
            | ({"url": reverse("overeenkomst_overleg", args=[regeling.sleutel, d.organisatie.sleutel])} if mag else {})
            for d in eigen_overeenkomsten(regeling)
        ]


class TeLaatView(Scherm):
    """What stays undone in the own regelingen, for who stands above the organisations: a line per kenmerk, with kind,
    who and days of each duty. A contact of the gemeente who got mail of it reads kind and days of that, and no more."""

    actie = Actie.TE_LAAT_ZIEN
    template_name = "monitor/te_laat.html"
    titel = "Te laat in deze regeling"
    is_contact: bool

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.request = request
        self.is_contact = not mag_alles_zien(self.gebruiker) and is_contact_van_gemeente(self.gebruiker)
        if self.is_contact and self._liggen().exists():
            return TemplateView.dispatch(self, request, *args, **kwargs)  # type: ignore[return-value]
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        vandaag, liggen = clock.vandaag(), self._liggen()
        trajecten = list(self._verder(per_traject(liggen, peildatum=vandaag))[: PER_PAGINA + 1])
        laatste = trajecten[PER_PAGINA - 1] if len(trajecten) > PER_PAGINA else None
        return super().get_context_data(
            terug_url=reverse("vandaag" if self.is_contact else "monitor:overzicht"),
            is_contact=self.is_contact,
            groepen=groepen(liggen, trajecten[:PER_PAGINA], vandaag, alleen_soort=self.is_contact),
            volgende_url="?" + urlencode({"na": _plek(laatste)}) if laatste else "",
            **kwargs,
        )

    def _liggen(self) -> Any:
        if self.is_contact:
            return Termijn.objects.filter(pk__in=[t.pk for t in gemeld_van_buiten(self.gebruiker)])
        mijn = {t.organisatie_id for t in self.gebruiker.rollen if bereik(Rol(t.rol), self.actie) is Bereik.REGELING}
        regelingen = Regeling.objects.voor_organisaties(mijn).values_list("pk", flat=True)
        return blijft_liggen(regelingen=list(regelingen), peildatum=clock.vandaag())

    def _verder(self, trajecten: Any) -> Any:
        """Keyset: the rows after the last one of the page before."""
        na = self.request.GET.get("na", "")
        if not na:
            return trajecten
        try:
            haast, dag, nummer = na.split("_")
            hoog, datum, pk = int(haast), date.fromisoformat(dag), int(nummer)
        except ValueError as fout:
            raise Http404 from fout
        if pk > _HOOGSTE_PK or hoog not in (0, 1):
            raise Http404
        verder = Q(eerste__gt=datum) | Q(eerste=datum, traject__gt=pk)
        return trajecten.filter(Q(haast__lt=hoog) | Q(haast=hoog) & verder)


def _plek(rij: dict[str, Any]) -> str:
    return f"{rij['haast']}_{rij['eerste'].isoformat()}_{rij['traject']}"


_KOPPEN = {
    "overeenkomsten": ["Organisatie", "Overleg volgens de gemeente", "Overleg volgens de corporatie"],
    "contingent": ["Corporatie", "Afgesproken", "Gebruikt", "Gereserveerd", "Vrij"],
    "fasen": ["Fase", "Aantal"],
    "weigeringen": ["Corporatie", "Aantal"],
}
