"""The forms of allauth about passwords, in our words; and how somebody wants the mail."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import ChangePasswordForm, ResetPasswordKeyForm
from django import forms
from django.core.exceptions import ValidationError

from opstap.partners.models import Werkdag
from opstap.partners.velden import KeuzesVeld

NIET_GELIJK = "Typ twee keer hetzelfde nieuwe wachtwoord."


class _Herhaald:
    """Only the text about two different passwords is of allauth itself; it comes as text and not as an error."""

    fields: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password1"].label = "Nieuw wachtwoord"
        self.fields["password2"].label = "Nieuw wachtwoord, nog een keer"

    def add_error(self, field: str | None, error: Any) -> None:
        ongelijk = field == "password2" and not isinstance(error, ValidationError)
        super().add_error(field, NIET_GELIJK if ongelijk else error)  # type: ignore[misc]


class WachtwoordWijzigenForm(_Herhaald, ChangePasswordForm):
    pass


class NieuwWachtwoordForm(_Herhaald, ResetPasswordKeyForm):
    pass


class PostForm(forms.Form):
    meteen = forms.TypedChoiceField(
        label="Hoe wilt u de mail van Opstap krijgen?",
        help_text="Wat haast heeft, komt altijd meteen.",
        coerce=lambda waarde: waarde == "ja",
        choices=[("nee", "Eén mail per werkdag, om half acht"), ("ja", "Elke mail meteen")],
        widget=forms.RadioSelect,
    )
    werkdagen = KeuzesVeld(
        Werkdag,
        label="Op welke dagen werkt u?",
        help_text="Op andere dagen krijgt u geen dagpost. Wat dan klaarstaat, komt op uw eerste werkdag.",
        error_messages={"required": "Kies minstens één dag waarop u werkt."},
    )
