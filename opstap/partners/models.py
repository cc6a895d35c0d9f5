"""Organisations, the people who work there and the roles they hold."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cached_property
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower

from opstap import clock
from opstap.modellen import MetSleutel
from opstap.partners.querysets import AfwezigheidQuerySet, GebruikerQuerySet, RoltoekenningQuerySet
from opstap.partners.rechten import KANTEN
from opstap.protocol.begrippen import Keuze, Rol


class Organisatiesoort(Keuze):
    ZORG = "zorg", "zorgorganisatie"
    CORPORATIE = "corporatie", "woningcorporatie"
    GEMEENTE = "gemeente", "gemeente"
    OVERIG = "overig", "andere partner"


class Organisatie(MetSleutel):
    """A partner. Never overwritten or deleted: it ends per date, with a successor (design.md section 3)."""

    naam = models.CharField(max_length=120, unique=True)
    soort = models.CharField(max_length=12, choices=Organisatiesoort.keuzes)
    adres = models.CharField(max_length=160, blank=True, help_text="Staat als afzender op brieven.")
    telefoon = models.CharField(max_length=30, blank=True)
    telefoon_avond = models.CharField(
        "telefoon buiten kantooruren",
        max_length=30,
        blank=True,
        help_text="Voor de avond, de nacht en het weekend. Staat op de meterkastkaart.",
    )
    klachtroute = models.CharField(
        max_length=300,
        blank=True,
        help_text="Waar iemand terecht kan met een klacht; staat in besluitbrieven.",
    )
    eerste_contact = models.ForeignKey(
        "Gebruiker",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="eerste escalatiecontact",
    )
    tweede_contact = models.ForeignKey(
        "Gebruiker",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="tweede escalatiecontact",
    )
    postbus = models.EmailField(
        "gedeelde mailbox",
        blank=True,
        help_text="Voor mail over werk dat nog niemand heeft opgepakt. Leeg: iedereen met de rol krijgt die mail.",
    )
    opgevolgd_door = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="voorgangers")
    beeindigd_op = models.DateField("beëindigd op", null=True, blank=True)

    class Meta:
        verbose_name_plural = "organisaties"

    def __str__(self) -> str:
        return self.naam


class Team(MetSleutel):
    organisatie = models.ForeignKey(Organisatie, models.PROTECT, related_name="teams")
    naam = models.CharField(max_length=80)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisatie", "naam"], name="team_naam_per_organisatie")]

    def __str__(self) -> str:
        return f"{self.naam} ({self.organisatie})"


class GebruikerManager(BaseUserManager.from_queryset(GebruikerQuerySet)):  # type: ignore[misc]
    use_in_migrations = True

    def create_user(self, email: str, password: str | None = None, **velden: Any) -> Gebruiker:
        gebruiker = self.model(email=email.lower(), **velden)
        gebruiker.set_password(password)
        gebruiker.save()
        return gebruiker

    def create_superuser(self, email: str, password: str | None = None, **velden: Any) -> Gebruiker:
        """For `manage.py createsuperuser`; the role of beheerder is given in the admin."""
        return self.create_user(email, password, is_superuser=True, **velden)

    def get_by_natural_key(self, email: str | None) -> Gebruiker:
        return self.get(email=(email or "").lower())


class Werkdag(Keuze):
    """As `date.isoweekday` counts."""

    MAANDAG = "1", "maandag"
    DINSDAG = "2", "dinsdag"
    WOENSDAG = "3", "woensdag"
    DONDERDAG = "4", "donderdag"
    VRIJDAG = "5", "vrijdag"


WERKWEEK = "".join(Werkdag.codes())


class Gebruiker(MetSleutel, AbstractBaseUser):
    """A member of staff; logs in with a lower-case e-mail address; ended per date, never deleted."""

    email = models.EmailField("e-mailadres", unique=True)
    naam = models.CharField(max_length=120)
    telefoon = models.CharField(max_length=30, blank=True)
    team = models.ForeignKey(Team, models.PROTECT, null=True, blank=True, related_name="leden")
    is_superuser = models.BooleanField("technisch beheer", default=False)
    is_demo = models.BooleanField("demo-account", default=False, editable=False)
    beeindigd_op = models.DateField("beëindigd op", null=True, blank=True)
    post_meteen = models.BooleanField("elke mail meteen", default=False)
    postdagen = models.CharField("werkdagen", max_length=5, default=WERKWEEK, help_text="1 = maandag, 5 = vrijdag.")

    objects = GebruikerManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["naam"]

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(email=Lower("email")), name="gebruiker_email_kleine_letters"),
            models.CheckConstraint(condition=models.Q(postdagen__regex="^[1-5]+$"), name="gebruiker_werkt_op_een_dag"),
        ]

    def __str__(self) -> str:
        return self.naam

    @property
    def is_active(self) -> bool:  # type: ignore[override]
        """Until the day the account ends, the first one without. A demo account never in production."""
        if self.is_demo and settings.PRODUCTIE:
            return False
        return self.beeindigd_op is None or self.beeindigd_op > clock.vandaag()

    @cached_property
    def rollen(self) -> list[Roltoekenning]:
        """The roles held today, and after them those of colleagues this person replaces today (`voor`).

        Lent is only what has a side, at that organisation, to who works there on the same side: so never the role of
        beheerder, never a seat, never what the absent colleague borrows himself. Read once per request.
        """
        rijen = Roltoekenning.objects.actueel().van_of_geleend_aan(self).select_related("organisatie")
        alle = list(rijen.order_by("pk"))
        eigen = [t for t in alle if t.gebruiker_id == self.pk]
        for toekenning in eigen:
            toekenning.gebruiker = self
        kanten = {(t.organisatie_id, KANTEN[Rol(t.rol)]) for t in eigen if t.rol in KANTEN}
        van_anderen = [t for t in alle if t.gebruiker_id != self.pk and t.rol in KANTEN]
        models.prefetch_related_objects(van_anderen, "gebruiker")
        geleend = [t for t in van_anderen if t.gebruiker.is_active]
        for toekenning in geleend:
            toekenning.voor = toekenning.gebruiker
        return eigen + [t for t in geleend if (t.organisatie_id, KANTEN[Rol(t.rol)]) in kanten]

    @property
    def eigen_rollen(self) -> list[Roltoekenning]:
        """The roles held today, without those of an absent colleague."""
        return [t for t in self.rollen if t.voor is None]

    @property
    def is_staff(self) -> bool:
        """Who may enter the admin: technical beheer and holders of the role beheerder."""
        return self.is_superuser or any(t.rol == Rol.BEHEERDER for t in self.rollen)

    @property
    def initialen(self) -> str:
        return "".join(deel[0].upper() for deel in self.naam.split() if deel[0].isalpha())[:3]

    def has_perm(self, perm: str, obj: object = None) -> bool:
        """Admin rights come with the role; case models are read-only there by their own ModelAdmin."""
        return self.is_active and self.is_staff

    def has_module_perms(self, app_label: str) -> bool:
        return self.is_active and self.is_staff


class Roltoekenning(models.Model):
    """A person holds a role at an organisation for a half-open period [vanaf, tot)."""

    gebruiker = models.ForeignKey(Gebruiker, models.PROTECT, related_name="roltoekenningen")
    organisatie = models.ForeignKey(Organisatie, models.PROTECT, related_name="roltoekenningen")
    rol = models.CharField(max_length=24, choices=Rol.keuzes)
    vanaf = models.DateField()
    tot = models.DateField(null=True, blank=True, help_text="Eerste dag zonder deze rol.")

    #: the absent colleague this role is borrowed from, in `Gebruiker.rollen`
    voor: Gebruiker | None = None

    objects = RoltoekenningQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "roltoekenningen"
        constraints = [
            models.UniqueConstraint(
                fields=["gebruiker", "organisatie", "rol"],
                condition=models.Q(tot=None),
                name="rol_een_keer_open",
            ),
            models.CheckConstraint(
                condition=models.Q(tot=None) | models.Q(tot__gt=models.F("vanaf")), name="rol_periode"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.gebruiker}: {Rol(self.rol).label} bij {self.organisatie}"


class Afwezigheid(MetSleutel):
    """Somebody is not at this organisation for a half-open period; `vervanger` does the work. Ended early: `tot`."""

    gebruiker = models.ForeignKey(Gebruiker, models.PROTECT, related_name="afwezigheden")
    organisatie = models.ForeignKey(Organisatie, models.PROTECT, related_name="afwezigheden")
    vervanger = models.ForeignKey(Gebruiker, models.PROTECT, related_name="vervangingen")
    vanaf = models.DateField()
    tot = models.DateField()
    gemaakt_door = models.ForeignKey(Gebruiker, models.PROTECT, related_name="+")
    gewijzigd_op = models.DateTimeField(null=True, blank=True, help_text="Wanneer iemand dit zei of stopte.")

    objects = AfwezigheidQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "afwezigheden"
        indexes = [models.Index(fields=["vervanger", "tot"], name="afwezigheid_van_vervanger")]
        constraints = [
            models.CheckConstraint(condition=models.Q(tot__gte=models.F("vanaf")), name="afwezigheid_periode"),
            models.CheckConstraint(
                condition=~models.Q(vervanger=models.F("gebruiker")), name="afwezigheid_door_een_ander"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.gebruiker} bij {self.organisatie}, {self.vanaf}"

    @property
    def laatste_dag(self) -> date:
        return self.tot - timedelta(days=1)

    @property
    def is_voorbij(self) -> bool:
        """There is nothing left to end: it was, or was taken back before it began."""
        return self.tot <= max(self.vanaf, clock.vandaag())
