"""The agreements of a regeling as a form, made from the parameters themselves; and when new ones begin."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields
from typing import Any, get_args, get_type_hints

from django import forms
from django.utils.text import capfirst

from opstap.partners.velden import DatumVeld, KeuzeVeld, nodig_als
from opstap.protocol.begrippen import Instroomroute, Keuze
from opstap.protocol.parameters import ParameterFout, Parameters, als_document, parameters_uit_document
from opstap.protocol.parameterteksten import CRITERIA, LABELS, eenheid
from opstap.protocol.regelingwissel import VoorWie
from opstap.protocol.tijdlijn import NIET_VASTGELEGD
from opstap.termijnen.overstap import intussen

_LEEG = ("", capfirst(NIET_VASTGELEGD))
_JA_NEE = {"ja": True, "nee": False}
#: The heading that stands above a parameter and those after it.
KOPPEN = {
    "beslisser_toelating": "Wie wat doet",
    "aanmeldtermijn_maanden": "Aanmelden en toetsen",
    "contingent": "De woning",
    "contractvormen": "Contract en besluit",
    "eerste_evaluatie_weken": "Evalueren",
    "terugkeergarantie": "Na afloop",
}


class Getal(forms.IntegerField):
    """Whole numbers in a text box; what is no number is left to the reader of the document, which says so."""

    def __init__(self, **opties: Any) -> None:
        super().__init__(widget=forms.TextInput(attrs={"inputmode": "numeric"}), required=False, **opties)

    def to_python(self, value: Any) -> Any:
        tekst = str(value or "").strip() if value != 0 else "0"
        return None if not tekst else getal_of_tekst(tekst)


def getal_of_tekst(tekst: str) -> int | str:
    return int(tekst) if re.fullmatch(r"-?[0-9]{1,9}", tekst) else tekst[:40]


class Soort:
    """One way to type a parameter: the field, and how a value goes from and to the document."""

    def veld(self, label: str) -> forms.Field:
        return Getal(label=label)

    def uit(self, waarde: Any) -> Any:
        return waarde

    def naar(self, getypt: Any) -> Any:
        return getypt


class JaNee(Soort):
    def veld(self, label: str) -> forms.Field:
        return forms.ChoiceField(label=label, required=False, choices=[_LEEG, ("ja", "Ja"), ("nee", "Nee")])

    def uit(self, waarde: Any) -> Any:
        return "" if waarde is None else "ja" if waarde else "nee"

    def naar(self, getypt: Any) -> Any:
        return _JA_NEE.get(getypt)


class Een(Soort):
    def __init__(self, keuze: type[Keuze]) -> None:
        self.keuzes = [(lid.value, capfirst(lid.label)) for lid in keuze]

    def veld(self, label: str) -> forms.Field:
        return forms.ChoiceField(label=label, required=False, choices=[_LEEG, *self.keuzes])

    def naar(self, getypt: Any) -> Any:
        return getypt or None


class Meer(Soort):
    def __init__(self, keuzes: list[tuple[Any, str]], is_getal: bool = False) -> None:
        self.keuzes, self.is_getal = keuzes, is_getal

    def veld(self, label: str) -> forms.Field:
        return forms.MultipleChoiceField(
            label=label, required=False, choices=self.keuzes, widget=forms.CheckboxSelectMultiple
        )

    def uit(self, waarde: Any) -> Any:
        return [str(deel) for deel in waarde or ()]

    def naar(self, getypt: Any) -> Any:
        return [int(deel) if self.is_getal else deel for deel in getypt] or None


class Rij(Soort):
    """Numbers with commas between them."""

    def veld(self, label: str) -> forms.Field:
        return forms.CharField(label=label, required=False, max_length=60, help_text="Zet komma’s tussen de getallen.")

    def uit(self, waarde: Any) -> Any:
        return ", ".join(map(str, waarde or ()))

    def naar(self, getypt: Any) -> Any:
        return [getal_of_tekst(deel) for deel in re.split(r"[,;\s]+", getypt) if deel] or None


class Aanmeldtermijn(Soort):
    """A number of months, or as soon as possible."""

    def veld(self, label: str) -> forms.Field:
        hulp = "Een aantal maanden, of zsm: zo snel mogelijk."
        return forms.CharField(label=label, required=False, max_length=20, help_text=hulp)

    def naar(self, getypt: Any) -> Any:
        return getal_of_tekst(getypt.lower()) if getypt else None


def _soort(naam: str, hint: Any) -> Soort | None:
    """How a parameter of this type is typed; None: it keeps what it had, another page is about it."""
    kern = next(deel for deel in get_args(hint) if deel is not type(None))
    if kern is bool:
        return JaNee()
    if kern is int:
        return Soort()
    if isinstance(kern, type) and issubclass(kern, Keuze):
        return Een(kern)
    inhoud = (get_args(kern) or (None,))[0]
    if inhoud is int:
        woorden = [(str(nummer), capfirst(tekst)) for nummer, tekst in CRITERIA.items()]
        return Meer(woorden, is_getal=True) if naam == "criteria" else Rij()
    if isinstance(inhoud, type) and issubclass(inhoud, Keuze):
        return Meer([(lid.value, capfirst(lid.label)) for lid in inhoud])
    return None


def _per_route(hint: Any) -> Soort | None:
    """Of the values of a table per instroomroute; None when it is no such table."""
    paar = get_args((get_args(next(iter(get_args(hint)))) or (None,))[0])
    if len(paar) != 2 or paar[0] is not Instroomroute:
        return None
    is_keuze = isinstance(paar[1], type) and issubclass(paar[1], Keuze)
    return Een(paar[1]) if is_keuze else Aanmeldtermijn()


def _vakken() -> Iterator[tuple[str, Instroomroute | None, Soort]]:
    """(parameter, instroomroute, how it is typed) of every field, in the order of the document."""
    hints = get_type_hints(Parameters)
    for veld in fields(Parameters):
        if (soort := _soort(veld.name, hints[veld.name])) is not None:
            yield veld.name, None, soort
        elif (soort := _per_route(hints[veld.name])) is not None:
            for route in Instroomroute:
                yield veld.name, route, soort


def _label(naam: str, route: Instroomroute | None, soort: Soort) -> str:
    woord = eenheid(naam) if isinstance(soort, Rij) or type(soort) is Soort else ""
    delen = [LABELS[naam], f": {route.label}" if route else "", f" (in {woord})" if woord else ""]
    return "".join(delen)


class AfsprakenForm(forms.Form):
    """Every parameter; empty = niet vastgelegd, as the page says. The reader of the document judges what was typed."""

    leeg_mag = True

    def __init__(self, *args: Any, basis: Mapping[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.basis, self.document = basis, dict(basis)
        self.vakken = {_veldnaam(naam, route): (naam, route, soort) for naam, route, soort in _vakken()}
        self.fields |= {
            code: soort.veld(_label(naam, route, soort)) for code, (naam, route, soort) in self.vakken.items()
        }
        self.fields[intussen.BEGIN] = intussen.begin_veld()
        begin = self._waarden(basis)
        self.initial = {**begin, intussen.BEGIN: intussen.begin_tekst(begin), **self.initial}

    def _waarden(self, basis: Mapping[str, Any]) -> dict[str, Any]:
        """What each field shows of this document."""
        rijen = {code: (basis.get(naam), route, soort) for code, (naam, route, soort) in self.vakken.items()}
        return {
            code: soort.uit(waarde if route is None else (waarde or {}).get(route.value))
            for code, (waarde, route, soort) in rijen.items()
        }

    def intussen_gewijzigd(self, basis: Mapping[str, Any]) -> None:
        """Somebody saved `basis` after this form was opened."""
        intussen.bijwerken(self, self._waarden(basis))

    def groepen(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The fields under their headings."""
        gevonden: list[tuple[str, list[forms.BoundField]]] = []
        for code, (naam, _, _) in self.vakken.items():
            if naam in KOPPEN and (not gevonden or gevonden[-1][0] != KOPPEN[naam]):
                gevonden.append((KOPPEN[naam], []))
            gevonden[-1][1].append(self[code])
        return gevonden

    def clean(self) -> dict[str, Any]:
        gegevens = super().clean() or {}
        self.document = self._document(gegevens)
        if not self.errors and all(gegevens.get(code) in (None, "", []) for code in self.vakken):
            self.add_error(None, "Vul minstens één afspraak in.")
        lezers = {veld.name: veld.metadata["lezer"] for veld in fields(Parameters)}
        for naam in self.document.keys() & lezers.keys():
            self._lees(lezers[naam], naam, self.document[naam])
        if not self.errors:
            self._lees(lambda _, document: als_document(parameters_uit_document(document)), "", self.document)
        return gegevens

    def _document(self, gegevens: dict[str, Any]) -> dict[str, Any]:
        """What no field is about, and an empty list that was meant so, stays as it was."""
        document = {naam: w for naam, w in self.basis.items() if naam not in {n for n, _, _ in self.vakken.values()}}
        for code, (naam, route, soort) in self.vakken.items():
            waarde = soort.naar(gegevens[code]) if code in gegevens else None
            if isinstance(soort, Meer) and set(waarde or ()) == set(self.basis.get(naam) or ()) != set():
                waarde = self.basis[naam]  # the order of tick boxes says nothing
            if route is not None and waarde is not None:
                document.setdefault(naam, {})[route.value] = waarde
            elif route is None and (waarde is not None or self.basis.get(naam) == []):
                document[naam] = [] if waarde is None else waarde
        return document

    def _lees(self, lezer: Any, naam: str, waarde: Any) -> None:
        try:
            lezer(naam, waarde)
        except ParameterFout as fout:
            code = fout.sleutel.replace(".", "__")
            veld = self.fields.get(code)
            self.add_error(code if veld else None, _zin(veld.label if veld else fout.sleutel, fout.melding))


def _veldnaam(naam: str, route: Instroomroute | None) -> str:
    return naam if route is None else f"{naam}__{route.value}"


def _zin(label: Any, melding: str) -> str:
    """The message of the reader with the words of the page for the names of the document."""
    for naam, woorden in LABELS.items():
        melding = re.sub(rf"\b{naam}\b", f"“{woorden}”", melding)
    return f"{label}: {melding}"


class IngangForm(forms.Form):
    vanaf = DatumVeld(label="Vanaf welke dag gelden de nieuwe afspraken?")
    voor = KeuzeVeld(VoorWie, label="Voor wie?")
    afgesproken_op = nodig_als(
        DatumVeld(label="Wanneer spraken de partners af dat dit ook voor lopende trajecten geldt?"),
        "u kiest voor “ook trajecten die al lopen”",
    )
