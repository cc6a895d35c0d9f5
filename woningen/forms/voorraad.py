"""The forms of complexes and homes. Of most of what they ask "weten we niet" is an answer."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError

from opstap.partners.velden import DatumVeld, GetalVeld, KeuzesVeld, KeuzeVeld, keuzelijst, nodig_als
from opstap.protocol.bemiddelen import Woningtype
from opstap.protocol.woningkenmerken import Leefbaarheid, Leefbaarheidsreden, Menging, Woonvorm
from woningen.enums import Woningstatus
from woningen.gegevens import Woninggegevens
from woningen.models import Complex

WEET_NIET = "Weten we niet"


class BedragVeld(forms.DecimalField):
    """Reads `612,50`, `612.50`, `1.012,50` and `€ 612`."""

    def __init__(self, **opties: Any) -> None:
        opties.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal"}))
        melding = f"Vul bij “{opties['label']}” een bedrag in euro's in, bijvoorbeeld 612,50."
        soorten = ("invalid", "min_value", "max_digits", "max_whole_digits", "max_decimal_places")
        opties.setdefault("error_messages", dict.fromkeys(soorten, melding))
        super().__init__(max_digits=7, decimal_places=2, min_value=Decimal("0.01"), **opties)

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str):
            value = value.replace("€", "").replace(" ", "")
            if "," in value:
                value = value.replace(".", "").replace(",", ".")
            if value and not re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", value):  # Decimal reads `1_000`, `1e3` and `٦١٢` too
                raise ValidationError(self.error_messages["invalid"], code="invalid")
        return super().to_python(value)

    def prepare_value(self, value: Any) -> Any:
        return f"{value:.2f}".replace(".", ",") if isinstance(value, Decimal) else value


class WetenVeld(forms.TypedChoiceField):
    """Yes, no, or nobody knows: gives True, False or None. A list, on a telephone shorter than radio buttons."""

    def __init__(self, **opties: Any) -> None:
        super().__init__(
            coerce=lambda waarde: waarde == "ja",
            empty_value=None,
            required=False,
            choices=[("", WEET_NIET), ("ja", "Ja"), ("nee", "Nee")],
            **opties,
        )

    def prepare_value(self, value: Any) -> Any:
        return {True: "ja", False: "nee"}.get(value, value) if isinstance(value, bool) else value


class WoningForm(forms.Form):
    """`vast`: address, kind and rent stand in a letter or a contract, so they are not asked."""

    adres = forms.CharField(
        label="Adres", max_length=160, help_text="Straat, nummer, postcode en plaats, met komma's ertussen."
    )
    woningtype = KeuzeVeld(Woningtype, label="Soort woning")
    kale_huur = BedragVeld(label="Kale huur per maand", help_text="In euro's, bijvoorbeeld 612,50.")
    complex = forms.TypedChoiceField(label="Complex", coerce=UUID, empty_value=None, required=False)
    portiek = forms.CharField(
        label="Portiek", max_length=20, required=False, help_text="Naam of nummer van de ingang, als die er is."
    )
    verdieping = GetalVeld(
        label="Verdieping", help_text="Begane grond is 0.", required=False, min_value=-2, max_value=60
    )
    kamers = GetalVeld(label="Aantal kamers", required=False, min_value=1, max_value=20)
    lift = WetenVeld(label="Is er een lift?")
    zonder_drempels = WetenVeld(label="Is de woning zonder trap en drempels?")
    stil_huis = WetenVeld(label="Is het er stil?", help_text="Weinig geluid van buren (prikkelarm).")
    huisdier = WetenVeld(label="Mag er een huisdier?")
    zelfstandig = WetenVeld(
        label="Heeft de woning een eigen nummer, keuken, toilet en douche?", help_text="Nee betekent: een kamer."
    )
    zorgvastgoed = WetenVeld(
        label="Is het zorgvastgoed?", help_text="Dan huurt een zorgorganisatie de woning zelf, en niet de bewoner."
    )

    def __init__(self, *args: Any, complexen: Iterable[Complex], vast: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keuzes = [(str(c.sleutel), c.naam) for c in complexen]
        self.fields["complex"].choices = [("", "Geen complex"), *keuzes]  # type: ignore[attr-defined]
        if not keuzes:
            del self.fields["complex"], self.fields["portiek"]
        if vast:
            del self.fields["adres"], self.fields["woningtype"], self.fields["kale_huur"]

    @property
    def kenmerken(self) -> Woninggegevens:
        namen = Woninggegevens.namen()
        return Woninggegevens(**{naam: w for naam, w in self.cleaned_data.items() if naam in namen})


class ComplexForm(forms.Form):
    naam = forms.CharField(label="Naam van het complex", max_length=80)
    aantal_woningen = GetalVeld(label="Hoeveel woningen zijn er?", required=False, min_value=1, max_value=10_000)
    aandeel_max = GetalVeld(
        label="Hoeveel daarvan zijn hoogstens voor Opstap?",
        help_text="Zoals u dat afsprak. Is er niets afgesproken? Laat het leeg.",
        required=False,
        min_value=0,
        max_value=10_000,
    )
    mutatiegraad = GetalVeld(
        label="Hoeveel procent van de woningen komt per jaar vrij?",
        help_text="Uit ervaring, bijvoorbeeld 8. Weet u het niet? Laat het leeg.",
        required=False,
        min_value=0,
        max_value=100,
    )
    nabij_steunpunt = WetenVeld(label="Is er hulp of een steunpunt dichtbij?")
    rustige_buurt = WetenVeld(label="Is de buurt rustig?")
    openbaar_vervoer = WetenVeld(label="Is er een bus of trein dichtbij?")
    menging = keuzelijst(
        Menging,
        label="Wat kan er in dit gebouw, met wie er al woont?",
        help_text="Schrijf nergens iets over één bewoner.",
    )
    woonvormen = KeuzesVeld(Woonvorm, label="Welke soort woning kan hier komen?", required=False)


class LeefbaarheidForm(forms.Form):
    stand = KeuzeVeld(Leefbaarheid, label="Hoe staat het gebouw ervoor?")
    reden = nodig_als(
        KeuzeVeld(
            Leefbaarheidsreden,
            alleen=[r for r in Leefbaarheidsreden if r is not Leefbaarheidsreden.GEEN_DRUK],
            label="Waarom staat het onder druk?",
        ),
        "het gebouw onder druk staat",
    )
    vanaf = DatumVeld(label="Sinds welke dag is dat zo?")


class WoningenZoekForm(forms.Form):
    q = forms.CharField(label="Adres", required=False, max_length=60)
    stand = forms.ChoiceField(
        label="Welke woningen?",
        required=False,
        choices=[
            ("", "Alle woningen"),
            (Woningstatus.BESCHIKBAAR.value, "Beschikbaar"),
            ("klein_en_stil", "Beschikbaar, klein en stil"),
            (Woningstatus.AANGEBODEN.value, "Aangeboden"),
            (Woningstatus.VERHUURD.value, "Verhuurd"),
        ],
    )


class ComplexenZoekForm(forms.Form):
    q = forms.CharField(label="Naam", required=False, max_length=60)


class InleesForm(forms.Form):
    bestand = forms.FileField(
        label="Bestand met woningen (.xlsx of .csv)",
        help_text="Hoogstens 5 MB en 10.000 woningen.",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
        error_messages=dict.fromkeys(
            ("required", "invalid", "missing", "empty"), "Kies een bestand met woningen van hoogstens 5 MB."
        ),
    )
