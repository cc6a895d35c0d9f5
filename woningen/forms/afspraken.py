"""The forms around the contingent: mutaties, what was agreed and promised, and exchange with other gemeenten."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django import forms

from opstap.partners.models import Organisatie
from opstap.partners.velden import DatumVeld, GetalVeld, KeuzeVeld, nodig_als
from opstap.protocol.aandelen import Deelafspraak
from opstap.protocol.mutaties import KWARTALEN
from opstap.protocol.taakstelling import Opgave
from opstap.protocol.toezeggen import Afspraakpapier, Toezeggingsoort
from opstap.protocol.uitruil import Terugneemreden, Uitruilreden, Uitruilrichting
from woningen.forms import ContingentForm


class UitMutatiesForm(ContingentForm):
    """The number follows from what became free; here stand the year that is counted and the parts."""

    def __init__(self, *args: Any, jaren: Sequence[int], **kwargs: Any) -> None:
        super().__init__(*args, corporaties=(), **kwargs)
        del self.fields["totaal"], self.fields["wijze"]
        if "reden" in self.fields and not self.fields["reden"].required:
            del self.fields["reden"]
        self.fields["mutatiejaar"] = forms.TypedChoiceField(
            label="Van welk jaar tellen de vrijgekomen woningen?",
            coerce=int,
            choices=[(jaar, str(jaar)) for jaar in jaren],
            widget=forms.RadioSelect,
        )
        self.order_fields(["mutatiejaar"])


class MutatiesForm(forms.Form):
    """Per quarter; empty = not known yet."""

    def __init__(self, *args: Any, jaar: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kwartaal in KWARTALEN:
            self.fields[f"kwartaal_{kwartaal}"] = GetalVeld(
                label=f"Woningen die vrijkwamen in kwartaal {kwartaal} van {jaar}",
                required=False,
                min_value=0,
                max_value=100_000,
            )

    @property
    def aantallen(self) -> list[int | None]:
        return [self.cleaned_data[f"kwartaal_{kwartaal}"] for kwartaal in KWARTALEN]


class _MetOrganisatie(forms.Form):
    """About one partner of the regeling."""

    organisatie = forms.TypedChoiceField(label="Organisatie", coerce=UUID, widget=forms.RadioSelect)

    def __init__(self, *args: Any, organisaties: Iterable[Organisatie], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisatie"].choices = [(str(o.sleutel), o.naam) for o in organisaties]  # type: ignore[attr-defined]


class AandeelForm(_MetOrganisatie):
    op = DatumVeld(label="Op welke dag bespraken de partners dit?", terug=2)
    uitkomst = KeuzeVeld(Deelafspraak, label="Wat is afgesproken?")
    hoogstens = nodig_als(
        GetalVeld(label="Hoogste aantal woningen dit jaar", min_value=0, max_value=10_000), "er een hoogste aantal is"
    )


class OpgaveForm(forms.Form):
    """How many homes are needed in a year, near a steunpunt and spread (C-26)."""

    opgave_1 = GetalVeld(label="Hoeveel woningen zijn er nodig bij een steunpunt?", min_value=0, max_value=10_000)
    opgave_2 = GetalVeld(label="Hoeveel woningen verspreid in de wijk?", min_value=0, max_value=10_000)

    @property
    def opgaven(self) -> dict[Opgave, int]:
        return {opgave: self.cleaned_data[opgave.value] for opgave in Opgave}


class ToezeggingForm(_MetOrganisatie):
    wat = KeuzeVeld(Toezeggingsoort, label="Wat is beloofd?")
    aantal = GetalVeld(label="Hoeveel?", min_value=0, max_value=10_000)
    papier = KeuzeVeld(Afspraakpapier, label="Waar staat dat?")
    getekend_op = DatumVeld(label="Op welke dag is dat getekend?")
    kenmerk = forms.CharField(
        label="Kenmerk of artikel", max_length=60, help_text="Zodat een ander het kan vinden, bijvoorbeeld artikel 4."
    )


class UitruilForm(forms.Form):
    richting = KeuzeVeld(Uitruilrichting, label="Wat is er gebeurd?")
    gemeente = forms.CharField(label="Met welke gemeente?", max_length=60, help_text="Schrijf niet op waarom.")
    op = DatumVeld(label="Op welke dag kreeg de kandidaat de woning?", terug=2)
    reden = nodig_als(KeuzeVeld(Uitruilreden, label="Waarom gaat u toch door?"), "het aantal van dat jaar is bereikt")


class TerugnemenForm(forms.Form):
    reden = KeuzeVeld(Terugneemreden, label="Waarom telt deze uitruil niet meer?")
