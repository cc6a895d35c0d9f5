"""The agenda of a commissie, and the days on which it means to meet: for who holds a seat."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any
from uuid import UUID

from django.http import Http404
from django.urls import reverse

from aanmelding import services
from aanmelding.forms import VergaderdagForm
from aanmelding.models import Vergaderdag
from aanmelding.services.vergaderdagen import weghalen_belemmeringen
from aanmelding.vergadering import Agenda, Agendarij, agenda, mijn_commissies
from opstap.partners.namens import Namens
from opstap.partners.rechten import Actie
from opstap.partners.schermen import Formulierscherm, Scherm
from opstap.protocol.aanmeldstappen import Aanmeldstatus
from opstap.protocol.basis import Belemmering
from opstap.protocol.datums import datum_met_weekdag, datum_voluit
from opstap.protocol.momenten import uur
from opstap.protocol.vergaderen import VOORBEREID_DAGEN, geen_werkdag
from opstap.regelingen.models import Deelname


class _Commissiescherm(Scherm):
    """The role alone opens nothing of a commissie: a seat does (A-11)."""

    actie = Actie.VERGADEREN

    @cached_property
    def commissies(self) -> list[Deelname]:
        return list(mijn_commissies(self.gebruiker))


class AgendaView(_Commissiescherm):
    template_name = "aanmelding/vergadering.html"
    titel = "Vergadering"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            commissies=[_commissie(d, agenda(d, self.gebruiker)) for d in self.commissies],
            koppen=("Kenmerk", "Naam", "Stand", "Nog open", "Mist in het formulier"),
            voorbereid_dagen=VOORBEREID_DAGEN,
            erbij_url=reverse("aanmelding:vergaderdag_vastleggen"),
            terug_url=reverse("vandaag"),
            **kwargs,
        )


def _commissie(deelname: Deelname, a: Agenda) -> dict[str, Any]:
    return {
        "naam": deelname.regeling.naam,
        "dagen": [
            {
                "titel": in_woorden(dag),
                "rijen": [_rij(r) for r in rijen],
                "weg_url": reverse("aanmelding:vergaderdag_weghalen", args=[dag.sleutel]),
            }
            for dag, rijen in a.dagen.items()
        ],
        "zonder_dag": [_rij(r) for r in a.zonder_dag],
        "niet_compleet": [_rij(r) for r in a.niet_compleet],
        "er_zijn_er_meer": a.er_zijn_er_meer,
    }


def in_woorden(dag: Vergaderdag) -> str:
    return f"{datum_met_weekdag(dag.dag)}, {uur(dag.om)} uur"


def _rij(rij: Agendarij) -> dict[str, Any]:
    a = rij.aanmelding
    stand = Aanmeldstatus(a.status).label
    if a.compleet_op is not None and a.status == Aanmeldstatus.COMPLEET:
        stand = f"{stand} sinds {datum_voluit(a.compleet_op)}"
    open_ = "; ".join(rij.open_punten) or "niets"
    return {
        "url": reverse("aanmelding:beoordelen", args=[a.traject.sleutel]),
        "cellen": (a.traject.kenmerk, a.traject.naam, stand, open_, " ".join(rij.mist) or "niets"),
    }


class _Vergaderdagformulier(_Commissiescherm, Formulierscherm):
    def terug_url(self) -> str:
        return reverse("aanmelding:vergadering")


class VergaderdagVastleggenView(_Vergaderdagformulier):
    form_class = VergaderdagForm
    titel = "Leg een vergaderdag vast"
    uitleg = "Op de agenda staan vanzelf de aanmeldingen die dan compleet zijn. Niemand krijgt hier bericht van."
    knop = "Leg deze dag vast"
    gelukt = "De vergaderdag staat erin."

    def form_opties(self) -> dict[str, Any]:
        return {"commissies": [(str(d.regeling.sleutel), d.regeling.naam) for d in self.commissies]}

    def belemmeringen(self) -> Sequence[Belemmering]:
        if self.commissies:
            return ()
        return [Belemmering("A-11", "U bent nu geen lid van een commissie; vraag de beheerder van de gemeente.")]

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        gegevens = form.cleaned_data
        regeling = gegevens.get("regeling") or self._regeling()
        services.vergaderdag_vastleggen(
            regeling=UUID(str(regeling)), dag=gegevens["dag"], om=gegevens["om"], namens=namens
        )
        self.gelukt = f"{self.gelukt} {geen_werkdag(dag=gegevens['dag'])}".strip()
        return self.terug_url()

    def _regeling(self) -> UUID:
        if not self.commissies:
            raise Http404
        sleutel: UUID = self.commissies[0].regeling.sleutel
        return sleutel


class VergaderdagWeghalenView(_Vergaderdagformulier):
    titel = "Haal deze vergaderdag weg"
    uitleg = "De aanmeldingen van deze dag komen op de agenda van de volgende vergadering."
    knop = "Haal deze dag weg"
    gelukt = "De vergaderdag is weggehaald."

    def laden(self, **kwargs: Any) -> None:
        """Of another commissie it looks as if it is not there."""
        rijen = Vergaderdag.objects.filter(deelname__in=self.commissies).select_related("deelname__regeling")
        rij = rijen.filter(sleutel=kwargs["vergaderdag"]).first()
        if rij is None:
            raise Http404
        self.rij = rij

    def belemmeringen(self) -> Sequence[Belemmering]:
        return weghalen_belemmeringen(self.rij)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        feiten = [("Regeling", self.rij.deelname.regeling.naam), ("Vergadering", in_woorden(self.rij))]
        return super().get_context_data(feiten=feiten, **kwargs)

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        services.vergaderdag_weghalen(vergaderdag=self.rij.sleutel, namens=namens)
        return self.terug_url()
