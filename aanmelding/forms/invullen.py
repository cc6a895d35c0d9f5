"""Forms of the begeleider. They read and check what is typed; what may be done is for the services."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError

from aanmelding.delen.uitstroom import BINDING, INSCHRIJVING
from aanmelding.enums import BindingBron
from aanmelding.forms.bekend import BekendForm
from aanmelding.services import Uitstroomgegevens
from opstap import clock
from opstap.partners.velden import (
    DatumVeld,
    GetalVeld,
    JaNeeVeld,
    KeuzeVeld,
    NaamVeld,
    NummerVeld,
    TelefoonVeld,
    nodig_als,
)
from opstap.protocol.aanmeldstappen import INTREKREDENEN, Intrekreden
from opstap.protocol.begrippen import Instroomroute, Route
from opstap.protocol.toetsing import ALLEEN_ZELF
from opstap.protocol.verklaringen import Zegt
from opstap.protocol.vertegenwoordigen import Vertegenwoordiging
from opstap.regelingen.models import Regeling
from opstap.trajecten.enums import Verklaringsoort, Wijze


def geboortedatumveld() -> DatumVeld:
    return DatumVeld(
        label="Geboortedatum",
        help_text="Bijvoorbeeld 1-3-1990.",
        terug=120,
        error_messages={
            "required": "Vul de geboortedatum in, bijvoorbeeld 1-3-1990.",
            "invalid": "Vul de geboortedatum in als dag, maand en jaar, bijvoorbeeld 1-3-1990.",
        },
    )


class WieForm(forms.Form):
    """Who the kandidaat is."""

    naam = NaamVeld(
        label="Naam van de kandidaat",
        max_length=120,
        error_messages={"required": "Vul de naam van de kandidaat in."},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    geboortedatum = geboortedatumveld()

    def clean_geboortedatum(self) -> date:
        datum: date = self.cleaned_data["geboortedatum"]
        if datum >= clock.vandaag():
            raise ValidationError("Vul een geboortedatum in die al voorbij is, bijvoorbeeld 1-3-1990.")
        return datum


class PersoonBasisForm(WieForm, BekendForm):
    """With the question that comes when somebody is known already."""


class RegelingKiezen(forms.Form):
    """`regelingen`: where the organisation takes part; asked only when there is a choice."""

    regelingvraag: str
    regeling_ontbreekt: str

    def __init__(self, *args: Any, regelingen: Sequence[Regeling], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if len(regelingen) > 1:
            self.fields["regeling"] = forms.TypedChoiceField(
                label=self.regelingvraag,
                choices=[(str(r.sleutel), r.naam) for r in regelingen],
                coerce=UUID,
                widget=forms.RadioSelect,
                error_messages={"required": self.regeling_ontbreekt},
            )
            self.order_fields(["regeling"])


class BeginForm(RegelingKiezen, PersoonBasisForm):
    regelingvraag = "Voor welke regeling?"
    regeling_ontbreekt = "Kies voor welke regeling u aanmeldt."

    instroomroute = KeuzeVeld(
        Instroomroute,
        label="Waar verblijft de kandidaat nu?",
        error_messages={"required": "Kies waar de kandidaat nu verblijft."},
    )


class PersoonForm(PersoonBasisForm):
    telefoon = TelefoonVeld(label="Telefoonnummer", required=False)
    adres = forms.CharField(
        label="Postadres",
        max_length=160,
        required=False,
        help_text=(
            "Hier gaan de brieven heen, bijvoorbeeld Kerkstraat 2, 7200 AB Zutphen. Leeg: naar uw organisatie. "
            "Na de sleutel gaan zij naar de woning, tenzij u daarna een ander postadres invult."
        ),
    )
    adres_geheim = forms.BooleanField(
        label="Het adres is geheim",
        required=False,
        help_text=(
            "Brieven gaan naar uw organisatie, ook na de sleutel. "
            "Het adres en dit vinkje ziet alleen u. Schrijf niet op waarom."
        ),
    )


#: What is asked for one criterium only: a regeling that does not test it, does not ask it (law 6).
_VOOR_CRITERIUM = {
    INSCHRIJVING: ("woonkeus_nummer",),
    BINDING: ("binding_maanden", "direct_voorafgaand", "binding_bron", "vrijstelling"),
}


class UitstroomForm(forms.Form):
    """Nothing is obligatory: what is missing is shown before sending. `criteria` are the numbers of the regeling."""

    leeg_mag = True
    uitstroom = DatumVeld(
        label="Wanneer vertrekt de kandidaat?",
        required=False,
        help_text="De geplande datum, bijvoorbeeld 1-9-2026.",
        error_messages={"invalid": "Vul bij het vertrek een datum in, bijvoorbeeld 1-9-2026."},
    )
    instroomroute = KeuzeVeld(
        Instroomroute,
        label="Waar verblijft de kandidaat nu?",
        error_messages={"required": "Kies waar de kandidaat nu verblijft."},
    )
    binding_maanden = GetalVeld(
        label="Hoeveel maanden woonde de kandidaat in de gemeente, voor het verblijf?",
        required=False,
        min_value=0,
        max_value=1200,
        help_text="3 jaar is 36 maanden.",
        error_messages={
            "invalid": "Vul bij de maanden in de gemeente een heel getal in, bijvoorbeeld 36.",
            "min_value": "Vul bij de maanden in de gemeente 0 of meer in.",
            "max_value": "Vul bij de maanden in de gemeente 1200 of minder in.",
        },
    )
    direct_voorafgaand = JaNeeVeld(label="Was dat direct voor het verblijf?", required=False)
    binding_bron = KeuzeVeld(BindingBron, label="Hoe weet u dat?", required=False)
    vrijstelling = forms.BooleanField(
        label="De eis van binding geldt niet voor deze kandidaat",
        required=False,
        help_text="Schrijf niet op waarom. Uw organisatie weet dat.",
    )
    woonkeus_nummer = NummerVeld(
        label="Inschrijfnummer bij Woonkeus",
        max_length=20,
        required=False,
        error_messages={"max_length": "Maak het inschrijfnummer korter: er passen 20 tekens in."},
    )
    voorkeursroute = KeuzeVeld(Route, label="Hoe wil de kandidaat een woning vinden?", required=False)

    def __init__(self, *args: Any, criteria: Collection[int], met_vertrek: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not met_vertrek:
            del self.fields["uitstroom"]
        for nummer, namen in _VOOR_CRITERIUM.items():
            if nummer not in criteria:
                for naam in namen:
                    del self.fields[naam]
        if BINDING in criteria:
            self.fields["voorkeursroute"].help_text = ALLEEN_ZELF

    def gegevens(self) -> Uitstroomgegevens:
        return Uitstroomgegevens(**self.cleaned_data)


#: What each of them agrees to. Zorg says once that somebody belongs to the doelgroep, never why (Z-6.2), and that
#: there is a plan, never what is in it (Z-1.8, Z-2.4).
AKKOORDZINNEN = {
    Verklaringsoort.AKKOORD_KANDIDAAT.value: (
        "De kandidaat: eens met dit formulier en de begeleiding, en bereid een opstapwoning te nemen"
    ),
    Verklaringsoort.VERKLARING_ZORG.value: (
        "De zorgorganisatie: hoort bij de doelgroep, geen andere passende woning, klaar voor vertrek, kan wonen met "
        "begeleiding, en er is samen met de kandidaat een plan gemaakt over alle leefgebieden"
    ),
}


def akkoordzinnen(door: Vertegenwoordiging | None) -> dict[str, str]:
    """`door`: who says it for the kandidaat."""
    if door is None:
        return AKKOORDZINNEN
    soort = Verklaringsoort.AKKOORD_KANDIDAAT.value
    zin = AKKOORDZINNEN[soort].replace("De kandidaat", f"De {door.label}, namens de kandidaat")
    return AKKOORDZINNEN | {soort: zin}


class AkkoordForm(forms.Form):
    """`door`: who gives the akkoord of the kandidaat, when that is somebody else."""

    soort = KeuzeVeld(
        Verklaringsoort,
        alleen=(Verklaringsoort.AKKOORD_KANDIDAAT, Verklaringsoort.VERKLARING_ZORG),
        label="Wie geeft antwoord?",
        error_messages={"required": "Kies wie antwoord geeft."},
    )
    zegt = KeuzeVeld(Zegt, label="Wat is het antwoord?", error_messages={"required": "Kies wat het antwoord is."})
    datum = DatumVeld(
        label="Op welke datum?",
        error_messages={
            "required": "Vul de datum van het antwoord in, bijvoorbeeld 2-3-2026.",
            "invalid": "Vul bij het antwoord een datum in, bijvoorbeeld 2-3-2026.",
        },
    )
    wijze = KeuzeVeld(Wijze, label="Hoe?", error_messages={"required": "Kies hoe het antwoord is gegeven."})

    def __init__(self, *args: Any, door: Vertegenwoordiging | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["soort"].choices = list(akkoordzinnen(door).items())  # type: ignore[attr-defined]

    def clean_zegt(self) -> Zegt:
        return Zegt(self.cleaned_data["zegt"])


class BehandelaarForm(forms.Form):
    """Whether, and when; no name and no content (A-10)."""

    heeft_behandelaar = JaNeeVeld(label="Heeft de kandidaat een behandelaar?")
    onderschrijft = JaNeeVeld(
        label="Vindt de behandelaar ook dat de kandidaat eraan toe is?",
        required=False,
        help_text="Alleen als er een behandelaar is. Nog geen antwoord? Laat dit leeg.",
    )
    datum = nodig_als(DatumVeld(label="Op welke dag zei de behandelaar dat?"), "de behandelaar al antwoord gaf")


class EigenBijdrageForm(forms.Form):
    datum = DatumVeld(label="Op welke dag was de lagere eigen bijdrage geregeld?")


class IndicatieForm(forms.Form):
    datum = DatumVeld(label="Op welke dag was de indicatie omgezet?")


class IntrekForm(forms.Form):
    reden = KeuzeVeld(
        Intrekreden,
        alleen=INTREKREDENEN,
        label="Waarom trekt u de aanmelding in?",
        error_messages={"required": "Kies waarom u de aanmelding intrekt."},
    )
