"""The kitchen table, when it is, and what was promised there."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.text import capfirst

from evaluatie.enums import AAN_TAFEL, Afspraakstatus, Notitiesoort, Partij, Verzetreden
from evaluatie.forms.gedeeld import ALLEEN_WONEN, ALLEEN_WONEN_COMMISSIE, AfsprakenForm, keuzelijst, tekstvak
from evaluatie.forms.vaststellen import adviesveld, inzetvelden, reactievelden
from opstap.partners.velden import DATUM_HINT, DatumVeld, JaNeeVeld, KeuzesVeld, KeuzeVeld
from opstap.protocol.evaluatiebegrippen import EvaluatieItem, Inzet, ItemOordeel, Oordeel, Vervolgadvies
from opstap.protocol.momenten import Plaats
from opstap.termijnen.forms import MomentForm, waarveld


class HoudenForm(AfsprakenForm):
    """The kitchen table. `vorige`: what was said last time, per point; it stands beside the question, never chosen.

    `gasten`: who can be there beside the huurder under this regeling; `moet_erbij`: one of them must be. `inzet`:
    whose efforts are asked.
    `adviezen`: what can be advised, with what comes of it.
    """

    gehouden_op = DatumVeld(label="Wanneer was het gesprek?")
    huurder_aanwezig = JaNeeVeld(label="Was de huurder erbij?")
    aanwezig = KeuzesVeld(Partij, label="Wie waren er nog meer bij?", required=False)

    def __init__(
        self,
        *args: Any,
        items: Collection[EvaluatieItem],
        vorige: Mapping[str, str],
        gasten: Collection[Partij],
        moet_erbij: bool,
        inzet: Collection[Inzet],
        adviezen: Mapping[Vervolgadvies, str],
        advies_uitleg: str = "",
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, partijen=AAN_TAFEL, **kwargs)
        self.items, self.inzet = tuple(items), tuple(inzet)
        keuzes = [(partij.value, capfirst(partij.label)) for partij in gasten]
        self.fields["aanwezig"].choices = keuzes  # type: ignore[attr-defined]
        self.fields["aanwezig"].soms_nodig = moet_erbij  # type: ignore[attr-defined]
        for n in self.rijnummers():
            self.fields[f"over_{n}"] = forms.ChoiceField(
                label=f"Afspraak {n}: waar gaat het over?",
                choices=keuzelijst(EvaluatieItem, "Over alles", self.items),
                required=False,
            )
        self._vragen(vorige, ALLEEN_WONEN_COMMISSIE if Partij.COMMISSIELID in gasten else ALLEEN_WONEN)
        self.fields["advies"] = adviesveld(adviezen, help_text=advies_uitleg)

    def _vragen(self, vorige: Mapping[str, str], uitleg: str) -> None:
        for item in self.items:
            self.fields[f"item_{item}"] = KeuzeVeld(ItemOordeel, label=item.label, help_text=vorige.get(item, ""))
        self.fields["bewoner"] = tekstvak(label=Notitiesoort.BEWONER.label, maximum=300, help_text=uitleg)
        self.fields["begeleider"] = tekstvak(label=Notitiesoort.BEGELEIDER.label, maximum=300, help_text=uitleg)
        self.fields["oordeel"] = KeuzeVeld(
            Oordeel,
            label="Hoe gaat het in het geheel?",
            help_text="Lukt het om na de opstap zelf te huren? " + vorige.get("oordeel", ""),
        )
        self.fields |= inzetvelden(self.inzet)
        self.fields["geen_afspraak_omdat"] = tekstvak(
            label=Notitiesoort.GEEN_AFSPRAAK.label,
            maximum=300,
            soms_nodig=True,
            help_text="Alleen als een punt niet goed gaat en u er geen afspraak over maakt.",
            regels=2,
        )
        reactievelden(self)

    def itemvelden(self) -> list[Any]:
        return [self[f"item_{item}"] for item in self.items]

    def delen(self) -> list[dict[str, Any]]:
        """The questions in the order of the conversation: one heading, or one question at a time."""
        wie = [self[naam] for naam in ("gehouden_op", "huurder_aanwezig", "aanwezig")]
        punten = [
            {"kop": "" if n else "Hoe gaat het", "velden": [veld], "is_punt": True, "is_eerste": not n}
            for n, veld in enumerate(self.itemvelden())
        ]
        return [
            {"kop": "Wie waren erbij", "velden": wie},
            *punten,
            {"kop": "" if punten else "Hoe gaat het", "sjabloon": "evaluatie/houden_stemmen.html"},
            {"kop": "Wat deed iedereen", "sjabloon": "evaluatie/houden_inzet.html"},
            {"kop": "In het geheel", "velden": [self["oordeel"], self["advies"]]},
            {"kop": "Afspraken", "sjabloon": "evaluatie/houden_afspraken.html"},
            {"kop": "Reactie van de huurder", "velden": [self["reactie"], self["woorden"]]},
        ]

    def inzetvelden(self) -> list[Any]:
        return [self[f"inzet_{wie}"] for wie in self.inzet]

    def inzetteksten(self) -> dict[Inzet, str]:
        return {wie: self.cleaned_data[f"inzet_{wie}"] for wie in self.inzet}

    def oordelen(self) -> dict[EvaluatieItem, ItemOordeel]:
        return {item: self.cleaned_data[f"item_{item}"] for item in self.items}


class EvaluatieTijdForm(MomentForm):
    """At the home of the huurder, unless people agree otherwise (Z-12.5)."""

    gewone_plaats = Plaats.THUIS
    waar = waarveld()


class NietDoorgegaanForm(MomentForm):
    """`eerst`: what was agreed on for the old day, in words; it can go along to the new one.

    `nog_te_komen`: the day, while it is still to come. `uiterlijk`: the last day to which it can move.
    `liever`: the day on which it is offered, ahead of a besluit day.
    """

    tijd_verplicht = False
    gewone_plaats = Plaats.THUIS
    reden = KeuzeVeld(Verzetreden, label="Waarom ging de evaluatie niet door?")
    nieuwe_datum = DatumVeld(label="Wanneer is de nieuwe afspraak?", vooruit=2)

    def __init__(
        self,
        *args: Any,
        redenen: Collection[Verzetreden],
        eerst: str = "",
        nog_te_komen: str = "",
        uiterlijk: str = "",
        liever: date | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        if liever is not None:
            self.fields["nieuwe_datum"].initial = liever
            self.fields["reden"].initial = Verzetreden.VOOR_BESLUIT
        if nog_te_komen:
            self.fields["reden"].label = "Waarom verplaatst u de evaluatie?"
            self.fields["reden"].error_messages["invalid_choice"] = (
                f"De evaluatie is op {nog_te_komen} en moet nog komen. Kies wie er dan niet kan."
            )
        if uiterlijk:
            self.fields["nieuwe_datum"].help_text = f"Kies een dag tot en met {uiterlijk}. {DATUM_HINT}"
        if eerst:
            self.fields["zelfde_tijd"] = forms.BooleanField(
                label=f"Op dezelfde tijd en plek: {eerst}",
                required=False,
                initial=True,
                help_text="Wordt het anders? Vul dan hieronder de nieuwe tijd en plek in. "
                "Weet u die nog niet? Haal dan alleen het vinkje weg.",
            )
        self.order_fields(["reden", "nieuwe_datum", "zelfde_tijd"])
        self.fields["om"].help_text = "Bijvoorbeeld 14:30. Weet u de tijd nog niet? Laat de rest dan leeg."
        self.fields["reden"].choices = [  # type: ignore[attr-defined]
            (reden.value, capfirst(reden.label)) for reden in redenen
        ]


class AfspraakForm(forms.Form):
    uitkomst = KeuzeVeld(
        Afspraakstatus,
        alleen=(Afspraakstatus.NAGEKOMEN, Afspraakstatus.VERVALLEN),
        label="Hoe staat het met deze afspraak?",
        help_text="Nog niet gedaan? Laat de afspraak dan staan.",
    )
    reden = tekstvak(
        label="Waarom geldt de afspraak niet meer?",
        maximum=300,
        soms_nodig=True,
        help_text="Alleen als de afspraak niet meer geldt.",
    )
