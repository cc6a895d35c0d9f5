"""Beheer of regelingen: who takes part, and who sits in a commissie; versions are there to read."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest

from opstap import clock
from opstap.partners.admin import DATUMVELDEN, NietVerwijderen
from opstap.partners.contacten import bezwaren
from opstap.partners.models import Organisatiesoort
from opstap.partners.tekstwacht import TOCH, VINKJE, bewaak
from opstap.partners.vertrek import bezwaren_organisatie
from opstap.protocol.begrippen import Hoedanigheid
from opstap.protocol.beslissen import zetel_belemmeringen
from opstap.protocol.deelnemen import Aansluiting, aansluiting_belemmeringen
from opstap.regelingen.models import Commissielid, Deelname, Regeling, RegelingVersie, Standaardtekst


class DeelnameForm(forms.ModelForm):
    """A new deelname needs two escalatiecontacten (H-42); the last gemeente or loket stays while trajecten run."""

    def clean(self) -> dict[str, Any]:
        gegevens = super().clean() or {}
        organisatie = gegevens.get("organisatie")
        if organisatie and (self.instance.pk is None or "organisatie" in self.changed_data):
            for b in bezwaren(organisatie):
                self.add_error("organisatie", b.melding)
        tot = gegevens.get("tot")
        if self.instance.pk is not None and tot is not None and "tot" in self.changed_data:
            for zin in bezwaren_organisatie(self.instance.organisatie, tot, deelname=self.instance.pk):
                self.add_error("tot", zin)
        self._aansluiting(gegevens)
        return gegevens

    def _aansluiting(self, gegevens: dict[str, Any]) -> None:
        aansluiting, hoedanigheid = gegevens.get("aansluiting"), gegevens.get("hoedanigheid")
        if not aansluiting or not hoedanigheid:
            return
        coordinatie = Deelname.objects.actueel().filter(hoedanigheid=Hoedanigheid.COORDINATIE)
        for b in aansluiting_belemmeringen(
            aansluiting=Aansluiting(aansluiting),
            hoedanigheid=Hoedanigheid(hoedanigheid),
            heeft_coordinatie=coordinatie.filter(regeling=self.instance.regeling_id).exists(),
        ):
            self.add_error(b.veld, b.melding)


class DeelnameInline(admin.StackedInline):
    model = Deelname
    form = DeelnameForm
    formfield_overrides = DATUMVELDEN
    extra = 1
    can_delete = False


class StandaardtekstForm(forms.ModelForm):
    """Looked at before it comes into many letters, as every text is (Z-20.8); the tick comes when it is needed."""

    gelezen = forms.CharField(label=TOCH, required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        gegevens = super().clean() or {}
        if {"naam", "tekst"} & set(self.changed_data) and (vinkje := bewaak(self)):
            is_gelezen = self.data.get(self.add_prefix(VINKJE)) == vinkje
            self.fields[VINKJE].widget = forms.CheckboxInput({"value": vinkje}, check_test=lambda _: is_gelezen)
        return gegevens


class StandaardtekstInline(admin.StackedInline):
    """A text that was put into a motivering stands there; another text here changes nothing of it."""

    model = Standaardtekst
    form = StandaardtekstForm
    fields = ("naam", "bij", "tekst", "in_gebruik", VINKJE)
    extra = 1
    can_delete = False


@admin.register(Regeling)
class RegelingAdmin(NietVerwijderen):
    list_display = ("naam", "gemeenten", "slug")
    inlines = (DeelnameInline, StandaardtekstInline)
    exclude = ("sleutel",)


class CommissielidForm(forms.ModelForm):
    """A new seat begins today, unless somebody types another day."""

    class Meta:
        model = Commissielid
        fields = ("deelname", "gebruiker", "vertegenwoordigt", "vanaf", "tot")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            self.initial.setdefault("vanaf", clock.vandaag())

    def clean(self) -> dict[str, Any]:
        gegevens = super().clean() or {}
        deelname, voor = gegevens.get("deelname"), gegevens.get("vertegenwoordigt")
        if deelname and voor:
            for b in zetel_belemmeringen(
                is_zorgorganisatie=voor.soort == Organisatiesoort.ZORG,
                als_commissie=deelname.hoedanigheid == Hoedanigheid.COMMISSIE,
            ):
                self.add_error(b.veld, b.melding)
        return gegevens


@admin.register(Commissielid)
class CommissielidAdmin(NietVerwijderen):
    """Who sits in the commissie. The role commissielid is given at the person."""

    form = CommissielidForm
    formfield_overrides = DATUMVELDEN
    list_display = ("gebruiker", "vertegenwoordigt", "deelname", "vanaf", "tot")


@admin.register(RegelingVersie)
class RegelingVersieAdmin(NietVerwijderen):
    """To read: agreements are changed on the page "Regelingen"."""

    list_display = ("regeling", "nummer", "status", "vanaf", "ook_lopend")
    exclude = ("sleutel",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
