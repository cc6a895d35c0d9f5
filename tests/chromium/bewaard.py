"""A world that takes seconds to build, kept in memory as bare rows: every next test gets it back in a moment."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, models, transaction

Rijen = list[tuple[Any, ...]]


@dataclass(frozen=True)
class Bewaard:
    """Only what the build added: what the migrations left has a life of its own (Django empties and refills it)."""

    tabellen: dict[type[models.Model], Rijen]

    @classmethod
    def na(cls, bouwen: Callable[[], object]) -> Bewaard:
        """Build it now. A build that adds to what stood there already could not be given back: refused."""
        stond_er = _alles()
        bouwen()
        nu = _alles()
        anders = [model.__name__ for model, rijen in stond_er.items() if nu.pop(model, []) != rijen]
        assert not anders, f"bouwen veranderde wat er al stond: {anders}"
        return cls(nu)

    def terugzetten(self) -> None:
        """Rows as they lie there, past the ORM; the foreign keys are looked at when all of them are in."""
        with transaction.atomic(), connection.cursor() as cursor:
            for model, rijen in self.tabellen.items():
                plaatsen = ", ".join(["%s"] * len(rijen[0]))
                cursor.executemany(f"INSERT INTO {_tabel(model)} ({_kolommen(model)}) VALUES ({plaatsen})", rijen)
            for opdracht in connection.ops.sequence_reset_sql(no_style(), list(self.tabellen)):
                cursor.execute(opdracht)


def _alles() -> dict[type[models.Model], Rijen]:
    """The rows of every table of ours that is not empty."""
    alles = {}
    with connection.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            if model._meta.managed and not model._meta.proxy:
                cursor.execute(f"SELECT {_kolommen(model)} FROM {_tabel(model)}")
                if rijen := cursor.fetchall():
                    alles[model] = rijen
    return alles


def _tabel(model: type[models.Model]) -> str:
    return connection.ops.quote_name(model._meta.db_table)


def _kolommen(model: type[models.Model]) -> str:
    return ", ".join(connection.ops.quote_name(veld.column) for veld in model._meta.local_concrete_fields)
