"""Worlds that take long to build, kept in memory as bare rows: every next test gets them back in a moment."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Self

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, models, transaction

Model = type[models.Model]
Rij = tuple[Any, ...]
#: per table the rows by primary key
Stand = dict[Model, dict[Any, Rij]]


@dataclass(frozen=True)
class Bewaard:
    """What one build added, changed and took away."""

    erbij: dict[Model, list[Rij]]
    anders: dict[Model, list[Rij]]
    weg: dict[Model, list[Any]]

    @classmethod
    def na(cls, bouwen: Callable[[], object]) -> Self:
        """Build it now."""
        voor = _alles()
        bouwen()
        return cls._tussen(voor, _alles())

    @classmethod
    def _tussen(cls, voor: Stand, nu: Stand) -> Self:
        erbij: dict[Model, list[Rij]] = {}
        anders: dict[Model, list[Rij]] = {}
        weg: dict[Model, list[Any]] = {}
        for model in voor.keys() | nu.keys():
            eerst, later = voor.get(model, {}), nu.get(model, {})
            erbij[model] = [rij for pk, rij in later.items() if pk not in eerst]
            anders[model] = [rij for pk, rij in later.items() if eerst.get(pk, rij) != rij]
            weg[model] = [pk for pk in eerst if pk not in later]
        return cls(*({model: rijen for model, rijen in soort.items() if rijen} for soort in (erbij, anders, weg)))

    def terugzetten(self) -> None:
        """Rows as they lie there, past the ORM; the foreign keys are looked at when all of them are in."""
        with transaction.atomic(), connection.cursor() as cursor:
            for model, sleutels in self.weg.items():
                cursor.executemany(
                    f"DELETE FROM {_tabel(model)} WHERE {_sleutel(model)} = %s", [(pk,) for pk in sleutels]
                )
            for model, rijen in self.anders.items():
                kolommen = ", ".join(f"{kolom} = %s" for kolom in _kolommen(model))
                cursor.executemany(
                    f"UPDATE {_tabel(model)} SET {kolommen} WHERE {_sleutel(model)} = %s",
                    [(*rij, rij[_plaats(model)]) for rij in rijen],
                )
            for model, rijen in self.erbij.items():
                kolommen, plaatsen = ", ".join(_kolommen(model)), ", ".join(["%s"] * len(rijen[0]))
                cursor.executemany(f"INSERT INTO {_tabel(model)} ({kolommen}) VALUES ({plaatsen})", rijen)
            for opdracht in connection.ops.sequence_reset_sql(no_style(), list(self.erbij)):
                cursor.execute(opdracht)


def _alles() -> Stand:
    """The rows of every table of ours that is not empty."""
    alles: Stand = {}
    with connection.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            if model._meta.managed and not model._meta.proxy:
                cursor.execute(f"SELECT {', '.join(_kolommen(model))} FROM {_tabel(model)}")
                if rijen := cursor.fetchall():
                    plaats = _plaats(model)
                    alles[model] = {rij[plaats]: rij for rij in rijen}
    return alles


def _tabel(model: Model) -> str:
    return connection.ops.quote_name(model._meta.db_table)


def _kolommen(model: Model) -> list[str]:
    return [connection.ops.quote_name(veld.column) for veld in model._meta.local_concrete_fields]


def _sleutel(model: Model) -> str:
    return _kolommen(model)[_plaats(model)]


def _plaats(model: Model) -> int:
    """Where the primary key stands in a row."""
    return [veld.primary_key for veld in model._meta.local_concrete_fields].index(True)
