from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from opstap.partners.velden import DATUM_HINT, DatumVeld, KeuzeVeld
from opstap.protocol.datums import datum_voluit
from opstap.protocol.vertraging import Vertragingsreden


class VertragingForm(forms.Form):
    """`wacht_hoogstens_tot` None: it cannot wait, and is not asked it. What is not late only comes here to wait."""

    def __init__(
        self,
        *args: Any,
        redenen: tuple[Vertragingsreden, ...],
        is_laat: bool,
        wacht_hoogstens_tot: date | None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reden"] = KeuzeVeld(
            Vertragingsreden,
            alleen=redenen,
            label="Wat is de oorzaak?",
            error_messages={"required": "Kies waarom het langer duurt."},
        )
        if wacht_hoogstens_tot is not None:
            laatste = datum_voluit(wacht_hoogstens_tot)
            self.fields["wacht_tot"] = DatumVeld(
                label="Herinner ons hier pas weer aan op",
                required=not is_laat,
                error_messages={"required": "Vul in op welke dag u verder kunt."},
                help_text=f"Alleen als u er nu niets aan kunt doen. Kies een dag tot en met {laatste}. {DATUM_HINT}",
            )
