"""What the partners of a regeling write down together. No row leads to a traject or a person."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from evaluatie.register.querysets import GeschilQuerySet, KnelpuntQuerySet, ProtocolevaluatieQuerySet
from opstap.modellen import Dossierrij
from opstap.partners.models import Organisatie
from opstap.protocol.registers import (
    Evaluatieaanleiding,
    Geschilonderwerp,
    Geschiluitkomst,
    Tekstsoort,
    Thema,
    Uitsluiting,
)
from opstap.regelingen.models import Regeling


class Knelpunt(Dossierrij):
    """What got stuck, in which month (P-45, P-46). No day, and no key of a traject: nobody is found through it."""

    regeling = models.ForeignKey(Regeling, models.PROTECT, related_name="knelpunten")
    organisatie = models.ForeignKey(Organisatie, models.PROTECT, related_name="knelpunten")
    thema = models.CharField(max_length=16, choices=Thema.keuzes)
    uitsluiting = models.CharField(max_length=16, choices=Uitsluiting.keuzes, blank=True)
    jaar = models.PositiveSmallIntegerField()
    maand = models.PositiveSmallIntegerField()

    objects = KnelpuntQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "knelpunten"
        indexes = [models.Index(fields=["regeling", "-id"], name="knelpunt_lijst")]
        constraints = [
            models.CheckConstraint(condition=Q(thema__in=Thema.codes()), name="knelpunt_thema"),
            models.CheckConstraint(
                condition=Q(uitsluiting__in=["", *Uitsluiting.codes()]), name="knelpunt_uitsluiting"
            ),
            models.CheckConstraint(condition=Q(maand__gte=1, maand__lte=12), name="knelpunt_maand"),
        ]


class Knelpunttekst(models.Model):
    """One short text; can be deleted without touching the knelpunt that is counted (law 8)."""

    knelpunt = models.ForeignKey(Knelpunt, models.CASCADE, related_name="teksten")
    soort = models.CharField(max_length=12, choices=Tekstsoort.keuzes)
    tekst = models.CharField(max_length=300)

    class Meta:
        verbose_name_plural = "knelpuntteksten"
        constraints = [models.UniqueConstraint(fields=["knelpunt", "soort"], name="knelpunttekst_een_per_soort")]


class Protocolevaluatie(Dossierrij):
    """The partners talked about the protocol itself (Z-16): the fixed one of a year, or because of a knelpunt."""

    regeling = models.ForeignKey(Regeling, models.PROTECT, related_name="protocolevaluaties")
    jaar = models.PositiveSmallIntegerField()
    aanleiding = models.CharField(max_length=12, choices=Evaluatieaanleiding.keuzes)
    gehouden_op = models.DateField()
    onderwerpen = models.JSONField(default=list, blank=True, help_text="Codes of Evaluatieonderwerp.")
    organisaties = models.ManyToManyField(Organisatie, related_name="protocolevaluaties")
    rollen = models.JSONField(default=list, help_text="Codes of Rol: who was there, no names.")
    bestuurlijk_op = models.DateField(null=True, blank=True, help_text="On the agenda of the bestuurlijk overleg.")

    objects = ProtocolevaluatieQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "protocolevaluaties"
        ordering = ["-gehouden_op", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["regeling", "jaar"],
                condition=Q(aanleiding=Evaluatieaanleiding.JAARLIJKS.value),
                name="protocolevaluatie_een_per_jaar",
            ),
            models.CheckConstraint(
                condition=Q(aanleiding__in=Evaluatieaanleiding.codes()), name="protocolevaluatie_aanleiding"
            ),
        ]


class Protocolafspraak(Dossierrij):
    """What one organisation will do after it, and when it was done."""

    protocolevaluatie = models.ForeignKey(Protocolevaluatie, models.CASCADE, related_name="afspraken")
    organisatie = models.ForeignKey(Organisatie, models.PROTECT, related_name="protocolafspraken")
    wat = models.CharField(max_length=200)
    uiterlijk = models.DateField()
    klaar_op = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "protocolafspraken"
        ordering = ["uiterlijk", "pk"]


class Geschil(Dossierrij):
    """One party says that there is a dispute about the protocol (Z-18.2); about organisations, never about a person."""

    regeling = models.ForeignKey(Regeling, models.PROTECT, related_name="geschillen")
    melder = models.ForeignKey(Organisatie, models.PROTECT, related_name="gemelde_geschillen")
    wederpartijen = models.ManyToManyField(Organisatie, related_name="geschillen")
    onderwerp = models.CharField(max_length=12, choices=Geschilonderwerp.keuzes)
    gemeld_op = models.DateField()
    bemiddelaar_op = models.DateField(null=True, blank=True)
    rechter_op = models.DateField(null=True, blank=True)
    afgerond_op = models.DateField(null=True, blank=True)
    uitkomst = models.CharField(max_length=12, choices=Geschiluitkomst.keuzes, blank=True)

    objects = GeschilQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "geschillen"
        ordering = ["-gemeld_op", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(onderwerp__in=Geschilonderwerp.codes()), name="geschil_onderwerp"),
            models.CheckConstraint(
                condition=Q(afgerond_op=None, uitkomst="")
                | Q(afgerond_op__isnull=False, uitkomst__in=Geschiluitkomst.codes()),
                name="geschil_afgerond_met_uitkomst",
            ),
        ]
