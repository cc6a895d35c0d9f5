"""What the corporaties have: their share of the yearly number, one row per place, and homes."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django_fsm import FSMField, transition

from opstap.modellen import Dossierrij
from opstap.partners.models import Organisatie
from opstap.protocol.bemiddelen import Woningtype
from opstap.regelingen.models import Regeling
from woningen.enums import Plaatsstatus, Woningstatus
from woningen.querysets import ContingentplaatsQuerySet, WoningQuerySet


class Contingent(Dossierrij):
    """The number of homes of one regeling in one year (Z-4.1). A new year is a new row (Z-4.5)."""

    regeling = models.ForeignKey(Regeling, models.PROTECT, related_name="contingenten")
    jaar = models.PositiveSmallIntegerField()
    totaal = models.PositiveIntegerField()
    uitleg = models.JSONField(default=list, help_text="Hoe de aandelen zijn uitgerekend, regel voor regel.")

    class Meta:
        verbose_name_plural = "contingenten"
        constraints = [models.UniqueConstraint(fields=["regeling", "jaar"], name="contingent_een_per_jaar")]

    def __str__(self) -> str:
        return f"{self.regeling} {self.jaar}"


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
    status = FSMField(default=Plaatsstatus.VRIJ.value, choices=Plaatsstatus.keuzes, protected=True)

    objects = ContingentplaatsQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "contingentplaatsen"
        constraints = [
            models.UniqueConstraint(fields=["contingent", "corporatie", "nummer"], name="contingentplaats_nummer"),
            models.CheckConstraint(condition=Q(status__in=Plaatsstatus.codes()), name="contingentplaats_status"),
        ]

    @transition(field=status, source=Plaatsstatus.VRIJ, target=Plaatsstatus.GERESERVEERD)
    def reserveren(self) -> None: ...

    @transition(field=status, source=Plaatsstatus.GERESERVEERD, target=Plaatsstatus.GEBRUIKT)
    def gebruiken(self) -> None: ...

    @transition(field=status, source=Plaatsstatus.GERESERVEERD, target=Plaatsstatus.VRIJ)
    def vrijgeven(self) -> None: ...


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
