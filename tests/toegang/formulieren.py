"""Fill in a form so that it succeeds, find what in it names a row, and say what an act changed."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.apps import apps
from django.db import models

from opstap.models import Verzoek
from opstap.partners.velden import DatumVeld, NummerVeld, TelefoonVeld, TijdVeld
from opstap.protocol.begrippen import Rol
from tests.toegang.tabel import Rij
from tests.toegang.wereld import VANDAAG, Wereld

_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}")
DATUM = f"{VANDAAG.day}-{VANDAAG.month}-{VANDAAG.year}"


def vul(form: Any, geldig: Mapping[str, Any]) -> dict[str, Any]:
    """What somebody would type: what stands there already, what the row of the table says, or the first choice."""
    data = {naam: geldig.get(naam, _typ(form[naam], veld)) for naam, veld in form.fields.items()}
    return {naam: waarde for naam, waarde in data.items() if waarde is not None}


def _typ(gebonden: Any, veld: forms.Field) -> Any:
    if (staat_er := gebonden.value()) not in (None, "", []):
        is_dag = isinstance(staat_er, datetime.date)
        return f"{staat_er.day}-{staat_er.month}-{staat_er.year}" if is_dag else staat_er
    if isinstance(veld, forms.ChoiceField):
        keuzes = [code for code, _ in veld.choices if code != ""]
        return keuzes[:1] if isinstance(veld, forms.MultipleChoiceField) else keuzes[0]
    for soort, waarde in _TYPEN:
        if isinstance(veld, soort):
            return waarde
    raise AssertionError(f"{gebonden.name}: zeg in tests/toegang/formulieren.py wat iemand hier typt")


class Bestand:
    """A file that can be sent more than once."""

    name, content_type = "woningen.csv", "text/csv"

    def read(self, *_: int) -> bytes:
        return b"Adres;Soort;Kale huur\r\nToets 1;studio;600\r\n"


_TYPEN: tuple[tuple[type[forms.Field], Any], ...] = (
    (DatumVeld, DATUM),
    (TijdVeld, "14.30"),
    (forms.BooleanField, None),
    (forms.DecimalField, "6"),
    (forms.IntegerField, "6"),
    (TelefoonVeld, "0575 123456"),
    (NummerVeld, "123456"),
    (forms.FileField, Bestand()),
    (forms.CharField, "Toets"),
)


def ingevuld(wereld: Wereld, rij: Rij, rol: Rol | None = None) -> tuple[str, dict[str, Any], Any]:
    """(address, data that succeeds, the page) of a form in its stand, for the first role that may."""
    url = rij.url(wereld.rijen[rij.geldig_stand or rij.stand])
    pagina = wereld.wie(rol or min(rij.mag)).vrager.antwoord("GET", url)
    assert pagina.status_code == 200, (rij.naam, pagina.status_code)
    data = vul(pagina.context["form"], rij.geldig or {})
    data["verzoek"] = str(uuid4())
    if (versie := pagina.context.get("formulier_versie")) is not None:
        data["versie"] = versie
    return url, data, pagina


# --- fields that name a row --------------------------------------------------------------------------------------


def noemt_rijen(form: Any) -> Iterator[tuple[str, type[models.Model], set[str]]]:
    """(field, model, keys offered) of every field of which a choice is the key of a row."""
    for naam, veld in form.fields.items():
        sleutels = {str(code) for code, _ in getattr(veld, "choices", ()) if _UUID.fullmatch(str(code))}
        if sleutels:
            yield naam, _model_van(min(sleutels)), sleutels


def _model_van(sleutel: str) -> type[models.Model]:
    return next(m for m in _met_sleutel() if m._base_manager.filter(sleutel=sleutel).exists())


def _met_sleutel() -> list[type[models.Model]]:
    return [m for m in apps.get_models() if any(f.name == "sleutel" and not f.primary_key for f in m._meta.fields)]


def vreemde_sleutels(model: type[models.Model], aangeboden: set[str]) -> list[str]:
    """Two of this kind that were not offered, one of another kind, its number, one that does not exist, no key."""
    ander = next(m for m in _met_sleutel() if m is not model and m._base_manager.exists())
    zelfde = model._base_manager.exclude(sleutel__in=aangeboden)
    return [
        *(str(rij.sleutel) for rij in zelfde[:2]),  # type: ignore[attr-defined]
        str(ander._base_manager.values_list("sleutel", flat=True)[0]),
        str(zelfde.values_list("pk", flat=True).first() or 1),
        str(uuid4()),
        "vreemd",
    ]


# --- what nobody asked for ---------------------------------------------------------------------------------------


def alle_modelvelden(wereld: Wereld, behalve: set[str]) -> dict[str, Any]:
    """Every field name of every model with a value that would matter, by name and as Django names its column."""
    extra: dict[str, Any] = {}
    for model in apps.get_models():
        for veld in model._meta.fields:
            for naam in {veld.name, veld.attname}:
                extra.setdefault(naam, _raar(veld, wereld))
    for naam in ("is_staff", "is_superuser", "is_active", "id", "pk", "gebruiker", "aangemaakt_door", "eigenaar"):
        extra.setdefault(naam, "1")
    return {naam: waarde for naam, waarde in extra.items() if naam not in behalve}


def _raar(veld: Any, wereld: Wereld) -> Any:
    if veld.choices:
        return veld.choices[-1][0]
    if isinstance(veld, models.ForeignKey):
        return str(wereld.regio.organisaties["vreemd"].pk)
    if isinstance(veld, models.UUIDField):
        return str(wereld.regio.organisaties["vreemd"].sleutel)
    if isinstance(veld, (models.DateField, models.DateTimeField)):
        return "1-1-2020"
    return "1" if isinstance(veld, (models.IntegerField, models.BooleanField)) else "Ongevraagd"


#: Where the answer went and a fingerprint of all that was sent: different by what is asked here.
_VAN_DIT_VERZOEK = [Verzoek._meta.get_field(naam) for naam in ("antwoord", "inhoud")]
#: The UUIDs and the (table, number) of every row there was.
Bekend = set[str | tuple[str, int]]


#: Per table its rows, bare, by primary key.
Rijen = dict[type[models.Model], dict[Any, list[Any]]]


def _velden(model: type[models.Model]) -> list[Any]:
    velden = [f for f in model._meta.fields if not f.primary_key and not isinstance(f, models.DateTimeField)]
    return [f for f in velden if not isinstance(f, models.BinaryField) and f not in _VAN_DIT_VERZOEK]


def alle_rijen() -> Rijen:
    """Every row without what differs each time: moments, and the answer's address."""
    alles: Rijen = {}
    for model in apps.get_models(include_auto_created=True):
        waarden = model._base_manager.values_list("pk", *(f.attname for f in _velden(model)))
        alles[model] = {pk: rest for pk, *rest in waarden}
    return alles


