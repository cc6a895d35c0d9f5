"""Why an account, a role or an organisation cannot end: higher rooms know what hangs on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.module_loading import import_string

from opstap.partners.models import Gebruiker, Organisatie
from opstap.protocol.begrippen import Rol


def bezwaren(gebruiker: Gebruiker, organisatie: Organisatie, weg: set[Rol], dag: date) -> list[str]:
    """When somebody loses these roles here on `dag`: what hangs on it, with a link to where it is handed over."""
    vraag: Callable[..., list[str]] = import_string(import_string(f"{settings.BEDRADING}.VERTREK"))
    adres = reverse("overdragen_van", args=[gebruiker.sleutel, organisatie.sleutel])
    return [
        render_to_string("partners/belet.html", {"zin": zin, "adres": adres})
        for zin in vraag(gebruiker, organisatie, weg, dag)
    ]


def bezwaren_organisatie(organisatie: Organisatie, dag: date, *, deelname: int | None = None) -> list[str]:
    """When it stops on `dag`, or takes part no longer in this one way."""
    vraag: Callable[..., list[str]] = import_string(import_string(f"{settings.BEDRADING}.AFSCHEID"))
    return vraag(organisatie, deelname, dag)


def bezwaren_account(gebruiker: Gebruiker, dag: date) -> Iterator[str]:
    """When the whole account ends: at every organisation where something may hang."""
    per_organisatie: dict[Organisatie, set[Rol]] = {}
    for toekenning in gebruiker.roltoekenningen.select_related("organisatie").order_by("pk"):
        rollen = per_organisatie.setdefault(toekenning.organisatie, set())
        if toekenning.tot is None or toekenning.tot > dag:
            rollen.add(Rol(toekenning.rol))
    for organisatie, rollen in per_organisatie.items():
        yield from bezwaren(gebruiker, organisatie, rollen, dag)
