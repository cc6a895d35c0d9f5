"""Open a letter; read the demo mailbox."""

from __future__ import annotations

from email.utils import parsedate_to_datetime
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse

from opstap import clock
from opstap.logboek.services import inzage_vastleggen
from opstap.partners.rechten import Actie
from opstap.partners.schermen import Scherm
from opstap.post import postvak
from opstap.post.models import Brief
from opstap.post.pdf import TeLang
from opstap.post.pdfantwoord import pdf_antwoord
from opstap.post.services import brief_pdf
from opstap.protocol.datums import datum_voluit
from opstap.trajecten.schermen import Trajectscherm


class BriefView(Trajectscherm):
    """The PDF itself. Looking is logged."""

    actie = Actie.BRIEF_ZIEN
    brief: Brief

    def laden(self, **kwargs: Any) -> None:
        super().laden(**kwargs)
        leesbaar = self.traject.brieven.leesbaar_voor(self.mag_namens())
        self.brief = get_object_or_404(leesbaar.select_related("inhoud"), sleutel=kwargs["brief"])

    def get(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        rij = self.brief
        inzage_vastleggen(soort="brief", namens=self.namens_mogelijk[0], traject=self.traject.sleutel)
        try:
            return pdf_antwoord(brief_pdf(rij), naam=f"{rij.soort}-{self.traject.kenmerk}")
        except TeLang as fout:
            messages.error(request, fout.melding)
            return HttpResponseRedirect(reverse("traject", args=[self.traject.sleutel]))


class PostvakView(Scherm):
    """Everything Opstap mailed in practice mode; everyone may read it, to see what mail says and does not say."""

    actie = Actie.POSTVAK_ZIEN
    template_name = "post/postvak.html"
    titel = "Demopostvak"

    def laden(self, **kwargs: Any) -> None:
        if not settings.OEFENMODUS:
            raise Http404

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        berichten = [
            {
                "aan": mail["To"],
                "onderwerp": mail["Subject"],
                "datum_tekst": _moment(mail),
                "url": reverse("postvak_bericht", args=[naam]),
            }
            for naam, mail in postvak.nieuwste()
        ]
        return super().get_context_data(berichten=berichten, **kwargs)


class PostView(PostvakView):
    template_name = "post/bericht.html"
    titel = "Bericht"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        try:
            mail: Any = postvak.lees(kwargs["naam"])
        except FileNotFoundError as fout:
            raise Http404 from fout
        bericht = {
            "aan": mail["To"],
            "van": mail["From"],
            "onderwerp": mail["Subject"],
            "datum_tekst": _moment(mail),
            "tekst": mail.get_body(("plain", "html")).get_content(),
        }
        return super().get_context_data(bericht=bericht, **kwargs)


def _moment(mail: Any) -> str:
    moment = parsedate_to_datetime(mail["Date"]).astimezone(clock.AMSTERDAM)
    return f"{datum_voluit(moment.date())}, {moment:%H:%M}"
