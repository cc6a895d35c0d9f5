"""What somebody saw, and what is done with it."""

from __future__ import annotations

from typing import Any

from django import forms

from evaluatie.forms.gedeeld import ALLEEN_WONEN_MDO, tekstvak
from opstap.partners.velden import DatumVeld, JaNeeVeld, KeuzeVeld
from opstap.protocol.evaluatiebegrippen import Signaalbron, Signaalsoort
from opstap.trajecten.forms import RedenForm


class SignaalForm(forms.Form):
    soort = KeuzeVeld(Signaalsoort, label="Wat heeft u gezien of gehoord?")
    is_spoed = JaNeeVeld(label="Heeft het spoed?", help_text="Spoed is: vandaag moet er iemand naar kijken.")
    bron = KeuzeVeld(
        Signaalbron,
        label="Hoorde u het van iemand anders?",
        help_text="Schrijf nooit op wie het zei.",
        required=False,
    )
    toelichting = tekstvak(
        label="Toelichting",
        maximum=200,
        help_text="Alleen wat u zag en wanneer. Geen namen, niets over gezondheid of hulp.",
    )


class SignaalVerbeterenForm(RedenForm):
    soort = KeuzeVeld(Signaalsoort, label="Wat heeft u gezien of gehoord?")
    is_spoed = JaNeeVeld(label="Heeft het spoed?", help_text="Spoed is: vandaag moet er iemand naar kijken.")
    field_order = ("soort", "is_spoed", "reden")


class LeegForm(forms.Form):
    """Only a button."""


class SignaalAfhandelenForm(forms.Form):
    reden = tekstvak(label="Waarom is een MDO niet nodig?", maximum=300, verplicht=True, help_text=ALLEEN_WONEN_MDO)

    def __init__(self, *args: Any, vraag_akkoord: bool, is_overlast: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_overlast:
            self.fields["gesprek_op"] = DatumVeld(
                label="Op welke dag sprak u met de huurder, met de begeleider erbij?",
                help_text="Bij overlast hoort altijd een gesprek. Wil de huurder niet praten? Breng het naar een MDO.",
            )
            self.order_fields(["gesprek_op"])
        if vraag_akkoord:
            self.fields["melder_akkoord"] = forms.BooleanField(
                label="Wie het signaal meldde, vindt ook dat een MDO niet nodig is", required=False
            )
