"""Ask the opstapregeling at an intake, ask who begeleidt, answer that, and end it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms

from aanmelding.forms.invullen import RegelingKiezen, WieForm
from aanmelding.forms.overdragen import een_van
from aanmelding.services import Kandidaat
from opstap.partners.models import Gebruiker, Organisatie
from opstap.partners.velden import KeuzeVeld, TelefoonVeld, nodig_als
from opstap.protocol.aanmeldstappen import EINDREDENEN, Intrekreden
from opstap.protocol.voorwaarde import Voorwaardeantwoord, Voorwaardereden


class KandidaatForm(WieForm):
    """Who it is and how to reach him."""

    telefoon = TelefoonVeld(label="Telefoonnummer", required=False)
    adres = forms.CharField(
        label="Postadres",
        max_length=160,
        required=False,
        help_text="Voor de brief, bijvoorbeeld Kerkstraat 2, 7200 AB Zutphen. Leeg: u geeft de brief zelf mee.",
    )

    def kandidaat(self) -> Kandidaat:
        return Kandidaat(**{veld: self.cleaned_data[veld] for veld in ("naam", "geboortedatum", "telefoon", "adres")})


class VoorwaardeForm(RegelingKiezen, KandidaatForm):
    """With a code why: nothing on problems or help (Z-20.8). `regelingen`: where she rents."""

    regelingvraag = "Welke regeling?"
    regeling_ontbreekt = "Kies welke regeling u vraagt."
    reden = KeuzeVeld(
        Voorwaardereden,
        label="Waarom vraagt u dit?",
        help_text="De kandidaat leest dit in de brief. Vraag niet naar problemen, ziekte of hulp.",
        error_messages={"required": "Kies waarom u dit vraagt."},
    )


class ZorgVragenForm(forms.Form):
    def __init__(self, *args: Any, organisaties: Iterable[Organisatie], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisatie"] = een_van(
            "Welke zorgorganisatie vraagt u?",
            "Kies een organisatie",
            organisaties,
            required="Kies welke zorgorganisatie u vraagt.",
        )


class VoorwaardeAntwoordForm(forms.Form):
    antwoord = KeuzeVeld(
        Voorwaardeantwoord,
        label="Gaat uw organisatie begeleiden?",
        error_messages={"required": "Kies of uw organisatie gaat begeleiden."},
    )

    def __init__(self, *args: Any, mensen: Iterable[Gebruiker], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        veld = een_van("Ja? Kies wie de contactpersoon wordt", "Kies een collega", mensen)
        self.fields["contactpersoon"] = nodig_als(veld, "uw organisatie gaat begeleiden")

    @property
    def contactpersoon(self) -> UUID | None:
        gekozen = self.cleaned_data.get("contactpersoon")
        return UUID(gekozen) if gekozen else None


class EindeForm(forms.Form):
    reden = KeuzeVeld(
        Intrekreden,
        alleen=EINDREDENEN,
        label="Waarom stopt u de voorwaarde?",
        error_messages={"required": "Kies waarom u de voorwaarde stopt."},
    )
