"""What each corporatie can give, from what becomes free per complex; the loket may take it over (C-26)."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.http import urlencode

from opstap import clock
from opstap.partners.namens import Namens
from opstap.partners.rechten import Actie
from opstap.protocol.contingent import vorm_belemmeringen
from opstap.protocol.taakstelling import Taakstelling
from opstap.regelingen.services import geldende_versie
from woningen.forms.afspraken import OpgaveForm
from woningen.services.contingent import is_loket
from woningen.services.taakstelling import taakstelling_van
from woningen.views.gebruik import Jaarscherm


class TaakstellingView(Jaarscherm):
    """A GET form that keeps nothing. Of a corporatie the loket reads sums, never a complex."""

    actie = Actie.CONTINGENT_BEHEREN
    template_name = "woningen/taakstelling.html"

    def mag_namens(self) -> list[Namens]:
        return [n for n in super().mag_namens() if is_loket(n, self.regeling)]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = OpgaveForm(self.request.GET or None)
        uitkomst = taakstelling_van(self.regeling, self.jaar, form.opgaven) if form.is_valid() else None
        return super().get_context_data(
            kop=f"Hoeveel woningen kan elke corporatie leveren in {self.jaar}?",
            form=form,
            uitkomst=uitkomst,
            koppen=("Corporatie", "Woningen"),
            rijen=[{"cellen": paar} for paar in uitkomst.aantallen.items()] if uitkomst else [],
            overnemen_url=self._overnemen(form, uitkomst) if uitkomst else "",
            terug_url=reverse("woningen:contingent"),
            **kwargs,
        )

    def _overnemen(self, form: OpgaveForm, uitkomst: Taakstelling) -> str:
        """Only when every home has a corporatie, where the number of a year is set by hand."""
        parameters = geldende_versie(self.regeling, clock.vandaag()).parameters
        verdeeld = sum(uitkomst.aantallen.values()) == sum(form.opgaven.values())
        if not verdeeld or vorm_belemmeringen(parameters=parameters, uit_mutaties=False):
            return ""
        return f"{self._url('contingent_vastleggen')}?{urlencode(form.cleaned_data)}"
