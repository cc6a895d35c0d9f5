"""The forms of allauth about passwords, in our words."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import ChangePasswordForm, ResetPasswordKeyForm
from django.core.exceptions import ValidationError

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
