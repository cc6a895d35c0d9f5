"""A colleague leaves: whose work can be handed over, and to whom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404
from django.urls import reverse
from django.utils.http import urlencode

from opstap.partners.beheerkring import mag_wijzigen
from opstap.partners.models import Gebruiker, Organisatie
from opstap.partners.namens import Namens, namens_van
from opstap.partners.rechten import Actie
from opstap.partners.schermen import Formulierscherm, Scherm
from opstap.partners.vervanging import in_beheer, leidinggevenden
from opstap.protocol.begrippen import Rol
from opstap.termijnen.mensen.controles import zonder_collega
from opstap.termijnen.mensen.hangt import HET_TEAM, Hangt
from opstap.termijnen.mensen.services import TEAM, werk_overdragen
from opstap.termijnen.mensen.vertrek import beletsel, laatste_zin


class OverdragenView(Scherm):
    """Whose work can be handed over; on top the people who left while something still hangs on them."""

    actie = Actie.WERK_OVERDRAGEN
    template_name = "partners/overdragen.html"
    titel = "Werk overdragen"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        wie = in_beheer(self.gebruiker)
        hier = {t.organisatie for t in self.gebruiker.eigen_rollen}
        weg = [paar for paar in zonder_collega(hier) if leidinggevenden(self.gebruiker, *paar)]
        meer = len({organisatie for _, organisatie in [*wie, *weg]}) > 1
        return super().get_context_data(
            weg=[_naar_overdracht(*paar, meer=meer) for paar in weg],
            wie=[_naar_overdracht(*paar, meer=meer) for paar in wie if paar not in weg],
            leeg_zin="U heeft geen collega’s van wie u het werk kunt overdragen.",
            **kwargs,
        )


def _naar_overdracht(mens: Gebruiker, organisatie: Organisatie, *, meer: bool) -> dict[str, str]:
    return {
        "tekst": f"{mens.naam}, {organisatie.naam}" if meer else mens.naam,
        "url": _adres(mens, organisatie),
    }


class OverdrachtForm(forms.Form):
    """One choice per role for everything, one per thing to deviate; what is left open stays where it is.

    `leeg_mag`: each list says itself that one may choose later.
    """

    leeg_mag = True

    def __init__(self, *args: Any, dingen: Iterable[Hangt], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rollen: dict[Rol, list[Hangt]] = {}
        self.los: list[Hangt] = []
        for ding in dingen:
            (self.rollen.setdefault(ding.groep, []) if ding.groep else self.los).append(ding)
        for rol, deel in self.rollen.items():
            self.fields[f"alles_{rol.value}"] = _voor_alles(rol, deel)
            self.fields |= {ding.code: _voor_een(ding, "Zoals hierboven gekozen") for ding in deel}
        self.fields |= {ding.code: _voor_een(ding, "Nog niet kiezen") for ding in self.los}

    @property
    def groepen(self) -> list[dict[str, Any]]:
        """Per role the choice for everything; the deviations fold away, unless something was chosen there."""
        met_rol = [
            {
                "titel": f"Werk als {rol.label} ({len(deel)})",
                "velden": [self[f"alles_{rol.value}"]],
                "meer_titel": f"Toch iemand anders voor een deel? Kies het hier ({len(deel)})",
                "meer": [self[ding.code] for ding in deel],
                "meer_open": any(self[ding.code].value() or self[ding.code].errors for ding in deel),
            }
            for rol, deel in self.rollen.items()
        ]
        apart = {"titel": "Hulp als iets vastloopt", "velden": [self[ding.code] for ding in self.los]}
        return [*met_rol, *([apart] if self.los else [])]

    @property
    def alles(self) -> dict[Rol, str]:
        return {rol: self.cleaned_data[f"alles_{rol.value}"] for rol in self.rollen}

    @property
    def keuzes(self) -> dict[str, str]:
        dingen = [*self.los, *(ding for deel in self.rollen.values() for ding in deel)]
        return {ding.code: self.cleaned_data[ding.code] for ding in dingen}

    def clean(self) -> dict[str, Any]:
        gegevens = super().clean() or {}
        if not self.errors and not any(gegevens.values()):
            self.add_error(None, "Kies wie het werk krijgt: alles in één keer, of een deel.")
        return gegevens


_GEEN_COLLEGA = "Er is geen andere collega die dit kan. Een beheerder kan hier eerst iemand een rol geven."


def _alles_label(rol: Rol) -> str:
    return f"Wie krijgt al het werk als {rol.label}?"


def _voor_alles(rol: Rol, dingen: list[Hangt]) -> forms.ChoiceField:
    """Who may have some of it; what that colleague may not have stays."""
    mensen = {mens.sleutel: mens.naam for ding in dingen for mens in ding.kandidaten}
    team = [(TEAM, HET_TEAM)] if any(ding.mag_team for ding in dingen) else []
    return forms.ChoiceField(
        label=_alles_label(rol),
        required=False,
        choices=[("", "Nog niet kiezen"), *team, *sorted(mensen.items(), key=lambda paar: paar[1])],
        help_text="" if mensen else _GEEN_COLLEGA,
        error_messages={"invalid_choice": f"Kies bij “{_alles_label(rol)}” iemand uit de lijst."},
    )


def _voor_een(ding: Hangt, niets: str) -> forms.ChoiceField:
    leeg = [(TEAM, ding.leeg)] if ding.leeg else []
    return forms.ChoiceField(
        label=ding.tekst,
        required=False,
        choices=[("", niets), *leeg, *((m.sleutel, m.naam) for m in ding.kandidaten)],
        help_text="" if ding.kandidaten else _GEEN_COLLEGA,
        error_messages={"invalid_choice": f"Kies bij “{ding.tekst}” iemand uit de lijst."},
    )


class OverdragenVanView(Formulierscherm):
    """Everything that hangs on one colleague at one organisation. Whom somebody does not lead is a 404."""

    actie = Actie.WERK_OVERDRAGEN
    template_name = "partners/overdragen_van.html"
    form_class = OverdrachtForm
    knop = "Draag over"

    def laden(self, **kwargs: Any) -> None:
        mens = Gebruiker.objects.filter(sleutel=kwargs["mens"]).first()
        organisatie = Organisatie.objects.filter(sleutel=kwargs["organisatie"]).first()
        if mens is None or organisatie is None or not leidinggevenden(self.gebruiker, mens, organisatie):
            raise Http404
        self.mens, self.organisatie = mens, organisatie
        self.beletsel = beletsel(mens, organisatie)
        self.titel = f"Werk van {mens.naam} overdragen"
        self.uitleg = f"Dit hangt aan {mens.naam} bij {organisatie.naam}."

    def mag_namens(self) -> list[Namens]:
        return [namens_van(self.gebruiker, t) for t in leidinggevenden(self.gebruiker, self.mens, self.organisatie)[:1]]

    def form_opties(self) -> dict[str, Any]:
        return {"dingen": self.beletsel.hangt}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            van_wie=self.mens.naam,
            dingen=self.beletsel.hangt,
            laatste=[self._laatste(rol) for rol in self.beletsel.laatste],
            elders=self._elders(),
            verder=self._verder(),
            **kwargs,
        )

    def _verder(self) -> list[dict[str, str]]:
        """After it: what hangs on who got it (`naar`), and where the account ends when nothing is left."""
        kregen = Gebruiker.objects.actief().filter(sleutel__in=_sleutels(self.request.GET.getlist("naar")))
        links = [
            {"tekst": f"Werk van {mens.naam}", "url": _adres(mens, self.organisatie)}
            for mens in kregen.order_by("naam", "pk")
            if leidinggevenden(self.gebruiker, mens, self.organisatie)
        ]
        klaar = not (self.beletsel.hangt or self.beletsel.laatste or self._elders())
        if klaar and self.gebruiker.is_staff and mag_wijzigen(self.mens, self.gebruiker):
            url = reverse("admin:partners_gebruiker_change", args=[self.mens.pk])
            links.append({"tekst": f"Rollen en account van {self.mens.naam}", "url": url})
        return links

    def _laatste(self, rol: Rol) -> str:
        mag = leidinggevenden(self.gebruiker, self.mens, self.organisatie)
        return laatste_zin(rol, self.organisatie, is_beheerder=any(t.rol == Rol.BEHEERDER for t in mag))

    def _elders(self) -> list[dict[str, str]]:
        """Other organisations where something holds this person, as far as who looks leads there."""
        rijen = Organisatie.objects.filter(roltoekenningen__gebruiker=self.mens).exclude(pk=self.organisatie.pk)
        return [
            {"tekst": organisatie.naam, "url": _adres(self.mens, organisatie)}
            for organisatie in rijen.distinct().order_by("naam")
            if leidinggevenden(self.gebruiker, self.mens, organisatie) and any(_delen(self.mens, organisatie))
        ]

    def terug_url(self) -> str:
        return reverse("overdragen")

    def uitvoeren(self, form: Any, namens: Namens, versie: int | None) -> str:
        werk_overdragen(
            gebruiker=self.mens, organisatie=self.organisatie, keuzes=form.keuzes, alles=form.alles, namens=namens
        )
        over = beletsel(self.mens, Organisatie.objects.get(pk=self.organisatie.pk)).hangt
        rest = "Het werk is overgedragen. Wat u nog niet koos, staat hieronder."
        self.gelukt = rest if over else "Al het werk is overgedragen."
        kregen = sorted({keuze for keuze in (*form.alles.values(), *form.keuzes.values()) if keuze not in ("", TEAM)})
        vraag = f"?{urlencode({'naar': kregen}, doseq=True)}" * bool(kregen)
        return f"{_adres(self.mens, self.organisatie)}{vraag}"


def _adres(mens: Gebruiker, organisatie: Organisatie) -> str:
    return reverse("overdragen_van", args=[mens.sleutel, organisatie.sleutel])


def _sleutels(getypt: Iterable[str]) -> Iterator[UUID]:
    for tekst in getypt:
        with suppress(ValueError):
            yield UUID(tekst)


def _delen(mens: Gebruiker, organisatie: Organisatie) -> tuple[Any, ...]:
    gevonden = beletsel(mens, organisatie)
    return (*gevonden.hangt, *gevonden.laatste)
