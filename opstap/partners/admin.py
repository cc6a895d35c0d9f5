"""Beheer of organisations, people and roles. Nothing is deleted here: everything ends per date."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import partial
from typing import Any

from allauth.account.models import EmailAddress
from django import forms
from django.contrib import admin
from django.contrib.auth.forms import AdminUserCreationForm
from django.contrib.auth.models import Group
from django.db import models
from django.forms import ModelForm
from django.http import HttpRequest

from opstap import clock
from opstap.logboek.services import gebeurtenis_vastleggen
from opstap.partners import beheerkring, contacten, inlogpost, vertrek
from opstap.partners.models import Gebruiker, Organisatie, Roltoekenning, Team
from opstap.partners.namens import Namens
from opstap.partners.velden import DatumVeld
from opstap.protocol.begrippen import Rol

admin.site.site_header = admin.site.site_title = "Opstap beheer"
admin.site.index_title = "Wat wilt u beheren?"
admin.site.enable_nav_sidebar = False
admin.site.disable_action("delete_selected")
for _van_een_pakket in (Group, EmailAddress):  # rights come from roles; an address is changed with its person
    admin.site.unregister(_van_een_pakket)


#: The calendar of the browser itself: it stands inside the page and works without a script.
DATUMVELDEN: dict[Any, Any] = {
    models.DateField: {
        "form_class": partial(DatumVeld, terug=25, vooruit=25),
        "widget": forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    }
}


class NietVerwijderen(admin.ModelAdmin):
    """Rows here are referred to for years; they end, they do not disappear."""

    formfield_overrides = DATUMVELDEN

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return beheerkring.mag_toevoegen(self.model, request.user) and super().has_add_permission(request)

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        return beheerkring.zichtbaar(super().get_queryset(request), request.user)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        mag = obj is None or beheerkring.mag_wijzigen(obj, request.user)
        return mag and super().has_change_permission(request, obj)

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        return super().formfield_for_foreignkey(db_field, request, **_alleen_eigen(db_field, request, kwargs))


def _alleen_eigen(db_field: Any, request: HttpRequest, kwargs: dict[str, Any]) -> dict[str, Any]:
    """A choice offers, and takes, only what this beheerder manages."""
    rijen = db_field.remote_field.model._default_manager.all()
    return kwargs | {"queryset": beheerkring.zichtbaar(rijen, request.user)}


class RolForm(ModelForm):
    """A new role begins today, unless somebody types another day. One on which something hangs does not end."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            self.initial.setdefault("vanaf", clock.vandaag())

    def clean(self) -> dict[str, Any]:
        gegevens = super().clean() or {}
        oud = self.instance  # still as it was
        if oud.pk is not None and (dag := _rol_weg_op(oud, gegevens)) is not None:
            for bezwaar in vertrek.bezwaren(oud.gebruiker, oud.organisatie, {Rol(oud.rol)}, dag):
                self.add_error(None, bezwaar)
        return gegevens


def _rol_weg_op(oud: Roltoekenning, nieuw: dict[str, Any]) -> date | None:
    """The day from which somebody no longer holds a role that is held now; None when it stays."""
    vandaag = clock.vandaag()
    if oud.tot is not None and oud.tot <= vandaag:
        return None
    if any(naam in nieuw and nieuw[naam] != getattr(oud, naam) for naam in ("gebruiker", "organisatie", "rol")):
        return vandaag
    if oud.vanaf <= vandaag and (nieuw.get("vanaf") or oud.vanaf) > vandaag:
        return vandaag
    tot: date | None = nieuw.get("tot")
    return tot if tot is not None and (oud.tot is None or tot < oud.tot) else None


def _vastleggen(request: HttpRequest, soort: str, gebruiker: Gebruiker, **gegevens: str) -> None:
    gebeurtenis_vastleggen(
        soort=soort,
        namens=Namens(gebruiker=request.user.sleutel, organisatie=None, rol=Rol.BEHEERDER),  # type: ignore[union-attr]
        gegevens={"gebruiker": str(gebruiker.sleutel), **gegevens},
    )


def rollen_vastleggen(request: HttpRequest, rijen: Iterable[Any]) -> None:
    """Who gave whom which role: also what a beheerder gives to himself stands in the log."""
    for rij in rijen:
        if isinstance(rij, Roltoekenning):
            tot = rij.tot.isoformat() if rij.tot else ""
            organisatie = str(rij.organisatie.sleutel)
            _vastleggen(request, "rol_gewijzigd", rij.gebruiker, organisatie=organisatie, rol=rij.rol, tot=tot)


def _account_vastleggen(request: HttpRequest, gebruiker: Gebruiker, form: Any, *, is_nieuw: bool) -> None:
    """What gives or takes somebody the way in stands in the log; whoever loses an address hears it there."""
    if is_nieuw:
        _vastleggen(request, "account_gemaakt", gebruiker)
    elif "email" in form.changed_data:
        _vastleggen(request, "inlogadres_gewijzigd", gebruiker)
        inlogpost.adres_gewijzigd(oud_adres=form.initial["email"])
    if "beeindigd_op" in form.changed_data:
        eind = gebruiker.beeindigd_op
        soort = "account_beeindigd" if eind else "account_hersteld"
        _vastleggen(request, soort, gebruiker, tot=eind.isoformat() if eind else "")


