"""Answer with a link from a mail and a code, without an account. Looking decides nothing (S8, S9; ADR 26).

The address with the secret only leads on to a clean one. From there a signed cookie says which link it was, and after
the right code a second one that it may be answered. What does not work looks the same, whatever the reason.
"""

from __future__ import annotations

import uuid
from typing import Any

from allauth.core import ratelimit
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import TemplateView

from aanmelding import services
from aanmelding.forms import CodeForm, VraagForm
from aanmelding.models import Aanmelding, Accordering
from aanmelding.services.accorderen import Eenmalig, namens_link
from aanmelding.services.linkstand import vragen_van
from opstap.errors import RegelGeschonden, Verouderd
from opstap.logboek.services import inzage_vastleggen
from opstap.models import Verzoek
from opstap.partners.getypt import vingerafdruk
from opstap.post.links.geheim import link_van
from opstap.post.models import Link
from opstap.protocol.begrippen import Hoedanigheid
from opstap.protocol.datums import datum_voluit
from opstap.protocol.links import FOUTE_CODES, VRAAG_MINUTEN, Codeuitkomst, Linkstatus
from opstap.trajecten.services import betrokken_organisatie

_PAD = "/vraag/"
#: Which link was opened in this browser, and that its code was typed here.
_LINK, _CODE = "vraag", "vraag_code"
_SECONDEN = VRAAG_MINUTEN * 60


