"""How the rent stands, whether it is right, what was wrong, and what the huurder says of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django import forms
from django.utils.text import capfirst

from evaluatie.enums import Notitiesoort
from evaluatie.forms.gedeeld import tekstvak
from evaluatie.services import NieuweReactie
from opstap.partners.velden import DatumVeld, GetalVeld, JaNeeVeld, KeuzeVeld, nodig_als
from opstap.protocol.evaluatiebegrippen import EvaluatieItem, Inzet, ItemOordeel, Oordeel, Vervolgadvies
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


def adviesveld(adviezen: Mapping[Vervolgadvies, str], **anders: Any) -> Any:
    """Each advice with what comes of it."""
    veld: Any = KeuzeVeld(Vervolgadvies, label="Wat is uw advies?", **anders)
    veld.choices = [(advies.value, f"{capfirst(advies.label)}: {gevolg}") for advies, gevolg in adviezen.items()]
    return veld


def inzetvelden(inzet: Collection[Inzet]) -> dict[str, Any]:
    """One line for each who takes part (Z-12.8)."""
    soorten = [Notitiesoort.van_inzet(wie) for wie in inzet]
    return {soort.value: forms.CharField(label=soort.label, max_length=200, required=False) for soort in soorten}


class VerbeterForm(RedenForm):
    """Every point, the whole, and the texts; what stands there is filled in. An older one may have no advice."""

    def __init__(
        self,
        *args: Any,
        items: Collection[EvaluatieItem],
        inzet: Collection[Inzet],
        adviezen: Mapping[Vervolgadvies, str],
        advies_uitleg: str = "",
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.items = tuple(items)
        for item in self.items:
            self.fields[f"item_{item}"] = KeuzeVeld(ItemOordeel, label=item.label)
        self.fields["oordeel"] = KeuzeVeld(Oordeel, label="Hoe gaat het in het geheel?")
        self.fields["advies"] = adviesveld(adviezen, help_text=advies_uitleg, required=False)
        self.fields |= inzetvelden(inzet)
        woorden = (Notitiesoort.BEWONER, Notitiesoort.BEGELEIDER, Notitiesoort.GEEN_AFSPRAAK)
        self.soorten = (*woorden, *map(Notitiesoort.van_inzet, inzet))
        for soort in woorden:
            self.fields[soort.value] = tekstvak(label=soort.label, maximum=300)
        self.order_fields([naam for naam in self.fields if naam != "reden"])

    def teksten(self) -> dict[Notitiesoort, str]:
        return {soort: self.cleaned_data[soort] for soort in self.soorten}

    def oordelen(self) -> dict[EvaluatieItem, ItemOordeel]:
        return {item: self.cleaned_data[f"item_{item}"] for item in self.items}
