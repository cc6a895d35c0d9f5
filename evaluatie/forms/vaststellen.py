"""How the rent stands, whether it is right, what was wrong, and what the huurder says of it."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django import forms

from evaluatie.enums import Notitiesoort
from evaluatie.forms.gedeeld import tekstvak
from evaluatie.services import NieuweReactie
from opstap.partners.velden import DatumVeld, GetalVeld, JaNeeVeld, KeuzeVeld, nodig_als
from opstap.protocol.evaluatiebegrippen import EvaluatieItem, ItemOordeel, Oordeel
from opstap.protocol.vaststellen import MEESTE_MAANDEN, Huurstand, Reactie, Reactiewijze
from opstap.trajecten.enums import Correctiereden
from opstap.trajecten.forms import RedenForm


def _woorden() -> Any:
    return tekstvak(
        label=Notitiesoort.REACTIE.label,
        maximum=300,
        help_text="Schrijf het op in de woorden van de huurder. Alleen over het wonen.",
        soms_nodig=True,
        regels=2,
    )


class HuurstatusForm(forms.Form):
    stand = KeuzeVeld(Huurstand, label="Hoe staat het met de huur?", help_text="Geen bedragen.")
    maanden = nodig_als(
        GetalVeld(
            label="Hoeveel hele maanden achterstand?",
            help_text=f"1 tot en met {MEESTE_MAANDEN}. Minder dan een maand? Vul dan 1 in.",
            error_messages={"invalid": "Vul bij de maanden een heel getal in, bijvoorbeeld 2."},
        ),
        "bij een achterstand",
    )

    def __init__(self, *args: Any, is_correctie: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_correctie:
            self.fields["reden"] = KeuzeVeld(Correctiereden, label="Waarom verbetert u dit?")


class BevestigForm(forms.Form):
    klopt = JaNeeVeld(label="Klopt wat er staat?")
    omdat = tekstvak(
        label="Wat klopt er niet?",
        maximum=300,
        soms_nodig=True,
        help_text="Alleen als het niet klopt. Schrijf alleen op wat over het wonen gaat.",
    )


class ReactieForm(forms.Form):
    reactie = KeuzeVeld(Reactie, label="Wat vindt de huurder van wat er staat?")
    woorden = _woorden()
    wijze = KeuzeVeld(Reactiewijze, label="Hoe zei de huurder dit?")
    datum = DatumVeld(label="Wanneer was dat?")

    def nieuw(self) -> NieuweReactie:
        return NieuweReactie(**self.cleaned_data)


def reactievelden(form: forms.Form) -> None:
    """At the table: the day and the way are known."""
    form.fields["reactie"] = KeuzeVeld(
        Reactie,
        label="Wat vindt de huurder van wat er staat?",
        required=False,
        help_text="Lees samen wat er staat. Nog niet? Dat kan later ook.",
    )
    form.fields["woorden"] = _woorden()


def reactie_aan_tafel(form: forms.Form) -> NieuweReactie | None:
    reactie = form.cleaned_data["reactie"]
    return NieuweReactie(reactie, form.cleaned_data["woorden"]) if reactie is not None else None


class VerbeterForm(RedenForm):
    """Every point, the whole, and the texts; what stands there is filled in."""

    def __init__(self, *args: Any, items: Collection[EvaluatieItem], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.items = tuple(items)
        for item in self.items:
            self.fields[f"item_{item}"] = KeuzeVeld(ItemOordeel, label=item.label)
        self.fields["oordeel"] = KeuzeVeld(Oordeel, label="Hoe gaat het in het geheel?")
        for soort in (Notitiesoort.BEWONER, Notitiesoort.BEGELEIDER, Notitiesoort.GEEN_AFSPRAAK):
            self.fields[soort.value] = tekstvak(label=soort.label, maximum=300)
        self.order_fields([naam for naam in self.fields if naam != "reden"])

    def oordelen(self) -> dict[EvaluatieItem, ItemOordeel]:
        return {item: self.cleaned_data[f"item_{item}"] for item in self.items}
