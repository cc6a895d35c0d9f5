"""A regeling, its versioned parameters and who takes part as what."""

from __future__ import annotations

from functools import cached_property

from django.db import models
from django_fsm import FSMField, transition

from opstap.modellen import Dossierrij, MetSleutel
from opstap.partners.models import Gebruiker, Organisatie
from opstap.protocol.begrippen import Hoedanigheid, Keuze
from opstap.protocol.deelnemen import Aansluiting, Overlegkant
from opstap.protocol.parameters import Parameters, parameters_uit_document
from opstap.protocol.toelaten import ToelatingUitkomst
from opstap.regelingen.querysets import (
    CommissielidQuerySet,
    DeelnameQuerySet,
    RegelingQuerySet,
    RegelingVersieQuerySet,
)


class Regeling(MetSleutel):
    """One local scheme; several gemeenten may share it."""

    slug = models.SlugField(
        "korte naam", unique=True, help_text="Kleine letters en streepjes, bijvoorbeeld zutphen-2024."
    )
    naam = models.CharField(max_length=120)
    gemeenten = models.CharField(max_length=200, help_text="Namen van de gemeenten, met komma's ertussen.")
    kenmerkletter = models.CharField(
        max_length=1, unique=True, help_text="Eerste letter van elk kenmerk, bijvoorbeeld Z."
    )

    objects = RegelingQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "regelingen"

    def __str__(self) -> str:
        return self.naam


class Versiestatus(Keuze):
    CONCEPT = "concept", "in voorbereiding"
    VASTGESTELD = "vastgesteld"


class RegelingVersie(Dossierrij):
    """One validated parameter document; immutable once vastgesteld. A traject keeps its version (Z-1.13)."""

    regeling = models.ForeignKey(Regeling, models.PROTECT, related_name="versies")
    nummer = models.PositiveIntegerField()
    document = models.JSONField(help_text="De afspraken van deze regeling; leeg = niet vastgelegd.")
    status = FSMField(default=Versiestatus.CONCEPT.value, choices=Versiestatus.keuzes, protected=True)
    vanaf = models.DateField()
    ook_lopend = models.BooleanField(default=False)
    afgesproken_op = models.DateField(null=True, blank=True)

    objects = RegelingVersieQuerySet.as_manager()

    class Meta:
        verbose_name = "regelingversie"
        verbose_name_plural = "regelingversies"
        constraints = [
            models.UniqueConstraint(
                fields=["regeling"], condition=models.Q(status="concept"), name="regelingversie_een_concept"
            ),
            models.CheckConstraint(
                condition=models.Q(ook_lopend=False) | models.Q(afgesproken_op__isnull=False),
                name="regelingversie_lopend_met_afspraak",
            ),
            models.UniqueConstraint(fields=["regeling", "nummer"], name="versienummer_per_regeling"),
            models.CheckConstraint(condition=models.Q(status__in=Versiestatus.codes()), name="regelingversie_status"),
        ]

    def __str__(self) -> str:
        return f"{self.regeling} versie {self.nummer}"

    @cached_property
    def parameters(self) -> Parameters:
        return parameters_uit_document(self.document)

    @transition(field=status, source=Versiestatus.CONCEPT, target=Versiestatus.VASTGESTELD)
    def vaststellen(self) -> None:
        """The document must be valid; raises ParameterFout otherwise."""
        parameters_uit_document(self.document)


