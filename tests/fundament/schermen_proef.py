"""Pages for tests of the page bases: one form that makes a Team, with every way to go wrong."""

from __future__ import annotations

import time
from typing import Any
from uuid import uuid4

from django import forms
from django.urls import path

from opstap import urls
from opstap.errors import GeenRecht, RegelGeschonden, Verouderd
from opstap.partners.models import Gebruiker, Organisatie, Team
from opstap.partners.namens import Namens
from opstap.partners.rechten import Actie
from opstap.partners.schermen import Formulierscherm, Scherm
from opstap.protocol.basis import Belemmering


class ProefForm(forms.Form):
    naam = forms.CharField(max_length=40)
    toelichting = forms.CharField(required=False)


class ProefScherm(Formulierscherm):
    """What happens is in the name that is typed."""

    actie = Actie.AANMELDING_BEGINNEN
    form_class = ProefForm
    titel = "Proef"
    gelukt = "Het team is er."
    huidige_versie = 5

    def terug_url(self) -> str:
        return "/terug/"

    def versie(self) -> int | None:
        return type(self).huidige_versie

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        naam = form.cleaned_data["naam"]
        uniek = f"{naam} {uuid4().hex[:8]}" if naam == "traag" else naam  # no constraint of its own stops a second
        team = Team.objects.create(naam=uniek, organisatie=Organisatie.objects.get(sleutel=namens.organisatie))
        _gebeur(naam, namens, versie)
        return f"/klaar/{team.sleutel}/{versie}/"


def _gebeur(naam: str, namens: Namens, versie: int | None) -> None:
    if naam == "traag":
        time.sleep(0.3)
    elif naam == "regel":
        raise RegelGeschonden(
            [
                Belemmering("Z-9.2", "Kies een andere naam.", "naam"),
                Belemmering("Z-9.3", "Het kan nu niet.", "bestaat_niet"),
            ]
        )
    elif naam == "geen recht":
        raise GeenRecht
    elif naam == "verouderd" or versie not in {None, ProefScherm.huidige_versie}:
        raise Verouderd
    elif naam == "laatste keer":
        Gebruiker.objects.get(sleutel=namens.gebruiker).roltoekenningen.all().delete()
    elif naam == "dubbel":
        Team.objects.create(naam=naam, organisatie=Organisatie.objects.get(sleutel=namens.organisatie))


class ZonderActie(Scherm):
    template_name = "basis.html"


urlpatterns = [
    *urls.urlpatterns,
    path("proef/", ProefScherm.as_view()),
    path("zonder-actie/", ZonderActie.as_view()),
]
