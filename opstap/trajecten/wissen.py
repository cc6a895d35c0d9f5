"""Forget who a traject was about. The field table says what goes (ADR 38): a new field of a dossier goes with it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from functools import cache
from typing import Any

from django.db import models
from django.db.models import F, QuerySet
from django.db.models.functions import Lower

from opstap import clock
from opstap.modellen import MetVersie
from opstap.protocol.clausules import regelt
from opstap.trajecten.models import Persoon, Traject, Zoekregel
from opstap.trajecten.services import zoekregel_bijwerken
from opstap.veldentabel import PERSOONLIJK, Veldregel, eigen_modellen, velden, veldentabel, woorden

Model = type[models.Model]
#: Kinds of value that say something about a person.
OVER_IEMAND = PERSOONLIJK | {"gevoelig"}
#: What says something about a person and is not wiped here, and why not.
BLIJFT = {
    "opstap.Getypt.velden": "het gaat hoogstens een uur later vanzelf weg",
    "woningen.Woning.adres": "het adres van een woning van de corporatie; wie er woonde, staat er dan niet meer bij",
}


@cache
def gaat_weg() -> Mapping[Model, tuple[str, ...]]:
    """Per model what is emptied of a row; nothing named = the row goes whole. Raises where that cannot be."""
    return {model: _leeg_te_maken(model) for model in eigen_modellen() if any(_gaat(r) for r in _regels(model))}


def _regels(model: Model) -> list[Veldregel]:
    """What the table says of its columns, without the machinery: that stays or goes with its row."""
    voor = f"{model._meta.app_label}.{model.__name__}."
    return [regel for code, regel in veldentabel().items() if code.startswith(voor) and regel.bewaren != "rij"]


def _gaat(regel: Veldregel) -> bool:
    return bool(woorden()["bewaren"][regel.bewaren].get("wissen"))


def _leeg_te_maken(model: Model) -> tuple[str, ...]:
    if all(_gaat(regel) for regel in _regels(model)):
        return ()
    namen = tuple(dict.fromkeys(regel.veld for regel in _regels(model) if _gaat(regel)))
    for naam in namen:
        _leeg(model._meta.get_field(naam))
    return namen


def _leeg(veld: Any) -> Any:
    """The value that says nothing. Raises TypeError for a field that has none."""
    if veld.null:
        return None
    if isinstance(veld, models.JSONField):
        return veld.get_default() if veld.has_default() else {}
    if isinstance(veld, models.BooleanField) and veld.has_default():
        return veld.get_default()
    if isinstance(veld, models.CharField | models.TextField) and veld.blank:
        return ""
    raise TypeError(f"{veld} kan niet leeg; zet wat over een persoon gaat in een eigen rij (wet 8)")


@cache
def pad_naar(model: Model, doel: Model) -> str | None:
    """The lookup from a row to its `doel`, the shortest; "pk" for `doel` itself, None where there is none."""
    gezien: set[Any] = {model}
    lagen: list[tuple[str, Any]] = [("", model)]
    while lagen:
        verder: list[tuple[str, Any]] = []
        for pad, hier in lagen:
            if hier is doel:
                return pad + "pk"
            for veld in hier._meta.concrete_fields:
                if veld.is_relation and veld.related_model not in gezien:
                    gezien.add(veld.related_model)
                    verder.append((f"{pad}{veld.name}__", veld.related_model))
        lagen = verder
    return None


def rijen_van(model: Model, traject: int) -> QuerySet[Any]:
    """The rows of this model that belong to the traject; those of a persoon are found with the persoon."""
    pad = pad_naar(model, Traject)
    return model._base_manager.none() if pad is None else model._base_manager.filter(**{pad: traject})


@cache
def _volgorde() -> tuple[Model, ...]:
    """Models that go whole: first who points to another."""
    heel = [m for m, namen in gaat_weg().items() if not namen and pad_naar(m, Traject) is not None]
    klaar: list[Model] = []

    def zet(model: Model) -> None:
        if model not in klaar:
            for ander in heel:
                if ander is not model and any(v.related_model is model for v in ander._meta.concrete_fields):
                    zet(ander)
            klaar.append(model)

    for model in heel:
        zet(model)
    return tuple(klaar)


@regelt("Z-20.2", "I-8")
def persoon_wissen(traject: Traject) -> None:
    """Delete and empty all of it, and the persoon of whom no other traject is left. The caller holds the lock.

    Twice changes nothing.
    """
    personen = _personen(traject)
    traject.persoon, traject.gewist_op = None, traject.gewist_op or clock.vandaag()
    traject.save()
    for model in _volgorde():
        rijen_van(model, traject.pk).delete()
    for model, namen in gaat_weg().items():
        if namen:
            _leegmaken(model, namen, traject)
    traject.refresh_from_db()
    zoekregel_bijwerken(traject)
    for persoon in personen:
        if not _is_in_gebruik(persoon):
            persoon.delete()


def _leegmaken(model: Model, namen: Collection[str], traject: Traject) -> None:
    leeg = {naam: _leeg(model._meta.get_field(naam)) for naam in namen}
    if issubclass(model, MetVersie):
        leeg["versie"] = F("versie") + 1  # a page that was opened before is too old
    rijen_van(model, traject.pk).update(**leeg)


def _personen(traject: Traject) -> list[Persoon]:
    """Of the traject and who rented along, locked: nobody begins a traject of one meanwhile."""
    sleutels = {
        pk
        for model, naam in _verwijzingen()
        for pk in rijen_van(model, traject.pk).values_list(f"{naam}_id", flat=True)
    }
    return list(Persoon.objects.select_for_update().filter(pk__in=sleutels - {None}).order_by("pk"))


def _is_in_gebruik(persoon: Persoon) -> bool:
    return any(model._base_manager.filter(**{naam: persoon}).exists() for model, naam in _verwijzingen())


@cache
def _verwijzingen() -> tuple[tuple[Model, str], ...]:
    """Who names a persoon; what goes with the persoon does not count."""
    return tuple(
        (model, veld.name)
        for model in eigen_modellen()
        for veld in velden(model)
        if veld.related_model is Persoon and pad_naar(model, Traject) is not None
    )


def over_na_wissen() -> Iterator[str]:
    """Invariant: of a traject that was wiped nothing is left of what the table wipes. Says where, never what."""
    gewist = Traject.objects.filter(gewist_op__isnull=False)
    for model, namen in gaat_weg().items():
        pad = pad_naar(model, Traject)
        if pad is None:
            continue
        rijen = model._base_manager.filter(**{f"{pad}__in": gewist.values("pk")})
        if namen:
            leeg = {naam: _leeg(model._meta.get_field(naam)) for naam in namen}
            rijen = rijen.exclude(**leeg)
        elif model is Zoekregel:  # by its kenmerk a traject is still found
            rijen = rijen.exclude(tekst=Lower("traject__kenmerk"))
        for kenmerk in sorted(set(rijen.values_list(pad.removesuffix("pk") + "kenmerk", flat=True))):
            yield f"{kenmerk}: gewist, maar er is nog iets van de persoon ({model.__name__})"
