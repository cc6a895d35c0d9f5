"""Does Opstap do its work? For a monitor without login, and for a beheerder in sentences."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, JsonResponse
from django.urls import reverse

from opstap.partners.beheerkring import kring
from opstap.partners.models import Gebruiker
from opstap.partners.rechten import Actie
from opstap.partners.schermen import Scherm
from opstap.termijnen.gezondheid import Controle, Controlesoort, Oordeel, controles, slechtste, van_dit_proces
from opstap.termijnen.verdergaan import mag_verder_laten


@login_not_required
def gezondheid(request: HttpRequest) -> JsonResponse:
    """All of Opstap: 200, or 503 when something is `stuk`. Words and ages only: no counts, names or versions."""
    return _antwoord(controles())


@login_not_required
def gezondheid_web(request: HttpRequest) -> JsonResponse:
    """This web process and its database: what stands still elsewhere must not take the pages away."""
    return _antwoord(van_dit_proces())


def _antwoord(gevonden: list[Controle]) -> JsonResponse:
    oordeel = slechtste(gevonden)
    inhoud = {"status": oordeel, "controles": [_voor_machine(c) for c in gevonden]}
    return JsonResponse(inhoud, status=503 if oordeel is Oordeel.STUK else 200)


def _voor_machine(controle: Controle) -> dict[str, Any]:
    seconden = {} if controle.leeftijd is None else {"seconden": int(controle.leeftijd.total_seconds())}
    return {"naam": controle.soort, "oordeel": controle.oordeel} | seconden


class WerktAllesView(Scherm):
    """The same for a beheerder, with what to do; what waits for a person: within her own circle."""

    actie = Actie.BEHEREN
    template_name = "termijnen/werkt_alles.html"
    titel = "Werkt alles?"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(terug_url=reverse("vandaag"), **samenvatting(self.gebruiker), **kwargs)


def samenvatting(gebruiker: Gebruiker) -> dict[str, Any]:
    """`regels` for templates/onderdelen/controles.html, `stuk` the heads of what is broken, and one sentence."""
    gevonden = controles(kring(gebruiker))
    stuk = [c.soort.label[0].lower() + c.soort.label[1:] for c in gevonden if c.oordeel is Oordeel.STUK]
    mag_verder = mag_verder_laten(gebruiker)
    return {"regels": [_regel(c, mag_verder) for c in gevonden], "stuk": stuk, "zin": _zin(gevonden)}


def _zin(gevonden: Iterable[Controle]) -> str:
    return _ZINNEN[slechtste(gevonden)]


_ZINNEN = {
    Oordeel.GOED: "Alles werkt.",
    Oordeel.LET_OP: "Alles werkt, maar kijk naar wat er bij “let op” staat.",
    Oordeel.STUK: "Er is iets stuk. Hieronder staat wat u kunt doen.",
}
_PAGINAS = {Controlesoort.BLIJFT_LIGGEN: "blijft_liggen", Controlesoort.REM: "verdergaan"}
_STATUS = {Oordeel.GOED: "klaar", Oordeel.LET_OP: "aan_zet", Oordeel.STUK: "te_laat"}


def _regel(controle: Controle, mag_verder: bool) -> dict[str, Any]:
    pagina = _PAGINAS.get(controle.soort, "") if controle.oordeel is not Oordeel.GOED else ""
    if pagina == "verdergaan" and not mag_verder:
        pagina = ""
    return {
        "kop": controle.soort.label,
        "zin": controle.zin,
        "status": _STATUS[controle.oordeel],
        "oordeel": controle.oordeel.label,
        "url": reverse(pagina) if pagina else "",
        "is_goed": controle.oordeel is Oordeel.GOED,
    }
