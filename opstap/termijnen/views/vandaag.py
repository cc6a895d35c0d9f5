"""The home page "Vandaag te doen"; for a beheerder also whether Opstap does its work."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.module_loading import import_string

from opstap import clock
from opstap.partners.namens import Namens, namens_van
from opstap.partners.rechten import Actie, Bereik, bereik
from opstap.partners.schermen import Scherm
from opstap.post.verzendlijst import wacht_zin
from opstap.protocol.begrippen import Rol
from opstap.protocol.vertraging import redenen
from opstap.termijnen.gemeld import meldregels, regeling_zin
from opstap.termijnen.mensen.houders import Toewijzing, toewijzingen
from opstap.termijnen.mensen.regels import taakregel
from opstap.termijnen.models import Termijn, Vertraging
from opstap.termijnen.thuis import GROEPEN, NU, agendaregels, conceptregels, een_daad, groep_van, regel
from opstap.termijnen.vertraging.uitleg import uitleg_van, uitlegregel
from opstap.termijnen.views.gezondheid import samenvatting

_STARTEN = (("Nieuwe aanmelding", "aanmelding:beginnen", Actie.AANMELDING_BEGINNEN),)


class VandaagView(Scherm):
    """What this person must do: late, today, this week, later; and whom she meets. From Termijn and Moment
    rows only."""

    actie = Actie.VANDAAG_ZIEN
    template_name = "partners/vandaag.html"
    titel = "Vandaag te doen"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.rollen:  # type: ignore[union-attr]
            return _zonder_rol(request)
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        vandaag = clock.vandaag()
        voorraad = Termijn.objects.werkvoorraad(self.gebruiker, vandaag)
        termijnen = list(voorraad.select_related("traject__persoon", "organisatie"))
        wie, gezegd = toewijzingen(self.gebruiker, termijnen), uitleg_van(termijnen, vandaag)
        met_organisatie = len({t.organisatie_id for t in self.gebruiker.rollen}) > 1
        groepen: dict[str, list[dict[str, Any]]] = {code: [] for code, _ in GROEPEN}
        for rijen in een_daad(termijnen, wie, vandaag):
            code = "collega" if wie[rijen[0].pk].is_van_collega else groep_van(rijen[0], vandaag)
            groepen[code].append(_regel(rijen, vandaag, wie, gezegd, met_organisatie=met_organisatie))
        nu, gemeld = sum(len(groepen[code]) for code in NU), meldregels(self.gebruiker, vandaag)
        return super().get_context_data(
            groet_zin=_groet(nu, len(groepen["te_laat"]), len(gemeld)),
            gemeld=gemeld,
            regeling_zin=regeling_zin(self.gebruiker),
            laat_in_regeling=self._laat_in_regeling(vandaag),
            groepen=[{"code": c, "titel": t, "regels": groepen[c]} for c, t in GROEPEN if groepen[c]],
            leeg_zin="Er staat niets voor u klaar. Nieuwe taken komen hier vanzelf te staan.",
            gezondheid=samenvatting(self.gebruiker) if self._mag(Actie.BEHEREN) else None,
            brieven_zin=wacht_zin(self._namens(Actie.BRIEF_VERSTUREN), vandaag),
            brieven_url=reverse("brieven"),
            agenda=agendaregels(self.gebruiker, vandaag),
            concepten=conceptregels(self.gebruiker, vandaag),
            starten=[{"tekst": t, "url": reverse(naam)} for t, naam, actie in _STARTEN if self._mag(actie)],
            **kwargs,
        )

    def _laat_in_regeling(self, vandaag: date) -> list[dict[str, str]]:
        namen = import_string(f"{settings.BEDRADING}.OP_VANDAAG")
        return [regel for naam in namen for regel in import_string(naam)(self.gebruiker, vandaag)]

    def _mag(self, actie: Actie) -> bool:
        return bool(self._namens(actie))

    def _namens(self, actie: Actie) -> list[Namens]:
        rollen = [t for t in self.gebruiker.rollen if bereik(Rol(t.rol), actie) is not Bereik.GEEN]
        return [namens_van(self.gebruiker, t) for t in rollen]


def _regel(
    rijen: Sequence[Termijn],
    vandaag: date,
    wie: Mapping[int, Toewijzing],
    gezegd: Mapping[int, Vertraging],
    *,
    met_organisatie: bool,
) -> dict[str, Any]:
    """Of the dates of one act together: why it takes longer is asked of the one that is a wish."""
    eerste = rijen[0]
    vraagt = next((t for t in rijen if redenen(soort=t.kind)), eerste)
    basis = regel(rijen, vandaag, met_organisatie=met_organisatie) | taakregel(eerste, wie[eerste.pk])
    return basis | uitlegregel(vraagt, gezegd.get(vraagt.pk), vandaag)


def _zonder_rol(request: HttpRequest) -> HttpResponse:
    """Also a contact without a role finds here what a mail told him of."""
    gemeld = meldregels(request.user, clock.vandaag())  # type: ignore[arg-type]
    zin = regeling_zin(request.user)  # type: ignore[arg-type]
    inhoud = {"titel": "U heeft nog geen rol", "gemeld": gemeld, "regeling_zin": zin, "vandaag": clock.vandaag()}
    return render(request, "partners/geen_rol.html", inhoud)


def _groet(aantal: int, te_laat: int, gemeld: int) -> str:
    if aantal == 0 and gemeld:
        keer = "1 taak" if gemeld == 1 else f"{gemeld} taken"
        return f"U heeft deze week zelf niets te doen. Over {keer} van collega’s kreeg u bericht."
    if aantal == 0:
        return "U heeft deze week niets te doen."
    dingen = "1 ding" if aantal == 1 else f"{aantal} dingen"
    laat = "" if te_laat == 0 else f" {te_laat} {'is' if te_laat == 1 else 'zijn'} te laat."
    return f"U heeft {dingen} te doen.{laat}"