def _onthouden(antwoord: HttpResponse, koekje: str, sleutel: uuid.UUID) -> None:
    """Signed under its own name: the one does not pass for the other."""
    antwoord.set_signed_cookie(
        koekje,
        str(sleutel),
        max_age=_SECONDEN,
        path=_PAD,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _onthouden_link(request: HttpRequest, koekje: str) -> Link | None:
    sleutel = request.get_signed_cookie(koekje, default=None, max_age=_SECONDEN)
    rijen = Link.objects.select_related("organisatie", "traject__persoon")
    return rijen.filter(sleutel=sleutel).first() if sleutel else None


@method_decorator([csrf_exempt, login_not_required], name="dispatch")
class VraagOpenenView(View):
    """The one address with a secret in it. Always the same answer: on to the next page. Writes nothing."""

    openbaar = True  # for the test that every page names its actie
    http_method_names = ["get", "head", "options"]

    def get(self, request: HttpRequest, geheim: str) -> HttpResponse:
        link = link_van(geheim)
        antwoord = HttpResponseRedirect(reverse("aanmelding:vraag"))
        _onthouden(antwoord, _LINK, link.sleutel if link else uuid.uuid4())
        antwoord.delete_cookie(_CODE, path=_PAD, samesite="Lax")
        antwoord["Referrer-Policy"] = "no-referrer"
        antwoord["X-Robots-Tag"] = "noindex"
        return antwoord


@method_decorator(login_not_required, name="dispatch")
class Vraagscherm(TemplateView):
    """A page of who came in by a link that still asks something; for anybody else there is nothing here (410)."""

    openbaar = True
    koekje = _LINK
    link: Link
    vragen: list[Accordering]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        link = _onthouden_link(request, self.koekje)
        vragen = vragen_van(link, Aanmelding.objects.get(traject=link.traject)) if link else []
        if link is None or not vragen:
            return self.dicht()
        self.link, self.vragen = link, vragen
        antwoord = super().dispatch(request, *args, **kwargs)
        antwoord["X-Robots-Tag"] = "noindex"
        return antwoord

    def dicht(self) -> HttpResponse:
        return render(self.request, "aanmelding/vraag_dicht.html", status=410)


class VraagView(Vraagscherm):
    """Asks for the code, and names nobody."""

    template_name = "aanmelding/vraag.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kwargs.setdefault("form", CodeForm())
        return super().get_context_data(titel="Vul de code in", knop="Ga verder", **kwargs)

    def post(self, request: HttpRequest) -> HttpResponse:
        form = CodeForm(request.POST)
        if form.is_valid():
            if not ratelimit.consume(request, action="vraag_code"):
                return ratelimit.respond_429(request)
            uitkomst, fout = services.linkcode_proberen(link=self.link.sleutel, code=form.cleaned_data["code"])
            if uitkomst is Codeuitkomst.GOED:
                antwoord = HttpResponseRedirect(reverse("aanmelding:vraag_antwoord"))
                _onthouden(antwoord, _CODE, self.link.sleutel)
                return antwoord
            if uitkomst is Codeuitkomst.GESTOPT:
                return self.dicht()
            form.add_error("code", f"Deze code klopt niet. U kunt nog {FOUTE_CODES - fout} keer proberen.")
        return self.render_to_response(self.get_context_data(form=form), status=422)


class VraagAntwoordView(Vraagscherm):
    """Only the own rows, each with its own answer; sent twice is sent once."""

    koekje = _CODE
    template_name = "aanmelding/vraag_antwoord.html"

    def dicht(self) -> HttpResponse:
        """A repeat of what was sent gets its answer again: the link is over by then."""
        return HttpResponseRedirect(reverse("aanmelding:vraag_klaar")) if self._is_herhaling() else super().dicht()

    def _is_herhaling(self) -> bool:
        link, sleutel = _onthouden_link(self.request, self.koekje), _uuid(self.request.POST.get("verzoek", ""))
        if link is None or sleutel is None:
            return False
        afdruk = vingerafdruk(self.request.POST)
        return Verzoek.objects.filter(sleutel=sleutel, gebruiker=link.sleutel, inhoud=afdruk).exists()

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        inzage_vastleggen(soort="accordering_link", namens=namens_link(self.link), traject=self.link.traject.sleutel)
        return super().render_to_response(context, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kwargs.setdefault("form", VraagForm(vragen=self.vragen))
        return super().get_context_data(
            titel="Geeft uw organisatie akkoord?",
            knop="Verstuur uw antwoord",
            feiten=self._feiten(),
            verzoek=uuid.uuid4(),
            tweede_knop="Dit is niet voor mij",
            tweede_naam="niet_voor_mij",
            **kwargs,
        )

    def _feiten(self) -> list[tuple[str, str]]:
        vrager = betrokken_organisatie(self.link.traject, Hoedanigheid.BEGELEIDING)
        return [
            ("Kandidaat", self.link.traject.naam),
            ("Gevraagd door", vrager.naam if vrager else ""),
            ("Gevraagd aan", self.link.organisatie.naam),
            ("Gevraagd op", datum_voluit(max(v.gevraagd_op for v in self.vragen))),
        ]

    def post(self, request: HttpRequest) -> HttpResponse:
        verzoek = Eenmalig(_uuid(request.POST.get("verzoek", "")) or uuid.uuid4(), vingerafdruk(request.POST))
        try:
            return self._niet_voor_mij(verzoek) if "niet_voor_mij" in request.POST else self._antwoord(verzoek)
        except Verouderd:
            return self.dicht()

    def _niet_voor_mij(self, verzoek: Eenmalig) -> HttpResponse:
        services.link_afwijzen(link=self.link.sleutel, verzoek=verzoek)
        return HttpResponseRedirect(reverse("aanmelding:vraag_klaar"))

    def _antwoord(self, verzoek: Eenmalig) -> HttpResponse:
        form = VraagForm(self.request.POST, vragen=self.vragen)
        if form.is_valid():
            try:
                services.accorderen_met_link(link=self.link.sleutel, antwoorden=form.antwoorden(), verzoek=verzoek)
                return HttpResponseRedirect(reverse("aanmelding:vraag_klaar"))
            except RegelGeschonden as fout:
                for b in fout.belemmeringen:
                    form.add_error(b.veld if b.veld in form.fields else None, b.melding)
        return self.render_to_response(self.get_context_data(form=form), status=422)


def _uuid(tekst: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(tekst)
    except ValueError:
        return None


@method_decorator(login_not_required, name="dispatch")
class VraagKlaarView(View):
    """Says that it arrived, once, and forgets in this browser which link it was."""

    openbaar = True
    http_method_names = ["get", "head", "options"]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        link = _onthouden_link(request, _CODE)
        if link is None or link.status not in (Linkstatus.GEBRUIKT, Linkstatus.TERUGGESTUURD):
            return render(request, "aanmelding/vraag_dicht.html", status=410)
        return super().dispatch(request, is_beantwoord=link.status == Linkstatus.GEBRUIKT)

    def get(self, request: HttpRequest, *, is_beantwoord: bool) -> HttpResponse:
        antwoord = render(request, "aanmelding/vraag_klaar.html", {"is_beantwoord": is_beantwoord})
        for koekje in (_LINK, _CODE):
            antwoord.delete_cookie(koekje, path=_PAD, samesite="Lax")
        return antwoord
