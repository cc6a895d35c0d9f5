from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from opstap.partners.velden import DATUM_HINT, DatumVeld, KeuzeVeld
from opstap.protocol.datums import datum_voluit
from opstap.protocol.vertraging import Vertragingsreden


class VertragingForm(forms.Form):
    """`wacht_hoogstens_tot` None: this kind of duty cannot wait, and is not asked it."""

    def __init__(
        self, *args: Any, redenen: tuple[Vertragingsreden, ...], wacht_hoogstens_tot: date | None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reden"] = KeuzeVeld(
            Vertragingsreden,
            alleen=redenen,
            label="Waarom duurt het langer?",
            error_messages={"required": "Kies waarom het langer duurt."},
        )
        if wacht_hoogstens_tot is not None:
            laatste = datum_voluit(wacht_hoogstens_tot)
            self.fields["wacht_tot"] = DatumVeld(
                label="Herinner ons hier pas weer aan op",
                required=False,
                help_text=f"Alleen als u er nu niets aan kunt doen. Kies een dag tot en met {laatste}. {DATUM_HINT}",
            )
