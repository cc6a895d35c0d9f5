"""The home page "Vandaag te doen", what waits for the beheerder, and the practice clock."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from opstap import clock
from opstap.partners.namens import Namens
from opstap.partners.rechten import Actie, Bereik, bereik
from opstap.partners.schermen import Formulierscherm, Scherm
from opstap.post.berichten import BERICHTEN
from opstap.post.controles import wacht_te_lang_sinds
from opstap.post.models import Bericht, Brief
from opstap.protocol.begrippen import Rol
from opstap.protocol.datums import datum_met_dag, datum_voluit
from opstap.protocol.termijnsoorten import Trap
from opstap.termijnen.models import Termijn, Termijnstap
from opstap.termijnen.services import oefenklok_verzetten, werk_opnieuw
from opstap.werk import Werk

#: The home page looks this far ahead.
VOORUIT = timedelta(days=60)
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
        termijnen = (
            Termijn.objects.open()
            .voor(self.gebruiker)
            .filter(datum__lte=vandaag + VOORUIT)
            .select_related("traject__persoon", "organisatie")
            .eerste_eerst()[:200]
        )
        met_organisatie = len({t.organisatie_id for t in self.gebruiker.rollen}) > 1
        groepen: dict[str, list[dict[str, Any]]] = {code: [] for code, _ in _GROEPEN}
        for termijn in termijnen:
            groepen[_groep(termijn, vandaag)].append(_regel(termijn, vandaag, met_organisatie))
        nu = len(groepen["te_laat"]) + len(groepen["vandaag"]) + len(groepen["deze_week"])
        return super().get_context_data(
            groet_zin=_groet(nu, len(groepen["te_laat"])),
            groepen=[{"code": c, "titel": t, "regels": groepen[c]} for c, t in _GROEPEN if groepen[c]],
            leeg_zin="Er staat niets voor u klaar. Nieuwe taken komen hier vanzelf te staan.",
            starten=[{"tekst": t, "url": reverse(naam)} for t, naam, actie in _STARTEN if self._mag(actie)],
            **kwargs,
        )

    def _mag(self, actie: Actie) -> bool:
        return any(bereik(Rol(t.rol), actie) is not Bereik.GEEN for t in self.gebruiker.rollen)


_GROEPEN = (("te_laat", "Te laat"), ("vandaag", "Vandaag"), ("deze_week", "Deze week"), ("later", "Later"))


def _groep(termijn: Termijn, vandaag: date) -> str:
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
        "datum": termijn.datum,
        "datum_tekst": datum_met_dag(termijn.datum),
        "is_te_laat": termijn.datum < vandaag,
        "aard_label": termijn.kind.aard.label,
        "organisatie": termijn.organisatie.naam if termijn.organisatie and met_organisatie else "",
    }


def _groet(aantal: int, te_laat: int) -> str:
    if aantal == 0:
        return "U heeft deze week niets te doen."
    dingen = "1 ding" if aantal == 1 else f"{aantal} dingen"
    laat = "" if te_laat == 0 else f" {te_laat} {'is' if te_laat == 1 else 'zijn'} te laat."
    return f"U heeft {dingen} te doen.{laat}"


class OefenklokForm(forms.Form):
    dagen = forms.TypedChoiceField(
        label="Hoeveel verder?",
        coerce=int,
        choices=[(1, "1 dag"), (7, "1 week"), (30, "30 dagen"), (91, "3 maanden"), (182, "een half jaar")],
        widget=forms.RadioSelect,
        initial=7,
    )


class OefenklokView(Formulierscherm):
    """Move practice time forward and see duties fire. Does not exist in production."""

    actie = Actie.KLOK_VERZETTEN
    form_class = OefenklokForm
    titel = "Oefenklok"
    knop = "Zet de klok vooruit"
    gelukt = "De klok staat verder. Opstap doet nu wat in die tijd had moeten gebeuren."

    def laden(self, **kwargs: Any) -> None:
        if not settings.OEFENMODUS:
            raise Http404
        self.uitleg = f"In deze oefening is het vandaag {datum_voluit(clock.vandaag())}. Terug kan niet."

    def terug_url(self) -> str:
        return reverse("vandaag")

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        oefenklok_verzetten(dagen=form.cleaned_data["dagen"], namens=namens)
        return reverse("oefenklok")


#: More than this is one trouble with one cause; the rest shows when these are gone.
_MEESTE_REGELS = 100


class BlijftLiggenView(Formulierscherm):
    """What Opstap could not do and waits for a person. Reads no traject: no kenmerk, no text of a letter."""

    actie = Actie.BEHEREN
    template_name = "termijnen/blijft_liggen.html"
    titel = "Wat blijft liggen"
    uitleg = "Dit lukte Opstap niet. Herstel de oorzaak en laat het opnieuw proberen. Er gaat niets verloren."
    knop = "Probeer alles opnieuw"
    gelukt = "Opstap probeert alles opnieuw. Kijk over een paar minuten of het gelukt is."

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(regels=[*_mails(), *_stappen(), *_brieven()], **kwargs)

    def terug_url(self) -> str:
        return reverse("vandaag")

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        werk_opnieuw(namens=namens)
        return reverse("blijft_liggen")


def _mails() -> Iterator[dict[str, str]]:
    if sinds := wacht_te_lang_sinds():
        waarom = f"de mailserver neemt niets aan sinds {datum_voluit(sinds.date())}, {sinds:%H:%M} uur"
        wie = "Kijk of het adres, de naam en het wachtwoord van de mailserver kloppen."
        yield {"wat": "De mail van Opstap gaat niet weg", "wie": wie, "waarom": waarom}
    for bericht in _vastgelopen(Bericht.objects.select_related("ontvanger")):
        wie = f"{bericht.ontvanger.naam}, {bericht.ontvanger.email}"
        yield {"wat": f"Mail “{BERICHTEN[bericht.soort].onderwerp}”", "wie": wie, "waarom": _waarom(bericht)}


def _stappen() -> Iterator[dict[str, str]]:
    for stap in _vastgelopen(Termijnstap.objects.select_related("termijn__organisatie")):
        wat = "Wat Opstap zelf moet doen" if stap.trap == Trap.ACTIE else "Herinnering"
        organisatie = stap.termijn.organisatie
        yield {"wat": wat, "wie": organisatie.naam if organisatie else "", "waarom": _waarom(stap)}


def _brieven() -> Iterator[dict[str, str]]:
    for brief in _vastgelopen(Brief.objects.select_related("afzender")):
        yield {"wat": "Brief als PDF", "wie": brief.afzender.naam, "waarom": _waarom(brief)}


def _vastgelopen(rijen: Any) -> Any:
    return rijen.geparkeerd().order_by("uitvoeren_vanaf", "pk")[:_MEESTE_REGELS]


def _waarom(rij: Werk) -> str:
    """A reason in words, or the name of a fault, which says nothing to a person."""
    if " " in rij.geparkeerd_reden:
        return rij.geparkeerd_reden
    return f"het lukte {rij.pogingen} keer niet; de oorzaak staat in het logboek van de server"
