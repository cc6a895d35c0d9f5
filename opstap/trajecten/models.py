"""The person, the traject, who is involved, what was decided and what was said."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q

from opstap.modellen import Dossierrij, MetSleutel, MetVersie
from opstap.partners.models import Gebruiker, Organisatie
from opstap.partners.rechten import Actie
from opstap.protocol.begrippen import Fase, Hoedanigheid, Instroomroute, Rol
from opstap.protocol.verklaringen import Uitspraak, Zegt
from opstap.protocol.vertegenwoordigen import Vertegenwoordiging
from opstap.regelingen.models import Regeling, RegelingVersie
from opstap.trajecten.enums import Besluitsoort, Uitkomst, Verklaringsoort, Wijze
from opstap.trajecten.querysets import BetrokkenheidQuerySet, ConceptQuerySet, TrajectQuerySet


class Persoon(MetSleutel, MetVersie):
    """The only table with the name of a kandidaat or who rents too; can be deleted whole (law 8)."""

    naam = models.CharField(max_length=120)
    geboortedatum = models.DateField()
    adres = models.CharField("postadres", max_length=160, blank=True)
    adres_sinds = models.DateField(null=True, blank=True, help_text="De dag waarop het postadres is ingevuld.")
    telefoon = models.CharField(max_length=30, blank=True)
    adres_geheim = models.BooleanField(default=False)
    beslist_mee = models.BooleanField(null=True, blank=True, help_text="Does a Contact decide too? Empty = not asked.")

    class Meta:
        verbose_name_plural = "personen"

    def __str__(self) -> str:
        return self.naam

    @property
    def initialen(self) -> str:
        return "".join(deel[0].upper() for deel in self.naam.split() if deel[0].isalpha())[:3]


class Contact(models.Model):
    """Who decides beside or instead of a persoon; goes when the person goes."""

    persoon = models.ForeignKey(Persoon, models.CASCADE, related_name="contacten")
    soort = models.CharField(max_length=28, choices=Vertegenwoordiging.keuzes)
    naam = models.CharField(max_length=120)
    organisatie = models.CharField(max_length=120, blank=True)
    telefoon = models.CharField(max_length=30, blank=True)
    email = models.EmailField(max_length=120, blank=True)

    class Meta:
        verbose_name_plural = "contacten"
        constraints = [models.UniqueConstraint(fields=["persoon", "soort"], name="contact_een_per_soort")]

    def __str__(self) -> str:
        return self.wie

    @property
    def wie(self) -> str:
        """As on a contract."""
        return ", ".join(filter(None, (self.naam, self.organisatie)))

    @property
    def volledig(self) -> str:
        """With how to reach him."""
        return ", ".join(filter(None, (self.wie, self.telefoon, self.email)))


class Traject(Dossierrij):
    """The whole course of one person in one regeling. `fase` is derived, never set by hand."""

    kenmerk = models.CharField(max_length=16, unique=True)
    persoon = models.ForeignKey(Persoon, models.SET_NULL, null=True, related_name="trajecten")
    regeling = models.ForeignKey(Regeling, models.PROTECT, related_name="trajecten")
    regelingversie = models.ForeignKey(RegelingVersie, models.PROTECT, related_name="trajecten")
    instroomroute = models.CharField(
        max_length=20,
        choices=Instroomroute.keuzes,
        blank=True,
        help_text="Empty: a corporatie began, and zorg did not say it yet.",
    )
    fase = models.CharField(max_length=16, choices=Fase.keuzes, default=Fase.AANMELDING.value)
    gestart_op = models.DateField()
    afgesloten_op = models.DateField(null=True, blank=True)
    uitkomst = models.CharField(max_length=20, choices=Uitkomst.keuzes, blank=True)
    gewist_op = models.DateField(null=True, blank=True, help_text="Since when nothing is left of the person.")
    vervolg_op = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="vervolgen")

    #: who is involved, kept for one page (`toegang`); None = asked each time, as in every service
    betrokken_gezien: dict[tuple[bool, bool, date], set[tuple[int, str]]] | None = None

    objects = TrajectQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "trajecten"
        indexes = [
            models.Index(fields=["-gestart_op", "-id"], name="traject_open", condition=Q(afgesloten_op=None)),
            models.Index(fields=["regeling", "fase"], name="traject_per_fase"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["persoon", "regeling"],
                condition=Q(afgesloten_op=None),
                name="traject_een_open_per_persoon",
            ),
            models.CheckConstraint(
                condition=Q(afgesloten_op=None, uitkomst="") | (Q(afgesloten_op__isnull=False) & ~Q(uitkomst="")),
                name="traject_gesloten_met_uitkomst",
            ),
            models.CheckConstraint(
                condition=Q(gewist_op=None) | Q(persoon=None, afgesloten_op__isnull=False),
                name="traject_gewist_zonder_persoon",
            ),
        ]

    def __str__(self) -> str:
        return self.kenmerk

    @property
    def naam(self) -> str:
        return self.persoon.naam if self.persoon else "(gegevens gewist)"

    @property
    def initialen(self) -> str:
        return self.persoon.initialen if self.persoon else "–"

    @property
    def herkomstroute(self) -> Instroomroute | None:
        return Instroomroute(self.instroomroute) if self.instroomroute else None


class Zoekregel(models.Model):
    """Kenmerk and name in lower case, for searching; goes when the person goes."""

    traject = models.OneToOneField(Traject, models.CASCADE, related_name="zoekregel")
    tekst = models.CharField(max_length=160)


class Persoonklank(models.Model):
    """How a name sounds with the day of birth, to find who is known already; goes when the person goes."""

    persoon = models.OneToOneField(Persoon, models.CASCADE, related_name="klank")
    klank = models.CharField(max_length=180, blank=True, db_index=True)

    class Meta:
        verbose_name_plural = "persoonklanken"


class Concept(MetVersie):
    """A page of a form that was not sent yet, as it was typed; for the colleagues of one organisation (law 10)."""

    traject = models.ForeignKey(Traject, models.CASCADE, related_name="concepten")
    organisatie = models.UUIDField()
    rol = models.CharField(max_length=24, choices=Rol.keuzes, help_text="In which role was typed.")
    actie = models.CharField(max_length=40, choices=Actie.keuzes, help_text="What somebody needs to go on here.")
    pagina = models.CharField(max_length=80)
    pad = models.CharField(max_length=200, help_text="The address of the page, to go on there.")
    titel = models.CharField(max_length=120, help_text="What stands above the page.")
    velden = models.JSONField()
    op_versie = models.PositiveIntegerField(null=True, help_text="The version of the row the page was made from.")
    gebruiker = models.UUIDField(help_text="Who typed last.")
    opgeslagen_op = models.DateTimeField()
    bewaard_tot = models.DateField(db_index=True)
    waarschuwen_op = models.DateField(null=True, blank=True, db_index=True, help_text="Empty when that was done.")

    objects = ConceptQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "concepten"
        constraints = [
            models.UniqueConstraint(fields=["traject", "organisatie", "pagina"], name="concept_een_per_pagina"),
        ]


class Betrokkenheid(models.Model):
    """An organisation is something in a traject for a half-open period. Access and duties read this table."""

    traject = models.ForeignKey(Traject, models.CASCADE, related_name="betrokkenheden")
    organisatie = models.ForeignKey(Organisatie, models.PROTECT, related_name="betrokkenheden")
    hoedanigheid = models.CharField(max_length=16, choices=Hoedanigheid.keuzes)
    contactpersoon = models.ForeignKey(Gebruiker, models.PROTECT, null=True, blank=True, related_name="+")
    vanaf = models.DateField()
    tot = models.DateField(null=True, blank=True)
    leest_tot = models.DateField(
        null=True,
        blank=True,
        help_text="Handed over: may do until this day what `NA_OVERDRACHT` says. Empty = as involved.",
    )
    reden = models.CharField(max_length=60)

    objects = BetrokkenheidQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "betrokkenheden"
        indexes = [models.Index(fields=["organisatie", "hoedanigheid", "traject"], name="betrokken_per_organisatie")]
        constraints = [
            models.UniqueConstraint(
                fields=["traject", "hoedanigheid", "organisatie"],
                condition=Q(tot=None),
                name="betrokkenheid_een_keer_open",
            ),
            models.UniqueConstraint(
                fields=["traject"],
                condition=Q(tot=None, hoedanigheid=Hoedanigheid.BEGELEIDING.value),
                name="betrokkenheid_een_begeleidt",
            ),
            models.CheckConstraint(condition=Q(tot=None) | Q(tot__gte=F("vanaf")), name="betrokkenheid_periode"),
        ]


class Besluit(MetSleutel):
    """Every decision of every kind. Never changed; a later one stands beside it."""

    traject = models.ForeignKey(Traject, models.PROTECT, related_name="besluiten")
    soort = models.CharField(max_length=24, choices=Besluitsoort.keuzes)
    uitkomst = models.CharField(max_length=30)
    datum = models.DateField()
    gebruiker = models.UUIDField(null=True)
    organisatie = models.UUIDField(null=True)
    rol = models.CharField(max_length=30)
    snapshot = models.JSONField(default=dict, help_text="Codes, dates, verdicts and version keys it rests on.")
    vergadering_op = models.DateField(null=True, blank=True, help_text="The day a commissie met (A-13).")
    aanwezig = models.JSONField(
        default=list, blank=True, help_text="Keys of the members who were present, and for which organisation."
    )

    herziet = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="herzien_door",
        help_text="The besluit that does not hold any more by this one.",
    )

    class Meta:
        verbose_name_plural = "besluiten"
        constraints = [
            models.CheckConstraint(
                condition=~Q(rol=Rol.COMMISSIELID.value) | (Q(vergadering_op__isnull=False) & ~Q(aanwezig=[])),
                name="besluit_commissie_met_leden",
            )
        ]


class Motivering(models.Model):
    """The free text of a besluit; deletable without touching the besluit (law 8)."""

    besluit = models.OneToOneField(Besluit, models.CASCADE, related_name="motivering")
    tekst = models.TextField(max_length=2000)


class Verklaring(MetSleutel):
    """Akkoord, instemming, overleg or kennisneming, with date and way, tied to `onderwerp` (a version or contract).

    `door`: who said it for the kandidaat; empty = whom the soort names. A ja, unless `geweigerd`: then a nee.
    Taken back by a new row (`trekt_in`).
    """

    traject = models.ForeignKey(Traject, models.CASCADE, related_name="verklaringen")
    soort = models.CharField(max_length=24, choices=Verklaringsoort.keuzes)
    onderwerp = models.UUIDField(null=True, blank=True)
    datum = models.DateField()
    wijze = models.CharField(max_length=16, choices=Wijze.keuzes)
    door = models.CharField(max_length=28, choices=Vertegenwoordiging.keuzes, blank=True)
    gebruiker = models.UUIDField(null=True)
    organisatie = models.UUIDField(null=True)
    rol = models.CharField(max_length=30)
    geweigerd = models.BooleanField(default=False)
    trekt_in = models.OneToOneField("self", models.CASCADE, null=True, blank=True, related_name="ingetrokken_door")

    class Meta:
        verbose_name_plural = "verklaringen"
        indexes = [models.Index(fields=["traject", "soort", "datum"], name="verklaring_per_soort")]
        constraints = [
            models.CheckConstraint(
                condition=Q(geweigerd=False) | Q(trekt_in=None), name="verklaring_nee_of_ingetrokken"
            )
        ]

    @property
    def uitspraak(self) -> Uitspraak:
        zegt = Zegt.NEE if self.geweigerd else Zegt.JA if self.trekt_in_id is None else Zegt.TREKT_IN
        door = Vertegenwoordiging(self.door) if self.door else None
        return Uitspraak(zegt, self.onderwerp, self.datum, door)
