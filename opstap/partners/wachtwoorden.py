"""What a password must be, in plain Dutch (the framework's own sentences are not all translated)."""

from __future__ import annotations

from django.contrib.auth.password_validation import (
    CommonPasswordValidator,
    MinimumLengthValidator,
    UserAttributeSimilarityValidator,
)


class LangGenoeg(MinimumLengthValidator):
    def get_error_message(self) -> str:
        return f"Dit wachtwoord is te kort. Maak het minstens {self.min_length} tekens lang."

    def get_help_text(self) -> str:
        return f"Minstens {self.min_length} tekens. Een zin van vier woorden is goed."


class NietBekend(CommonPasswordValidator):
    def get_error_message(self) -> str:
        return "Dit wachtwoord gebruiken veel mensen. Kies een ander."

    def get_help_text(self) -> str:
        return "Geen wachtwoord dat veel mensen gebruiken."


class NietUwNaam(UserAttributeSimilarityValidator):
    DEFAULT_USER_ATTRIBUTES = ("naam", "email")

    def get_error_message(self) -> str:
        return "Dit wachtwoord lijkt te veel op uw naam of e-mailadres. Kies een ander."

    def get_help_text(self) -> str:
        return "Niet uw naam of e-mailadres."
