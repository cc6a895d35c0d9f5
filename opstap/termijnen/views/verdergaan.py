"""Opstap waits for a beheerder: after a clock that was wrong, or a copy that was put back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.urls import reverse

from opstap.models import Rem, Remreden
from opstap.partners.namens import Namens
from opstap.partners.rechten import Actie
from opstap.partners.schermen import Formulierscherm
from opstap.protocol.basis import Belemmering
from opstap.termijnen.verdergaan import Wachtend, mag_verder_laten, misschien_verstuurd, verder_laten_gaan, wat_er_is


class NaKopieForm(forms.Form):
    wachtend = forms.ChoiceField(
        label="Wat moet er gebeuren met wat klaarstond?",
        choices=Wachtend.keuzes,
        widget=forms.RadioSelect,
        help_text="Wat mensen moeten doen, blijft in beide gevallen gewoon in Opstap staan.",
        error_messages={"required": "Kies wat er met de mail en de herinneringen moet gebeuren."},
    )


class VerdergaanView(Formulierscherm):
    actie = Actie.BEHEREN
    titel = "Opstap wacht op u"
    knop = "Laat Opstap verdergaan"
    gelukt = "Opstap gaat verder."
    rem: Rem | None = None

    def laden(self, **kwargs: Any) -> None:
        self.rem = Rem.objects.vast().first()
        if self.rem is None:
            self.titel = "Opstap wacht niet"
            return
        self.uitleg = wat_er_is(self.rem)
        if self._na_kopie:
            self.form_class = NaKopieForm
        else:
            self.knop = "De klok staat goed: laat Opstap verdergaan"

    def belemmeringen(self) -> Sequence[Belemmering]:
        """A button that a colleague pressed first still works, and does nothing."""
        return [] if self.rem else [Belemmering("", "Er staat niets stil. U hoeft hier niets te doen.")]

    def mag_namens(self) -> list[Namens]:
        return super().mag_namens() if mag_verder_laten(self.gebruiker) else []

    @property
    def _na_kopie(self) -> bool:
        return self.rem is not None and self.rem.reden == Remreden.KOPIE

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        feiten = []
        if self.rem is not None and self._na_kopie:
            mails, herinneringen = misschien_verstuurd(self.rem.tot)
            feiten = [
                ("Mail die klaarstaat", _misschien(mails.count())),
                ("Herinneringen die klaarstaan", _misschien(herinneringen.count())),
            ]
        return super().get_context_data(feiten=feiten, **kwargs)

    def terug_url(self) -> str:
        return reverse("werkt_alles")

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        gekozen = form.cleaned_data.get("wachtend")
        verder_laten_gaan(wachtend=Wachtend(gekozen) if gekozen else None, namens=namens)
        return reverse("werkt_alles")


def _misschien(aantal: int) -> str:
    return f"{aantal}, misschien al verstuurd" if aantal else "geen"
