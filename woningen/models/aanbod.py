"""Finding a home for a kandidaat: the bemiddeling and every home that was offered."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django_fsm import FSMField, transition

from opstap.modellen import Dossierrij
from opstap.partners.models import Organisatie
from opstap.protocol.begrippen import Route
from opstap.protocol.bemiddelen import Aanbiedingstatus, Afhandeling
from opstap.protocol.passen import Plek
from opstap.protocol.potten import Categorie
from opstap.trajecten.models import Traject
from woningen.enums import Bemiddelingstatus, Intrekreden, Weigerreden
from woningen.models.voorraad import Contingentplaats, Woning
from woningen.querysets import BEMIDDELING_DICHT, IN_WACHTRIJ, AanbiedingQuerySet, BemiddelingQuerySet

#: Until the key both sides can still step back.
_VOOR_DE_SLEUTEL = [Aanbiedingstatus.AANGEBODEN, Aanbiedingstatus.GEACCEPTEERD]


class Bemiddeling(Dossierrij):
    """The search along one route (Z-9.3, Z-9.4). After vervallen or overgaan a new row opens on the other route."""

    traject = models.ForeignKey(Traject, models.PROTECT, related_name="bemiddelingen")
    route = models.CharField(max_length=20, choices=Route.keuzes)
    status = FSMField(default=Bemiddelingstatus.WACHT.value, choices=Bemiddelingstatus.keuzes, protected=True)
    toelating = models.UUIDField(help_text="The besluit it rests on.")
    begonnen_op = models.DateField()
    verhuurder = models.ForeignKey(Organisatie, models.PROTECT, null=True, blank=True, related_name="bemiddelingen")
    verhuurder_gevraagd_op = models.DateField(null=True, blank=True)
    toegewezen_op = models.DateField(null=True, blank=True)
    categorie = models.CharField(max_length=16, choices=Categorie.keuzes, default=Categorie.OPSTAP.value)
    reageren_tot = models.DateField(null=True, blank=True, help_text="The last day of reacting oneself (Z-9.24).")
    reageren_beslist_op = models.DateField(null=True, blank=True)
    wachtrij_dag = models.DateField(help_text="The day the aanmelding was sent first (Z-4.9); a new search keeps it.")
    wachtrij_nummer = models.PositiveBigIntegerField(help_text="Who sent first on one day.")

    objects = BemiddelingQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "bemiddelingen"
        indexes = [
            models.Index(
                fields=["wachtrij_dag", "wachtrij_nummer", "id"], condition=IN_WACHTRIJ, name="bemiddeling_wachtrij"
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["traject"], condition=~Q(status__in=BEMIDDELING_DICHT), name="bemiddeling_een_open"
            ),
            models.CheckConstraint(condition=Q(status__in=Bemiddelingstatus.codes()), name="bemiddeling_status"),
            models.CheckConstraint(
                condition=Q(verhuurder__isnull=False)
                | Q(status__in=["wacht", "vervallen", "ingetrokken", "overgegaan"]),
                name="bemiddeling_met_verhuurder",
            ),
            models.CheckConstraint(
                condition=Q(reageren_tot=None) | Q(route=Route.ZELF_REAGEREN.value), name="bemiddeling_zelf_tot"
            ),
        ]

    @property
    def plek(self) -> Plek:
        return Plek(self.wachtrij_dag, self.wachtrij_nummer)

    @transition(field=status, source=Bemiddelingstatus.WACHT, target=Bemiddelingstatus.ZOEKT)
    def zoeken(self) -> None:
        """A corporatie is asked for a home."""

    @transition(field=status, source=Bemiddelingstatus.ZOEKT, target=Bemiddelingstatus.AANGEBODEN)
    def aanbieden(self) -> None: ...

    @transition(
        field=status,
        source=[Bemiddelingstatus.AANGEBODEN, Bemiddelingstatus.TOEGEWEZEN],
        target=Bemiddelingstatus.ZOEKT,
    )
    def verder_zoeken(self) -> None:
        """The offer was refused, withdrawn or expired; also after a yes, before the key."""

    @transition(field=status, source=Bemiddelingstatus.AANGEBODEN, target=Bemiddelingstatus.TOEGEWEZEN)
    def toewijzen(self) -> None: ...

    @transition(field=status, source=Bemiddelingstatus.ZOEKT, target=Bemiddelingstatus.VERVALLEN)
    def vervallen(self) -> None:
        """The last offer that counts was refused (Z-9.14)."""

    @transition(
        field=status, source=[Bemiddelingstatus.WACHT, Bemiddelingstatus.ZOEKT], target=Bemiddelingstatus.INGETROKKEN
    )
    def intrekken(self) -> None:
        """The kandidaat is not toegelaten any more."""

    @transition(
        field=status, source=[Bemiddelingstatus.WACHT, Bemiddelingstatus.ZOEKT], target=Bemiddelingstatus.OVERGEGAAN
    )
    def overgaan(self) -> None:
        """From reacting oneself to directe bemiddeling, which is a row of its own (Z-9.25)."""


class Aanbieding(Dossierrij):
    """One home offered to one kandidaat. It holds its home until `woning_vrij_op`."""

    bemiddeling = models.ForeignKey(Bemiddeling, models.PROTECT, related_name="aanbiedingen")
    woning = models.ForeignKey(Woning, models.PROTECT, related_name="aanbiedingen")
    plaats = models.ForeignKey(Contingentplaats, models.SET_NULL, null=True, blank=True, related_name="aanbiedingen")
    status = FSMField(default=Aanbiedingstatus.AANGEBODEN.value, choices=Aanbiedingstatus.keuzes, protected=True)
    aangeboden_op = models.DateField()
    antwoord_uiterlijk = models.DateField()
    uitzondering_woningtype = models.BooleanField(default=False)
    afgehandeld_op = models.DateField(null=True, blank=True)
    weigerreden = models.CharField(max_length=12, choices=Weigerreden.keuzes, blank=True)
    intrekreden = models.CharField(max_length=12, choices=Intrekreden.keuzes, blank=True)
    mismatch_bevestigd = models.BooleanField(default=False)
    factor_vastgelegd_op = models.DateField(null=True, blank=True)
    afhandeling = models.CharField(max_length=12, choices=Afhandeling.keuzes, blank=True)
    woning_vrij_op = models.DateField(null=True, blank=True)

    objects = AanbiedingQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "aanbiedingen"
        constraints = [
            models.UniqueConstraint(
                fields=["woning"], condition=Q(woning_vrij_op=None), name="aanbieding_een_per_woning"
            ),
            models.UniqueConstraint(
                fields=["bemiddeling"], condition=Q(status="aangeboden"), name="aanbieding_een_open"
            ),
            models.UniqueConstraint(
                fields=["plaats"],
                condition=Q(status__in=["aangeboden", "geaccepteerd"]),
                name="aanbieding_een_per_plaats",
            ),
            models.CheckConstraint(condition=Q(status__in=Aanbiedingstatus.codes()), name="aanbieding_status"),
            models.CheckConstraint(
                condition=~Q(status="aangeboden") | Q(woning_vrij_op=None), name="aanbieding_houdt_woning"
            ),
            models.CheckConstraint(
                condition=Q(status__in=["aangeboden", "verlopen"]) | Q(afgehandeld_op__isnull=False),
                name="aanbieding_afgehandeld_met_datum",
            ),
        ]

    @transition(field=status, source=Aanbiedingstatus.AANGEBODEN, target=Aanbiedingstatus.GEACCEPTEERD)
    def accepteren(self) -> None: ...

    @transition(field=status, source=_VOOR_DE_SLEUTEL, target=Aanbiedingstatus.GEWEIGERD)
    def weigeren(self) -> None: ...

    @transition(field=status, source=_VOOR_DE_SLEUTEL, target=Aanbiedingstatus.INGETROKKEN)
    def intrekken(self) -> None: ...

    @transition(field=status, source=Aanbiedingstatus.AANGEBODEN, target=Aanbiedingstatus.VERLOPEN)
    def verlopen(self) -> None: ...

    @transition(field=status, source=Aanbiedingstatus.VERLOPEN, target=Aanbiedingstatus.VERLOPEN)
    def afhandelen(self) -> None:
        """The consulent settles what an expired offer means (I-13); it stays verlopen."""
