"""Pages about the aanmelding of one traject."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.urls import reverse

from aanmelding.models import Aanmelding
from opstap.trajecten.schermen import Trajectformulier, Trajectscherm


class Aanmeldscherm(Trajectscherm):
    aanmelding: Aanmelding

    def laden(self, **kwargs: Any) -> None:
        super().laden(**kwargs)
        rij = Aanmelding.objects.select_related("inschrijving").filter(traject=self.traject).first()
        if rij is None:
            raise Http404
        rij.traject = self.traject
        self.aanmelding = rij

    def url(self, naam: str) -> str:
        return reverse(f"aanmelding:{naam}", args=[self.traject.sleutel])


class Aanmeldformulier(Aanmeldscherm, Trajectformulier):
    """A form made from the row of the aanmelding; goes back to the task list."""

    def versie(self) -> int | None:
        return self.aanmelding.versie

    def terug_url(self) -> str:
        return self.url("invullen")
