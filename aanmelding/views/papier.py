"""The form on paper, for the kandidaat: what stands in it, and an empty one. Nothing of it is kept."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.urls import resolve, reverse

from aanmelding.delen import gevraagde_delen
from aanmelding.papier import TITEL, papiervragen, uw_aanmelding
from aanmelding.views.basis import Aanmeldscherm, Deelscherm
from opstap import clock
from opstap.errors import OpstapFout
from opstap.logboek.services import inzage_vastleggen
from opstap.partners.rechten import Actie
from opstap.partners.schermen import Scherm
from opstap.post.pdf import html_naar_pdf
from opstap.post.pdfantwoord import pdf_antwoord
from opstap.regelingen.models import Regeling, RegelingVersie
from opstap.regelingen.services import geldende_versie
from opstap.trajecten.models import Traject


class PapierView(Aanmeldscherm):
    """To read together, or to print from the browser."""

    actie = Actie.AANMELDING_INVULLEN
    inzage = "aanmelding_papier"
    template_name = "aanmelding/papier/scherm.html"
    titel = TITEL

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            **uw_aanmelding(self.aanmelding, self.gebruiker),
            pdf_url=self.url("papier_pdf"),
            terug_url=reverse("traject", args=[self.traject.sleutel]),
            **kwargs,
        )


class PapierPdfView(Aanmeldscherm):
    """The same as a PDF, made anew each time."""

    actie = Actie.AANMELDING_INVULLEN

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        inzage_vastleggen(soort="aanmelding_pdf", namens=self.namens_mogelijk[0], traject=self.traject.sleutel)
        inhoud = uw_aanmelding(self.aanmelding, self.gebruiker)
        kop = {"onderwerp": TITEL, "kenmerk": self.traject.kenmerk, "afzender_naam": inhoud["afzender"]}
        try:
            return _pdf("papier/blad", {**inhoud, "brief": kop}, naam=f"aanmelding-{self.traject.kenmerk}")
        except OpstapFout as fout:
            messages.error(request, fout.melding)
            return HttpResponseRedirect(self.url("papier"))


class LeegPapierView(Scherm):
    """The questions that this regeling asks today, from the forms on the screen: a new part is there by itself."""

    actie = Actie.AANMELDING_BEGINNEN
    versie: RegelingVersie

    def laden(self, **kwargs: Any) -> None:
        try:
            regeling = Regeling.objects.get(sleutel=kwargs["regeling"])
            self.versie = geldende_versie(regeling, clock.vandaag())
        except (Regeling.DoesNotExist, RegelingVersie.DoesNotExist) as fout:
            raise Http404 from fout

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        regeling = self.versie.regeling
        kop = {"onderwerp": "Aanmelding op papier", "kenmerk": "", "afzender_naam": regeling.naam}
        inhoud = {"delen": leeg_formulier(self.versie), "sinds": self.versie.vanaf, "brief": kop}
        try:
            return _pdf("papier/leeg", inhoud, naam=f"aanmelding-leeg-{regeling.slug}")
        except OpstapFout as fout:
            messages.error(request, fout.melding)
            return HttpResponseRedirect(reverse("aanmelding:beginnen"))


def leeg_formulier(versie: RegelingVersie) -> list[dict[str, Any]]:
    """Per part that this regeling asks its questions, in the order of the screen."""
    traject = Traject(regeling=versie.regeling, regelingversie=versie)
    return [
        {
            "titel": deel.titel(traject),
            "waarom": deel.waarom,
            "bladen": [
                {"titel": titel, "vragen": papiervragen(form)} for titel, form in _scherm(deel.code).vragen(traject)
            ],
        }
        for deel in gevraagde_delen(traject)
    ]


def _scherm(code: str) -> type[Deelscherm]:
    """The page of a part."""
    gevonden: type[Deelscherm] = resolve(reverse(f"aanmelding:{code}", args=[uuid4()])).func.view_class  # type: ignore[attr-defined]
    return gevonden


def _pdf(sjabloon: str, inhoud: dict[str, Any], *, naam: str) -> HttpResponse:
    """Raises OpstapFout when it can not be made here."""
    return pdf_antwoord(html_naar_pdf(render_to_string(f"aanmelding/{sjabloon}.html", inhoud)), naam=naam)
