"""Many who look like one: rows copied beside a traject that was walked, for lists and for what is measured."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from uuid import uuid4

from django.db import models

from aanmelding.models import Aanmelding, AanmeldVersie
from opstap.trajecten.models import Traject
from woningen.models import Bemiddeling


def _kopie(rij: Any, **anders: Any) -> Any:
    velden = {veld.attname: getattr(rij, veld.attname) for veld in rij._meta.concrete_fields if not veld.primary_key}
    if "sleutel" in velden:
        velden["sleutel"] = uuid4()
    return type(rij)(**(velden | anders))


def _bewaar(rijen: Iterable[Any]) -> list[Any]:
    alle = list(rijen)
    manager: models.Manager[Any] = type(alle[0])._base_manager
    return manager.bulk_create(alle, batch_size=200)


def erbij(
    traject: Traject, *namen: str, wil: Mapping[str, Any] | None = None, dag: date | None = None
) -> list[Traject]:
    """Beside this one, in the same stand of the search, each sent after the one before. `wil`: what was sent about the
    home (a version never changes, so it is made so); `dag`: sent on another day."""
    voor, persoon = Bemiddeling.objects.get(traject=traject), traject.persoon
    aanmelding, versie = Aanmelding.objects.get(traject=traject), AanmeldVersie.objects.get(aanmelding__traject=traject)
    mensen = _bewaar(_kopie(persoon, naam=naam) for naam in namen)
    bij = Traject.objects.count()
    trajecten = _bewaar(
        _kopie(traject, persoon_id=mens.pk, kenmerk=f"O-2024-{bij + n:05}") for n, mens in enumerate(mensen)
    )
    aanmeldingen = _bewaar(_kopie(aanmelding, traject_id=t.pk) for t in trajecten)
    snapshot = {**versie.snapshot, "woonprofiel": dict(wil)} if wil else versie.snapshot
    versies = _bewaar(_kopie(versie, aanmelding_id=a.pk, snapshot=snapshot) for a in aanmeldingen)
    _bewaar(_kopie(b, traject_id=t.pk) for b in traject.betrokkenheden.all() for t in trajecten)
    plekken = zip(trajecten, versies, strict=True)
    op = dag or voor.wachtrij_dag
    _bewaar(_kopie(voor, traject_id=t.pk, wachtrij_dag=op, wachtrij_nummer=v.pk) for t, v in plekken)
    return trajecten
