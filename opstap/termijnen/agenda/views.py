"""The page about one's own calendar, and the calendar itself: a file behind a secret address."""

from __future__ import annotations

import hashlib
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseNotFound
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.decorators import method_decorator
from django.views import View

from opstap.partners.namens import Namens
from opstap.partners.rechten import Actie
from opstap.partners.schermen import Formulierscherm
from opstap.partners.velden import KeuzeVeld
from opstap.protocol.begrippen import Keuze
from opstap.protocol.datums import datum_voluit
from opstap.termijnen.agenda.inhoud import agenda_van
from opstap.termijnen.agenda.services import agenda_geopend, agendaadres_intrekken, agendaadres_maken, is_agenda_van
from opstap.termijnen.models import Agendaadres

#: Carries a new secret from the act to the page that shows it once: in the browser of who asked, nowhere else.
_KOEKJE, _KOEKJE_SECONDEN = "agenda", 600


class Agendakeuze(Keuze):
    NIEUW = "nieuw", "een nieuw adres maken. Het oude werkt dan niet meer"
    INTREKKEN = "intrekken", "mijn adres intrekken"


class MijnAgendaForm(forms.Form):
    keuze = KeuzeVeld(Agendakeuze, label="Wat wilt u doen?")

    def __init__(self, *args: Any, heeft_adres: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not heeft_adres:
            self.fields["keuze"].choices = [("nieuw", "Een agenda-adres maken")]  # type: ignore[attr-defined]


class MijnAgendaView(Formulierscherm):
    """One's own secret address: make it, see it once, take it back."""

    actie = Actie.AGENDA_INSTELLEN
    form_class = MijnAgendaForm
    template_name = "termijnen/mijn_agenda.html"
    titel = "Mijn agenda"
    uitleg = (
        "Zet uw taken en afspraken van Opstap in uw eigen agenda, bijvoorbeeld Outlook. In uw agenda staan alleen het "
        "kenmerk en wat er moet gebeuren, geen namen."
    )
    knop = "Doe dit"
    geheim = ""

    @property
    def adres(self) -> Agendaadres | None:
        return Agendaadres.objects.filter(gebruiker=self.gebruiker).first()

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        antwoord = super().dispatch(request, *args, **kwargs)
        pad = reverse("mijn_agenda")
        if self.geheim:
            antwoord.set_cookie(
                _KOEKJE,
                self.geheim,
                max_age=_KOEKJE_SECONDEN,
                path=pad,
                secure=settings.SESSION_COOKIE_SECURE,
                httponly=True,
                samesite="Strict",
            )
        elif request.method == "GET" and _KOEKJE in request.COOKIES:
            antwoord.delete_cookie(_KOEKJE, path=pad, samesite="Strict")
        return antwoord

    def begin(self) -> dict[str, Any]:
        """Of one answer nobody is asked to choose."""
        return {} if self.adres else {"keuze": Agendakeuze.NIEUW}

    def form_opties(self) -> dict[str, Any]:
        return {"heeft_adres": self.adres is not None}

    def terug_url(self) -> str:
        return reverse("vandaag")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(feiten=self._feiten(), agendaadres=self._eenmalig(), **kwargs)

    def _feiten(self) -> list[tuple[str, str]]:
        if (adres := self.adres) is None:
            return []
        gebruikt = datum_voluit(adres.gebruikt_op) if adres.gebruikt_op else "nog niet"
        return [("Adres gemaakt op", datum_voluit(adres.gemaakt_op)), ("Laatst gebruikt op", gebruikt)]

    def _eenmalig(self) -> str:
        geheim = self.request.COOKIES.get(_KOEKJE, "") if self.request.method == "GET" else ""
        if not geheim or not is_agenda_van(geheim, self.gebruiker):
            return ""
        return f"{settings.BASIS_URL}{reverse('agenda', args=[geheim])}"

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        if form.cleaned_data["keuze"] is Agendakeuze.NIEUW:
            self.geheim = agendaadres_maken(namens=namens)
            self.gelukt = (
                "Uw agenda-adres is gemaakt. U ziet het maar één keer. Zag u het niet? Maak dan een nieuw adres."
            )
        else:
            agendaadres_intrekken(namens=namens)
            self.gelukt = "Uw agenda-adres is ingetrokken. Niemand kan er nog mee lezen."
        return reverse("mijn_agenda")


@method_decorator(login_not_required, name="dispatch")
class AgendaView(View):
    """Open without login for who knows the secret. A wrong, old or ended one is the same 404."""

    openbaar = True  # for the test that every page names its actie
    http_method_names = ["get", "head"]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        gebruiker = agenda_geopend(kwargs["geheim"])
        if gebruiker is None:
            return HttpResponseNotFound()
        if request.method not in {"GET", "HEAD"}:
            return HttpResponseNotAllowed(["GET", "HEAD"])
        inhoud = agenda_van(gebruiker).encode()
        merk = f'"{hashlib.sha256(inhoud).hexdigest()}"'
        antwoord = HttpResponse(inhoud, content_type="text/calendar; charset=utf-8")
        antwoord["ETag"] = merk
        antwoord["Cache-Control"] = "private, no-cache"
        antwoord["Referrer-Policy"] = "no-referrer"
        antwoord["X-Robots-Tag"] = "noindex"
        antwoord["Content-Disposition"] = 'attachment; filename="opstap.ics"'
        return get_conditional_response(request, etag=merk, response=antwoord)
