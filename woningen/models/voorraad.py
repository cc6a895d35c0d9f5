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
from opstap.protocol.woningkenmerken import Leefbaarheid, Woningkenmerken, is_aandeel_vol
from opstap.regelingen.models import Regeling
from woningen.enums import Plaatsstatus, Woningstatus
from woningen.models.complex import Complex
from woningen.querysets import ContingentplaatsQuerySet, WoningimportQuerySet, WoningQuerySet


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

    @transition(field=status, source=[Plaatsstatus.GERESERVEERD, Plaatsstatus.GEBRUIKT], target=Plaatsstatus.VRIJ)
    def vrijgeven(self) -> None:
        self.categorie, self.gebruikt_door = "", None


class Woning(Dossierrij):
    """A home of a corporatie. Whether it can be offered follows from its aanbiedingen.

    Of its features None means that nobody knows.
    """

    corporatie = models.ForeignKey(Organisatie, models.PROTECT, related_name="woningen")
    adres = models.CharField(max_length=160)
    woningtype = models.CharField(max_length=20, choices=Woningtype.keuzes)
    kale_huur = models.DecimalField(max_digits=7, decimal_places=2, help_text="Euro per maand.")
    complex = models.ForeignKey(Complex, models.PROTECT, null=True, blank=True, related_name="woningen")
    portiek = models.CharField(max_length=20, blank=True)
    verdieping = models.SmallIntegerField(null=True, blank=True, help_text="0 is de begane grond.")
    lift = models.BooleanField(null=True, blank=True)
    zonder_drempels = models.BooleanField(null=True, blank=True)
    stil_huis = models.BooleanField(null=True, blank=True)
    huisdier = models.BooleanField(null=True, blank=True)
    zelfstandig = models.BooleanField(null=True, blank=True)
    zorgvastgoed = models.BooleanField(null=True, blank=True, help_text="De zorgorganisatie huurt haar zelf (P-6).")
    kamers = models.PositiveSmallIntegerField(null=True, blank=True)

    objects = WoningQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "woningen"
        indexes = [models.Index(fields=["corporatie", "adres", "id"], name="woning_op_adres")]
        constraints = [
            models.UniqueConstraint("corporatie", Lower("adres"), name="woning_een_keer_per_adres"),
            models.CheckConstraint(condition=Q(kale_huur__gt=0), name="woning_huur_boven_nul"),
            models.CheckConstraint(
                condition=Q(portiek="") | Q(complex__isnull=False), name="woning_portiek_in_complex"
            ),
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

    @property
    def kenmerken(self) -> Woningkenmerken:
        """From `met_kenmerken`; asks the database when the row came without it."""
        complex_ = self.complex
        return Woningkenmerken(
            woningtype=Woningtype(self.woningtype),
            kale_huur=self.kale_huur,
            verdieping=self.verdieping,
            lift=self.lift,
            zonder_drempels=self.zonder_drempels,
            stil_huis=self.stil_huis,
            huisdier=self.huisdier,
            zelfstandig=self.zelfstandig,
            kamers=self.kamers,
            nabij_steunpunt=complex_.nabij_steunpunt if complex_ else None,
            rustige_buurt=complex_.rustige_buurt if complex_ else None,
            openbaar_vervoer=complex_.openbaar_vervoer if complex_ else None,
            leefbaarheid=Leefbaarheid(complex_.leefbaarheid) if complex_ and complex_.leefbaarheid else None,
            aandeel_vol=self._aandeel_vol(complex_),
        )

    def _aandeel_vol(self, complex_: Complex | None) -> bool | None:
        if complex_ is None or complex_.aandeel_max is None:
            return None
        bezet: Any = self.__dict__.get("in_opstap")
        if bezet is None:
            bezet = type(self).objects.met_kenmerken().values_list("in_opstap", flat=True).get(pk=self.pk)
        return is_aandeel_vol(aandeel_max=complex_.aandeel_max, in_opstap=bezet)


class Woningimport(Dossierrij):
    """What was read from a file and nobody took over yet: one per corporatie, and not longer than a day."""

    corporatie = models.OneToOneField(Organisatie, models.PROTECT, related_name="+")
    tot = models.DateTimeField(db_index=True)
    regels = models.JSONField()

    objects = WoningimportQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "woningimports"
