from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect


@login_not_required
def gezondheid(request: HttpRequest) -> JsonResponse:
    """200 when the web process can reach its database; says nothing else."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "goed"})


@login_not_required
def beheer_login(request: HttpRequest) -> HttpResponse:
    """The admin has no login of its own. Who is logged in and comes here may not enter: 403, and no way round."""
    if request.user.is_authenticated:
        raise PermissionDenied
    return redirect("{}?{}".format(redirect("account_login").url, request.META.get("QUERY_STRING", "")))


def bestaat_niet(request: HttpRequest) -> HttpResponse:
    """A page of a library that Opstap does not offer."""
    raise Http404
