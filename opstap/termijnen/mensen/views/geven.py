"""Give the duty to decide over an aanmelding to a colleague."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404
from django.urls import reverse
from django.utils.functional import cached_property

from opstap.partners.namens import Namens
from opstap.protocol.basis import Belemmering
from opstap.protocol.taak_geven import BESLUITTAKEN, weg_zin
from opstap.termijnen.mensen.geven import Collega, collegas, taak_geven
from opstap.termijnen.mensen.houders import toewijzingen
from opstap.termijnen.mensen.regels import mag_niet_geven
from opstap.termijnen.mensen.views.oppakken import Taakscherm


class GevenForm(forms.Form):
    """`collegas`: who may decide; that somebody is away stands behind the name, and is to be ticked."""

    def __init__(self, *args: Any, collegas: list[Collega], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["collega"] = forms.TypedChoiceField(
            label="Welke collega neemt het besluit?",
            coerce=UUID,
            choices=[(str(c.mens.sleutel), _naam(c)) for c in collegas],
            widget=forms.RadioSelect,
            error_messages={
                "required": "Kies een collega.",
                "invalid_choice": "Deze collega kan dit besluit niet nemen. Kies een collega uit de lijst.",
            },
        )
        if any(c.weg for c in collegas):
            self.fields["toch"] = forms.BooleanField(
                label="Ik weet dat deze collega er een tijd niet is, en geef de taak toch", required=False
            )


def _naam(collega: Collega) -> str:
    return f"{collega.mens.naam} ({weg_zin(*collega.weg)})" if collega.weg else collega.mens.naam


class GevenView(Taakscherm):
    """Of a duty that is no besluit there is no such page."""

    form_class = GevenForm
    titel = "Deze taak aan een collega geven"
    uitleg = "Uw collega krijgt bericht en doet de taak vanaf nu. U kiest uit wie dit besluit mag nemen."
    knop = "Geef aan deze collega"
    gelukt = "De taak is aan uw collega gegeven. Uw collega krijgt bericht."

    def laden(self, **kwargs: Any) -> None:
        super().laden(**kwargs)
        if self.termijn.soort not in BESLUITTAKEN:
            raise Http404

    def versie(self) -> int:
        return self.termijn.versie

    @cached_property
    def collegas(self) -> list[Collega]:
        zonder = [self.gebruiker, self.termijn.opgepakt_door]
        return collegas(self.termijn, zonder={mens.sleutel for mens in zonder if mens})

    def belemmeringen(self) -> list[Belemmering]:
        wie = toewijzingen(self.gebruiker, [self.termijn])[self.termijn.pk]
        if gevonden := mag_niet_geven(wie):
            return gevonden
        if self.collegas:
            return []
        return [Belemmering("", "Er is nu geen andere collega die dit besluit mag nemen. Vraag het de beheerder.")]

    def form_opties(self) -> dict[str, Any]:
        return {"collegas": self.collegas}

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        taak_geven(
            termijn=self.termijn.sleutel,
            naar=form.cleaned_data["collega"],
            toch=form.cleaned_data.get("toch", False),
            namens=namens,
            versie=versie,
        )
        return reverse("vandaag")
