"""Pages that break in every way, under the error pages of Opstap."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import BadRequest, PermissionDenied, SuspiciousOperation
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpResponse
from django.urls import path

from opstap import urls
from opstap.urls import handler400, handler403, handler404, handler429, handler500
from tests.fundament.schermen_proef import ProefScherm

__all__ = ["handler400", "handler403", "handler404", "handler429", "handler500"]

_OORZAAK = "geheim, ook in wat eraan voorafging"
FOUTEN: dict[str, Exception] = {
    "400": BadRequest("geheim"),
    "verdacht": SuspiciousOperation("geheim"),
    "403": PermissionDenied("geheim"),
    "404": Http404("geheim"),
    "500": ValueError("geheim: /srv/opstap SELECT wachtwoord"),
    "503": OperationalError("geheim: server at db.internal"),
    "weg": InterfaceError("geheim"),
}


@login_not_required
def breek(request: Any, soort: str) -> HttpResponse:
    len(request.POST)
    try:
        raise KeyError(_OORZAAK)
    except KeyError as oorzaak:
        raise FOUTEN[soort] from oorzaak


urlpatterns = [*urls.urlpatterns, path("breek/<str:soort>/", breek), path("proef/", ProefScherm.as_view())]
