"""What the corporaties have: their share of the yearly number, one row per place, and homes."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django_fsm import FSMField, transition

from opstap.modellen import Dossierrij
from opstap.partners.models import Organisatie
from opstap.protocol.bemiddelen import Woningtype
from opstap.protocol.contingent import Verdeelwijze, Wijzigreden
from opstap.protocol.potten import Categorie, Potten
from opstap.regelingen.models import Regeling
from woningen.enums import Plaatsstatus, Woningstatus
from woningen.querysets import ContingentplaatsQuerySet, WoningQuerySet


class Contingent(Dossierrij):
    """The number of homes of a regeling in one year (Z-4.1) and its parts (Z-4.4). A new year is a new row (Z-4.5)."""

    regeling = models.ForeignKey(Regeling, models.PROTECT, related_name="contingenten")
    jaar = models.PositiveSmallIntegerField()
    totaal = models.PositiveIntegerField()
    bijzonder = models.PositiveIntegerField(null=True, blank=True)
    bijzonder_apart = models.BooleanField(default=False)
    housing_first = models.PositiveIntegerField(null=True, blank=True)
    wijze = models.CharField(max_length=12, choices=Verdeelwijze.keuzes, default=Verdeelwijze.WONINGBEZIT.value)
    procent = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Of the mutaties, if so agreed.")
    mutatiejaar = models.PositiveSmallIntegerField(null=True, blank=True)
    uitleg = models.JSONField(default=list, help_text="Hoe de aandelen zijn uitgerekend, regel voor regel.")

    class Meta:
        verbose_name_plural = "contingenten"
        constraints = [
            models.UniqueConstraint(fields=["regeling", "jaar"], name="contingent_een_per_jaar"),
            models.CheckConstraint(
                condition=Q(wijze=Verdeelwijze.MUTATIES.value, procent__isnull=False, mutatiejaar__isnull=False)
                | ~Q(wijze=Verdeelwijze.MUTATIES.value) & Q(procent=None, mutatiejaar=None),
                name="contingent_procent_van_mutaties",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.regeling} {self.jaar}"

    @property
    def potten(self) -> Potten:
        return Potten(self.totaal, self.bijzonder, self.bijzonder_apart, self.housing_first)

    def bezet(self, *, behalve: Contingentplaats | None = None) -> Counter[Categorie]:
        """Places reserved or used, per part of the number; not `behalve`, of which the part is chosen again."""
        plaatsen = self.plaatsen.bezet().exclude(pk=behalve.pk if behalve else None)
        return Counter(map(Categorie, plaatsen.values_list("categorie", flat=True)))


class Contingentwijziging(models.Model):
    """What the number of a year was from a day on, and why it became that. Never changed."""

    contingent = models.ForeignKey(Contingent, models.CASCADE, related_name="wijzigingen")
    op = models.DateField()
    totaal = models.PositiveIntegerField()
    bijzonder = models.PositiveIntegerField(null=True, blank=True)
    bijzonder_apart = models.BooleanField(default=False)
    housing_first = models.PositiveIntegerField(null=True, blank=True)
    reden = models.CharField(max_length=12, choices=Wijzigreden.keuzes, blank=True)

    class Meta:
        verbose_name_plural = "contingentwijzigingen"
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.contingent} op {self.op}"


class Contingentdeel(models.Model):
    """The woningbezit a corporatie brought in and the whole homes that follow from it (Z-4.2)."""

    contingent = models.ForeignKey(Contingent, models.CASCADE, related_name="delen")
    corporatie = models.ForeignKey(Organisatie, models.PROTECT, related_name="contingentdelen")
    woningbezit = models.PositiveIntegerField()
    aandeel = models.PositiveIntegerField()

    class Meta:
        verbose_name_plural = "contingentdelen"
        constraints = [models.UniqueConstraint(fields=["contingent", "corporatie"], name="contingentdeel_een_keer")]


class Contingentplaats(Dossierrij):
    """One place. A row per place, because a counter can be read by two at once and a row cannot be taken by two."""

    contingent = models.ForeignKey(Contingent, models.CASCADE, related_name="plaatsen")
    corporatie = models.ForeignKey(Organisatie, models.PROTECT, related_name="contingentplaatsen")
    nummer = models.PositiveIntegerField()
    categorie = models.CharField(max_length=16, choices=Categorie.keuzes, blank=True, help_text="Empty while free.")
    gebruikt_door = models.ForeignKey(
        Organisatie,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="gebruikte_plaatsen",
        help_text="Who guided the kandidaat then; stays when that one is forgotten (Z-4.10).",
    )
    status = FSMField(default=Plaatsstatus.VRIJ.value, choices=Plaatsstatus.keuzes, protected=True)

    objects = ContingentplaatsQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "contingentplaatsen"
        constraints = [
            models.UniqueConstraint(fields=["contingent", "corporatie", "nummer"], name="contingentplaats_nummer"),
            models.CheckConstraint(condition=Q(status__in=Plaatsstatus.codes()), name="contingentplaats_status"),
            models.CheckConstraint(
                condition=Q(status=Plaatsstatus.VRIJ.value, categorie="")
                | ~Q(status=Plaatsstatus.VRIJ.value) & Q(categorie__in=Categorie.codes()),
                name="contingentplaats_bezet_voor_iemand",
            ),
            models.CheckConstraint(
                condition=Q(status=Plaatsstatus.GEBRUIKT.value) | Q(gebruikt_door=None),
                name="contingentplaats_gebruikt_door",
            ),
        ]

    @transition(field=status, source=Plaatsstatus.VRIJ, target=Plaatsstatus.GERESERVEERD)
    def reserveren(self) -> None: ...

    @transition(field=status, source=Plaatsstatus.GERESERVEERD, target=Plaatsstatus.GEBRUIKT)
    def gebruiken(self) -> None: ...

    @transition(field=status, source=Plaatsstatus.GERESERVEERD, target=Plaatsstatus.VRIJ)
    def vrijgeven(self) -> None:
        self.categorie = ""


class Woning(Dossierrij):
    """A home of a corporatie. Whether it can be offered follows from its aanbiedingen."""

    corporatie = models.ForeignKey(Organisatie, models.PROTECT, related_name="woningen")
    adres = models.CharField(max_length=160)
    woningtype = models.CharField(max_length=20, choices=Woningtype.keuzes)
    kale_huur = models.DecimalField(max_digits=7, decimal_places=2, help_text="Euro per maand.")

    objects = WoningQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "woningen"
        constraints = [
            models.UniqueConstraint("corporatie", Lower("adres"), name="woning_een_keer_per_adres"),
            models.CheckConstraint(condition=Q(kale_huur__gt=0), name="woning_huur_boven_nul"),
        ]

    def __str__(self) -> str:
        return self.adres

    @property
    def status(self) -> Woningstatus:
        """From `met_status`; asks the database when the row came without it."""
        houder: Any = self.__dict__.get("houder", False)
        if houder is False:
            houder = type(self).objects.met_status().values_list("houder", flat=True).get(pk=self.pk)
        if houder is None:
            return Woningstatus.BESCHIKBAAR
        return Woningstatus.AANGEBODEN if houder == Woningstatus.AANGEBODEN else Woningstatus.VERHUURD
