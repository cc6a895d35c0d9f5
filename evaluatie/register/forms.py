"""The forms of the registers. No text asks for a person."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.text import capfirst

from evaluatie.forms.gedeeld import tekstvak
from evaluatie.register.services import Verslag
from opstap.partners.models import Organisatie
from opstap.partners.velden import DatumVeld, JaNeeVeld, KeuzesVeld, KeuzeVeld, nodig_als
from opstap.protocol.begrippen import Rol
from opstap.protocol.registers import (
    Evaluatieaanleiding,
    Evaluatieonderwerp,
    Geschilonderwerp,
    Geschiluitkomst,
    Tekstsoort,
    Thema,
    Uitsluiting,
    maand_in_woorden,
)

GEEN_MENSEN = "Schrijf zo dat niemand te herkennen is: geen naam, adres, dag of kenmerk."


def _maand(code: str) -> tuple[int, int]:
    jaar, maand = code.split("-")
    return int(jaar), int(maand)


class OrganisatiesVeld(forms.TypedMultipleChoiceField):
    """Any number of partners of the regeling, as tick boxes; gives their keys."""

    def __init__(self, **opties: Any) -> None:
        super().__init__(coerce=UUID, widget=forms.CheckboxSelectMultiple(), **opties)

    def kies_uit(self, organisaties: Iterable[Organisatie]) -> None:
        self.choices = [(str(o.sleutel), o.naam) for o in organisaties]


class KnelpuntForm(forms.Form):
    thema = KeuzeVeld(Thema, label="Waar gaat het over?")
    maand = forms.TypedChoiceField(label="In welke maand liep het vast?", coerce=_maand)
    liep_vast = tekstvak(label=Tekstsoort.LIEP_VAST.label, maximum=300, verplicht=True, help_text=GEEN_MENSEN)
    werkte = tekstvak(label=Tekstsoort.WERKTE.label, maximum=300, help_text=GEEN_MENSEN)
    uitsluiting = forms.TypedChoiceField(
        label="Vallen mensen hierdoor buiten alles wat er is? Waardoor?",
        coerce=Uitsluiting,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect(),
        choices=[("", "Nee, of dat weten we niet"), *((u.value, capfirst(u.label)) for u in Uitsluiting)],
    )

    def __init__(self, *args: Any, maanden: Sequence[tuple[int, int]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keuzes = [(f"{jaar}-{maand}", maand_in_woorden(jaar, maand)) for jaar, maand in maanden]
        self.fields["maand"].choices = keuzes  # type: ignore[attr-defined]


class TekstWegForm(forms.Form):
    def __init__(self, *args: Any, soorten: Sequence[Tekstsoort], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["soorten"] = KeuzesVeld(Tekstsoort, alleen=soorten, label="Welke tekst gaat weg?")


class ProtocolevaluatieForm(forms.Form):
    aanleiding = KeuzeVeld(Evaluatieaanleiding, label="Waarom was deze evaluatie er?")
    jaar = forms.TypedChoiceField(label="Over welk jaar?", coerce=int, widget=forms.RadioSelect)
    gehouden_op = DatumVeld(label="Op welke dag was het?", terug=3)
    organisaties = OrganisatiesVeld(label="Welke organisaties waren erbij?")
    rollen = KeuzesVeld(Rol, label="Welke functies waren erbij?", help_text="Geen namen.")
    onderwerpen = KeuzesVeld(Evaluatieonderwerp, label="Wat is besproken?")
    bestuurlijk_op = DatumVeld(label="Wanneer bespreekt het bestuurlijk overleg de uitkomst?", required=False, terug=3)

    def __init__(self, *args: Any, organisaties: Iterable[Organisatie], jaren: Sequence[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisaties"].kies_uit(organisaties)  # type: ignore[attr-defined]
        self.fields["jaar"].choices = [(jaar, str(jaar)) for jaar in jaren]  # type: ignore[attr-defined]

    @property
    def verslag(self) -> Verslag:
        return Verslag(**self.cleaned_data)


class ProtocolafspraakForm(forms.Form):
    wat = tekstvak(label="Wat is afgesproken?", maximum=200, verplicht=True, help_text=GEEN_MENSEN)
    organisatie = forms.TypedChoiceField(label="Wie doet dat?", coerce=UUID, widget=forms.RadioSelect)
    uiterlijk = DatumVeld(label="Wanneer moet het klaar zijn?", terug=3)

    def __init__(self, *args: Any, organisaties: Iterable[Organisatie], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisatie"].choices = [(str(o.sleutel), o.naam) for o in organisaties]  # type: ignore[attr-defined]


class AfspraakKlaarForm(forms.Form):
    klaar = JaNeeVeld(label="Is dit gedaan?")


class GeschilForm(forms.Form):
    wederpartijen = OrganisatiesVeld(label="Met welke organisatie is het geschil?")
    onderwerp = KeuzeVeld(Geschilonderwerp, label="Waar gaat het over?")
    gemeld_op = DatumVeld(label="Op welke dag zei uw organisatie dat er een geschil is?", terug=3)

    def __init__(self, *args: Any, organisaties: Iterable[Organisatie], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["wederpartijen"].kies_uit(organisaties)  # type: ignore[attr-defined]


class GeschilstapForm(forms.Form):
    bemiddelaar_op = DatumVeld(label="Vanaf welke dag is er een bemiddelaar?", required=False, terug=5)
    rechter_op = DatumVeld(label="Op welke dag ging het naar de rechter?", required=False, terug=5)
    klaar = JaNeeVeld(label="Is het geschil klaar?")
    uitkomst = nodig_als(KeuzeVeld(Geschiluitkomst, label="Hoe is het geschil opgelost?"), "het klaar is")
    afgerond_op = nodig_als(DatumVeld(label="Op welke dag was het klaar?", terug=5), "het klaar is")
