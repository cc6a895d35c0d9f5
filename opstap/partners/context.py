"""What every page shows around its content."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from opstap import clock
from opstap.partners.rechten import Actie, Bereik, bereik
from opstap.protocol.begrippen import Rol
from opstap.protocol.datums import datum_voluit

_MENU = (
    ("Vandaag", "vandaag", Actie.VANDAAG_ZIEN),
    ("Trajecten", "trajecten", Actie.TRAJECTEN_ZIEN),
    ("Woningen", "woningen:woningen", Actie.WONING_BEHEREN),
    ("Contingent", "woningen:contingent", Actie.CONTINGENT_ZIEN),
    ("Overzicht", "monitor:overzicht", Actie.OVERZICHT_ZIEN),
    ("Beheer", "admin:index", Actie.BEHEREN),
)


def kader(request: HttpRequest) -> dict[str, Any]:
    """`kader`: menu, organisations, practice banner. Lazy per request: error pages without user get an empty frame."""
    gebruiker = getattr(request, "user", None)
    inhoud: dict[str, Any] = {"menu": [], "oefen": _oefenbanner(request)}
    if gebruiker is not None and gebruiker.is_authenticated:
        rollen = {Rol(t.rol) for t in gebruiker.rollen}
        inhoud["organisaties"] = list(dict.fromkeys(t.organisatie.naam for t in gebruiker.rollen))
        inhoud["menu"] = [
            {"tekst": tekst, "url": (url := reverse(naam)), "actief": request.path == url}
            for tekst, naam, actie in _MENU
            if any(bereik(rol, actie) is not Bereik.GEEN for rol in rollen)
        ]
    return {"kader": inhoud}


def _oefenbanner(request: HttpRequest) -> dict[str, str] | None:
    if not settings.OEFENMODUS:
        return None
    return {
        "datum_tekst": datum_voluit(clock.vandaag()),
        "klok_url": reverse("oefenklok"),
        "postvak_url": reverse("postvak"),
    }
