"""Bases for the models of every room: a public key, a version in the WHERE of every save, a safe refresh."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db import models
from django.http import Http404

from opstap.errors import Verouderd


class MetSleutel(models.Model):
    """The bigint key never leaves the server; `sleutel` is what URLs, forms and mails carry."""

    sleutel = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    class Meta:
        abstract = True


def nummer_van(rijen: models.QuerySet[Any], sleutel: str) -> int:
    """The key of one of these rows, for a page of a list that carries the `sleutel` of the row before it.

    Raises Http404 when it is none of these rows, or no `sleutel`.
    """
    try:
        nummer: int = rijen.values_list("pk", flat=True).get(sleutel=uuid.UUID(sleutel))
    except (ValueError, ObjectDoesNotExist) as fout:
        raise Http404 from fout
    return nummer


class MetVersie(models.Model):
    """Optimistic locking by a number, not by the state: a stale copy never wins, also not after A-B-A."""

    versie = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        abstract = True

    def eis_versie(self, versie: int | None) -> None:
        """Raise `Verouderd` when a form was made from another version; None = not made from one."""
        if versie is not None and versie != self.versie:
            raise Verouderd

    def save(self, *args: Any, **kwargs: Any) -> None:
        velden = kwargs.get("update_fields")
        if velden is not None:
            kwargs["update_fields"] = {*velden, "versie"}
        oud, self.versie = self.versie, self.versie + 1
        try:
            super().save(*args, **kwargs)
        except BaseException:
            self.versie = oud
            raise

    def _do_update(self, base_qs: Any, using: Any, pk_val: Any, *rest: Any) -> Any:
        zelfde = base_qs.filter(versie=self.versie - 1)
        gelukt = super()._do_update(zelfde, using, pk_val, *rest)
        if not gelukt and (not self._state.adding or base_qs.filter(pk=pk_val).exists()):
            raise Verouderd  # changed, or deleted: saving must not bring it back
        return gelukt

    def refresh_from_db(
        self, using: str | None = None, fields: Iterable[str] | None = None, from_queryset: Any = None
    ) -> None:
        """Copy a fresh row; never switches the protection of a state field off, as django-fsm's own mixin does."""
        bron = from_queryset if from_queryset is not None else type(self)._base_manager.using(using or self._state.db)
        vers = bron.get(pk=self.pk)
        namen = set(fields) if fields is not None else None
        for veld in self._meta.concrete_fields:
            if namen is None or veld.name in namen or veld.attname in namen:
                self.__dict__[veld.attname] = vers.__dict__[veld.attname]
                self._state.fields_cache.pop(veld.name, None)
        if namen is None:
            self._prefetched_objects_cache: dict[str, Any] = {}
            for relatie in self._meta.related_objects:
                self._state.fields_cache.pop(relatie.get_accessor_name() or "", None)


class Dossierrij(MetSleutel, MetVersie):
    """A case row: public key plus version."""

    class Meta:
        abstract = True
