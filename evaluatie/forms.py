"""The forms of this room. Nothing is chosen beforehand; every short text says what does not belong in it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from django import forms
from django.utils.text import capfirst

from evaluatie.enums import AAN_TAFEL, Afspraakstatus, Notitiesoort, Partij, Verzetreden
from evaluatie.services import NieuweAfspraak
from opstap.partners.velden import DATUM_HINT, DatumVeld, JaNeeVeld, KeuzesVeld, KeuzeVeld
from opstap.protocol.begrippen import Keuze
from opstap.protocol.evaluatiebegrippen import (
    EvaluatieItem,
    Grond,
    ItemOordeel,
    MdoUitkomst,
    Oordeel,
    Signaalsoort,
)
from opstap.protocol.omzetting import OmzettingUitkomst
from opstap.termijnen.forms import MomentForm, waarveld
from opstap.trajecten.enums import Wijze
from opstap.trajecten.forms import RedenForm, VergaderForm

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


class HoudenForm(AfsprakenForm):
    """The kitchen table. `vorige`: what was said last time, per point; it stands beside the question, never chosen.

    `gasten`: who can be there beside the huurder under this regeling.
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
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, partijen=AAN_TAFEL, **kwargs)
        self.items = tuple(items)
        keuzes = [(partij.value, capfirst(partij.label)) for partij in gasten]
        self.fields["aanwezig"].choices = keuzes  # type: ignore[attr-defined]
        for n in self.rijnummers():
            self.fields[f"over_{n}"] = forms.ChoiceField(
                label=f"Afspraak {n}: waar gaat het over?",
                choices=keuzelijst(EvaluatieItem, "Over alles", self.items),
                required=False,
            )
        for item in self.items:
            self.fields[f"item_{item}"] = KeuzeVeld(ItemOordeel, label=item.label, help_text=vorige.get(item, ""))
        uitleg = ALLEEN_WONEN_COMMISSIE if Partij.COMMISSIELID in gasten else ALLEEN_WONEN
        self.fields["bewoner"] = tekstvak(label=Notitiesoort.BEWONER.label, maximum=300, help_text=uitleg)
        self.fields["begeleider"] = tekstvak(label=Notitiesoort.BEGELEIDER.label, maximum=300, help_text=uitleg)
        self.fields["oordeel"] = KeuzeVeld(
            Oordeel,
            label="Hoe gaat het in het geheel?",
            help_text="Lukt het om na de opstap zelf te huren? " + vorige.get("oordeel", ""),
        )
        self.fields["geen_afspraak_omdat"] = tekstvak(
            label=Notitiesoort.GEEN_AFSPRAAK.label,
            maximum=300,
            soms_nodig=True,
            help_text="Alleen als een punt niet goed gaat en u er geen afspraak over maakt.",
            regels=2,
        )

    def itemvelden(self) -> list[Any]:
        return [self[f"item_{item}"] for item in self.items]

    def oordelen(self) -> dict[EvaluatieItem, ItemOordeel]:
        return {item: self.cleaned_data[f"item_{item}"] for item in self.items}


class EvaluatieTijdForm(MomentForm):
    waar = waarveld()


