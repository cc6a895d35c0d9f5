"""Whether the contract becomes permanent."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.utils.text import capfirst

from evaluatie.forms.gedeeld import tekstvak
from opstap.partners.velden import KeuzesVeld, KeuzeVeld
from opstap.protocol.evaluatiebegrippen import Grond
from opstap.protocol.omzetting import OmzettingUitkomst
from opstap.trajecten.forms import VergaderForm


class OmzettenForm(VergaderForm):
    uitkomst = KeuzeVeld(OmzettingUitkomst, label="Wat is uw besluit?")
    gronden = KeuzesVeld(
        Grond,
        label="Wat ging niet goed?",
        help_text="Alleen bij geen vast contract. Een andere reden telt niet.",
        required=False,
    )
    motivering = tekstvak(
        label="Uitleg bij het besluit",
        maximum=2000,
        soms_nodig=True,
        help_text="Nodig bij een nee, en bij een ja als de laatste evaluatie niet op schema was. "
        "Bij een nee staat deze tekst in de brief.",
        regels=5,
    )

    def __init__(self, *args: Any, vraag_reden_vroeg: bool, gronden: Collection[Grond], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(["vergadering_op", "aanwezig"])
        keuzes = [(grond.value, capfirst(grond.label)) for grond in gronden]
        self.fields["gronden"].choices = keuzes  # type: ignore[attr-defined]
        self.fields["gronden"].soms_nodig = True  # type: ignore[attr-defined]
        if vraag_reden_vroeg:
            self.fields["reden_vroeg"] = tekstvak(
                label="Waarom wacht u niet tot de streefdatum?",
                maximum=300,
                soms_nodig=True,
                help_text="U besluit eerder dan gewoon.",
            )
