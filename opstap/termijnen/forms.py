"""When and where people meet, as a part of the form that plans it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.text import capfirst

from opstap import clock
from opstap.partners.velden import KeuzeVeld, TijdVeld
from opstap.protocol.momenten import MINUTEN, WAAR_LENGTE, Momentplan, Plaats
from opstap.termijnen.models import Moment


class MomentForm(forms.Form):
    """`tijd_verplicht` False: the day may stand alone, and then the other answers are not asked either.

    `gewone_plaats`: where people usually meet; it stands there beforehand, and says nothing on its own.
    """

    tijd_verplicht = True
    gewone_plaats: Plaats | None = None
    om = TijdVeld(label="Hoe laat begint het?")
    minuten = forms.TypedChoiceField(
        label="Hoe lang duurt het?",
        coerce=int,
        choices=[(aantal, capfirst(tekst)) for aantal, tekst in MINUTEN.items()],
        widget=forms.RadioSelect,
        empty_value=None,
    )
    plaats = KeuzeVeld(Plaats, label="Waar is het?")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["plaats"].initial = self.gewone_plaats
        if not self.tijd_verplicht:
            for naam in _SAMEN:
                self.fields[naam].required = False

    def clean(self) -> dict[str, Any]:
        """A time, a length and a place, or none of them."""
        gegevens = super().clean() or {}
        getypt = {naam: self.data.get(naam, "").strip() for naam in _SAMEN}
        if any(waarde for naam, waarde in getypt.items() if naam != "plaats" or waarde != self.gewone_plaats):
            for naam in _SAMEN:
                if gegevens.get(naam) is None and naam not in self.errors:
                    self.add_error(naam, _ONTBREEKT[naam])
        return gegevens

    def plan(self) -> Momentplan | None:
        if self.cleaned_data["om"] is None:
            return None
        return Momentplan(**{naam: self.cleaned_data[naam] for naam in _SAMEN}, waar=self.cleaned_data.get("waar", ""))


_SAMEN = ("om", "minuten", "plaats")
_ONTBREEKT = {
    "om": "Vul in hoe laat het begint, bijvoorbeeld 14:30.",
    "minuten": "Kies hoe lang het duurt.",
    "plaats": "Kies waar het is.",
}


def waarveld() -> forms.CharField:
    return forms.CharField(
        label="Waar precies?",
        max_length=WAAR_LENGTE,
        required=False,
        help_text="Bijvoorbeeld: kamer 2 op de eerste verdieping. Geen naam of adres van de huurder of kandidaat.",
    )


def als_begin(moment: Moment | None) -> dict[str, Any]:
    """What a form that moves this meeting begins with."""
    if moment is None:
        return {}
    om = moment.begin.astimezone(clock.AMSTERDAM).time()
    return {"om": om, "minuten": moment.minuten, "plaats": moment.plaats, "waar": moment.waar}
