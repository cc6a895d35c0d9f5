"""What happens when nobody does an open duty."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.http import Http404
from django.urls import reverse

from opstap import clock
from opstap.partners.models import Gebruiker, Organisatie
from opstap.partners.namens import Namens
from opstap.partners.rechten import Actie
from opstap.post.models import Link
from opstap.protocol.begrippen import Rol
from opstap.protocol.datums import datum_met_dag
from opstap.protocol.termijnsoorten import Termijnsoort, Trap
from opstap.termijnen.mensen.houders import houders
from opstap.termijnen.mensen.services import namens_voor_termijn
from opstap.termijnen.models import Termijn
from opstap.termijnen.vertraging.ladderzin import uitstelhandelingen, uitstelzin
from opstap.termijnen.vertraging.uitleg import reden_zin, uitleg_van
from opstap.termijnen.vooruitblik import Aankondiging, aankondigingen
from opstap.trajecten.schermen import Trajectscherm
from opstap.trajecten.toegang import mag_weten, namens_eigen_organisatie


class AlsNietView(Trajectscherm):
    """What happens when nobody does an open duty: the days and the people who hear of it."""

    actie = Actie.TRAJECT_ZIEN
    template_name = "termijnen/als_niet.html"
    titel = "Wat gebeurt er als dit niet gebeurt?"
    termijn: Termijn
    van_mij = False

    def laden(self, **kwargs: Any) -> None:
        """Who must do it may look, also without a right to the traject: who gives support sees his own part only."""
        rijen = Termijn.objects.open().filter(sleutel=kwargs["termijn"], traject__sleutel=kwargs["traject"])
        termijn = rijen.select_related("traject__regeling", "organisatie").first()
        if termijn is not None and rijen.voor(self.gebruiker).exists():
            self.van_mij, self.traject, self.termijn = True, termijn.traject, termijn
            return
        super().laden(**kwargs)
        rollen = {Rol(n.rol) for n in super().mag_namens()}
        if termijn is None or not mag_weten(self.gebruiker, rollen, termijn):
            raise Http404
        self.termijn = termijn

    def mag_namens(self) -> list[Namens]:
        namens = super().mag_namens()
        if not namens and self.van_mij:
            return namens_eigen_organisatie(self.gebruiker, Actie.VANDAAG_ZIEN, self.termijn.organisatie)
        return namens

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        termijn, vandaag = self.termijn, clock.vandaag()
        dagen, soort = groupby(aankondigingen(termijn), key=lambda r: r.dag), termijn.kind
        return super().get_context_data(
            wat=termijn.kind.tekst,
            wie=termijn.organisatie.naam if termijn.organisatie else "nog niemand",
            datum=termijn.datum,
            hoe_lang=termijn.hoe_lang(vandaag),
            aard_label=termijn.kind.aard.label,
            gevolg=termijn.kind.gevolg,
            houder_zin=self._houder_zin(),
            wacht_zin=termijn.wacht_zin(vandaag),
            reden_zin=reden_zin(uitleg_van([termijn], vandaag).get(termijn.pk)),
            uitstel_zin=uitstelzin(termijn),
            handelingen=self._handelingen(),
            dagen=[{"dag": datum_met_dag(dag), "regels": _trappen(list(regels), soort)} for dag, regels in dagen],
            terug_url=reverse("vandaag") if self.van_mij else reverse("traject", args=[self.traject.sleutel]),
            **kwargs,
        )

    def _houder_zin(self) -> str:
        """Only for colleagues: who took it."""
        houder = houders([self.termijn]).get(self.termijn.pk) if self.van_mij else None
        if houder is None:
            return ""
        return "U heeft deze taak opgepakt." if houder == self.gebruiker else f"{houder.naam} heeft deze taak opgepakt."

    def _handelingen(self) -> list[dict[str, str]]:
        """Before the date too: who must do it can let it wait, or let others hear later."""
        if self.van_mij and not self.termijn.kind.mag_wachten:
            return uitstelhandelingen(self.gebruiker, self.termijn)
        if not (self.van_mij and self.termijn.kind.mag_wachten and namens_voor_termijn(self.gebruiker, self.termijn)):
            return []
        tekst = "Pas aan tot wanneer dit wacht" if self.termijn.wacht(clock.vandaag()) else "Kan dit wachten?"
        return [{"tekst": tekst, "url": reverse("taak_vertraging", args=[self.termijn.sleutel])}]


#: A rung as the page calls it; who stands on it is said by name.
_TRAPPEN = {
    Trap.VERANTWOORDELIJKE: "Wie het moet doen, krijgt bericht",
    Trap.TEAMLEIDER: "De leidinggevende krijgt bericht",
    Trap.ESCALATIE: "De escalatiecontacten krijgen bericht",
    Trap.GEMEENTE: "De gemeente krijgt bericht, maar ziet niet om wie het gaat",
    Trap.BESTUURLIJK: "Wie het bestuurlijk overleg voorbereidt, krijgt bericht, maar ziet niet om wie het gaat",
    Trap.ACTIE: "Opstap legt vast wat er nu geldt",
}
_KIJKT = "Opstap kijkt of er een MDO nodig is, en stelt dat dan voor"


def _naam(aan: Gebruiker | Organisatie | Link) -> str:
    if isinstance(aan, Link):
        return "wie de link kreeg"
    return aan.naam if isinstance(aan, Gebruiker) else f"het gedeelde postvak van {aan.naam}"


def _trappen(regels: list[Aankondiging], soort: Termijnsoort) -> list[dict[str, str]]:
    """Per rung of one day the names."""
    gevonden = []
    for trap, deel in groupby(regels, key=lambda r: r.trap):
        namen = ", ".join(_naam(r.aan) for r in deel if r.aan)
        leeg = "" if trap is Trap.ACTIE else "niemand; vraag de beheerder wie dit kan zijn"
        wat = _KIJKT if trap is Trap.ACTIE and soort.eigen_dag else _TRAPPEN[trap]
        gevonden.append({"wat": wat, "wie": namen or leeg})
    return gevonden
