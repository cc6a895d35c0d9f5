"""An evaluatie beside the plan."""

from __future__ import annotations

from typing import Any

from django import forms

from evaluatie.forms.gedeeld import tekstvak
from opstap.partners.velden import DatumVeld, JaNeeVeld
from opstap.protocol.momenten import Plaats
from opstap.termijnen.forms import MomentForm


class ExtraForm(MomentForm):
    """`samen`: who must be there at a halfjaarlijkse evaluatie, in words; empty when that makes no difference."""

    tijd_verplicht = False
    gewone_plaats = Plaats.THUIS
    datum = DatumVeld(label="Op welke dag is de extra evaluatie?", vooruit=2)
    met_allen = JaNeeVeld(label="Moet iedereen van de halfjaarlijkse evaluatie erbij zijn?")

    def __init__(self, *args: Any, samen: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["om"].help_text = "Bijvoorbeeld 14:30. Weet u de tijd nog niet? Laat de rest dan leeg."
        if samen:
            self.fields["met_allen"].help_text = f"Dat zijn {samen}."
        else:
            del self.fields["met_allen"]
        self.order_fields(["datum", "met_allen"])


class ExtraIntrekkenForm(forms.Form):
    reden = tekstvak(label="Waarom is de evaluatie toch niet nodig?", maximum=300, verplicht=True)
