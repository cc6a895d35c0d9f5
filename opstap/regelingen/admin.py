"""Beheer of regelingen: parameters are editable until the version is vastgesteld."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.http import HttpRequest

from opstap import clock
from opstap.partners.admin import DATUMVELDEN, NietVerwijderen
from opstap.partners.models import Organisatiesoort
from opstap.protocol.begrippen import Hoedanigheid
from opstap.protocol.beslissen import zetel_belemmeringen
from opstap.protocol.parameters import ParameterFout, parameters_uit_document
from opstap.regelingen.models import Commissielid, Deelname, Regeling, RegelingVersie, Versiestatus
from opstap.regelingen.services import versie_vaststellen


class DeelnameInline(admin.StackedInline):
    model = Deelname
    formfield_overrides = DATUMVELDEN
    extra = 1
    can_delete = False


@admin.register(Regeling)
class RegelingAdmin(NietVerwijderen):
    list_display = ("naam", "gemeenten", "slug")
    inlines = (DeelnameInline,)
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


class VersieForm(forms.ModelForm):
    class Meta:
        model = RegelingVersie
        fields = ("regeling", "nummer", "vanaf", "document")

    def clean_document(self) -> Any:
        try:
            parameters_uit_document(self.cleaned_data["document"])
        except ParameterFout as fout:
            raise forms.ValidationError(str(fout)) from fout
        return self.cleaned_data["document"]


@admin.action(description="Stel de gekozen versies vast")
def vaststellen(modeladmin: Any, request: HttpRequest, queryset: Any) -> None:
    for versie in queryset.filter(status=Versiestatus.CONCEPT):
        versie_vaststellen(versie=versie.sleutel)
    messages.success(request, "De gekozen versies zijn vastgesteld. Ze kunnen niet meer veranderen.")


@admin.register(RegelingVersie)
class RegelingVersieAdmin(NietVerwijderen):
    form = VersieForm
    list_display = ("regeling", "nummer", "status", "vanaf")
    actions = (vaststellen,)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and (obj is None or obj.status == Versiestatus.CONCEPT)
