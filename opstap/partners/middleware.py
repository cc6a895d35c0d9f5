from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse


class AlleenVoorU:
    """What a logged-in person sees is never kept by a browser or proxy."""

    def __init__(self, volgende: Callable[[HttpRequest], HttpResponse]) -> None:
        self.volgende = volgende

    def __call__(self, request: HttpRequest) -> HttpResponse:
        antwoord = self.volgende(request)
        antwoord.setdefault("Cache-Control", "no-store, private")
        antwoord.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return antwoord
