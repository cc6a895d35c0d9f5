"""Which homes are asked and which there are, in one regeling (P-8)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.urls import reverse
from django.utils.text import capfirst

from opstap.partners.rechten import Actie
from opstap.protocol.bemiddelen import Woningtype
from opstap.protocol.datums import datum_voluit
from opstap.protocol.vraagaanbod import Huurklasse, Maat, Maatregel, mismatch_zinnen
from opstap.trajecten.models import Traject
from woningen.models import Bemiddeling
from woningen.views.contingent import Cel
from woningen.views.gebruik import Gebruikscherm
from woningen.vraagaanbod import Aanbod, maatregels, wachtenden

#: How many of who waits the list behind a number shows; the wachtrij shows all.
LIJST = 100
_WACHT = list[tuple[Bemiddeling, Maat]]


class VraagAanbodView(Gebruikscherm):
    """Numbers only for who makes policy, and no small ones; the loket opens who waits behind a number."""

    template_name = "woningen/vraagaanbod.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        wacht, aanbod = wachtenden(self.regeling), Aanbod(self.regeling)
        regels = maatregels(self.regeling, self.jaar, wacht=wacht, aanbod=aanbod, toont_kleine=self.is_loket)
        maat = next((m for m in Maat if m == self.request.GET.get("maat")), None)
        return super().get_context_data(
            kop=f"Vraag en aanbod in {self.jaar}",
            zinnen=mismatch_zinnen(regels=regels),
            bijschrift="Wie wacht er, en wat is er vrij?",
            koppen=("Grootte", "Wachten nu", *_huurkoppen(), f"Genomen in {self.jaar}"),
            rijen=[{"cellen": self._cellen(regel)} for regel in regels],
            soortkoppen=("Soort woning", *_huurkoppen()),
            soorten=[{"cellen": cellen} for cellen in _soorten(aanbod)],
            lijstkoppen=("Traject", "Aangemeld"),
            lijst=self._lijst(wacht, maat) if self.is_loket and maat else [],
            lijst_van=f"Wie wacht, grootte: {maat.label}" if maat else "",
            terug_url=reverse("woningen:contingent"),
            **kwargs,
        )

    def _cellen(self, regel: Maatregel) -> tuple[Any, ...]:
        wacht = _getal(regel.wacht)
        if self.is_loket and regel.wacht:
            wacht = Cel(regel.wacht, f"?maat={regel.maat.value}#lijst")
        return capfirst(regel.maat.label), wacht, *regel.vrij.values(), _getal(regel.genomen)

    def _lijst(self, wacht: _WACHT, maat: Maat) -> list[dict[str, Any]]:
        rijen = [b for b, van in wacht if van is maat][:LIJST]
        zichtbaar = Traject.objects.zichtbaar_voor(self.gebruiker, Actie.WACHTRIJ_ZIEN)
        mag = set(zichtbaar.filter(pk__in=[b.traject_id for b in rijen]).values_list("pk", flat=True))
        return [_wachtende(b, b.traject_id in mag) for b in rijen]


def _huurkoppen() -> list[str]:
    return [f"Vrij, {klasse.label}" for klasse in Huurklasse]


def _getal(aantal: int | None) -> Any:
    return "niet getoond" if aantal is None else aantal


def _soorten(aanbod: Aanbod) -> Iterator[Sequence[Any]]:
    """Only kinds of which one is free."""
    per = aanbod.per_soort()
    for soort in Woningtype:
        aantallen = [per[soort, klasse] for klasse in Huurklasse]
        if any(aantallen):
            yield capfirst(soort.label), *aantallen


def _wachtende(b: Bemiddeling, zichtbaar: bool) -> dict[str, Any]:
    cellen = (b.traject.kenmerk if zichtbaar else "niet van u", datum_voluit(b.wachtrij_dag))
    return {"cellen": cellen, "url": reverse("traject", args=[b.traject.sleutel]) if zichtbaar else ""}
