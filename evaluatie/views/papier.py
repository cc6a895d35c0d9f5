"""The evaluatie on paper, and the guide to the conversation. Nothing of it is kept."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.urls import reverse

from evaluatie.models import Evaluatie
from evaluatie.services.gedeeld import instemming_ontbreekt
from evaluatie.views.evaluaties import HoudenView
from opstap.errors import OpstapFout
from opstap.logboek.services import inzage_vastleggen
from opstap.partners.rechten import Actie
from opstap.partners.schermen import Scherm
from opstap.post.pdf import html_naar_pdf
from opstap.post.pdfantwoord import pdf_antwoord
from opstap.protocol.datums import datum_met_dag
from opstap.protocol.evaluatiebegrippen import EvaluatieItem
from opstap.protocol.leidraad import over_begeleiding, over_een_crisis, over_wonen, vuistregels

LEIDRAAD = "Gespreksleidraad"


class EvaluatiepapierView(HoudenView):
    """The form of this evaluatie to fill in with a pen, where the telephone has no reception."""

    http_method_names = ["get", "head", "options"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        e: Evaluatie = self.rij
        if not e.is_te_houden or instemming_ontbreekt(e):
            return HttpResponseRedirect(self.terug_url())  # that page says why
        inzage_vastleggen(soort="evaluatie_pdf", namens=self.namens_mogelijk[0], traject=self.traject.sleutel)
        inhoud = {
            "brief": {
                "onderwerp": f"Evaluatie {e.nummer}",
                "kenmerk": self.traject.kenmerk,
                "afzender_naam": self.traject.regeling.naam,
            },
            "kop": [
                ("Huurder", self.traject.naam),
                ("Kenmerk", self.traject.kenmerk),
                ("Gepland op", datum_met_dag(e.gepland_op)),
            ],
            "form": self.get_form(),
        }
        try:
            pdf = html_naar_pdf(render_to_string("evaluatie/papier/formulier.html", inhoud))
        except OpstapFout as fout:
            messages.error(request, fout.melding)
            return HttpResponseRedirect(self.terug_url())
        return pdf_antwoord(pdf, naam=f"evaluatie-{e.nummer}-{self.traject.kenmerk}")


class LeidraadView(Scherm):
    """What to ask, for whoever sits at the table. About nobody."""

    actie = Actie.EVALUATIE_ZIEN
    template_name = "evaluatie/leidraad.html"
    titel = LEIDRAAD

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(pdf_url=reverse("evaluatie:leidraad_pdf"), **_leidraad(), **kwargs)


class LeidraadPdfView(Scherm):
    actie = Actie.EVALUATIE_ZIEN

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        inhoud = {"brief": {"onderwerp": LEIDRAAD, "afzender_naam": "Opstap"}, **_leidraad()}
        try:
            pdf = html_naar_pdf(render_to_string("evaluatie/papier/leidraad.html", inhoud))
        except OpstapFout as fout:
            messages.error(request, fout.melding)
            return HttpResponseRedirect(reverse("evaluatie:leidraad"))
        return pdf_antwoord(pdf, naam="gespreksleidraad")


def _leidraad() -> dict[str, Any]:
    vooraf, mis = over_een_crisis()
    return {
        "wonen": over_wonen(items=tuple(EvaluatieItem)),
        "begeleiding": over_begeleiding(),
        "crisis_vooraf": vooraf,
        "crisis_mis": mis,
        "vuistregels": vuistregels(),
    }
