"""Put off what others hear of a duty; end that."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import Http404
from django.urls import reverse

from opstap.partners.namens import Namens
from opstap.protocol.basis import Belemmering
from opstap.protocol.uitstellen import (
    LANGSTE_UITSTEL_DAGEN,
    kan_niet_uitstellen,
    uitsteldag_belemmeringen,
    uitsteldagen,
    uitstelredenen,
)
from opstap.termijnen.mensen.views.oppakken import Taakscherm
from opstap.termijnen.vertraging.forms import UitstelForm
from opstap.termijnen.vertraging.uitstellen import (
    WAT,
    bericht_uitstellen,
    uitstel_stoppen,
    uitstel_van,
    uitstelgrens,
)
from opstap.termijnen.vertraging.wie import waarom_niet


class _Uitstelscherm(Taakscherm):
    """Only for a kind of which others may hear later; else there is no such page."""

    def laden(self, **kwargs: Any) -> None:
        super().laden(**kwargs)
        if not uitstelredenen(soort=self.termijn.kind):
            raise Http404

    def terug_url(self) -> str:
        return reverse("als_niet", args=[self.termijn.traject.sleutel, self.termijn.sleutel])


class UitstellenView(_Uitstelscherm):
    form_class = UitstelForm
    titel = "Het bericht aan anderen uitstellen"
    uitleg = (
        "De teamleider, de escalatiecontacten en de gemeente horen het dan later. Voor wie de taak doet, verandert "
        "er niets: de datum blijft staan, en de herinneringen ook. Dit kan één keer, hoogstens "
        f"{LANGSTE_UITSTEL_DAGEN} dagen."
    )
    knop = "Stel het bericht uit"
    gelukt = "Het bericht aan anderen is uitgesteld. De datum blijft staan."

    def laden(self, **kwargs: Any) -> None:
        super().laden(**kwargs)
        self.grens = uitstelgrens(self.termijn)
        self.waarom_niet = waarom_niet(self.mag_namens()[0], self.termijn, WAT) or kan_niet_uitstellen(**self.grens)

    def versie(self) -> int:
        return self.termijn.versie

    def belemmeringen(self) -> list[Belemmering]:
        return [Belemmering("P-9", self.waarom_niet)] if self.waarom_niet else []

    def begin(self) -> dict[str, Any]:
        gezegd = uitstel_van(self.termijn)
        return {"reden": gezegd.reden, "uitgesteld_tot": self.termijn.uitgesteld_tot} if gezegd else {}

    def form_opties(self) -> dict[str, Any]:
        return {
            "redenen": uitstelredenen(soort=self.termijn.kind),
            "dagen": "" if self.waarom_niet else uitsteldagen(**self.grens),
            "bezwaren": self._bezwaren,
        }

    def _bezwaren(self, dag: date) -> list[Belemmering]:
        return uitsteldag_belemmeringen(tot=dag, **self.grens)

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        bericht_uitstellen(
            termijn=self.termijn.sleutel,
            reden=form.cleaned_data["reden"],
            tot=form.cleaned_data["uitgesteld_tot"],
            namens=namens,
            versie=versie,
        )
        return self.terug_url()


class UitstelStoppenView(_Uitstelscherm):
    doe = staticmethod(uitstel_stoppen)
    titel = "Het uitstel stoppen"
    uitleg = "Het bericht gaat dan naar anderen op de dag die al vaststond. Is die dag voorbij? Dan gaat het vandaag."
    knop = "Stop het uitstel"
    gelukt = "Het bericht is niet meer uitgesteld."

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        super().uitvoeren(form, namens, versie)
        return self.terug_url()
