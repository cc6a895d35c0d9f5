"""Say why a duty takes longer and until when it waits; take it up again."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import Http404
from django.urls import reverse

from opstap import clock
from opstap.partners.namens import Namens
from opstap.protocol.basis import Belemmering
from opstap.protocol.vertraging import (
    LANGSTE_WACHT_WEKEN,
    kan_niet_wachten,
    redenen,
    wacht_belemmeringen,
    wacht_hoogstens_tot,
)
from opstap.termijnen.mensen.views.oppakken import Taakscherm
from opstap.termijnen.models import Termijn
from opstap.termijnen.vertraging.forms import VertragingForm
from opstap.termijnen.vertraging.services import termijn_weer_oppakken, vertraging_vastleggen
from opstap.termijnen.vertraging.uitleg import eerst_gewacht_op, uitleg_van
from opstap.termijnen.vertraging.wie import waarom_niet

_UITLEG = "De datum blijft staan, ook als het langer duurt. Uw reden helpt om te zien waar het vastloopt."
_WACHTEN = (
    "Kunt u nu niets doen? Kies dan een dag waarop u verder kunt. Tot die dag krijgt u geen herinnering. "
    f"Een taak wacht in totaal hoogstens {LANGSTE_WACHT_WEKEN} weken."
)
_NOG_EENS = (
    "Deze taak wachtte al eerder. Laat u die nog eens wachten, dan hoort wie erboven staat, zoals de teamleider, het "
    "toch op de dag die al gepland stond."
)


class VertragingView(Taakscherm):
    """Only for a kind of duty that asks for a cause, and that is late or may wait; else there is no such page."""

    form_class = VertragingForm
    laatste: date | None = None
    eerst: date | None = None
    grens: dict[str, Any]
    waarom_niet = ""
    gelukt = "Opgeslagen. De reden staat nu bij de taak."

    def laden(self, **kwargs: Any) -> None:
        super().laden(**kwargs)
        vandaag, kind = clock.vandaag(), self.termijn.kind
        self.is_laat = self.termijn.datum < vandaag
        if not redenen(soort=kind) or not (kind.mag_wachten or self.is_laat):
            raise Http404
        self.titel = "Waarom duurt het langer?" if self.is_laat else "Kan dit wachten?"
        self.wacht_tot = self.termijn.wacht_tot if self.termijn.wacht(vandaag) else None
        if kind.mag_wachten:
            self._kijk_of_het_kan(vandaag)
        self.uitleg = " ".join([_UITLEG, *self._over_wachten()])

    def _kijk_of_het_kan(self, vandaag: date) -> None:
        self.eerst = eerst_gewacht_op(self.termijn)
        uiterste = Termijn.objects.uiterste_datum(self.termijn.traject_id)
        self.grens = {"peildatum": vandaag, "uiterste": uiterste, "eerst_gewacht_op": self.eerst}
        self.waarom_niet = waarom_niet(self.mag_namens()[0], self.termijn) or kan_niet_wachten(**self.grens)
        self.laatste = None if self.waarom_niet else wacht_hoogstens_tot(**self.grens)

    def _over_wachten(self) -> list[str]:
        if not self.termijn.kind.mag_wachten:
            return []
        if self.waarom_niet:
            return [self.waarom_niet] if self.is_laat else []
        return [_WACHTEN, _NOG_EENS] if self.eerst else [_WACHTEN]

    def versie(self) -> int:
        return self.termijn.versie

    def begin(self) -> dict[str, Any]:
        gezegd = uitleg_van([self.termijn], clock.vandaag()).get(self.termijn.pk)
        return {"reden": gezegd.reden if gezegd else None, "wacht_tot": self.wacht_tot}

    def belemmeringen(self) -> list[Belemmering]:
        """Before the date there is nothing to say but until when it waits."""
        return [] if self.is_laat or self.laatste else [Belemmering("P-9", self.waarom_niet)]

    def form_opties(self) -> dict[str, Any]:
        return {
            "redenen": redenen(soort=self.termijn.kind),
            "is_laat": self.is_laat,
            "wacht_hoogstens_tot": self.laatste,
            "bezwaren": self._bezwaren,
        }

    def _bezwaren(self, dag: date) -> list[Belemmering]:
        """The day until which it waits already may stay."""
        if dag == self.wacht_tot:
            return []
        return wacht_belemmeringen(soort=self.termijn.kind, wacht_tot=dag, **self.grens)

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        vertraging_vastleggen(
            termijn=self.termijn.sleutel,
            reden=form.cleaned_data["reden"],
            wacht_tot=form.cleaned_data.get("wacht_tot", self.wacht_tot),
            namens=namens,
            versie=versie,
        )
        return reverse("vandaag")


class WeerOppakkenView(Taakscherm):
    doe = staticmethod(termijn_weer_oppakken)
    titel = "Deze taak weer oppakken"
    uitleg = "De taak wacht dan niet meer. De herinneringen beginnen vandaag weer."
    knop = "Weer oppakken"
    gelukt = "De taak wacht niet meer."
