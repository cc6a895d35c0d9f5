"""A besluit does not hold any more."""

from __future__ import annotations

from django import forms

from aanmelding.services import Heropening
from opstap.partners.velden import KeuzeVeld
from opstap.protocol.heropenen import Heropenreden
from opstap.trajecten.forms import VergaderForm


class HeropenForm(VergaderForm):
    reden = KeuzeVeld(
        Heropenreden,
        label="Waarom geldt het besluit niet meer?",
        error_messages={"required": "Kies waarom het besluit niet meer geldt."},
    )
    motivering = forms.CharField(
        label="Leg dat uit aan de kandidaat",
        max_length=1500,
        help_text="Dit komt in de brief. Schrijf gewone zinnen en niets over ziekte of behandeling.",
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Schrijf op waarom het besluit niet meer geldt."},
    )

    def heropening(self) -> Heropening:
        data = self.cleaned_data
        return Heropening(reden=data["reden"], motivering=data["motivering"], vergadering=self.vergadering())
