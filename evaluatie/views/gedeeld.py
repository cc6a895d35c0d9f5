"""What the pages of this room share."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import models
from django.http import Http404
from django.urls import reverse

from evaluatie.vaststelling import HUUR, in_het_dossier
from opstap.partners.models import Gebruiker
from opstap.partners.rechten import Actie
from opstap.protocol.begrippen import Rol
from opstap.protocol.beslissen import Zaak
from opstap.protocol.datums import datum_voluit
from opstap.termijnen.models import Termijn
from opstap.termijnen.vertraging.ladderzin import gemeld_zinnen, uitstelhandelingen, wie_erna
from opstap.trajecten.beslissers import mag_beslissen
from opstap.trajecten.models import Traject
from opstap.trajecten.schermen import Trajectscherm
from opstap.trajecten.toegang import mag_weten, mogelijk_namens


class Inzagescherm(Trajectscherm):
    """A page about how somebody lives."""

    def mag(self, actie: Actie) -> bool:
        return bool(mogelijk_namens(self.gebruiker, actie, self.traject))

    def beslist(self, actie: Actie, zaak: Zaak) -> bool:
        """The right, and the one the regeling names for it."""
        return mag_beslissen(self.gebruiker, actie, zaak, self.traject)

    def url(self, pagina: str, *sleutels: UUID) -> str:
        return reverse(f"evaluatie:{pagina}", args=[self.traject.sleutel, *sleutels])


class Rijscherm(Inzagescherm):
    """A page about one row of this traject; a row of another traject is the same 404 as none."""

    model: type[models.Model]
    rij: Any

    def laden(self, **kwargs: Any) -> None:
        super().laden(**kwargs)
        self.rij = self.model._default_manager.filter(traject=self.traject, sleutel=kwargs["onderwerp"]).first()
        if self.rij is None:
            raise Http404
        self.rij.traject = self.traject

    def versie(self) -> int | None:
        """For the forms about this row."""
        versie: int = self.rij.versie
        return versie


def als_niemand_reageert(
    traject: Traject, onderwerp: UUID, gebruiker: Gebruiker, *, soort: str = "", vraag: str = "Geen reactie?"
) -> dict[str, Any] | None:
    """For evaluatie/als_niet.html: who heard of the open duty about this row, who hears next when nobody does it, and
    how that is put off; None when there is nothing to say. `soort`: of this kind of duty only."""
    rollen = {Rol(n.rol) for n in mogelijk_namens(gebruiker, Actie.TRAJECT_ZIEN, traject)}
    rijen = Termijn.objects.open().filter(traject=traject, onderwerp=onderwerp).order_by("datum", "pk")
    rijen = rijen.filter(soort=soort) if soort else rijen
    mijn = [
        t for t in rijen.select_related("traject__regelingversie", "organisatie") if mag_weten(gebruiker, rollen, t)
    ]
    for termijn in mijn:
        if zin := wie_erna(termijn, vraag):
            return _als_niet(termijn, zin, gebruiker)
    verteld = next((t for t in mijn if gemeld_zinnen(t)), None)
    return _als_niet(verteld, "Niemand anders krijgt hier nog bericht van.", gebruiker) if verteld else None


def _als_niet(termijn: Termijn, zin: str, gebruiker: Gebruiker) -> dict[str, Any]:
    return {
        "zin": zin,
        "url": reverse("als_niet", args=[termijn.traject.sleutel, termijn.sleutel]),
        "gemeld": gemeld_zinnen(termijn),
        "ook": uitstelhandelingen(gebruiker, termijn),
    }


def evaluatietabel(traject: Traject, evaluaties: Iterable[Any]) -> dict[str, Any]:
    """What evaluatie/evaluatietabel.html shows beside a decision over the contract."""
    rijen = [
        {"url": reverse("evaluatie:evaluatie", args=[traject.sleutel, e.sleutel]), "cellen": _regel(e)}
        for e in evaluaties
    ]
    return {"evaluaties": rijen, "evaluatiekoppen": ["Evaluatie", "Dag", "Stand", HUUR, "De huurder"]}


def _regel(e: Any) -> list[str]:
    return [f"{e.nummer}. {e.get_soort_display()}", datum_voluit(e.gehouden_op or e.gepland_op), *in_het_dossier(e)]
