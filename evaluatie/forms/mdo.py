"""The talk with everybody, and the search for another place to live."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from django import forms

from evaluatie.enums import Notitiesoort, Partij
from evaluatie.forms.gedeeld import ALLEEN_WONEN_MDO, LEEST_DE_TAFEL, AfsprakenForm, tekstvak
from opstap.partners.velden import DatumVeld, JaNeeVeld, KeuzesVeld, KeuzeVeld, nodig_als
from opstap.protocol.evaluatiebegrippen import Mdoafzegreden, MdoUitkomst, MeerBegeleiding
from opstap.protocol.herhuisvesten import WOONPLEKKEN, Woonuitkomst
from opstap.termijnen.forms import MomentForm, waarveld
from opstap.trajecten.enums import Wijze


class HuurderInformerenForm(forms.Form):
    huurder_geinformeerd_op = DatumVeld(label="Wanneer is het aan de huurder verteld?")
    wijze = KeuzeVeld(Wijze, label="Hoe is het verteld?")


class MdoPlannenForm(MomentForm):
    mdo_op = DatumVeld(label="Op welke dag is het MDO?", vooruit=2)
    waar = waarveld()

    def __init__(self, *args: Any, vraag_procesregisseur: bool, vraag_herkomst: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(["mdo_op"])
        if vraag_procesregisseur:
            self.fields["met_procesregisseur"] = forms.BooleanField(
                label="Vraag de procesregisseur van de gemeente erbij",
                help_text="Als dat nodig is om samen verder te komen. Zij kan dit traject dan lezen.",
                required=False,
            )
        if vraag_herkomst:
            self.fields["met_herkomst"] = forms.BooleanField(
                label="Vraag de organisatie erbij die de begeleiding eerder gaf",
                help_text="Zij kan dit traject dan weer lezen, zolang het MDO loopt. Vertel dat ook aan de huurder.",
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

    def __init__(self, *args: Any, partijen: Collection[Partij], vraag_terugkeer: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        aanwezig: Any = self.fields["aanwezig"]
        aanwezig.choices = [(code, label) for code, label in aanwezig.choices if Partij(code) in partijen]
        if vraag_terugkeer:
            self.fields["geboden_op"] = DatumVeld(
                label="Bood de instelling van herkomst een plek aan? Op welke dag?",
                help_text="In deze regeling kan wie het niet redt, zeker terug. Nog niet aangeboden? Laat dit leeg.",
                required=False,
            )


class GevondenForm(forms.Form):
    uitkomst = KeuzeVeld(
        Woonuitkomst, alleen=WOONPLEKKEN, label="Wat voor plek is het?", help_text="De corporatie leest dit niet."
    )
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
    meer_begeleiding = nodig_als(
        KeuzeVeld(
            MeerBegeleiding,
            label="Is meer begeleiding geprobeerd of aangeboden?",
            help_text="Gaat het even minder? Dan verandert eerst de hulp, en niet de woning. "
            "Kiest u nee? Dan leest iedereen dat bij het oordeel.",
        ),
        "zelfstandig wonen niet lukt",
    )
    motivering = tekstvak(
        label="Waarom?",
        maximum=1000,
        soms_nodig=True,
        help_text="Nodig als zelfstandig wonen niet lukt. " + ALLEEN_WONEN_MDO,
    )

    def __init__(
        self, *args: Any, partijen: Collection[Partij], gasten: Collection[Partij] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, partijen=partijen, **kwargs)
        aanwezig: Any = self.fields["aanwezig"]
        aanwezig.choices = [(code, label) for code, label in aanwezig.choices if Partij(code) in {*partijen, *gasten}]
        for naam in ("wie_1", "wat_1", "uiterlijk_1"):  # who stays has at least one afspraak
            self.fields[naam].soms_nodig = True  # type: ignore[attr-defined]
        for n in self.rijnummers():
            self.fields[f"voorwaarde_{n}"] = forms.BooleanField(
                label=f"Afspraak {n} is een voorwaarde om te kunnen blijven wonen", required=False
            )


class VoorbereidenForm(forms.Form):
    """`voor_huurder`: the begeleider writes down what the huurder wants to say too."""

    def __init__(self, *args: Any, voor_huurder: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tekst"] = tekstvak(
            label=Notitiesoort.VOORBEREIDING.label, maximum=300, soms_nodig=voor_huurder, verplicht=not voor_huurder,
            help_text="Hoogstens drie zinnen. " + LEEST_DE_TAFEL,
        )  # fmt: skip
        if voor_huurder:
            self.fields["huurder"] = tekstvak(
                label="Wat wil de huurder zeggen?",
                maximum=300,
                help_text="Hoogstens drie zinnen, in zijn eigen woorden. Vraag of dit erin mag.",
            )


class NietDoorgaanForm(forms.Form):
    reden = KeuzeVeld(Mdoafzegreden, label="Waarom gaat het MDO niet door?")


class TijdslimietForm(forms.Form):
    tijdslimiet = DatumVeld(
        label="Tot en met welke dag mag dit nog duren?",
        help_text="De huurder krijgt hierover een brief. Bijvoorbeeld 2-3-2026.",
        vooruit=2,
    )


class GetekendForm(forms.Form):
    """A day per party; who did not sign stays empty."""

    def __init__(self, *args: Any, partijen: Collection[Partij], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for partij in partijen:
            self.fields[f"getekend_{partij.value}"] = DatumVeld(
                label=f"Op welke dag tekende {partij.label}?", required=False
            )

    def clean(self) -> dict[str, Any]:
        gegevens = super().clean() or {}
        if not self.errors and not any([*gegevens.values(), *self.initial.values()]):
            self.add_error(next(iter(self.fields)), "Vul in op welke dag iemand tekende.")
        return gegevens

    def getekend(self) -> dict[Partij, date]:
        return {Partij(naam.removeprefix("getekend_")): dag for naam, dag in self.cleaned_data.items() if dag}
