"""What the forms of this room share: short texts that say what does not belong in them, and rows of afspraken."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from django import forms

from evaluatie.enums import Partij
from evaluatie.services import NieuweAfspraak
from opstap.partners.velden import DatumVeld
from opstap.protocol.begrippen import Keuze
from opstap.protocol.evaluatiebegrippen import EvaluatieItem

#: As many as fit on a phone; more is not kept anyway.
MAX_AFSPRAKEN = 3
ALLEEN_WONEN = "Schrijf alleen op wat over het wonen gaat. De begeleider en de consulent lezen dit."
ALLEEN_WONEN_COMMISSIE = (
    "Schrijf alleen op wat over het wonen gaat. De begeleider, de consulent en de commissie lezen dit."
)
#: What stands at an MDO, or at a signaal that could have become one.
ALLEEN_WONEN_MDO = (
    "Schrijf alleen op wat over het wonen gaat. De begeleider, de consulent, hun teamleiders en de gemeente lezen dit."
)

#: What a party writes down before an MDO.
LEEST_DE_TAFEL = "Dit lezen alle partijen van het MDO. Schrijf niets op over ziekte, en geen diagnose."


def tekstvak(
    *,
    label: str,
    maximum: int,
    help_text: str = "",
    verplicht: bool = False,
    soms_nodig: bool = False,
    regels: int = 3,
) -> Any:
    """`soms_nodig`: a rule asks for it in some cases, so it is not called voluntary."""
    veld = forms.CharField(
        label=label,
        max_length=maximum,
        required=verplicht,
        widget=forms.Textarea(attrs={"rows": regels}),
        help_text=help_text,
    )
    veld.soms_nodig = soms_nodig  # type: ignore[attr-defined]
    return veld


def keuzelijst(keuze: type[Keuze], leeg: str, alleen: Collection[Any] | None = None) -> list[tuple[str, str]]:
    return [("", leeg), *((lid.value, lid.label) for lid in (alleen or keuze))]


class AfsprakenForm(forms.Form):
    """Three rows of who, what and before when; a row is empty or whole."""

    def __init__(self, *args: Any, partijen: Collection[Partij], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for n in self.rijnummers():
            self.fields[f"wie_{n}"] = forms.ChoiceField(
                label=f"Afspraak {n}: wie doet dit?", choices=keuzelijst(Partij, "Kies wie", partijen), required=False
            )
            self.fields[f"wat_{n}"] = forms.CharField(
                label=f"Afspraak {n}: wat is er afgesproken?", max_length=200, required=False
            )
            self.fields[f"uiterlijk_{n}"] = DatumVeld(label=f"Afspraak {n}: voor wanneer?", vooruit=2, required=False)

    @staticmethod
    def rijnummers() -> range:
        return range(1, MAX_AFSPRAKEN + 1)

    def clean(self) -> dict[str, Any]:
        gegevens = super().clean() or {}
        for n in self.rijnummers():
            namen = (f"wie_{n}", f"wat_{n}", f"uiterlijk_{n}")
            if any(self.data.get(naam, "").strip() for naam in namen):
                for naam, melding in zip(namen, _MELDINGEN, strict=True):
                    if not gegevens.get(naam) and naam not in self.errors:
                        self.add_error(naam, f"Afspraak {n}: {melding}")
        return gegevens

    def afspraken(self) -> list[NieuweAfspraak]:
        gegevens = self.cleaned_data
        return [
            NieuweAfspraak(
                wie=Partij(gegevens[f"wie_{n}"]),
                wat=gegevens[f"wat_{n}"],
                uiterlijk=gegevens[f"uiterlijk_{n}"],
                item=EvaluatieItem(over) if (over := gegevens.get(f"over_{n}")) else None,
                nummer=n,
                is_voorwaarde=gegevens.get(f"voorwaarde_{n}", False),
            )
            for n in self.rijnummers()
            if gegevens[f"wie_{n}"]
        ]

    def rijen(self) -> Iterator[dict[str, Any]]:
        """The rows for the template, open when something is typed in them."""
        for n in self.rijnummers():
            velden = [self[naam] for naam in self.fields if naam.endswith(f"_{n}")]
            yield {"nummer": n, "velden": velden, "open": n == 1 or any(veld.value() or veld.errors for veld in velden)}


_MELDINGEN = ("kies wie het doet.", "vul in wat er is afgesproken.", "vul in voor wanneer, bijvoorbeeld 1-3-2027.")
