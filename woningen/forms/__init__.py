"""The forms of this room. The standard messages come from `opstap.templatetags`; here stands only what is special."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.text import capfirst

from opstap.partners.models import Organisatie
from opstap.partners.velden import DatumVeld, GetalVeld, KeuzeVeld, nodig_als
from opstap.post.forms import VerbeterForm
from opstap.protocol.begrippen import Keuze
from opstap.protocol.bemiddelen import Afhandeling, Woningtype
from opstap.protocol.contingent import GEKOZEN_WIJZEN, Verdeelwijze, Wijzigreden
from opstap.protocol.datums import hoeveel
from opstap.protocol.passen import Afwijkreden
from opstap.protocol.potten import Categorie, Potten
from opstap.protocol.verklaringen import Zegt
from opstap.trajecten.enums import Correctiereden, Verklaringsoort, Wijze
from woningen.enums import (
    INTREKREDENEN,
    AanzegBewijs,
    AanzegWijze,
    Intrekreden,
    Verhuurderreden,
    Weigerreden,
)
from woningen.letters import bedrag
from woningen.models import Woning


class ContingentForm(forms.Form):
    """The number of a year, its parts, and per corporatie what the sharing out counts."""

    wijze = KeuzeVeld(Verdeelwijze, alleen=GEKOZEN_WIJZEN, label="Hoe verdeelt u de woningen over de corporaties?")
    bijzonder = GetalVeld(
        label="Daarvan voor bijzondere bemiddeling via de procesregie",
        help_text="Laat leeg als daar geen eigen aantal voor is.",
        required=False,
        min_value=0,
        max_value=10_000,
    )
    bijzonder_apart = forms.BooleanField(
        label="Houd deze woningen apart, ook als ze nog niet gebruikt zijn", required=False
    )
    housing_first = GetalVeld(
        label="Daarvan voor Housing First",
        help_text="Vult u een aantal in, dan blijven die woningen daarvoor bewaard.",
        required=False,
        min_value=0,
        max_value=10_000,
    )
    reden = nodig_als(
        KeuzeVeld(Wijzigreden, label="Waarom deze aantallen?"), "u afgesproken aantallen per corporatie invult"
    )

    def __init__(
        self,
        *args: Any,
        corporaties: Sequence[Organisatie],
        jaar: int,
        met_delen: bool,
        is_wijziging: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.corporaties = corporaties
        self.fields["totaal"] = GetalVeld(label=f"Aantal opstapwoningen in {jaar}", min_value=0, max_value=10_000)
        bezit = [self._bezit(corporatie) for corporatie in corporaties]
        if not met_delen:
            for naam in ("bijzonder", "bijzonder_apart", "housing_first"):
                del self.fields[naam]
        if is_wijziging:
            self.fields["reden"] = KeuzeVeld(Wijzigreden, label="Waarom wijzigt u dit?")
        self.order_fields(["totaal", "bijzonder", "bijzonder_apart", "housing_first", "wijze", *bezit, "reden"])

    def _bezit(self, corporatie: Organisatie) -> str:
        naam = f"bezit_{corporatie.sleutel}"
        self.fields[naam] = GetalVeld(
            label=f"Getal van {corporatie.naam}",
            help_text="Het woningbezit in de gemeente, het aandeel in de sleutel, of het afgesproken aantal.",
            min_value=0,
            max_value=1_000_000,
        )
        return naam

    @property
    def gewichten(self) -> dict[UUID, int]:
        return {c.sleutel: self.cleaned_data[f"bezit_{c.sleutel}"] for c in self.corporaties}

    @property
    def potten(self) -> Potten:
        gegevens = self.cleaned_data
        return Potten(
            gegevens.get("totaal", 0),
            bijzonder=gegevens.get("bijzonder"),
            bijzonder_apart=gegevens.get("bijzonder_apart", False),
            housing_first=gegevens.get("housing_first"),
        )


class ContingentdeelForm(forms.Form):
    """`ruimte`: how many homes each part still takes; empty where nothing is counted apart."""

    categorie = KeuzeVeld(
        Categorie,
        label="Voor welk deel van het contingent telt deze woning?",
        help_text="De corporatie die u vraagt, ziet dit niet.",
    )

    def __init__(self, *args: Any, ruimte: Mapping[Categorie, int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["categorie"].choices = [  # type: ignore[attr-defined]
            (c.value, f"{capfirst(c.label)} (nog {hoeveel(vrij, 'plekken')})") for c, vrij in ruimte.items()
        ]
        if not ruimte:
            del self.fields["categorie"]


class VerhuurderForm(ContingentdeelForm):
    field_order = ("corporatie", "reden", "categorie")
    corporatie = forms.TypedChoiceField(label="Corporatie", coerce=UUID, widget=forms.RadioSelect)
    reden = nodig_als(
        KeuzeVeld(Verhuurderreden, label="Waarom deze corporatie?"),
        "u een andere corporatie kiest dan die aan de beurt is",
    )

    def __init__(self, *args: Any, corporaties: Iterable[Organisatie], met_reden: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["corporatie"].choices = [(str(c.sleutel), c.naam) for c in corporaties]  # type: ignore[attr-defined]
        if not met_reden:
            del self.fields["reden"]


_EERDER = "een andere kandidaat voor deze woning eerder aan de beurt is"


def _soort(woning: Woning) -> str:
    return Woningtype(woning.woningtype).label + (", zorgvastgoed" if woning.zorgvastgoed else "")


class AanbiedenForm(forms.Form):
    woning = forms.TypedChoiceField(
        label="Woning",
        coerce=UUID,
        error_messages={"invalid_choice": "Deze woning is niet meer vrij. Kies een andere woning."},
    )
    antwoord_uiterlijk = DatumVeld(label="Antwoord uiterlijk op", vooruit=2)
    uitzondering_woningtype = forms.BooleanField(
        label="Er is vastgesteld dat een eengezinswoning nodig is",
        help_text="Schrijf nergens op waarom.",
        required=False,
    )
    reden = nodig_als(KeuzeVeld(Afwijkreden, label="Waarom deze kandidaat?"), _EERDER)
    toelichting = nodig_als(
        forms.CharField(
            label="Leg dat kort uit",
            help_text="Schrijf niets over gezondheid, verslaving of justitie. Noem geen andere kandidaat.",
            max_length=500,
            widget=forms.Textarea(attrs={"rows": 3}),
        ),
        _EERDER,
    )

    def __init__(self, *args: Any, woningen: Iterable[Woning], met_uitzondering: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["woning"].choices = [  # type: ignore[attr-defined]
            ("", "Kies een woning"),
            *((str(w.sleutel), f"{w.adres}: {_soort(w)}, {bedrag(w.kale_huur)}") for w in woningen),
        ]
        if not met_uitzondering:
            for naam in ("uitzondering_woningtype", "reden", "toelichting"):
                del self.fields[naam]


class Antwoord(Keuze):
    ACCEPTEREN = "accepteren", "ja, de kandidaat neemt de woning"
    WEIGEREN = "weigeren", "nee, de kandidaat wil de woning niet"
    INTREKKEN = "intrekken", "wij trekken het aanbod in"


class AntwoordForm(forms.Form):
    antwoord = KeuzeVeld(Antwoord, label="Wat is het antwoord?")
    weigerreden = nodig_als(KeuzeVeld(Weigerreden, label="Waarom zegt de kandidaat nee?"), "het antwoord nee is")
    mismatch_bevestigd = forms.BooleanField(
        label="Ik bevestig dat de woning iets mist dat al vastlag voor het aanbod",
        help_text="Deze nee telt dan niet mee.",
        required=False,
    )
    factor_vastgelegd_op = nodig_als(DatumVeld(label="Op welke dag lag dat vast?"), "u hierboven bevestigt")
    intrekreden = nodig_als(
        KeuzeVeld(Intrekreden, alleen=INTREKREDENEN, label="Waarom trekt u het aanbod in?"), "u het aanbod intrekt"
    )

    def clean(self) -> dict[str, Any]:
        gegevens = super().clean() or {}
        if gegevens.get("antwoord") is Antwoord.WEIGEREN and not gegevens.get("weigerreden"):
            self.add_error("weigerreden", "Kies waarom de kandidaat nee zegt.")
        if gegevens.get("antwoord") is Antwoord.INTREKKEN and not gegevens.get("intrekreden"):
            self.add_error("intrekreden", "Kies waarom u het aanbod intrekt.")
        return gegevens


class AfzienForm(AntwoordForm):
    """After a yes: only what takes it back."""

    antwoord = KeuzeVeld(
        Antwoord, alleen=(Antwoord.WEIGEREN, Antwoord.INTREKKEN), label="Waarom gaat het toch niet door?"
    )


class AfhandelForm(forms.Form):
    afhandeling = KeuzeVeld(
        Afhandeling,
        label="Wat betekent het dat er geen antwoord kwam?",
        help_text="Neem eerst contact op met de kandidaat en de begeleider.",
    )


class DatumForm(forms.Form):
    """One day, with the question of the page as its label."""

    datum = DatumVeld()

    def __init__(self, *args: Any, label: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["datum"].label = label


class InstemmingForm(forms.Form):
    zegt = KeuzeVeld(Zegt, label="Wat zegt de huurder?")
    datum = DatumVeld(label="Op welke dag zei de huurder dat?")
    wijze = KeuzeVeld(Wijze, label="Hoe zei de huurder dat?")

    def clean_zegt(self) -> Zegt:
        return Zegt(self.cleaned_data["zegt"])


class NeeBesprokenForm(forms.Form):
    datum = DatumVeld(label="Op welke dag praatte u er samen over?")
    wijze = KeuzeVeld(Wijze, label="Hoe praatte u?")


class OverlegForm(forms.Form):
    soort = KeuzeVeld(
        Verklaringsoort,
        alleen=(Verklaringsoort.OVERLEG_HUURDER, Verklaringsoort.OVERLEG_ZORG),
        label="Met wie was het overleg?",
    )
    datum = DatumVeld(label="Op welke dag was het overleg?", help_text="Wilde iemand niet praten? Vul dan die dag in.")
    wijze = KeuzeVeld(Wijze, label="Hoe was het overleg?")


class AanzeggingForm(forms.Form):
    verzonden_op = DatumVeld(label="Op welke dag is de brief verstuurd?")
    wijze = KeuzeVeld(AanzegWijze, label="Hoe is de brief verstuurd?")


class AanzegVerzendingForm(VerbeterForm):
    wijze = KeuzeVeld(AanzegWijze, label="Hoe is de brief verstuurd?", required=False)


class OntvangstForm(forms.Form):
    ontvangen_op = DatumVeld(label="Op welke dag ontving de huurder de aanzegging?")
    bewijs = KeuzeVeld(AanzegBewijs, label="Waaruit blijkt dat?")


class OntvangstVerbeterenForm(forms.Form):
    """Begins with what stands there. Gives `bewijs` None when nothing was received: that is never chosen beforehand,
    for it ends an aanzegging. The day that stood there may then stay; another one is asked about."""

    bewijs = forms.ChoiceField(
        label="Waaruit blijkt dat de huurder de aanzegging ontving?",
        widget=forms.RadioSelect,
        choices=[
            *((bewijs.value, capfirst(bewijs.label)) for bewijs in AanzegBewijs),
            ("niets", "De huurder ontving niets"),
        ],
    )
    ontvangen_op = nodig_als(
        DatumVeld(label="Op welke dag ontving de huurder de aanzegging?"), "de huurder de aanzegging ontving"
    )
    reden = KeuzeVeld(Correctiereden, label="Waarom verbetert u dit?")

    def clean(self) -> dict[str, Any] | None:
        data = super().clean()
        if data is None or not (bewijs := data.get("bewijs")):
            return data
        data["bewijs"] = None if bewijs == "niets" else AanzegBewijs(bewijs)
        if data["bewijs"] is None:
            if "ontvangen_op" not in self.changed_data:
                data["ontvangen_op"] = None
            elif data.get("ontvangen_op") is not None:
                self.add_error("ontvangen_op", "U koos dat de huurder niets ontving. Laat de dag dan leeg.")
        elif data.get("ontvangen_op") is None and "ontvangen_op" not in self.errors:
            self.add_error("ontvangen_op", "Vul in op welke dag de huurder de aanzegging ontving.")
        return data
