"""The practice clock."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.http import Http404
from django.urls import reverse

from opstap import clock
from opstap.partners.namens import Namens
from opstap.partners.rechten import Actie
from opstap.partners.schermen import Formulierscherm
from opstap.protocol.datums import datum_voluit
from opstap.termijnen.services import oefenklok_verzetten


class OefenklokForm(forms.Form):
    dagen = forms.TypedChoiceField(
        label="Hoeveel verder?",
        coerce=int,
        choices=[(1, "1 dag"), (7, "1 week"), (30, "30 dagen"), (91, "3 maanden"), (182, "een half jaar")],
        widget=forms.RadioSelect,
        initial=7,
    )


class OefenklokView(Formulierscherm):
    """Move practice time forward and see duties fire. Does not exist in production."""

    actie = Actie.KLOK_VERZETTEN
    form_class = OefenklokForm
    titel = "Oefenklok"
    knop = "Zet de klok vooruit"
    gelukt = "De klok staat verder. Opstap doet nu wat in die tijd had moeten gebeuren."

    def laden(self, **kwargs: Any) -> None:
        if not settings.OEFENMODUS:
            raise Http404
        self.uitleg = (
            f"In deze oefening is het vandaag {datum_voluit(clock.vandaag())}. Terug kan niet. "
            "Slaat u dagen over? Dan krijgt iedereen daarover samen één dagpost. In het echt komt er elke werkdag een."
        )

    def terug_url(self) -> str:
        return reverse("vandaag")

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        oefenklok_verzetten(dagen=form.cleaned_data["dagen"], namens=namens)
        return reverse("oefenklok")
