"""A canary in every place where something stands about a person, and the day on which all of them are gone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.apps import apps
from django.db import models

from aanmelding.models import Huishouden
from opstap import clock
from opstap.termijnen.services import stappen_uitvoeren
from opstap.trajecten.models import Persoon, Traject
from opstap.trajecten.wissen import BLIJFT, OVER_IEMAND, rijen_van
from opstap.veldentabel import eigen_modellen, velden, veldentabel

KANARIE = "kanarie"


def tik(op: date, uur: int = 8) -> None:
    with clock.klok_op(clock.lokaal_moment(op, uur)):
        while stappen_uitvoeren():
            pass


def tekst() -> str:
    """Every value of every table, as text in small letters; bytes as they are and in hex."""
    delen = []
    for model in apps.get_models():
        for rij in model._base_manager.values_list():
            delen += [w.hex() + repr(bytes(w)) if isinstance(w, (bytes, memoryview)) else str(w) for w in rij]
    return "\n".join(delen).lower()


def _velden_over_iemand() -> Iterator[tuple[Any, Any]]:
    """(model, field) of every field about a person that can hold a text."""
    for model in eigen_modellen():
        for veld in velden(model):
            regel = veldentabel()[f"{model._meta.app_label}.{model.__name__}.{veld.name}"]
            kan = isinstance(veld, models.CharField | models.TextField | models.JSONField | models.BinaryField)
            if regel.soort in OVER_IEMAND and kan and not veld.choices and regel.code not in BLIJFT:
                yield model, veld


def _rijen(model: Any, traject: Traject) -> Any:
    """Also of the personen, who have no way to their traject."""
    if model is Persoon:
        return model._base_manager.filter(pk__in=_personen(traject))
    if any(veld.related_model is Persoon for veld in model._meta.concrete_fields) and model.__name__ != "Huishouden":
        return model._base_manager.filter(persoon__in=_personen(traject))
    return rijen_van(model, traject.pk)


def _personen(traject: Traject) -> list[int]:
    mee = Huishouden.objects.filter(aanmelding__traject=traject).values_list("medehuurder", flat=True)
    return [traject.persoon_id, *mee]


def kanaries(traject: Traject) -> tuple[int, list[str]]:
    """In every field about a person: how many, and the fields of which this traject has no row."""
    gezet, zonder = 0, []
    for model, veld in _velden_over_iemand():
        vast = model.__name__ == "AanmeldVersie"  # never changed: whoever asks made one with a canary
        waarde: Any = {"wat": KANARIE} if isinstance(veld, models.JSONField) else f"{KANARIE}@x.example"
        if isinstance(veld, models.BinaryField):
            waarde = KANARIE.encode()
        elif isinstance(waarde, str):
            waarde = waarde[: veld.max_length or 100]
        aantal = len(_rijen(model, traject)) if vast else _rijen(model, traject).update(**{veld.name: waarde})
        gezet += aantal
        zonder += [] if aantal else [f"{model.__name__}.{veld.name}"]
    return gezet, zonder


def over_van_kanaries() -> list[str]:
    """The values that still hold one, as text or in bytes."""
    return [regel for regel in tekst().splitlines() if KANARIE in regel or KANARIE.encode().hex() in regel]
