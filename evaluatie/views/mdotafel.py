"""Around the table of an MDO: prepare it, the agenda on paper, call it off, until when it may last, who signed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string

from evaluatie.enums import Mdostatus, Partij
from evaluatie.forms import GetekendForm, NietDoorgaanForm, TijdslimietForm, VoorbereidenForm
from evaluatie.models import Mdo
from evaluatie.partijen import spreekt_voor
from evaluatie.querysets import MDO_KOMEND
from evaluatie.services import (
    handtekeningen_vastleggen,
    mdo_gaat_niet_door,
    mdo_voorbereiden,
    tijdslimiet_stellen,
)
from evaluatie.services.mdotafel import (
    limiet_belemmeringen,
    ondertekenaars,
    tekenen_belemmeringen,
    voorbereiden_belemmeringen,
    voorbereidingen_van,
    voorbereidingsversie,
)
from evaluatie.views.gedeeld import Rijscherm
from evaluatie.views.mdofeiten import mdofeiten, voorbereidingsregels
from evaluatie.views.mdos import MdoFormulier
from opstap import clock
from opstap.errors import OpstapFout
from opstap.logboek.services import inzage_vastleggen
from opstap.partners.namens import Namens
from opstap.partners.rechten import Actie
from opstap.post.pdf import html_naar_pdf
from opstap.protocol.basis import Belemmering
from opstap.protocol.overleg import niet_doorgaan_belemmeringen
from opstap.termijnen.momenttekst import momentfeiten


class MdoVoorbereidenView(MdoFormulier):
    """Three sentences of one party; what it wrote before stands there."""

    actie = Actie.MDO_VOORBEREIDEN
    inzage = "mdo"
    titel = "MDO voorbereiden"
    uitleg = "Schrijf op wat u in het MDO wilt zeggen. Het komt op de agenda."
    knop = "Zet het op de agenda"
    gelukt = "Uw voorbereiding staat op de agenda van het MDO."
    toont_opgeslagen = True

    def mag_namens(self) -> list[Namens]:
        mogelijk = super().mag_namens()
        return [n for n in mogelijk if self._partij(n) is not None] or mogelijk

    @property
    def partij(self) -> Partij | None:
        return self._partij(self.namens_mogelijk[0])

    def _partij(self, namens: Namens) -> Partij | None:
        return spreekt_voor(self.traject, namens, als_gast=self.rij.met_herkomst)

    def versie(self) -> int | None:
        return voorbereidingsversie(self._eerder_geschreven(), self.partij) if self.partij else None

    def begin(self) -> dict[str, Any]:
        namen = {self.partij: "tekst", Partij.HUURDER: "huurder"}
        return {namen[p]: tekst for p, (_, tekst) in self._eerder_geschreven().items()}

    def _eerder_geschreven(self) -> dict[Partij, Any]:
        return voorbereidingen_van(self.rij, self.partij) if self.partij else {}

    def belemmeringen(self) -> Sequence[Belemmering]:
        if self.partij is None:
            return [Belemmering("Z-13.2", "Uw organisatie zit niet zelf aan tafel bij dit MDO.")]
        return voorbereiden_belemmeringen(self.rij, {"tekst": "-"})

    def get_form(self, data: Any = None) -> VoorbereidenForm:
        return VoorbereidenForm(data, initial=self.begin(), voor_huurder=self.partij is Partij.BEGELEIDER)

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        mdo_voorbereiden(
            mdo=self.rij.sleutel,
            tekst=form.cleaned_data["tekst"],
            huurder=form.cleaned_data.get("huurder", ""),
            namens=namens,
            versie=versie,
        )
        return self.terug_url()


class MdoAgendaView(Rijscherm):
    """One page on paper, without the name of the huurder: it lies on tables."""

    actie = Actie.MDO_ZIEN
    model = Mdo

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        inzage_vastleggen(soort="mdo_agenda", namens=self.namens_mogelijk[0], traject=self.traject.sleutel)
        if self.rij.geinformeerd_op is None or self.rij.status not in MDO_KOMEND:
            messages.error(request, "Een agenda hoort bij een MDO dat nog komt en waarvan de huurder weet.")
            return HttpResponseRedirect(self.url("mdo", self.rij.sleutel))
        try:
            pdf = html_naar_pdf(render_to_string("evaluatie/mdo_agenda.html", agenda(self.rij)))
        except OpstapFout as fout:
            messages.error(request, fout.melding)
            return HttpResponseRedirect(self.url("mdo", self.rij.sleutel))
        antwoord = HttpResponse(pdf, content_type="application/pdf")
        antwoord["Content-Disposition"] = f'inline; filename="agenda-mdo-{self.traject.kenmerk}.pdf"'
        antwoord["X-Content-Type-Options"] = "nosniff"
        return antwoord


def agenda(mdo: Mdo) -> dict[str, Any]:
    wanneer = [regel for regel in mdofeiten(mdo) if regel[0] == "Dag van het MDO"]
    return {
        "brief": {
            "onderwerp": "Agenda MDO",
            "kenmerk": mdo.traject.kenmerk,
            "afzender_naam": mdo.traject.regeling.naam,
        },
        "feiten": [*wanneer, *momentfeiten(mdo.sleutel)],
        "gezien": list(dict.fromkeys(s.get_soort_display() for s in mdo.signalen.order_by("pk"))),
        "voorbereid": voorbereidingsregels(mdo),
    }


class MdoNietDoorView(MdoFormulier):
    form_class = NietDoorgaanForm
    titel = "Het MDO gaat niet door"
    uitleg = (
        "Komt de huurder alleen niet opdagen? Dan kan het MDO toch doorgaan. Zegt u het af, dan krijgt iedereen "
        "bericht. U kiest later een andere dag."
    )
    knop = "Zeg het MDO af"
    gelukt = "Het MDO is afgezegd. Vertel het ook aan de huurder, en kies later een andere dag."

    def belemmeringen(self) -> Sequence[Belemmering]:
        return niet_doorgaan_belemmeringen(is_gepland=self.rij.status == Mdostatus.GEPLAND)

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        mdo_gaat_niet_door(mdo=self.rij.sleutel, reden=form.cleaned_data["reden"], namens=namens, versie=versie)
        return self.terug_url()


class MdoTijdslimietView(MdoFormulier):
    """For others than the corporatie it opens and says why not (Z-13.9)."""

    form_class = TijdslimietForm
    titel = "Hoelang het mag duren"
    uitleg = "Dit signaal heeft spoed. De corporatie bepaalt hoelang het nog mag duren, en iedereen krijgt bericht."
    knop = "Leg deze dag vast"
    gelukt = "Vastgelegd. Alle partijen krijgen bericht, en de brief voor de huurder staat klaar."
    toont_opgeslagen = True

    def begin(self) -> dict[str, Any]:
        return {"tijdslimiet": self.rij.tijdslimiet}

    def belemmeringen(self) -> Sequence[Belemmering]:
        per_rol = [limiet_belemmeringen(self.rij, n, clock.vandaag()) for n in self.namens_mogelijk]
        return min(per_rol, key=len)

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        tijdslimiet_stellen(
            mdo=self.rij.sleutel, tijdslimiet=form.cleaned_data["tijdslimiet"], namens=namens, versie=versie
        )
        return self.terug_url()


class MdoTekenenView(MdoFormulier):
    """On paper; here only who and when (Z-13.6)."""

    titel = "Wie tekende de afspraken"
    uitleg = "De afspraken tekent u op papier. Leg hier vast wie dat deed, en wanneer. Laat leeg wie nog niet tekende."
    knop = "Leg dit vast"
    gelukt = "Vastgelegd wie de afspraken tekende."
    toont_opgeslagen = True

    def begin(self) -> dict[str, Any]:
        return {f"getekend_{h.partij}": h.getekend_op for h in self.rij.handtekeningen.all()}

    def belemmeringen(self) -> Sequence[Belemmering]:
        return tekenen_belemmeringen(self.rij, {})

    def get_form(self, data: Any = None) -> GetekendForm:
        return GetekendForm(data, initial=self.begin(), partijen=ondertekenaars(self.rij))

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        handtekeningen_vastleggen(mdo=self.rij.sleutel, getekend=form.getekend(), namens=namens, versie=versie)
        return self.terug_url()
