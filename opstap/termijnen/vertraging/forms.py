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


class _Redenform(forms.Form):
    """A cause. `bezwaren`: why it may not be until a day."""

    vraag: str
    mist: str

    def __init__(
        self,
        *args: Any,
        redenen: tuple[Vertragingsreden, ...],
        bezwaren: Callable[[date], Sequence[Belemmering]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.bezwaren = bezwaren
        self.fields["reden"] = KeuzeVeld(
            Vertragingsreden, alleen=redenen, label=self.vraag, error_messages={"required": self.mist}
        )

    def _nagekeken(self, veld: str) -> date | None:
        """Said together with a cause that is missing."""
        dag: date | None = self.cleaned_data[veld]
        if dag is not None and (gevonden := self.bezwaren(dag)):
            raise ValidationError([ValidationError(b.melding, b.clausule) for b in gevonden])
        return dag


class VertragingForm(_Redenform):
    """`wacht_hoogstens_tot` None: it cannot wait, and is not asked it. What is not late only comes here to wait."""

    vraag = "Wat is de oorzaak?"
    mist = "Kies waarom het langer duurt."

    def __init__(self, *args: Any, is_laat: bool, wacht_hoogstens_tot: date | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if wacht_hoogstens_tot is not None:
            laatste = datum_voluit(wacht_hoogstens_tot)
            self.fields["wacht_tot"] = DatumVeld(
                label="Herinner ons hier pas weer aan op",
                required=not is_laat,
                error_messages={"required": "Vul in op welke dag u verder kunt."},
                help_text=f"Alleen als u er nu niets aan kunt doen. Kies een dag tot en met {laatste}. {DATUM_HINT}",
            )

    def clean_wacht_tot(self) -> date | None:
        return self._nagekeken("wacht_tot")


class UitstelForm(_Redenform):
    """`dagen`: which can be chosen, in words."""

    vraag = "Waarom kan het bericht later?"
    mist = "Kies waarom het bericht later kan."

    def __init__(self, *args: Any, dagen: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["uitgesteld_tot"] = DatumVeld(
            label="Tot en met welke dag?",
            error_messages={"required": "Vul in tot en met welke dag."},
            help_text=f"{dagen} De dag erna gaat het bericht alsnog. {DATUM_HINT}".strip(),
        )

    def clean_uitgesteld_tot(self) -> date | None:
        return self._nagekeken("uitgesteld_tot")
