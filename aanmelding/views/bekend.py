"""A page where somebody gets a name and a day of birth: first look whether this is a person we know."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from aanmelding.forms.bekend import BekendForm
from opstap.errors import eis
from opstap.partners.namens import Namens
from opstap.partners.schermen import Formulierscherm
from opstap.protocol.datums import datum_voluit
from opstap.protocol.klank import bekend_belemmeringen
from opstap.trajecten.bekend import Bekend, bekend_nagaan
from opstap.trajecten.models import Persoon, Traject

NIET_GEKEKEN = (
    "Opstap keek alleen binnen uw eigen organisatie of de kandidaat al bekend is. "
    "U vroeg het vandaag al tien keer, en meer mag niet."
)


class BekendScherm(Formulierscherm):
    """Warns and asks for a tick; stops nobody."""

    template_name = "aanmelding/met_bekend.html"
    #: Said when it is done.
    gedaan = ""
    #: What the tick says.
    toch = ""
    bekend: Bekend | None = None

    @property
    def gelukt(self) -> str:  # type: ignore[override]
        niet_gekeken = self.bekend is not None and self.bekend.elders is None
        return f"{self.gedaan} {NIET_GEKEKEN if niet_gekeken else ''}".strip()

    def persoon(self) -> Persoon | None:
        """Who it is about; None when this is a new person."""
        return None

    def is_nieuw(self, form: Any) -> bool:
        """Is the name or the day another one than stood there?"""
        return True

    def volgt_op(self, form: Any, bekend: Bekend) -> list[Traject]:
        """Of which of the own trajecten this can be the sequel."""
        return []

    def vooraf(self, form: BekendForm, namens: Namens) -> None:
        if form.is_beantwoord() or not self.is_nieuw(form):
            return
        gegevens = form.cleaned_data
        self.bekend = bekend_nagaan(
            naam=gegevens["naam"], geboortedatum=gegevens["geboortedatum"], namens=namens, behalve=self.persoon()
        )
        bezwaren = bekend_belemmeringen(eigen=bool(self.bekend.eigen), elders=bool(self.bekend.elders))
        if bezwaren:
            form.vraag_bekend(volgt_op=self.volgt_op(form, self.bekend), anders=self._anders(self.bekend))
        eis(bezwaren)

    def _anders(self, bekend: Bekend) -> str:
        return f"{'Nee, het is iemand anders' if bekend.eigen else 'Ik las dit'}. {self.toch}"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(bij_ons=self._bij_ons(), **kwargs)

    def _bij_ons(self) -> list[dict[str, str]]:
        """With a link where it may be opened: some time after its end nobody reads a traject any more."""
        eigen = self.bekend.eigen if self.bekend else ()
        open_ = set(
            Traject.objects.zichtbaar_voor(self.gebruiker)
            .filter(pk__in=[t.pk for t in eigen])
            .values_list("pk", flat=True)
        )
        return [
            {
                "kenmerk": t.kenmerk,
                "doe": "Ga verder met" if t.afgesloten_op is None else "Bekijk",
                "tekst": f"{t.regeling.naam}, {_wanneer(t)}",
                "url": reverse("traject", args=[t.sleutel]) if t.pk in open_ else "",
            }
            for t in eigen
        ]


def _wanneer(traject: Traject) -> str:
    if traject.afgesloten_op is not None:
        return f"afgesloten op {datum_voluit(traject.afgesloten_op)}"
    return f"loopt sinds {datum_voluit(traject.gestart_op)}"
