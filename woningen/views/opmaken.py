"""Making a contract: the ordinary kind of the regeling, or another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.text import capfirst

from opstap import clock
from opstap.partners.namens import Namens
from opstap.partners.rechten import Actie
from opstap.protocol.basis import Belemmering
from opstap.protocol.begrippen import Hoedanigheid, Route
from opstap.protocol.contract import (
    duurgrenzen,
    gewone_duur,
    gewone_vorm,
    grondslag_waarschuwingen,
    is_gekoppeld,
    voorwaarden,
)
from opstap.protocol.contractvormen import ANDERE_VORMEN, VORMEN, Contractvorm
from opstap.protocol.parameters import Parameters
from opstap.trajecten.schermen import Trajectscherm
from opstap.trajecten.services import betrokken_organisatie
from woningen.enums import Gedragsaanwijzing
from woningen.forms.contract import ContractForm
from woningen.models import Aanbieding
from woningen.services import contract_opmaken
from woningen.services.contract import opmaken_belemmeringen, opmaken_waarschuwingen
from woningen.services.start import voor_de_toewijzing
from woningen.views.gedeeld import Woonformulier

#: What can be chosen where the regeling says nothing about it.
VRIJE_RITMES = (1, 2, 3, 4, 6, 12)


class OpmakenView(Woonformulier):
    actie = Actie.CONTRACT_BEHEREN
    form_class = ContractForm
    titel = "Contract opmaken"
    uitleg = "Opstap maakt het contract als brief. Daarna verzamelt u de handtekeningen."
    knop = "Maak het contract op"
    gelukt = "Het contract staat klaar om te tekenen."

    def bezwaren(self) -> Sequence[Belemmering]:
        bezwaren = opmaken_belemmeringen(self.traject, self.vorm)
        if not bezwaren and betrokken_organisatie(self.traject, Hoedanigheid.BEGELEIDING) is None:
            bezwaren = [Belemmering("Z-2.11", "Er is nog geen begeleidende organisatie om mee te tekenen.")]
        return bezwaren

    template_name = "woningen/opmaken.html"
    vorm: Contractvorm

    def laden(self, **kwargs: Any) -> None:
        super().laden(**kwargs)
        self.vorm = gewone_vorm(self.traject.regelingversie.parameters)

    def waarschuwingen(self) -> Sequence[Belemmering]:
        """On the ground always the same words: shown to some only, they would tell where the kandidaat comes from
        (law 6)."""
        gevonden = [] if opmaken_belemmeringen(self.traject) else opmaken_waarschuwingen(self.traject, self.vorm)
        route = Aanbieding.objects.van_traject(self.traject).values_list("bemiddeling__route", flat=True).last()
        start = voor_de_toewijzing(self.traject, Route(route)) if route else ()
        return [*grondslag_waarschuwingen(contractvorm=self.vorm), *gevonden, *start]

    def begin(self) -> dict[str, Any]:
        parameters = self.traject.regelingversie.parameters
        return {
            "duur_maanden": gewone_duur(vorm=VORMEN[self.vorm], parameters=parameters),
            "evaluatieritme": parameters.evaluatie_ritme_maanden,
            "grondslag_beoordeeld_op": clock.vandaag(),
            "gedragsaanwijzingen": Gedragsaanwijzing.codes(),
        }

    def form_opties(self) -> dict[str, Any]:
        parameters = self.traject.regelingversie.parameters
        return {
            "vorm": VORMEN[self.vorm],
            "ritmes": self._ritmes(parameters),
            "begeleiding": is_gekoppeld(contractvorm=self.vorm, parameters=parameters),
            "zonder": [*self._vast(parameters), *self._niet_gevraagd(parameters)],
        }

    def _ritmes(self, parameters: Parameters) -> Sequence[int]:
        eigen = (parameters.evaluatie_ritme_maanden,) if parameters.evaluatie_ritme_maanden else VRIJE_RITMES
        return parameters.evaluatie_ritmes or eigen

    def _vast(self, parameters: Parameters) -> dict[str, Any]:
        """What the regeling leaves no choice in."""
        laagst, hoogst = duurgrenzen(vorm=VORMEN[self.vorm], parameters=parameters)
        ritmes = self._ritmes(parameters)
        vast = {"duur_maanden": hoogst} if hoogst is not None and laagst == hoogst else {}
        return vast | ({"evaluatieritme": ritmes[0]} if len(ritmes) == 1 else {})

    def _niet_gevraagd(self, parameters: Parameters) -> Iterator[str]:
        if not parameters.begeleidingsuren_vastleggen:
            yield "begeleidingsuren"
        if not parameters.huurbetaler_derde_maanden:
            yield "huurbetaler"
        if self.vorm in (parameters.contractvormen or (self.vorm,)):
            yield "reden_contractvorm"
        if not VORMEN[self.vorm].met_grondslag:
            yield from ("grondslag", "grondslag_beoordeeld_op")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        parameters = self.traject.regelingversie.parameters
        altijd = voorwaarden(contractvorm=self.vorm, parameters=parameters)
        feiten = [
            ("Soort contract", self.vorm.label),
            ("Op naam van", VORMEN[self.vorm].hoofdhuurder.label),
            ("Altijd in het contract", ", ".join(v.label for v in altijd)),
        ]
        return super().get_context_data(
            feiten=[(wat, waarde) for wat, waarde in feiten if waarde], soort_url=self._soort_url(), **kwargs
        )

    def _soort_url(self) -> str:
        return reverse("woningen:contractsoort", args=[self.traject.sleutel])

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        gegevens = self._vast(self.traject.regelingversie.parameters) | form.cleaned_data
        contract_opmaken(traject=self.traject.sleutel, contractvorm=self.vorm, namens=namens, **gegevens)
        return reverse("woningen:contract", args=[self.traject.sleutel])


class ContractsoortView(Trajectscherm):
    """Every kind that can be made here, what it means, and which are the ordinary ones of the regeling."""

    actie = Actie.CONTRACT_BEHEREN
    template_name = "woningen/contractsoort.html"
    titel = "Soort contract kiezen"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        gewoon = self.traject.regelingversie.parameters.contractvormen or ()
        return super().get_context_data(
            belemmeringen=opmaken_belemmeringen(self.traject),
            gewoon=[self._regel(vorm) for vorm in gewoon],
            anders=[self._regel(vorm) for vorm in ANDERE_VORMEN if vorm not in gewoon],
            terug_url=reverse("traject", args=[self.traject.sleutel]),
            **kwargs,
        )

    def _regel(self, vorm: Contractvorm) -> dict[str, str]:
        return {
            "tekst": vorm.label,
            "url": reverse("woningen:contract_opmaken_als", args=[self.traject.sleutel, vorm.value]),
            "uitleg": f"{capfirst(VORMEN[vorm].overgang.label)}.",
        }


class OpmakenAlsView(OpmakenView):
    """A kind of contract that somebody chose."""

    def laden(self, **kwargs: Any) -> None:
        super().laden(**kwargs)
        gewoon = self.traject.regelingversie.parameters.contractvormen or ()
        if kwargs["vorm"] not in {vorm.value for vorm in (*gewoon, *ANDERE_VORMEN)}:
            raise Http404
        self.vorm = Contractvorm(kwargs["vorm"])

    def _soort_url(self) -> str:
        return ""
