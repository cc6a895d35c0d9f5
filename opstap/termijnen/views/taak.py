"""Where a mail about a duty leads."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.generic import TemplateView

from opstap import clock
from opstap.partners.rechten import Actie
from opstap.partners.schermen import Scherm
from opstap.post.models import Bericht
from opstap.protocol.datums import datum_voluit
from opstap.termijnen.gemeld import hoort_ervan
from opstap.termijnen.mensen.wie_doet import wat_nu, wie_doet_dit
from opstap.termijnen.models import Termijn, Termijnstatus


class TaakView(Scherm):
    """To the page where it is done, for who does it or leads who does. Who got mail of it as team lead or contact, with
    a role or without, reads what that was about and who does it. For anybody else there is no such duty (law 5)."""

    actie = Actie.VANDAAG_ZIEN
    template_name = "termijnen/taak.html"
    titel = "Over deze taak kreeg u mail"
    termijn: Termijn
    van_mij: bool

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.request = request
        rij = Termijn.objects.filter(sleutel=kwargs["termijn"]).select_related("traject", "organisatie").first()
        self.van_mij = rij is not None and rij.is_van(self.gebruiker.rollen)
        if rij is None or not (self.van_mij or self._hoorde_ervan(rij)):
            return render(request, "termijnen/taak_niet.html", {"titel": "Deze taak kunt u niet openen"}, status=404)
        self.termijn = rij
        if self.van_mij:
            return super().dispatch(request, *args, **kwargs)
        return TemplateView.dispatch(self, request, *args, **kwargs)  # type: ignore[return-value]

    def _hoorde_ervan(self, termijn: Termijn) -> bool:
        mail = Bericht.objects.filter(ontvanger=self.gebruiker, gegevens__termijn=str(termijn.sleutel))
        return hoort_ervan(self.gebruiker, termijn) and mail.exists()

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.van_mij and self.termijn.status == Termijnstatus.OPEN:
            return HttpResponseRedirect(self.termijn.url)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        termijn, is_open = self.termijn, self.termijn.status == Termijnstatus.OPEN
        feiten = [("Kenmerk", termijn.traject.kenmerk), ("Taak", termijn.kind.tekst), ("Stand", _stand(termijn))]
        wie = wie_doet_dit(termijn, termijn.organisatie) if is_open and termijn.organisatie else None
        return super().get_context_data(
            feiten=feiten + (wie.feiten if wie else []),
            wie=wie,
            wat_nu=wat_nu(wie, self.gebruiker) if wie else [],
            terug_url=reverse("vandaag"),
            **kwargs,
        )


def _stand(termijn: Termijn) -> str:
    if termijn.status == Termijnstatus.VOLTOOID and termijn.afgedaan_op is not None:
        return f"gedaan op {datum_voluit(termijn.afgedaan_op)}"
    if termijn.status != Termijnstatus.OPEN:
        return "hoeft niet meer"
    vandaag = clock.vandaag()
    return termijn.wacht_zin(vandaag).lower() or termijn.hoe_lang(vandaag)
