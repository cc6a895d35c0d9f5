"""What was typed is not lost: shown again at once, or kept one hour for the person who typed it (law 10)."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django import forms
from django.core import signing
from django.core.exceptions import SuspiciousOperation
from django.db import transaction
from django.http import HttpRequest, QueryDict, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.urls import Resolver404, resolve

from opstap import clock
from opstap.models import Getypt
from opstap.partners.models import Gebruiker
from opstap.partners.velden import NummerVeld
from opstap.protocol.privacywacht import zonder_bsn

Velden = Mapping[str, Sequence[str]]

BEWAARTIJD = timedelta(hours=1)
#: A form that was opened longer ago than this names nobody any more.
VAN_GELDIG = timedelta(days=7)
GROOTSTE = 200_000
HOOGSTENS = 10
#: In the address of a page that must show what was kept.
MERK = "getypt"
_ZOUT = "opstap.van"
_GEHEIM = re.compile(r"password|wachtwoord|csrfmiddlewaretoken", re.IGNORECASE)
#: Fields that nobody typed: they go along, but are not shown.
_TECHNISCH = re.compile(
    r"^(verzoek|versie|stap|van|namens|gelezen|overnemen|overnemen_alles|concept|concept_versie|next|username|_.*|.*_FORMS)$"
)
_LABELS = {"login": "E-mailadres", "email": "E-mailadres"}


# --- from whom ---------------------------------------------------------------------------------------------------


def is_van_hier(request: HttpRequest) -> bool:
    """Whether a page of Opstap itself sent this. A browser that does not say so: no."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin":
        return False
    try:
        hier = (request.scheme, request.get_host())
        bron = urlsplit(request.headers.get("Origin") or request.headers.get("Referer") or "")
    except (SuspiciousOperation, ValueError):
        return False
    return (bron.scheme, bron.netloc) == hier


def van_bewijs(gebruiker: Gebruiker) -> str:
    """Goes along in a form: who opened it. Gives no right, only says for whom the text may be kept."""
    return signing.dumps(str(gebruiker.sleutel), salt=_ZOUT)


def van_wie(velden: Velden) -> UUID | None:
    """Who opened the form; None when that is not known for sure."""
    try:
        return UUID(signing.loads((velden.get("van") or [""])[-1], salt=_ZOUT, max_age=VAN_GELDIG))
    except (signing.BadSignature, ValueError):
        return None


# --- what --------------------------------------------------------------------------------------------------------


def getypte_velden(request: HttpRequest, getypt: QueryDict | None = None) -> dict[str, list[str]]:
    """Every field as it was typed; never a password or a file, and nothing that another site sent.

    `getypt`: what the page made of it, such as a text that was put in.
    """
    if request.method != "POST" or not is_van_hier(request):
        return {}
    try:
        post = getypt or request.POST
    except (SuspiciousOperation, UnreadablePostError, MultiPartParserError):
        return {}
    return {naam: post.getlist(naam) for naam in post if not _GEHEIM.search(naam)}


def vingerafdruk(velden: QueryDict) -> str:
    """Equal when the same was filled in."""
    gevuld = sorted((naam, waarden) for naam, waarden in velden.lists() if not _TECHNISCH.match(naam))
    return hashlib.sha256(json.dumps([g for g in gevuld if not is_geheim(g[0])]).encode()).hexdigest()


def is_getypt(naam: str) -> bool:
    """Somebody filled it in: not a password, and nothing the page itself sends along."""
    return not _TECHNISCH.match(naam) and not is_geheim(naam)


def is_geheim(naam: str) -> bool:
    """A password, or the token of a form."""
    return bool(_GEHEIM.search(naam))


def heeft_geheim(request: HttpRequest) -> bool:
    return any(re.search("password|wachtwoord", naam, re.IGNORECASE) for naam in request.POST)


def om_te_lezen(request: HttpRequest, velden: Velden) -> list[tuple[str, str]]:
    """(question, answer) of what somebody filled in; in the words of the form when the page came that far."""
    vragen: Mapping[str, forms.Field] = getattr(getattr(request, "formulier", None), "fields", {})
    return [
        (vraag_van(naam, vragen.get(naam)), antwoord)
        for naam, waarden in velden.items()
        if not _TECHNISCH.match(naam) and (antwoord := woorden(waarden, vragen.get(naam)))
    ]


