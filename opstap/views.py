"""The pages that belong to no room, and those for when it goes wrong: what happened, is my text kept, what now."""

from __future__ import annotations

import logging
import secrets
import sys
import traceback
from collections.abc import Iterator
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from opstap.partners import getypt
from opstap.partners.middleware import naar_inloggen, zet_zelf_terug
from opstap.partners.opnieuw import opnieuw
from opstap.partners.schermen import WieMag
from opstap.sql import is_weg

_log = logging.getLogger("opstap.fouten")


@login_not_required
def beheer_login(request: HttpRequest) -> HttpResponse:
    """The admin has no login of its own. Who is logged in and comes here may not enter: 403, and no way round."""
    if request.user.is_authenticated:
        raise PermissionDenied
    return redirect("{}?{}".format(redirect("account_login").url, request.META.get("QUERY_STRING", "")))


# --- it is not there, or not for you -----------------------------------------------------------------------------


def slecht_verzoek(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400, and 413 for what is too big to read: nothing of it can be shown."""
    if isinstance(exception, RequestDataTooBig):
        return opnieuw(request, {}, status=413, sjabloon="413.html")
    return opnieuw(request, {}, status=400, sjabloon="400.html")


def geen_toegang(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _met_kader(request, "403.html", 403, wie_mag=str(exception) if isinstance(exception, WieMag) else "")


def niet_gevonden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _met_kader(request, "404.html", 404)


def te_vaak(request: HttpRequest) -> HttpResponse:
    return _met_kader(request, "429.html", 429)


def _met_kader(request: HttpRequest, sjabloon: str, status: int, **inhoud: Any) -> HttpResponse:
    """With the menu, and what was typed to read and to copy."""
    velden = getypt.getypte_velden(request)
    if not velden and (terug := getattr(request, "teruggezet", None)):  # kept before the right went
        velden = {naam: terug.getlist(naam) for naam in terug if not getypt.is_geheim(naam)}
    gelezen = getypt.om_te_lezen(request, velden)
    return render(request, sjabloon, {"getypt": gelezen, **inhoud}, status=status)


# --- it broke ----------------------------------------------------------------------------------------------------


def stuk(request: HttpRequest) -> HttpResponse:
    """500, and 503 when the database is away. Asks the database nothing; the number stands in the log."""
    fout = sys.exc_info()[1]
    nummer = secrets.token_hex(4).upper()
    weg = is_weg(fout)
    _log.error("Fout %s bij %s\n%s", nummer, _route(request), "".join(_spoor(fout)))
    antwoord = opnieuw(
        request,
        getypt.getypte_velden(request),
        status=503 if weg else 500,
        sjabloon="503.html" if weg else "500.html",
        nummer=nummer,
    )
    if weg:
        antwoord["Retry-After"] = "60"
    return antwoord


def _route(request: HttpRequest) -> str:
    """The kind of page: an address may hold a secret, as that of a forgotten password does."""
    gevonden = getattr(request, "resolver_match", None)
    return f"{request.method} {gevonden.route if gevonden else '(voor het adres bekend was)'}"


def _spoor(fout: BaseException | None) -> Iterator[str]:
    """Where it went wrong and of which kind, without the message: that may quote what somebody typed."""
    while fout is not None:
        yield f"{type(fout).__module__}.{type(fout).__qualname__}\n"
        yield from traceback.format_tb(fout.__traceback__)
        fout = fout.__cause__ or fout.__context__


# --- the page was too old ----------------------------------------------------------------------------------------


def csrf_mislukt(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Nothing was done. Who typed here sees it again and may send it with a real click; another site gets nothing."""
    velden = getypt.getypte_velden(request)
    wie: Any = request.user
    func: Any = request.resolver_match.func if request.resolver_match else None
    if velden and not wie.is_authenticated and getattr(func, "login_required", True):
        return naar_inloggen(request) or opnieuw(request, velden, status=403, sjabloon="403_csrf.html")
    van = getypt.van_wie(velden)
    if van is not None and wie.is_authenticated and van != wie.sleutel:
        getypt.getypt_bewaren(gebruiker=van, pad=getypt.pad_van(request), velden=velden)
        return opnieuw(request, {}, status=403, sjabloon="403_csrf.html", van_ander=True)
    if velden and zet_zelf_terug(func):
        return _in_eigen_formulier(request, func)
    geheim = bool(velden) and getypt.heeft_geheim(request)
    return opnieuw(request, velden, status=403, sjabloon="403_csrf.html", geheim=geheim)


def _in_eigen_formulier(request: HttpRequest, func: Any) -> HttpResponse:
    """As if the page was opened now, by who is logged in now, with what was typed: every right is looked at again."""
    request.teruggezet = request.POST  # type: ignore[attr-defined]
    request.method = "GET"
    gevonden: Any = request.resolver_match
    antwoord: HttpResponse = func(request, *gevonden.args, **gevonden.kwargs)
    if antwoord.status_code == 200:
        antwoord.status_code = 403
    return antwoord
