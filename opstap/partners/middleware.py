from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import render

from opstap.partners import getypt
from opstap.partners.opnieuw import opnieuw


class AlleenVoorU:
    """What a logged-in person sees is never kept by a browser or proxy. Outermost: holds for every answer."""

    def __init__(self, volgende: Callable[[HttpRequest], HttpResponse]) -> None:
        self.volgende = volgende

    def __call__(self, request: HttpRequest) -> HttpResponse:
        antwoord = self.volgende(request)
        antwoord.setdefault("Cache-Control", "no-store, private")
        antwoord.setdefault("Cross-Origin-Opener-Policy", "same-origin")
        antwoord.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        antwoord.setdefault("X-Content-Type-Options", "nosniff")
        antwoord.setdefault("Referrer-Policy", "same-origin")
        return antwoord


class Inloggen(LoginRequiredMiddleware):
    """Everything asks who you are. What was typed after the session had ended is kept until you are back."""

    def process_view(self, request: HttpRequest, view_func: Any, view_args: Any, view_kwargs: Any) -> Any:
        antwoord = super().process_view(request, view_func, view_args, view_kwargs)
        if antwoord is not None or request.method != "GET" or getypt.MERK not in request.GET:
            return antwoord
        velden = _bewaard(request)
        if velden and zet_zelf_terug(view_func):
            request.teruggezet = getypt.als_formulier(velden)  # type: ignore[attr-defined]
        elif velden:
            return opnieuw(request, velden, status=200, kop="Dit had u getypt")
        return None

    def handle_no_permission(self, request: HttpRequest, view_func: Any) -> HttpResponseRedirect:
        return naar_inloggen(request) or super().handle_no_permission(request, view_func)

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """Sent and done: what was kept may go."""
        if request.method == "POST" and getypt.MERK in request.GET and 300 <= response.status_code < 400:
            wie: Any = request.user
            if wie.is_authenticated:
                getypt.getypt_weggooien(gebruiker=wie.sleutel, pad=getypt.pad_van(request))
        return response


class NietToegestaan:
    """A page that only shows cannot be sent to (405): say so in words."""

    def __init__(self, volgende: Callable[[HttpRequest], HttpResponse]) -> None:
        self.volgende = volgende

    def __call__(self, request: HttpRequest) -> HttpResponse:
        antwoord = self.volgende(request)
        if isinstance(antwoord, HttpResponseNotAllowed) and not antwoord.content:
            gelezen = getypt.om_te_lezen(request, getypt.getypte_velden(request))
            antwoord.content = render(request, "405.html", {"getypt": gelezen}).content
            antwoord["Content-Type"] = "text/html; charset=utf-8"
        return antwoord


def zet_zelf_terug(view_func: Any) -> bool:
    """Whether this page puts what was typed back into its own form."""
    return getattr(getattr(view_func, "view_class", None), "zet_terug", False)


def naar_inloggen(request: HttpRequest) -> HttpResponseRedirect | None:
    """Keep what was typed for who opened the form, and ask to log in. None when there is nothing to keep.

    Bound to the person and not to the browser: whoever logs in next on this computer does not get it.
    """
    velden = getypt.getypte_velden(request)
    gebruiker = getypt.van_wie(velden)
    if gebruiker is None:
        return None
    if getypt.getypt_bewaren(gebruiker=gebruiker, pad=getypt.pad_van(request), velden=velden):
        messages.warning(request, BEWAARD)
        return redirect_to_login(getypt.pad_van(request, gemerkt=True))
    messages.error(request, TE_LANG)
    return redirect_to_login(getypt.pad_van(request))


BEWAARD = (
    "U was te lang weg. Daarom vragen we wie u bent. Wat u typte, is nog niet verstuurd. "
    "We bewaren het een uur: log in, dan staat het er weer."
)
TE_LANG = (
    "U was te lang weg. Wat u typte, is te lang om te bewaren. "
    "Ga terug met de terugknop van uw browser, en kopieer uw tekst. Log daarna in."
)


def _bewaard(request: HttpRequest) -> dict[str, list[str]]:
    wie: Any = request.user
    return getypt.getypt_van(gebruiker=wie.sleutel, pad=getypt.pad_van(request)) if wie.is_authenticated else {}