class NietDoorgegaanForm(MomentForm):
    """`eerst`: what was agreed on for the old day, in words; it can go along to the new one.

    `nog_te_komen`: the day, while it is still to come. `uiterlijk`: the last day to which it can move.
    """

    tijd_verplicht = False
    reden = KeuzeVeld(Verzetreden, label="Waarom ging de evaluatie niet door?")
    nieuwe_datum = DatumVeld(label="Wanneer is de nieuwe afspraak?", vooruit=2)

    def __init__(
        self,
        *args: Any,
        redenen: Collection[Verzetreden],
        eerst: str = "",
        nog_te_komen: str = "",
        uiterlijk: str = "",
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
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


class SignaalForm(forms.Form):
    soort = KeuzeVeld(Signaalsoort, label="Wat heeft u gezien of gehoord?")
    is_spoed = JaNeeVeld(label="Heeft het spoed?", help_text="Spoed is: vandaag moet er iemand naar kijken.")
    toelichting = tekstvak(
        label="Toelichting",
        maximum=200,
        help_text="Alleen wat u zag en wanneer. Geen namen, niets over gezondheid of hulp.",
    )


class SignaalVerbeterenForm(RedenForm):
    soort = KeuzeVeld(Signaalsoort, label="Wat heeft u gezien of gehoord?")
    is_spoed = JaNeeVeld(label="Heeft het spoed?", help_text="Spoed is: vandaag moet er iemand naar kijken.")
    field_order = ("soort", "is_spoed", "reden")


class LeegForm(forms.Form):
    """Only a button."""


class SignaalAfhandelenForm(forms.Form):
    reden = tekstvak(label="Waarom is een MDO niet nodig?", maximum=300, verplicht=True, help_text=ALLEEN_WONEN_MDO)

    def __init__(self, *args: Any, vraag_akkoord: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if vraag_akkoord:
            self.fields["melder_akkoord"] = forms.BooleanField(
                label="Wie het signaal meldde, vindt ook dat een MDO niet nodig is", required=False
            )


class HuurderInformerenForm(forms.Form):
    huurder_geinformeerd_op = DatumVeld(label="Wanneer is het aan de huurder verteld?")
    wijze = KeuzeVeld(Wijze, label="Hoe is het verteld?")


class MdoPlannenForm(MomentForm):
    mdo_op = DatumVeld(label="Op welke dag is het MDO?", vooruit=2)
    waar = waarveld()

    def __init__(self, *args: Any, vraag_procesregisseur: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(["mdo_op"])
        if vraag_procesregisseur:
            self.fields["met_procesregisseur"] = forms.BooleanField(
                label="Vraag de procesregisseur van de gemeente erbij",
                help_text="Als dat nodig is om samen verder te komen. Zij kan dit traject dan lezen.",
                required=False,
            )


class OordeelForm(forms.Form):
    eens = JaNeeVeld(
        label="Vindt u ook dat zelfstandig wonen niet lukt?", help_text="Ook niet met meer steun. U kunt nee zeggen."
    )
    reden = tekstvak(
        label="Waarom?", maximum=300, help_text="Nodig als u het niet eens bent. " + ALLEEN_WONEN_MDO, soms_nodig=True
    )


class HerhuisvestingOverlegForm(forms.Form):
    datum = DatumVeld(label="Op welke dag was het overleg?")
    aanwezig = KeuzesVeld(Partij, label="Wie waren erbij?", required=False)
    betrekken = tekstvak(
        label=Notitiesoort.BETREKKEN.label,
        maximum=300,
        verplicht=True,
        help_text="Hoe praat de huurder mee, en van wie hoort hij alles? Was hij er niet bij? Schrijf op waarom.",
    )
    herindicatie_nodig = JaNeeVeld(label="Is er een nieuwe indicatie nodig, bijvoorbeeld voor beschermd wonen?")


class GevondenForm(forms.Form):
    verhuist_op = DatumVeld(label="Vanaf welke dag kan de huurder daar terecht?", vooruit=2)


class MdoVastleggenForm(AfsprakenForm):
    gehouden_op = DatumVeld(label="Wanneer was het MDO?")
    aanwezig = KeuzesVeld(
        Partij,
        label="Wie waren erbij?",
        error_messages={"required": "Vink bij “Wie waren erbij?” aan wie er bij het MDO waren."},
    )
    huurder_werkt_mee = JaNeeVeld(
        label="Werkt de huurder mee?", help_text="Ook zonder medewerking gaan de afspraken door."
    )
    uitkomst = KeuzeVeld(
        MdoUitkomst,
        label="Wat is de uitkomst?",
        help_text="Lukt het niet? Dan legt u hier uw eigen oordeel vast. Een andere partij moet dat daarna bevestigen.",
    )
    motivering = tekstvak(
        label="Waarom?",
        maximum=1000,
        soms_nodig=True,
        help_text="Nodig als zelfstandig wonen niet lukt. " + ALLEEN_WONEN_MDO,
    )

    def __init__(self, *args: Any, is_spoed: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for naam in ("wie_1", "wat_1", "uiterlijk_1"):  # who stays has at least one afspraak
            self.fields[naam].soms_nodig = True  # type: ignore[attr-defined]
        if is_spoed:
            self.fields["tijdslimiet"] = DatumVeld(
                label="Tot welke dag mag dit nog duren?",
                help_text="Alleen de corporatie vult dit in, omdat dit signaal spoed heeft. Bijvoorbeeld 2-3-2026.",
                vooruit=2,
                required=False,
            )


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
                label="Waarom wacht u niet tot de streefdatum?", maximum=300, help_text="U besluit eerder dan gewoon."
            )