def veranderd(begin: Rijen, nu: Rijen, bekend: Bekend) -> Counter[tuple[str, ...]]:
    """What an act took away and added between these, as text in which a key or number of a new row is only new.

    Numbers too: PostgreSQL does not give the number of a row that was undone a second time.
    """
    gevonden: Counter[tuple[str, ...]] = Counter()
    for soort, hier, daar in (("weg", begin, nu), ("erbij", nu, begin)):
        for model, rijen in hier.items():
            elders = daar[model]
            for pk, waarden in rijen.items():
                if elders.get(pk) != waarden:
                    velden = zip(_velden(model), waarden, strict=True)
                    tekst = (f"{f.attname}={_zonder_nieuwe(f, w, bekend)}" for f, w in velden)
                    gevonden[(soort, model._meta.label, *tekst)] += 1
    return gevonden


def _zonder_nieuwe(veld: Any, waarde: Any, bekend: Bekend) -> str:
    if isinstance(veld, models.ForeignKey) and waarde is not None:
        return str(waarde) if (veld.related_model._meta.label, waarde) in bekend else "nieuw"
    return _UUID.sub(lambda m: m[0] if m[0] in bekend else "nieuw", str(waarde))


def bekende_sleutels() -> Bekend:
    bekend: Bekend = set()
    for model in apps.get_models():
        bekend |= {(model._meta.label, pk) for pk in model._base_manager.values_list("pk", flat=True)}
        for veld in (f for f in model._meta.fields if isinstance(f, models.UUIDField)):
            waarden = model._base_manager.values_list(veld.attname, flat=True)
            bekend |= {str(waarde) for waarde in waarden if isinstance(waarde, UUID)}
    return bekend