class Deelname(models.Model):
    """An organisation takes part in a regeling as something, for a half-open period [vanaf, tot)."""

    regeling = models.ForeignKey(Regeling, models.PROTECT, related_name="deelnames")
    organisatie = models.ForeignKey(Organisatie, models.PROTECT, related_name="deelnames")
    hoedanigheid = models.CharField(max_length=16, choices=Hoedanigheid.keuzes)
    vanaf = models.DateField()
    tot = models.DateField(null=True, blank=True, help_text="Eerste dag zonder deelname.")
    aansluiting = models.CharField(
        max_length=20,
        choices=Aansluiting.keuzes,
        default=Aansluiting.AANGESLOTEN.value,
        help_text="Bij een eigen overeenkomst leggen de gemeente en de corporatie daarna elk hun overleg vast.",
    )

    objects = DeelnameQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "deelnames"
        constraints = [
            models.UniqueConstraint(
                fields=["regeling", "organisatie", "hoedanigheid"],
                condition=models.Q(tot=None),
                name="deelname_een_keer_open",
            ),
            models.CheckConstraint(
                condition=models.Q(aansluiting=Aansluiting.AANGESLOTEN.value)
                | models.Q(aansluiting__in=Aansluiting.codes(), hoedanigheid=Hoedanigheid.BEGELEIDING.value),
                name="deelname_aansluiting",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisatie} als {Hoedanigheid(self.hoedanigheid).label} in {self.regeling}"


class Overeenkomstoverleg(models.Model):
    """One side said that it consulted the other about an own opstapovereenkomst (Z-7.7); taken back = gone."""

    deelname = models.ForeignKey(Deelname, models.PROTECT, related_name="overleggen")
    kant = models.CharField(max_length=12, choices=Overlegkant.keuzes)
    datum = models.DateField()
    gebruiker = models.ForeignKey(Gebruiker, models.PROTECT, related_name="+")

    class Meta:
        verbose_name_plural = "overeenkomstoverleggen"
        constraints = [models.UniqueConstraint(fields=["deelname", "kant"], name="overeenkomstoverleg_per_kant")]


class Commissielid(models.Model):
    """A person sits in the commissie of a regeling for a corporatie or gemeente, for a half-open period (A-11).

    The role commissielid says what somebody may do; the seat says in which regeling.
    """

    deelname = models.ForeignKey(
        Deelname, models.PROTECT, related_name="leden", limit_choices_to={"hoedanigheid": Hoedanigheid.COMMISSIE.value}
    )
    gebruiker = models.ForeignKey(Gebruiker, models.PROTECT, related_name="commissiezetels")
    vertegenwoordigt = models.ForeignKey(Organisatie, models.PROTECT, related_name="+")
    vanaf = models.DateField()
    tot = models.DateField(null=True, blank=True, help_text="Eerste dag zonder deze zetel.")

    objects = CommissielidQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "commissieleden"
        constraints = [
            models.UniqueConstraint(
                fields=["deelname", "gebruiker"], condition=models.Q(tot=None), name="commissielid_een_keer_open"
            ),
            models.CheckConstraint(
                condition=models.Q(tot=None) | models.Q(tot__gt=models.F("vanaf")), name="commissielid_periode"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.gebruiker}, voor {self.vertegenwoordigt}"


class Standaardtekst(MetSleutel):
    """What often stands in a motivering: put into the field by who decides, and changed there."""

    regeling = models.ForeignKey(Regeling, models.PROTECT, related_name="standaardteksten")
    naam = models.CharField(max_length=60, help_text="Zo staat de tekst in de lijst, bijvoorbeeld: Nee, huurschuld.")
    bij = models.CharField(
        "bij welk besluit",
        max_length=12,
        blank=True,
        default="",
        db_default="",
        choices=ToelatingUitkomst.keuzes,
        help_text="Leeg: bij elk besluit. Anders kan de tekst niet in de brief van een ander besluit komen.",
    )
    tekst = models.TextField(max_length=1000, help_text="Gewone zinnen voor in de brief. Niets over één mens.")
    in_gebruik = models.BooleanField("te kiezen", default=True)

    class Meta:
        verbose_name_plural = "standaardteksten"
        constraints = [
            models.UniqueConstraint(fields=["regeling", "naam"], name="standaardtekst_naam_per_regeling"),
            models.CheckConstraint(
                condition=models.Q(bij__in=["", *ToelatingUitkomst.codes()]), name="standaardtekst_bij_besluit"
            ),
        ]

    def __str__(self) -> str:
        return self.naam


class Kenmerkteller(models.Model):
    """The last number given out per regeling and year."""

    regeling = models.ForeignKey(Regeling, models.PROTECT)
    jaar = models.PositiveSmallIntegerField()
    laatste = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["regeling", "jaar"], name="kenmerkteller_per_jaar")]
