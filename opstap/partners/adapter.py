from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):
    """Nobody signs up: a beheerder makes accounts."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def clean_email(self, email: str) -> str:
        return super().clean_email(email).lower()

    def pre_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> Any:
        """Demo accounts work on loopback only, and never in production."""
        from django.conf import settings

        if user.is_demo and (settings.PRODUCTIE or request.META.get("REMOTE_ADDR") not in {"127.0.0.1", "::1"}):
            from django.core.exceptions import PermissionDenied

            raise PermissionDenied
        return super().pre_login(request, user, **kwargs)
