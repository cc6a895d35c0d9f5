"""One page that shows what will be sent, with one button that sends it again. Works without the database."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.template.loader import render_to_string

from opstap.partners import getypt


def opnieuw(
    request: HttpRequest, velden: getypt.Velden, *, status: int, sjabloon: str = "opnieuw.html", **inhoud: Any
) -> HttpResponse:
    """The button sends to the same address, with a fresh token; there every check is made again.

    Without a request in the template: the context processors ask the database who is looking.
    """
    inhoud |= {
        "getypt": getypt.om_te_lezen(request, velden),
        "velden": [(naam, waarde) for naam, waarden in velden.items() for waarde in waarden],
        "csrf_token": get_token(request),
    }
    return HttpResponse(render_to_string(sjabloon, inhoud), status=status)
