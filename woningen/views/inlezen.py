"""Homes from a file: choose it, see what it changes, take it over."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from opstap import clock
from opstap.errors import RegelGeschonden
from opstap.partners.namens import Namens
from opstap.partners.rechten import Actie
from opstap.partners.schermen import Formulierscherm, Scherm
from opstap.protocol.basis import Belemmering
from opstap.trajecten.toegang import namens_eigen_organisatie
from woningen.forms.voorraad import InleesForm
from woningen.inlezen.bestand import BestandFout, lees
from woningen.inlezen.rijen import KOLOMMEN, Woningregel, lees_woningen
from woningen.models import Woningimport
from woningen.services import woningen_inlezen, woningimport_klaarzetten
from woningen.services.inlezen import Verschil, verschil_van

#: How many faults, and how many homes of each kind, the page names.
FOUTEN, VOORBEELDEN = 30, 30

_BLIJFT = "Aangeboden of verhuurd: soort, huur en zorgvastgoed blijven zoals ze zijn"


class WoningenInlezenView(Formulierscherm):
    """Reads the file and keeps what it says; nothing in the list of homes changes yet."""

    actie = Actie.WONING_BEHEREN
    form_class = InleesForm
    template_name = "woningen/inlezen.html"
    titel = "Woningen inlezen"
    uitleg = "Kies een bestand. Daarna ziet u eerst wat er verandert. Er is dan nog niets opgeslagen."
    knop = "Lees het bestand"
    zet_terug = False
    regels: list[Woningregel]

    def form_opties(self) -> dict[str, Any]:
        return {"files": self.request.FILES} if self.request.method == "POST" else {}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(kolommen=KOLOMMEN, **kwargs)

    def terug_url(self) -> str:
        return reverse("woningen:woningen")

    def vooraf(self, form: Any, namens: Namens) -> None:
        """Outside the transaction: a large file takes a second."""
        try:
            gelezen = lees_woningen(lees(form.cleaned_data["bestand"].read()))
        except BestandFout as fout:
            raise RegelGeschonden([Belemmering("Z-9.12", fout.melding, "bestand")]) from fout
        meldingen = gelezen.fouten[:FOUTEN]
        if meer := len(gelezen.fouten) - len(meldingen):
            meldingen.append(f"En nog {meer} fouten. Verbeter eerst deze, en lees het bestand opnieuw.")
        if meldingen:
            raise RegelGeschonden([Belemmering("Z-9.12", melding, "bestand") for melding in meldingen])
        self.regels = gelezen.regels

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        assert namens.organisatie is not None
        rij = woningimport_klaarzetten(corporatie=namens.organisatie, regels=self.regels, namens=namens)
        return reverse("woningen:woningimport", args=[rij.sleutel])


class WoningimportView(Formulierscherm):
    """What the file adds and changes; one button takes all of it over. Of another corporatie: 404."""

    actie = Actie.WONING_BEHEREN
    form_class = forms.Form
    template_name = "woningen/woningimport.html"
    titel = "Woningen overnemen"
    knop = "Neem dit over"
    gelukt = "De woningen zijn overgenomen."
    rij: Woningimport
    verschil: Verschil

    def laden(self, **kwargs: Any) -> None:
        eigen = [t.organisatie for t in self.gebruiker.rollen]
        rijen = Woningimport.objects.van(eigen).filter(tot__gt=clock.echt_nu())
        rij = rijen.select_related("corporatie").filter(sleutel=kwargs["woningimport"]).first()
        if rij is None:
            raise Http404
        self.rij = rij

    def mag_namens(self) -> list[Namens]:
        return namens_eigen_organisatie(self.gebruiker, self.actie, self.rij.corporatie)

    def versie(self) -> int | None:
        return self.rij.versie

    def belemmeringen(self) -> Sequence[Belemmering]:
        if not self._verschil().is_leeg:
            return []
        return [Belemmering("Z-9.12", "Alles uit dit bestand staat al zo in de lijst. U hoeft niets te doen.")]

    def _verschil(self) -> Verschil:
        if "verschil" not in self.__dict__:
            self.verschil = verschil_van(self.rij)
        return self.verschil

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        verschil = self._verschil()
        return super().get_context_data(
            cijfers=[
                {"getal": len(verschil.nieuw), "tekst": "nieuw"},
                {"getal": len(verschil.gewijzigd), "tekst": "gewijzigd"},
                {"getal": verschil.gelijk, "tekst": "al zo in de lijst"},
            ],
            lijsten=[lijst for lijst in _lijsten(verschil) if lijst["regels"]],
            **kwargs,
        )

    def terug_url(self) -> str:
        return reverse("woningen:woningen_inlezen")

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        woningen_inlezen(woningimport=self.rij.sleutel, versie=versie, namens=namens)
        return reverse("woningen:woningen")


def _lijsten(verschil: Verschil) -> list[dict[str, Any]]:
    gewijzigd = [
        f"{woning.adres}: {', '.join(kolom.kop.lower() for kolom in KOLOMMEN if kolom.naam in anders)}"
        for woning, anders in verschil.gewijzigd
    ]
    return [
        _lijst(
            "Aangeboden of verhuurd: soort, huur en zorgvastgoed blijven zoals ze zijn",
            [w.adres for w in verschil.vast],
        ),
        _lijst("Nieuwe complexen", [c.naam for c in verschil.nieuwe_complexen]),
        _lijst("Wat er wijzigt", gewijzigd),
        _lijst("Nieuwe woningen", [w.adres for w in verschil.nieuw]),
    ]


def _lijst(kop: str, regels: list[str]) -> dict[str, Any]:
    return {"kop": kop, "regels": regels[:VOORBEELDEN], "meer": max(0, len(regels) - VOORBEELDEN)}


class WoningsjabloonView(Scherm):
    """An empty file with the names of the columns, as a spreadsheet opens it."""

    actie = Actie.WONING_BEHEREN

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        blad = io.StringIO()
        csv.writer(blad, delimiter=";").writerow([kolom.kop for kolom in KOLOMMEN])
        antwoord = HttpResponse(blad.getvalue().encode("utf-8-sig"), content_type="text/csv; charset=utf-8")
        antwoord["Content-Disposition"] = 'attachment; filename="woningen.csv"'
        return antwoord
