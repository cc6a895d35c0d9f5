"""Pages about the aanmelding of one traject."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.forms import BaseForm
from django.http import Http404
from django.urls import reverse

from aanmelding.delen import Deel
from aanmelding.delen.basis import deelversie
from aanmelding.models import Aanmelding
from aanmelding.overzicht import volgende_deel
from opstap.protocol.aanmeldstappen import INVULBAAR, invullen_belemmeringen
from opstap.protocol.basis import Belemmering
from opstap.trajecten.concepten import concepten_van
from opstap.trajecten.models import Concept, Traject
from opstap.trajecten.schermen import Conceptformulier, Trajectformulier, Trajectscherm, half_ingevuld

HALF = "nog niet opgeslagen"
#: Forms with a heading each; empty = that of the part.
Vragen = Sequence[tuple[str, BaseForm]]


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

    def plek(self, concept: Concept) -> str:
        """Under which address of a list it stands."""
        return concept.pad

    def met_half_ingevuld(self, taken: list[dict[str, str]]) -> list[dict[str, str]]:
        """The pages, with what somebody of this organisation typed there and did not save."""
        zinnen: dict[str, list[str]] = {}
        for concept, zin in half_ingevuld(concepten_van(self.traject, self.namens_mogelijk[0]), self.gebruiker):
            plek = self.plek(concept)
            zinnen.setdefault(plek, []).append(zin if plek == concept.pad else f"{concept.titel}: {zin}")
        return [
            taak | {"soort": "loopt", "status_tekst": HALF, "hint": " ".join([*zinnen[taak["url"]], taak["hint"]])}
            if taak["url"] in zinnen
            else taak
            for taak in taken
        ]


class Aanmeldformulier(Aanmeldscherm, Trajectformulier):
    """A form made from the row of the aanmelding."""

    def versie(self) -> int | None:
        return self.aanmelding.versie

    def terug_url(self) -> str:
        return reverse("traject", args=[self.traject.sleutel])


class Deelscherm(Aanmeldformulier):
    """One part of the form: when it is saved the next part comes, as long as the form can be filled in."""

    deel: Deel

    def laden(self, **kwargs: Any) -> None:
        """A part that this regeling does not ask has no page."""
        super().laden(**kwargs)
        if not self.deel.gevraagd(self.traject.regelingversie.parameters):
            raise Http404

    @property
    def titel(self) -> str:  # type: ignore[override]
        return self.deel.titel(self.traject)

    @property
    def knop(self) -> str:  # type: ignore[override]
        return "Opslaan en volgende" if self.is_invulbaar() else "Opslaan"

    @classmethod
    def vragen(cls, traject: Traject) -> Vragen:
        """Its forms without answers, for on paper. `traject` stands in no database: it knows its regeling only."""
        scherm = cls()
        scherm.traject, scherm.aanmelding = traject, Aanmelding(traject=traject)
        return [("", scherm.form_class(**scherm.form_opties()))]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(waarom=self.deel.waarom, **kwargs)

    def is_invulbaar(self) -> bool:
        return self.aanmelding.status in INVULBAAR

    def terug_url(self) -> str:
        return self.url("invullen") if self.is_invulbaar() else super().terug_url()

    def verder_url(self) -> str:
        """After saving: `volgende_deel` looks at what is stored now."""
        if not self.is_invulbaar():
            return self.terug_url()
        self.aanmelding.refresh_from_db()
        return self.url(volgende_deel(self.aanmelding, na=self.deel.code))


class Deelformulier(Deelscherm, Conceptformulier):
    """A part with something to type."""

    toont_opgeslagen = True

    def laatste_wijziging(self) -> str:
        return self.laatst_gedaan("aanmelding_bijgewerkt", deel=self.deel.code)


class Losdeelformulier(Deelformulier):
    """A part with a version of its own, so that colleagues can share the work."""

    gelukt = "Uw antwoorden zijn opgeslagen."

    def versie(self) -> int | None:
        return deelversie(self.deel, self.aanmelding)

    def belemmeringen(self) -> Sequence[Belemmering]:
        return invullen_belemmeringen(status=self.aanmelding.status)
