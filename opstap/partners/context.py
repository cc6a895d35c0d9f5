"""What every page shows around its content."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from opstap import clock
from opstap.partners.beheerkring import beheert_alles
from opstap.partners.getypt import van_bewijs
from opstap.partners.models import Roltoekenning
from opstap.partners.rechten import Actie, Bereik, bereik
from opstap.protocol.begrippen import Rol
from opstap.protocol.datums import datum_voluit

_MENU = (
    ("Vandaag", "vandaag", Actie.VANDAAG_ZIEN),
    ("Trajecten", "trajecten", Actie.TRAJECTEN_ZIEN),
    ("Vooraf gemeld", "aanmelding:vooraanmeldingen", Actie.VOORAANMELDINGEN_ZIEN),
    ("Vergadering", "aanmelding:vergadering", Actie.VERGADEREN),
    ("Brieven", "brieven", Actie.BRIEF_VERSTUREN),
    ("Wachtrij", "woningen:wachtrij", Actie.WACHTRIJ_ZIEN),
    ("Woningen", "woningen:woningen", Actie.WONING_BEHEREN),
    ("Contingent", "woningen:contingent", Actie.CONTINGENT_ZIEN),
    ("Overzicht", "monitor:overzicht", Actie.OVERZICHT_ZIEN),
    ("Knelpunten", "register:register", Actie.REGISTER_ZIEN),
    ("Regelingen", "regelingen", Actie.REGELING_ZIEN),
    ("Rekenhulp", "rekenhulp", Actie.REKENHULP_ZIEN),
    ("Afwezig", "afwezig", Actie.AFWEZIGHEID_REGELEN),
    ("Overdragen", "overdragen", Actie.WERK_OVERDRAGEN),
    ("Blijft liggen", "blijft_liggen", Actie.BEHEREN),
    ("Beheer", "admin:index", Actie.BEHEREN),
)


def kader(request: HttpRequest) -> dict[str, Any]:
    """`kader`: menu, organisations, practice banner, and for forms who opened them.

    Lazy per request: error pages without user get an empty frame.
    """
    gebruiker = getattr(request, "user", None)
    rollen: set[Rol] = set()
    inhoud: dict[str, Any] = {"menu": []}
    if gebruiker is not None and gebruiker.is_authenticated:
        inhoud["van"] = SimpleLazyObject(lambda: van_bewijs(gebruiker))
        rollen = {Rol(t.rol) for t in gebruiker.rollen}
        inhoud["organisaties"] = list(dict.fromkeys(t.organisatie.naam for t in gebruiker.rollen))
        inhoud["menu"] = [
            {"tekst": tekst, "url": (url := reverse(naam)), "actief": _is_daar(request.path, url)}
            for tekst, naam, actie in _MENU
            if _mag(rollen, actie)
        ]
        if beheert_alles(gebruiker) and _mag(rollen, Actie.BEHEREN):
            inhoud["mailteksten_url"] = reverse("mailteksten")
    elif settings.OEFENMODUS:
        inhoud |= _demo()
    if settings.OEFENMODUS:
        inhoud["oefen"] = {
            "datum_tekst": datum_voluit(clock.vandaag()),
            "klok_url": reverse("oefenklok") if _mag(rollen, Actie.KLOK_VERZETTEN) else "",
            "postvak_url": reverse("postvak") if _mag(rollen, Actie.POSTVAK_ZIEN) else "",
        }
    return {"kader": inhoud}


def _is_daar(pad: str, url: str) -> bool:
    """On this page or one below it; the home page is below nothing."""
    return pad == url or (url != "/" and pad.startswith(url))


def _mag(rollen: set[Rol], actie: Actie) -> bool:
    return any(bereik(rol, actie) is not Bereik.GEEN for rol in rollen)


def _demo() -> dict[str, Any]:
    """The accounts to try, for the login page of practice mode."""
    toekenningen = Roltoekenning.objects.actueel().filter(gebruiker__is_demo=True)
    return {
        "demo_wachtwoord": settings.DEMO_WACHTWOORD,
        "demo_accounts": [
            {"email": t.gebruiker.email, "rol": Rol(t.rol).label, "organisatie": t.organisatie.naam}
            for t in toekenningen.select_related("gebruiker", "organisatie").order_by("pk")
        ],
    }
