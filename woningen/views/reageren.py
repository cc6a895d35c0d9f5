"""Reacting oneself: until when, how it goes on then, and what stands in the register of woningzoekenden."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from typing import Any, ClassVar

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from aanmelding.delen.basis import vraagt
from opstap import clock
from opstap.logboek.services import inzage_vastleggen
from opstap.partners.namens import Namens
from opstap.partners.rechten import Actie
from opstap.protocol.basis import Belemmering
from opstap.protocol.beslissen import Zaak, vergadert
from opstap.protocol.datums import datum_voluit
from opstap.protocol.inschrijven import AANTEKENING, REGISTRATIEREDEN, Inschrijfwerk
from opstap.protocol.reageren import RouteUitkomst
from opstap.protocol.toetsing import BINDING
from opstap.trajecten.beslissers import stemgerechtigden
from opstap.trajecten.enums import Verklaringsoort
from opstap.trajecten.schermen import Beslisscherm, Trajectscherm
from opstap.trajecten.services import geldende_verklaring
from woningen.forms.reageren import AantekeningForm, AmbtshalveForm, ReageertijdForm, RouteForm, ToewijzingForm
from woningen.models import Bemiddeling, Inschrijfhandeling
from woningen.services import (
    Routebesluit,
    aantekening_vastleggen,
    ambtshalve_inschrijven,
    reageertijd_afspreken,
    route_besluiten,
    toewijzing_verwerken,
)
from woningen.services.inschrijven import gedaan, inschrijf_belemmeringen, toewijzingsgegevens
from woningen.services.leefbaarheid import kiest_samen
from woningen.services.reageren import is_vervallen, verstuurde_versie, zelf_belemmeringen
from woningen.views.bemiddelen import Bemiddelformulier


class _Inschrijfformulier(Bemiddelformulier):
    """One act in the register; opened again it is corrected."""

    werk: ClassVar[Inschrijfwerk]
    handeling: Inschrijfhandeling | None
    toont_opgeslagen = True

    def laden(self, **kwargs: Any) -> None:
        super().laden(**kwargs)
        self.handeling = gedaan(self.bemiddeling, self.werk)

    def versie(self) -> int | None:
        return self.handeling.versie if self.handeling else None

    def bezwaren(self) -> Sequence[Belemmering]:
        return inschrijf_belemmeringen(self.traject, self.bemiddeling, self.werk)

    def begin(self) -> dict[str, Any]:
        return {"gedaan_op": self.handeling.gedaan_op if self.handeling else clock.vandaag()}


class AantekeningView(_Inschrijfformulier, Beslisscherm):
    actie = Actie.AANTEKENING_MAKEN
    zaak = Zaak.VERDELING
    werk = Inschrijfwerk.AANTEKENING
    form_class = AantekeningForm
    titel = "Een aantekening bij de inschrijving"
    uitleg = (
        "Vertel de kandidaat eerst wat er komt te staan, en wie dat leest. Maak daarna de aantekening bij Woonkeus. "
        "Schrijf daar niet bij waarom."
    )
    knop = "Leg de aantekening vast"
    gelukt = "De aantekening is vastgelegd."

    def bezwaren(self) -> Sequence[Belemmering]:
        return self.niet_beslisser() or super().bezwaren()

    def begin(self) -> dict[str, Any]:
        if self.handeling is None:
            return super().begin()
        weet = geldende_verklaring(self.traject, Verklaringsoort.MEDEWETEN_AANTEKENING, self.handeling.sleutel)
        return super().begin() | ({"weet_op": weet.datum, "wijze": weet.wijze} if weet else {})

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        feiten = [("Wat er komt te staan", AANTEKENING), ("Wie dat leest", "de corporaties die bij Woonkeus horen")]
        return super().get_context_data(feiten=feiten, **kwargs)

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        aantekening_vastleggen(traject=self.traject.sleutel, versie=versie, namens=namens, **form.cleaned_data)
        return self.terug_url()


class AmbtshalveView(_Inschrijfformulier):
    actie = Actie.INSCHRIJVING_VERWERKEN
    werk = Inschrijfwerk.AMBTSHALVE
    form_class = AmbtshalveForm
    titel = "De kandidaat inschrijven als woningzoekende"
    uitleg = (
        "Schrijf de kandidaat in bij Woonkeus, en leg hier het nummer vast. Vul daar alleen in wat de kandidaat u gaf."
    )
    knop = "Leg de inschrijving vast"
    gelukt = "De inschrijving is vastgelegd."

    def begin(self) -> dict[str, Any]:
        nummer = getattr(self.handeling, "nummer", None)
        return super().begin() | ({"nummer": nummer.nummer} if nummer else {})

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        ambtshalve_inschrijven(traject=self.traject.sleutel, versie=versie, namens=namens, **form.cleaned_data)
        return self.terug_url()


class ToewijzingView(_Inschrijfformulier):
    actie = Actie.INSCHRIJVING_VERWERKEN
    werk = Inschrijfwerk.TOEWIJZING
    form_class = ToewijzingForm
    template_name = "woningen/toewijzing.html"
    titel = "De toewijzing verwerken bij de inschrijving"
    uitleg = (
        "Verwerk de toewijzing bij Woonkeus. Had de kandidaat zelf een inschrijving, koppel die er dan aan. "
        "Wat u hier niet leest, zoals de geboortedatum, vraagt u aan de kandidaat zelf."
    )
    knop = "Leg vast dat dit is gedaan"
    gelukt = "Vastgelegd: de toewijzing is verwerkt."

    def begin(self) -> dict[str, Any]:
        return super().begin() | ({"koppeling": self.handeling.koppeling} if self.handeling else {})

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        csv_url = "" if self.belemmeringen() else reverse("woningen:toewijzing_csv", args=[self.traject.sleutel])
        feiten = [("Reden van de registratie", REGISTRATIEREDEN)]
        return super().get_context_data(feiten=feiten, csv_url=csv_url, **kwargs)

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        toewijzing_verwerken(traject=self.traject.sleutel, versie=versie, namens=namens, **form.cleaned_data)
        return self.terug_url()


class ToewijzingCsvView(Trajectscherm):
    """What goes into the register, as a file. Not there where there is nothing to take over."""

    actie = Actie.INSCHRIJVING_VERWERKEN

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        bemiddeling = Bemiddeling.objects.open().filter(traject=self.traject).first()
        bezwaren = inschrijf_belemmeringen(self.traject, bemiddeling, Inschrijfwerk.TOEWIJZING)
        if bemiddeling is None or bezwaren:
            raise Http404
        inzage_vastleggen(soort="toewijzing_csv", namens=self.namens_mogelijk[0], traject=self.traject.sleutel)
        antwoord = HttpResponse(content_type="text/csv; charset=utf-8")
        antwoord["Content-Disposition"] = f'attachment; filename="toewijzing-{self.traject.kenmerk}.csv"'
        antwoord.write("\ufeff")
        csv.writer(antwoord, delimiter=";").writerows(toewijzingsgegevens(self.traject, bemiddeling))
        return antwoord


class ReageertijdView(Bemiddelformulier):
    actie = Actie.REAGEERTIJD_AFSPREKEN
    form_class = ReageertijdForm
    toont_opgeslagen = True
    titel = "Tot wanneer reageert de kandidaat zelf?"
    uitleg = (
        "Duurt het zoeken te lang, dan kunt u samen een laatste dag afspreken. Daarna kijkt wie over de toelating "
        "besluit, of een corporatie een woning gaat zoeken."
    )
    knop = "Leg de afspraak vast"
    gelukt = "De afspraak is vastgelegd."

    def laden(self, **kwargs: Any) -> None:
        super().laden(**kwargs)
        if kiest_samen(self.bemiddeling):
            self.uitleg = f"In deze regeling zoekt en kiest de kandidaat een woning samen met u. {self.uitleg}"

    def bezwaren(self) -> Sequence[Belemmering]:
        return zelf_belemmeringen(self.bemiddeling)

    def begin(self) -> dict[str, Any]:
        return {"reageren_tot": self.bemiddeling.reageren_tot if self.bemiddeling else None}

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        reageertijd_afspreken(traject=self.traject.sleutel, versie=versie, namens=namens, **form.cleaned_data)
        return self.terug_url()


class RouteView(Bemiddelformulier, Beslisscherm):
    """After reacting oneself: whether the conditions of voorrang are met now."""

    actie = Actie.ROUTE_WISSELEN
    zaak = Zaak.TOELATING
    titel = "Besluiten hoe het verder gaat na zelf reageren"
    uitleg = "Kijk opnieuw of de kandidaat een woning met voorrang kan krijgen. De kandidaat krijgt een brief."
    knop = "Neem het besluit en maak de brieven"
    gelukt = "Het besluit is genomen. De brieven staan bij het traject."

    def bezwaren(self) -> Sequence[Belemmering]:
        return self.niet_beslisser() or zelf_belemmeringen(self.bemiddeling)

    @property
    def _met_binding(self) -> bool:
        return vraagt(self.traject, BINDING)

    def get_form(self, data: Any = None) -> RouteForm:
        parameters = self.traject.regelingversie.parameters
        return RouteForm(
            data,
            initial=self.begin(),
            met_binding=self._met_binding,
            is_vervallen=is_vervallen(self.traject),
            leden=stemgerechtigden(self.traject) if vergadert(zaak=Zaak.TOELATING, parameters=parameters) else None,
        )

    def begin(self) -> dict[str, Any]:
        """What the aanmelding said; to be looked at again."""
        if self.bemiddeling is None or not self._met_binding:
            return {}
        snapshot = verstuurde_versie(self.traject).snapshot
        direct = {True: "ja", False: "nee"}.get(snapshot["direct_voorafgaand"])
        return {
            "binding_maanden": snapshot["binding_maanden"],
            "direct_voorafgaand": direct,
            "vrijstelling": snapshot["vrijstelling"],
        }

    def waarschuwingen(self) -> Sequence[Belemmering]:
        if not is_vervallen(self.traject):
            return ()
        melding = "De directe bemiddeling is eerder gestopt. Wat toen is aangeboden, blijft meetellen."
        return [Belemmering("I-14", melding)]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        feiten = []
        if self.bemiddeling is not None:
            feiten = [("De plek in de rij telt vanaf", datum_voluit(self.bemiddeling.wachtrij_dag))]
            if (tot := self.bemiddeling.reageren_tot) is not None:
                feiten.append(("Reageert zelf tot en met", datum_voluit(tot)))
        return super().get_context_data(feiten=feiten, **kwargs)

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        velden = form.cleaned_data
        besluit = Routebesluit(
            uitkomst=RouteUitkomst(velden["uitkomst"]),
            binding_maanden=velden.get("binding_maanden"),
            direct_voorafgaand=velden.get("direct_voorafgaand"),
            vrijstelling=velden.get("vrijstelling", False),
            motivering=velden["motivering"],
            vergadering=form.vergadering(),
        )
        route_besluiten(traject=self.traject.sleutel, besluit=besluit, versie=versie, namens=namens)
        return self.terug_url()
