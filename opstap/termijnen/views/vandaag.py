"""The home page "Vandaag te doen"; for a beheerder also whether Opstap does its work."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from opstap import clock
from opstap.partners.namens import Namens, namens_van
from opstap.partners.rechten import Actie, Bereik, bereik
from opstap.partners.schermen import Scherm
from opstap.post.verzendlijst import wacht_zin
from opstap.protocol.begrippen import Rol
from opstap.protocol.werkdagen import datum_met_werkdag
from opstap.termijnen.mensen.houders import toewijzingen
from opstap.termijnen.mensen.regels import taakregel
from opstap.termijnen.models import Termijn
from opstap.termijnen.vertraging.uitleg import uitleg_van, uitlegregel
from opstap.termijnen.views.gezondheid import samenvatting

_STARTEN = (("Nieuwe aanmelding", "aanmelding:beginnen", Actie.AANMELDING_BEGINNEN),)


class VandaagView(Scherm):
    """What this person must do: late, today, this week, later. From Termijn rows only."""

    actie = Actie.VANDAAG_ZIEN
    template_name = "partners/vandaag.html"
    titel = "Vandaag te doen"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.rollen:  # type: ignore[union-attr]
            return render(request, "partners/geen_rol.html", {"titel": "U heeft nog geen rol"})
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        vandaag = clock.vandaag()
        voorraad = Termijn.objects.werkvoorraad(self.gebruiker, vandaag)
        termijnen = list(voorraad.select_related("traject__persoon", "organisatie"))
        wie, gezegd = toewijzingen(self.gebruiker, termijnen), uitleg_van(termijnen, vandaag)
        met_organisatie = len({t.organisatie_id for t in self.gebruiker.rollen}) > 1
        groepen: dict[str, list[dict[str, Any]]] = {code: [] for code, _ in _GROEPEN}
        for termijn in termijnen:
            code = "collega" if wie[termijn.pk].is_van_collega else _groep(termijn, vandaag)
            regel = _regel(termijn, vandaag, met_organisatie) | taakregel(termijn, wie[termijn.pk])
            groepen[code].append(regel | uitlegregel(termijn, gezegd.get(termijn.pk), vandaag))
        nu = len(groepen["te_laat"]) + len(groepen["vandaag"]) + len(groepen["deze_week"])
        return super().get_context_data(
            groet_zin=_groet(nu, len(groepen["te_laat"])),
            groepen=[{"code": c, "titel": t, "regels": groepen[c]} for c, t in _GROEPEN if groepen[c]],
            leeg_zin="Er staat niets voor u klaar. Nieuwe taken komen hier vanzelf te staan.",
            gezondheid=samenvatting(self.gebruiker) if self._mag(Actie.BEHEREN) else None,
            brieven_zin=wacht_zin(self._namens(Actie.BRIEF_VERSTUREN), vandaag),
            brieven_url=reverse("brieven"),
            starten=[{"tekst": t, "url": reverse(naam)} for t, naam, actie in _STARTEN if self._mag(actie)],
            **kwargs,
        )

    def _mag(self, actie: Actie) -> bool:
        return bool(self._namens(actie))

    def _namens(self, actie: Actie) -> list[Namens]:
        rollen = [t for t in self.gebruiker.rollen if bereik(Rol(t.rol), actie) is not Bereik.GEEN]
        return [namens_van(self.gebruiker, t) for t in rollen]


_GROEPEN = (
    ("te_laat", "Te laat"),
    ("vandaag", "Vandaag"),
    ("deze_week", "Deze week"),
    ("later", "Later"),
    ("wacht", "Wacht tot een dag"),
    ("collega", "Door een collega opgepakt"),
)


def _groep(termijn: Termijn, vandaag: date) -> str:
    if termijn.wacht(vandaag):
        return "wacht"
    if termijn.vanaf is not None and termijn.vanaf > vandaag:
        return "later"
    if termijn.datum < vandaag:
        return "te_laat"
    if termijn.datum == vandaag or termijn.gaat_voor(vandaag):
        return "vandaag"
    return "deze_week" if termijn.datum < vandaag + timedelta(days=7) else "later"


def _regel(termijn: Termijn, vandaag: date, met_organisatie: bool) -> dict[str, Any]:
    return {
        "tekst": termijn.kind.tekst,
        "kenmerk": termijn.traject.kenmerk,
        "initialen": termijn.traject.initialen,
        "url": termijn.url,
        "als_niet_url": reverse("als_niet", args=[termijn.traject.sleutel, termijn.sleutel]),
        "datum": termijn.datum,
        "datum_tekst": datum_met_werkdag(termijn.datum, vandaag),
        "is_te_laat": termijn.is_te_laat(vandaag),
        "aard_label": termijn.kind.aard.label,
        "organisatie": termijn.organisatie.naam if termijn.organisatie and met_organisatie else "",
    }


def _groet(aantal: int, te_laat: int) -> str:
    if aantal == 0:
        return "U heeft deze week niets te doen."
    dingen = "1 ding" if aantal == 1 else f"{aantal} dingen"
    laat = "" if te_laat == 0 else f" {te_laat} {'is' if te_laat == 1 else 'zijn'} te laat."
    return f"U heeft {dingen} te doen.{laat}"
