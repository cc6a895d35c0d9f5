"""Correct the day of an evaluatie, an MDO or an afspraak, or what was chosen for a signaal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from evaluatie.forms import SignaalVerbeterenForm
from evaluatie.models import Evaluatie, Mdo
from evaluatie.services import (
    afspraak_dag_verbeteren,
    evaluatie_dag_verbeteren,
    mdo_dag_verbeteren,
    signaal_verbeteren,
)
from evaluatie.services.correcties import afspraak_dag_belemmeringen, meldde, signaal_verbeteren_belemmeringen
from evaluatie.views.afspraken import Afspraakscherm, afspraak_regel
from evaluatie.views.gedeeld import Rijscherm
from evaluatie.views.signalen import Signaalscherm, signaalfeiten
from opstap.partners.namens import Namens
from opstap.partners.rechten import Actie
from opstap.protocol.basis import Belemmering
from opstap.protocol.beslissen import Zaak
from opstap.protocol.datums import datum_voluit
from opstap.protocol.vaststellen import vastgesteld_belemmeringen
from opstap.trajecten.forms import CorrectieForm
from opstap.trajecten.schermen import Beslisscherm, Trajectformulier
from woningen.services.gedeeld import gesloten_belemmeringen


class Dagformulier(Rijscherm, Trajectformulier):
    """One day of a conversation that was held."""

    form_class = CorrectieForm
    knop = "Verbeter de dag"
    gelukt = "De dag is verbeterd."

    def belemmeringen(self) -> Sequence[Belemmering]:
        if self.rij.gehouden_op is None:
            return [Belemmering("Z-12.12", "Dit gesprek is nog niet gehouden; er is geen dag om te verbeteren.")]
        return gesloten_belemmeringen(self.traject)

    def begin(self) -> dict[str, Any]:
        return {"datum": self.rij.gehouden_op}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        dag = self.rij.gehouden_op
        feiten = [("Nu staat er", datum_voluit(dag))] if dag else []
        return super().get_context_data(feiten=feiten, **kwargs)


class EvaluatieDagView(Dagformulier, Beslisscherm):
    actie = Actie.EVALUATIE_HOUDEN
    zaak = Zaak.EVALUATIE
    model = Evaluatie
    inzage = "evaluatie"
    titel = "Dag van de evaluatie verbeteren"
    uitleg = "Wat er besproken is, blijft staan. In de tijdlijn blijft staan welke dag er stond."

    def belemmeringen(self) -> Sequence[Belemmering]:
        vast = vastgesteld_belemmeringen(vastgesteld_op=self.rij.vastgesteld_op)
        return self.niet_beslisser() or super().belemmeringen() or vast

    def form_opties(self) -> dict[str, Any]:
        return {"label": "Op welke dag was de evaluatie?"}

    def terug_url(self) -> str:
        return self.url("evaluatie", self.rij.sleutel)

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        evaluatie_dag_verbeteren(evaluatie=self.rij.sleutel, namens=namens, versie=versie, **form.cleaned_data)
        return self.terug_url()


class MdoDagView(Dagformulier):
    actie = Actie.MDO_HOUDEN
    model = Mdo
    inzage = "mdo"
    titel = "Dag van het MDO verbeteren"
    uitleg = "Staat de oude dag in een brief? Dan leest u bij die brief dat hij is gemaakt op oude gegevens."

    def form_opties(self) -> dict[str, Any]:
        return {"label": "Op welke dag was het MDO?"}

    def terug_url(self) -> str:
        return self.url("mdo", self.rij.sleutel)

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        mdo_dag_verbeteren(mdo=self.rij.sleutel, namens=namens, versie=versie, **form.cleaned_data)
        return self.terug_url()


class AfspraakDagView(Afspraakscherm, Trajectformulier):
    """Another last day; what was promised and by whom stays."""

    actie = Actie.MDO_HOUDEN
    form_class = CorrectieForm
    titel = "Laatste dag van een afspraak verbeteren"
    uitleg = "Alleen als de dag verkeerd is opgeschreven. Spreekt u iets anders af? Maak dan een nieuwe afspraak."
    knop = "Verbeter de dag"
    gelukt = "De dag is verbeterd."

    def belemmeringen(self) -> Sequence[Belemmering]:
        return afspraak_dag_belemmeringen(self.rij)

    def form_opties(self) -> dict[str, Any]:
        return {"label": "Voor welke dag moet het klaar zijn?"}

    def begin(self) -> dict[str, Any]:
        return {"datum": self.rij.uiterlijk}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        regel = afspraak_regel(self.rij)
        feiten = [("Afspraak", regel["wat"]), ("Nu staat er", regel["wie"]), ("Stand", regel["stand"])]
        return super().get_context_data(feiten=feiten, **kwargs)

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        afspraak_dag_verbeteren(afspraak=self.rij.sleutel, namens=namens, versie=versie, **form.cleaned_data)
        return self.terug_url()


class SignaalVerbeterenView(Signaalscherm, Trajectformulier):
    """By the organisation that reported it; for others who read it the page says who that is."""

    actie = Actie.SIGNAAL_MELDEN
    inzage = "signaal"
    form_class = SignaalVerbeterenForm
    titel = "Signaal verbeteren"
    uitleg = "Koos u iets verkeerd? De begeleider en de consulent krijgen meteen bericht."
    knop = "Verbeter het signaal"
    gelukt = "Het signaal is verbeterd."

    def mag_namens(self) -> list[Namens]:
        mogelijk = super().mag_namens()
        return [n for n in mogelijk if meldde(self.rij, n)] or mogelijk

    def belemmeringen(self) -> Sequence[Belemmering]:
        if any(meldde(self.rij, n) for n in self.namens_mogelijk) or self.rij.is_voorstel:
            return signaal_verbeteren_belemmeringen(self.rij)
        return [Belemmering("Z-13.1", "Alleen de organisatie die dit meldde, kan het verbeteren. Bel haar.")]

    def begin(self) -> dict[str, Any]:
        return {"soort": self.rij.soort, "is_spoed": "ja" if self.rij.is_spoed else "nee"}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(feiten=signaalfeiten(self.rij), **kwargs)

    def terug_url(self) -> str:
        return self.url("signaal", self.rij.sleutel)

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        signaal_verbeteren(signaal=self.rij.sleutel, namens=namens, versie=versie, **form.cleaned_data)
        return self.terug_url()