class RolInline(admin.StackedInline):
    model = Roltoekenning
    formfield_overrides = DATUMVELDEN
    form = RolForm
    extra = 1
    can_delete = False

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        return beheerkring.zichtbaar(super().get_queryset(request), request.user)

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        return super().formfield_for_foreignkey(db_field, request, **_alleen_eigen(db_field, request, kwargs))

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        """Somebody without a role would belong to nobody: only the gemeente makes such a person."""
        if obj is None and not beheerkring.beheert_alles(request.user):
            kwargs |= {"min_num": 1, "validate_min": True, "extra": 0}
        return super().get_formset(request, obj, **kwargs)


class NieuweGebruikerForm(AdminUserCreationForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password2"].help_text = "Typ hetzelfde wachtwoord nog een keer."

    class Meta:
        model = Gebruiker
        fields = ("email", "naam")

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()


class GebruikerForm(ModelForm):
    """Nothing about the password: who forgot it asks for a new one on the login page."""

    class Meta:
        model = Gebruiker
        fields = ("email", "naam", "telefoon", "team", "beeindigd_op")

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()

    def clean_beeindigd_op(self) -> date | None:
        """An account on which something hangs does not end."""
        dag: date | None = self.cleaned_data["beeindigd_op"]
        was = self.instance.beeindigd_op
        eerder = dag is not None and (was is None or dag < was)
        if dag is not None and eerder and (bezwaren := list(vertrek.bezwaren_account(self.instance, dag))):
            raise forms.ValidationError(bezwaren)
        return dag


@admin.register(Gebruiker)
class GebruikerAdmin(NietVerwijderen):
    form = GebruikerForm
    inlines = (RolInline,)
    list_display = ("naam", "email", "beeindigd_op")
    list_filter = ("beeindigd_op",)
    search_fields = ("naam", "email")

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        _account_vastleggen(request, obj, form, is_nieuw=not change)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        super().save_formset(request, form, formset, change)
        rollen_vastleggen(request, [*formset.new_objects, *(rij for rij, _ in formset.changed_objects)])

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        if obj is None:
            kwargs["form"] = NieuweGebruikerForm
            kwargs["fields"] = ("email", "naam", "password1", "password2")
        return super().get_form(request, obj, change, **kwargs)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        if obj is None:
            return [(None, {"fields": ("email", "naam", "password1", "password2")})]
        return super().get_fieldsets(request, obj)


class OrganisatieForm(ModelForm):
    """The escalatiecontacten are two colleagues; while the organisation takes part there are always two (H-42)."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for naam in contacten.VELDEN:
            veld: Any = self.fields.get(naam)
            if veld is not None:
                veld.queryset = contacten.kan_contact_zijn(self.instance) | Gebruiker.objects.filter(
                    pk=getattr(self.instance, f"{naam}_id")
                )
                veld.help_text = "Iemand die hier een rol heeft. Die krijgt bericht als iets blijft liggen."
                veld.error_messages["invalid_choice"] = (
                    f"Het {veld.label.lower()} werkt nu niet bij deze organisatie. Kies iemand die er een rol heeft."
                )

    def clean(self) -> dict[str, Any]:
        gegevens = super().clean() or {}
        gewijzigd = [naam for naam in contacten.VELDEN if naam in self.changed_data and naam in gegevens]
        if gewijzigd:
            straks = Organisatie(pk=self.instance.pk, **{naam: gegevens.get(naam) for naam in contacten.VELDEN})
            for b in contacten.bezwaren(straks, gewijzigd, mee=contacten.doet_mee(straks)):
                self.add_error(b.veld or None, b.melding)
        dag = gegevens.get("beeindigd_op")
        if self.instance.pk is not None and dag is not None and "beeindigd_op" in self.changed_data:
            for zin in vertrek.bezwaren_organisatie(self.instance, dag):
                self.add_error("beeindigd_op", zin)
        return gegevens


@admin.register(Organisatie)
class OrganisatieAdmin(NietVerwijderen):
    form = OrganisatieForm
    list_display = ("naam", "soort", "beeindigd_op")
    list_filter = ("soort",)
    search_fields = ("naam",)
    fields = (
        "naam",
        "soort",
        "adres",
        "telefoon",
        "telefoon_avond",
        "klachtroute",
        "eerste_contact",
        "tweede_contact",
        "postbus",
        "opgevolgd_door",
        "beeindigd_op",
    )

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """What an organisation is, and when it ends, is up to the gemeente: a gemeente manages everybody."""
        return () if beheerkring.beheert_alles(request.user) else ("naam", "soort", "opgevolgd_door", "beeindigd_op")


@admin.register(Team)
class TeamAdmin(NietVerwijderen):
    list_display = ("naam", "organisatie")


@admin.register(Roltoekenning)
class RoltoekenningAdmin(NietVerwijderen):
    form = RolForm
    list_display = ("gebruiker", "rol", "organisatie", "vanaf", "tot")
    list_filter = ("rol", ("organisatie", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("gebruiker", "organisatie")

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        rollen_vastleggen(request, [obj])
