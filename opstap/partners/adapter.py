from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context as nu
from django.conf import settings
from django.contrib.sites.shortcuts import get_current_site
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from opstap.partners import inlogpost


class AccountAdapter(DefaultAccountAdapter):
    """Nobody signs up: a beheerder makes accounts. Says "u"."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": "Dit e-mailadres en wachtwoord horen niet bij elkaar. Typ ze opnieuw.",
        "enter_current_password": "Dit is niet uw huidige wachtwoord. Typ het opnieuw.",
        "account_inactive": "Dit account is gestopt. Vraag het aan de beheerder van uw organisatie.",
        "too_many_login_attempts": "Dit ging te vaak mis. Wacht vijf minuten en probeer het dan opnieuw.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """A mail server that is away breaks no page, and the answer tells nobody whether an address is known.

        Not in the outbox: the link is as good as the password.
        """
        feiten = {"request": nu.request, "email": email, "current_site": get_current_site(nu.request)}
        inlogpost.verstuur(self.render_mail(template_prefix, email, feiten | context))

    def clean_email(self, email: str) -> str:
        return super().clean_email(email).lower()

    def pre_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> Any:
        """Demo accounts work on loopback only, and never in production."""
        if user.is_demo and (settings.PRODUCTIE or request.META.get("REMOTE_ADDR") not in {"127.0.0.1", "::1"}):
            raise PermissionDenied
        return super().pre_login(request, user, **kwargs)
