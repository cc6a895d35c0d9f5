"""Form fields that are the same everywhere: a date and a time as people write them, one choice or more of a list."""

from __future__ import annotations

import re
from datetime import date, time
from typing import Any, TypeVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst

from opstap import clock
from opstap.protocol.begrippen import Keuze
from opstap.protocol.datums import datum_uit_tekst, datum_voluit, plus_maanden

Veld = TypeVar("Veld", bound=forms.Field)

DATUM_HINT = "Bijvoorbeeld 2-3-2026."


def nodig_als(veld: Veld, wanneer: str) -> Veld:
    """A rule asks for it in that case; the label says so, instead of that it is voluntary."""
    veld.required = False
    veld.nodig_als = wanneer  # type: ignore[attr-defined]
    return veld


class DatumVeld(forms.DateField):
    """Reads `2-3-2026`, `2/3/2026` and `2026-03-02`; shows what was typed.

    `terug` and `vooruit`: so many years from today it can be; a day further away is a typing error.
    """

    def __init__(self, *, help_text: str = DATUM_HINT, terug: int = 10, vooruit: int = 10, **opties: Any) -> None:
        opties.setdefault("widget", forms.DateInput(format="%d-%m-%Y", attrs={"inputmode": "numeric"}))
        super().__init__(help_text=help_text, **opties)
        self.terug, self.vooruit = terug, vooruit

    def validate(self, value: Any) -> None:
        super().validate(value)
        if not isinstance(value, date):
            return
        vandaag = clock.vandaag()
        eerste, laatste = plus_maanden(vandaag, -12 * self.terug), plus_maanden(vandaag, 12 * self.vooruit)
        if not eerste <= value <= laatste:
            grenzen = {"eerste": datum_voluit(eerste), "laatste": datum_voluit(laatste)}
            melding = "Kies een dag van %(eerste)s tot en met %(laatste)s."
            raise ValidationError(melding, code="buiten_bereik", params=grenzen)

    def to_python(self, value: Any) -> date | None:
        if value in self.empty_values or isinstance(value, date):
            return super().to_python(value)
        try:
            return datum_uit_tekst(str(value).replace("/", "-"))
        except ValueError:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None


TIJD_HINT = "Bijvoorbeeld 14:30."
_TIJD = re.compile(r"([0-9]{1,2})(?:(?:[.:uh]|uur)?([0-9]{2}))?(?::00)?(?:u|uur)?")


class TijdVeld(forms.TimeField):
    """Reads `14:30`, `14.30`, `14u30`, `1430`, `14`, `14 uur` and `14:30 uur`; shows what was typed."""

    def __init__(self, *, help_text: str = TIJD_HINT, **opties: Any) -> None:
        opties.setdefault("widget", forms.TimeInput(format="%H:%M"))
        super().__init__(help_text=help_text, **opties)

    def to_python(self, value: Any) -> time | None:
        if value in self.empty_values or isinstance(value, time):
            return super().to_python(value)
        gelezen = _TIJD.fullmatch("".join(str(value).lower().split()))
        try:
            return time(int(gelezen[1]), int(gelezen[2] or 0)) if gelezen else self._geen_tijd()
        except ValueError:
            return self._geen_tijd()

    def _geen_tijd(self) -> time:
        raise ValidationError(self.error_messages["invalid"], code="invalid") from None


class NaamVeld(forms.CharField):
    """The name of somebody: a surname that looks like a word of illness or offences tells neither (tekstwacht)."""


_NUMMER = re.compile(r"(?=.*[0-9])[a-z0-9 +./–-]+", re.IGNORECASE)


class NummerVeld(forms.CharField):
    """A number that somebody else gave out, to copy: no text, so nobody looks for a burgerservicenummer in it.

    Letters may be part of it, but it is not without a digit.
    """

    default_error_messages = {"invalid": "Vul alleen het nummer in, zonder uitleg."}

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value and not _NUMMER.fullmatch(value):
            raise ValidationError(self.error_messages["invalid"], code="invalid")


class GetalVeld(forms.IntegerField):
    """Whole numbers in a text box: a browser sends nothing of what is no number in a box for numbers."""

    def __init__(self, **opties: Any) -> None:
        opties.setdefault("widget", forms.TextInput(attrs={"inputmode": "numeric"}))
        super().__init__(**opties)

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str) and value.strip() and not re.fullmatch(r"-?[0-9]+", value.strip()):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return super().to_python(value)


_TELEFOON = re.compile(r"(?:[ +()./–-]*[0-9]){5,15}[ ().–-]*")


class TelefoonVeld(forms.CharField):
    """As people write it: five to fifteen digits, with spaces, plus, dashes, dots, brackets or a slash between them."""

    default_error_messages = {"invalid": "Vul alleen een telefoonnummer in, bijvoorbeeld 0575 123 456."}

    def __init__(self, *, max_length: int = 30, **opties: Any) -> None:
        opties.setdefault("widget", forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}))
        super().__init__(max_length=max_length, **opties)

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value and not _TELEFOON.fullmatch(value):
            raise ValidationError(self.error_messages["invalid"], code="invalid")


class KeuzeVeld(forms.TypedChoiceField):
    """One member of a Keuze, as radio buttons with nothing chosen beforehand; gives the member or None."""

    def __init__(self, keuze: type[Keuze], *, alleen: Any = None, **opties: Any) -> None:
        leden = list(keuze if alleen is None else alleen)
        opties.setdefault("widget", forms.RadioSelect())
        super().__init__(
            coerce=keuze, empty_value=None, choices=[(lid.value, capfirst(lid.label)) for lid in leden], **opties
        )


def keuzelijst(keuze: type[Keuze], **opties: Any) -> KeuzeVeld:
    """A list that can be taken back; on a telephone shorter than radio buttons."""
    veld = KeuzeVeld(keuze, required=False, widget=forms.Select(), **opties)
    veld.choices = [("", "Nog niet bekend"), *((lid.value, capfirst(lid.label)) for lid in keuze)]
    return veld


class KeuzesVeld(forms.TypedMultipleChoiceField):
    """Any number of members of a Keuze, as tick boxes; gives a list of members."""

    def __init__(self, keuze: type[Keuze], *, alleen: Any = None, **opties: Any) -> None:
        leden = list(keuze if alleen is None else alleen)
        opties.setdefault("widget", forms.CheckboxSelectMultiple())
        super().__init__(coerce=keuze, choices=[(lid.value, capfirst(lid.label)) for lid in leden], **opties)


class JaNeeVeld(forms.TypedChoiceField):
    """Yes or no as two radio buttons with nothing chosen beforehand; gives True, False or None."""

    def __init__(self, **opties: Any) -> None:
        opties.setdefault("widget", forms.RadioSelect())
        super().__init__(
            coerce=lambda waarde: waarde == "ja", empty_value=None, choices=[("ja", "Ja"), ("nee", "Nee")], **opties
        )
