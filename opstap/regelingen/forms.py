from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django import forms

from opstap.partners.velden import DatumVeld, JaNeeVeld, nodig_als
from opstap.protocol.datums import hoeveel
from opstap.protocol.evalueren import is_ritme_toegestaan
from opstap.protocol.tijdlijn import Startdatums
from opstap.regelingen.models import RegelingVersie

#: From the first to the last on the road; `laatste_dag` is how people say the end.
DATUMS = ("uitstroom", "compleet", "besluit", "ingang", "ingebruikname", "laatste_dag")


class RekenForm(forms.Form):
    """A regeling and one or more dates; nothing about a person. `leeg_mag`: the page says that dates may stay empty."""

    leeg_mag = True

    regeling = forms.ChoiceField(label="Regeling", widget=forms.RadioSelect)
    uitstroom = DatumVeld(
        label="Vertrek uit de instelling", help_text="We rekenen met vertrek uit beschermd wonen.", required=False
    )
    compleet = DatumVeld(label="Aanmelding compleet", required=False)
    besluit = DatumVeld(label="Besluit over de toelating", required=False)
    ingang = DatumVeld(label="Eerste dag van de huur", required=False)
    ingebruikname = DatumVeld(label="Sleutel gegeven", required=False)
    laatste_dag = DatumVeld(
        label="Laatste dag van het tijdelijke contract",
        help_text="Weet u die niet? Dan rekenen we met de langste duur van de regeling.",
        required=False,
    )
    ritme = forms.TypedChoiceField(
        label="Om de hoeveel maanden een evaluatie?", coerce=int, empty_value=None, required=False
    )

    #: Comes from a traject that keeps its version (Z-1.13); nobody types it.
    versie = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, versies: Sequence[RegelingVersie], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.versies = {v.regeling.slug: v for v in versies}
        self.fields["regeling"].choices = [(slug, v.regeling.naam) for slug, v in self.versies.items()]  # type: ignore[attr-defined]
        ritmes = sorted({r for v in versies for r in v.parameters.evaluatie_ritmes or ()})
        self.fields["ritme"].choices = [("", "Zoals de regeling zegt"), *((r, hoeveel(r, "maanden")) for r in ritmes)]  # type: ignore[attr-defined]

    def clean_versie(self) -> int | None:
        """Whatever is no number is no version."""
        waarde = self.cleaned_data["versie"]
        return int(waarde) if waarde.isascii() and waarde.isdecimal() and len(waarde) < 6 else None

    def clean(self) -> dict[str, Any]:
        gegevens = super().clean() or {}
        ingang, slot = gegevens.get("ingang"), gegevens.get("laatste_dag")
        if ingang and slot and slot < ingang:
            self.add_error(
                "laatste_dag", "De laatste dag van het contract ligt voor de eerste dag. Kijk beide datums na."
            )
        if not self.errors and not any(gegevens.get(naam) for naam in DATUMS):
            self.add_error(None, "Vul minstens één datum in.")
        ritme, versie = gegevens.get("ritme"), self.versies.get(gegevens.get("regeling", ""))
        if ritme and versie and not is_ritme_toegestaan(ritme=ritme, parameters=versie.parameters):
            self.add_error("ritme", "Deze regeling kent dit ritme niet. Kies “Zoals de regeling zegt”.")
        return gegevens

    def start(self) -> Startdatums:
        slot: date | None = self.cleaned_data["laatste_dag"]
        gegevens = {naam: self.cleaned_data[naam] for naam in (*DATUMS, "ritme") if naam != "laatste_dag"}
        return Startdatums(**gegevens, einde=slot + timedelta(days=1) if slot else None)


class OverlegForm(forms.Form):
    """Whether the own side consulted the other, and when."""

    overlegd = JaNeeVeld(label="Hebben de gemeente en de coördinerende corporatie hierover overlegd?")
    datum = nodig_als(DatumVeld(label="Op welke dag?"), "u ja kiest")

    def clean(self) -> dict[str, Any]:
        gegevens = super().clean() or {}
        if gegevens.get("overlegd") and not gegevens.get("datum") and "datum" not in self.errors:
            self.add_error("datum", "Vul de dag van het overleg in.")
        if gegevens.get("overlegd") is False and gegevens.get("datum"):
            self.add_error("datum", "U koos nee. Haal de dag weg, of kies ja.")
        return gegevens
