"""Say why a duty takes longer and until when it waits; take it up again."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.urls import reverse

from opstap import clock
from opstap.partners.namens import Namens
from opstap.protocol.vertraging import LANGSTE_WACHT_WEKEN, redenen, wacht_hoogstens_tot
from opstap.termijnen.mensen.views import Taakscherm
from opstap.termijnen.models import Termijn
from opstap.termijnen.vertraging.forms import VertragingForm
from opstap.termijnen.vertraging.services import termijn_weer_oppakken, vertraging_vastleggen
from opstap.termijnen.vertraging.uitleg import uitleg_van

_UITLEG = "De datum blijft staan, ook als het langer duurt. Uw reden helpt om te zien waar het vastloopt."
_WACHTEN = (
    f"Kunt u nu niets doen? Kies dan een dag waarop u verder kunt, hoogstens {LANGSTE_WACHT_WEKEN} weken vooruit. "
    "Tot die dag krijgt niemand een herinnering."
)


class VertragingView(Taakscherm):
    """Only for a kind of duty that asks for a cause, and that is late or may wait; else there is no such page."""

    form_class = VertragingForm
    gelukt = "Opgeslagen. De reden staat nu bij de taak."

    def laden(self, **kwargs: Any) -> None:
        super().laden(**kwargs)
        vandaag, kind = clock.vandaag(), self.termijn.kind
        self.is_laat = self.termijn.datum < vandaag
        if not redenen(soort=kind) or not (kind.mag_wachten or self.is_laat):
            raise Http404
        self.titel = "Waarom duurt het langer?" if self.is_laat else "Kan dit wachten?"
        self.uitleg = f"{_UITLEG} {_WACHTEN}" if kind.mag_wachten else _UITLEG

    def begin(self) -> dict[str, Any]:
        vandaag = clock.vandaag()
        gezegd = uitleg_van([self.termijn], vandaag).get(self.termijn.pk)
        wacht_tot = self.termijn.wacht_tot if self.termijn.wacht(vandaag) else None
        return {"reden": gezegd.reden if gezegd else None, "wacht_tot": wacht_tot}

    def form_opties(self) -> dict[str, Any]:
        kind, vandaag = self.termijn.kind, clock.vandaag()
        uiterste = Termijn.objects.uiterste_datum(self.termijn.traject_id) if kind.mag_wachten else None
        laatste = wacht_hoogstens_tot(peildatum=vandaag, uiterste=uiterste)
        kan_wachten = kind.mag_wachten and laatste > vandaag
        return {
            "redenen": redenen(soort=kind),
            "is_laat": self.is_laat,
            "wacht_hoogstens_tot": laatste if kan_wachten else None,
        }

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        vertraging_vastleggen(
            termijn=self.termijn.sleutel,
            reden=form.cleaned_data["reden"],
            wacht_tot=form.cleaned_data.get("wacht_tot"),
            namens=namens,
        )
        return reverse("vandaag")


class WeerOppakkenView(Taakscherm):
    doe = staticmethod(termijn_weer_oppakken)
    titel = "Deze taak weer oppakken"
    uitleg = "De taak wacht dan niet meer. De herinneringen beginnen vandaag weer."
    knop = "Weer oppakken"
    gelukt = "De taak wacht niet meer."