def woorden(waarden: Sequence[str], veld: forms.Field | None) -> str:
    """What was filled in for one question; empty when that is nothing."""
    return ", ".join(_antwoord(w, veld) for w in waarden if w.strip()).replace("\r\n", "\n")


def vraag_van(naam: str, veld: forms.Field | None) -> str:
    label = _LABELS.get(naam) or (str(veld.label) if veld is not None and veld.label else "")
    return label or naam.replace("_", " ").replace("-", " ").capitalize()


def _antwoord(waarde: str, veld: forms.Field | None) -> str:
    """The text of a choice; as it was sent when it is none of them."""
    if isinstance(veld, forms.BooleanField):
        return "ja"
    keuzes: Any = veld.choices if isinstance(veld, forms.ChoiceField) else ()
    return next((str(label) for code, label in keuzes if str(code) == waarde), waarde)


def als_formulier(velden: Velden) -> QueryDict:
    """As a form reads it."""
    data = QueryDict(mutable=True)
    for naam, waarden in velden.items():
        data.setlist(naam, list(waarden))
    data._mutable = False
    return data


def pad_van(request: HttpRequest, *, gemerkt: bool = False) -> str:
    """The address of the form; with a mark it shows what was kept."""
    vraag = request.GET.copy()
    vraag.pop(MERK, None)
    if gemerkt:
        vraag[MERK] = "1"
    return f"{request.path}?{vraag.urlencode()}" if vraag else request.path


# --- kept --------------------------------------------------------------------------------------------------------


def om_te_bewaren(velden: Velden, *, pad: str) -> dict[str, list[str]]:
    """As it was typed on the form at `pad`, without a burgerservicenummer.

    A field that asks a number which somebody else gave out keeps it: that may look like one (`NummerVeld`).
    """
    nummers = _nummervelden(pad)
    return {
        naam: list(waarden) if naam in nummers else [zonder_bsn(waarde) for waarde in waarden]
        for naam, waarden in velden.items()
    }


def _nummervelden(pad: str) -> frozenset[str]:
    """Also before anybody is logged in, so from the address alone."""
    try:
        pagina = resolve(urlsplit(pad).path).func
    except (Resolver404, ValueError):
        return frozenset()
    form = getattr(getattr(pagina, "view_class", None), "form_class", None)
    vragen: Mapping[str, forms.Field] = getattr(form, "base_fields", {})
    return frozenset(naam for naam, veld in vragen.items() if isinstance(veld, NummerVeld))


@transaction.atomic
def getypt_bewaren(*, gebruiker: UUID, pad: str, velden: Velden) -> bool:
    """One row per person and page, a few per person. False when it is too long to keep."""
    if len(pad) > 500 or len(json.dumps(dict(velden))) > GROOTSTE:
        return False
    getypt_opruimen()
    tot = clock.echt_nu() + BEWAARTIJD
    schoon = om_te_bewaren(velden, pad=pad)
    Getypt.objects.update_or_create(gebruiker=gebruiker, pad=pad, defaults={"velden": schoon, "tot": tot})
    blijven = Getypt.objects.filter(gebruiker=gebruiker).order_by("-tot").values_list("pk", flat=True)[:HOOGSTENS]
    Getypt.objects.filter(gebruiker=gebruiker).exclude(pk__in=list(blijven)).delete()
    return True


def getypt_van(*, gebruiker: UUID, pad: str) -> dict[str, list[str]]:
    """What this person typed on this page within the hour; empty when there is nothing."""
    rij = Getypt.objects.filter(gebruiker=gebruiker, pad=pad, tot__gt=clock.echt_nu()).first()
    return rij.velden if rij else {}


def getypt_weggooien(*, gebruiker: UUID, pad: str) -> None:
    Getypt.objects.filter(gebruiker=gebruiker, pad=pad).delete()


def getypt_opruimen() -> None:
    """What is older than an hour goes. Looks before it writes: the tick comes often."""
    oud = Getypt.objects.filter(tot__lte=clock.echt_nu())
    if oud.exists():
        oud.delete()
