from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from opstap.partners.velden import DATUM_HINT, DatumVeld, KeuzeVeld
from opstap.protocol.basis import Belemmering
from opstap.protocol.datums import datum_voluit
from opstap.protocol.vertraging import Vertragingsreden


class VertragingForm(forms.Form):
    """`wacht_hoogstens_tot` None: it cannot wait, and is not asked it. What is not late only comes here to wait.

    `bezwaren`: why it may not wait until a day.
    """

    def __init__(
        self,
        *args: Any,
        redenen: tuple[Vertragingsreden, ...],
        is_laat: bool,
        wacht_hoogstens_tot: date | None,
        bezwaren: Callable[[date], Sequence[Belemmering]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.bezwaren = bezwaren
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

    def clean_wacht_tot(self) -> date | None:
        """Said together with a cause that is missing."""
        dag: date | None = self.cleaned_data["wacht_tot"]
        if dag is not None and (gevonden := self.bezwaren(dag)):
            raise ValidationError([ValidationError(b.melding, b.clausule) for b in gevonden])
        return dag


class UitstelForm(forms.Form):
    """`dagen`: which can be chosen, in words. `bezwaren`: why it may not be put off until a day."""

    def __init__(
        self,
        *args: Any,
        redenen: tuple[Vertragingsreden, ...],
        dagen: str,
        bezwaren: Callable[[date], Sequence[Belemmering]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.bezwaren = bezwaren
        self.fields["reden"] = KeuzeVeld(
            Vertragingsreden,
            alleen=redenen,
            label="Waarom kan het bericht later?",
            error_messages={"required": "Kies waarom het bericht later kan."},
        )
        self.fields["uitgesteld_tot"] = DatumVeld(
            label="Tot en met welke dag?",
            error_messages={"required": "Vul in tot en met welke dag."},
            help_text=f"{dagen} De dag erna gaat het bericht alsnog. {DATUM_HINT}".strip(),
        )

    def clean_uitgesteld_tot(self) -> date:
        """Said together with a cause that is missing."""
        dag: date = self.cleaned_data["uitgesteld_tot"]
        if gevonden := self.bezwaren(dag):
            raise ValidationError([ValidationError(b.melding, b.clausule) for b in gevonden])
        return dag
