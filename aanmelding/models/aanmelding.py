"""The form of one traject, with what may be deleted whole in rows of its own (law 8)."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q
from django_fsm import FSMField, transition

from aanmelding.enums import BindingBron
from aanmelding.querysets import VooraanmeldingQuerySet
from opstap import clock
from opstap.modellen import Dossierrij
from opstap.protocol.aanmeldstappen import INVULBAAR, Aanmeldstatus, Intrekreden
from opstap.protocol.begrippen import Route
from opstap.trajecten.models import Traject

if TYPE_CHECKING:
    from aanmelding.models.versie import AanmeldVersie

S = Aanmeldstatus


class Aanmelding(Dossierrij):
    """The form of one traject. `inhoud` is the key of what it says now: a new one at every change.

    Sending fixes that key as the key of an AanmeldVersie; akkoord points to it, so a change makes akkoord stale.
    """

    traject = models.OneToOneField(Traject, models.CASCADE, related_name="aanmelding")
    status = FSMField(default=S.CONCEPT.value, choices=S.keuzes, protected=True)
    inhoud = models.UUIDField(default=uuid.uuid4, editable=False)
    gewijzigd_op = models.DateField(default=clock.vandaag, help_text="De laatste dag dat iets is opgeslagen.")
    uitstroom = models.DateField("geplande uitstroom", null=True, blank=True)
    binding_maanden = models.PositiveSmallIntegerField(null=True, blank=True)
    binding_bron = models.CharField(max_length=16, choices=BindingBron.keuzes, blank=True)
    direct_voorafgaand = models.BooleanField(null=True, blank=True)
    vrijstelling = models.BooleanField(default=False)
    voorkeursroute = models.CharField(max_length=20, choices=Route.keuzes, blank=True)
    ingediend_op = models.DateField(null=True, blank=True)
    compleet_op = models.DateField(null=True, blank=True)
    gesprek_nodig = models.BooleanField(default=True, help_text="Of de regeling een gesprek vraagt (Z-9.2).")
    gesprek_op = models.DateField(null=True, blank=True)
    gesprek_met = models.JSONField(
        default=list, blank=True, help_text="Wie erbij waren, als codes; niets van de inhoud."
    )
    besloten_op = models.DateField(null=True, blank=True)
    heropend_op = models.DateField(null=True, blank=True, help_text="Het besluit van daarvoor geldt niet meer.")
    eigen_bijdrage_op = models.DateField(null=True, blank=True, help_text="Verlaging geregeld (A-18).")
    indicatie_op = models.DateField(null=True, blank=True, help_text="Wlz-indicatie omgezet (A-17).")
    intrekreden = models.CharField(max_length=24, choices=Intrekreden.keuzes, blank=True)

    class Meta:
        verbose_name_plural = "aanmeldingen"
        constraints = [
            models.CheckConstraint(condition=Q(status__in=S.codes()), name="aanmelding_status"),
            models.CheckConstraint(
                condition=Q(
                    status__in=[S.CONCEPT.value, S.VOORAANGEMELD.value, S.VOORWAARDE_GESTELD.value, S.INGETROKKEN.value]
                )
                | Q(ingediend_op__isnull=False),
                name="aanmelding_ingediend_met_datum",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=[S.COMPLEET.value, S.TOEGELATEN.value])
                | Q(compleet_op__isnull=False, compleet_op__gte=F("ingediend_op")),
                name="aanmelding_compleet_met_datum",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=[S.TOEGELATEN.value, S.AFGEWEZEN.value])
                | Q(besloten_op__isnull=False, gesprek_op__isnull=False, gesprek_op__lte=F("besloten_op"))
                | Q(besloten_op__isnull=False, gesprek_op=None, gesprek_nodig=False),
                name="aanmelding_besloten_na_gesprek",
            ),
            models.CheckConstraint(
                condition=(Q(status=S.INGETROKKEN.value) & ~Q(intrekreden=""))
                | (~Q(status=S.INGETROKKEN.value) & Q(intrekreden="")),
                name="aanmelding_ingetrokken_met_reden",
            ),
        ]

    def __str__(self) -> str:
        return f"aanmelding {self.traject}"

    @property
    def laatste_versie(self) -> AanmeldVersie | None:
        """What was sent last; None before the first time."""
        return self.versies.order_by("-nummer").first()

    @property
    def akkoordsleutel(self) -> uuid.UUID:
        """On what akkoord is given: what the form says, or, once it is fixed, the version that was sent (Z-8.6)."""
        laatste = None if self.status in INVULBAAR else self.laatste_versie
        return self.inhoud if laatste is None else laatste.sleutel

    @transition(field=status, source=S.CONCEPT, target=S.VOORAANGEMELD)
    def vooraanmelden(self) -> None: ...

    @transition(field=status, source=S.CONCEPT, target=S.VOORWAARDE_GESTELD)
    def voorwaarde_stellen(self) -> None:
        """At once when it is made: the corporatie fills in nothing (Z-5.4)."""

    @transition(field=status, source=S.VOORWAARDE_GESTELD, target=S.CONCEPT)
    def oppakken(self) -> None: ...

    @transition(field=status, source=S.VOORWAARDE_GESTELD, target=S.INGETROKKEN)
    def voorwaarde_beeindigen(self) -> None: ...

    @transition(field=status, source=[S.CONCEPT, S.VOORAANGEMELD], target=S.INGEDIEND)
    def indienen(self) -> None: ...

    @transition(field=status, source=[S.INGEDIEND, S.AANVULLING_GEVRAAGD], target=S.INGEDIEND)
    def aanvullen(self) -> None:
        """Sent again: as a new version, or unchanged as the answer to a question."""

    @transition(field=status, source=[S.INGEDIEND, S.COMPLEET], target=S.AANVULLING_GEVRAAGD)
    def aanvulling_vragen(self) -> None: ...

    @transition(field=status, source=S.COMPLEET, target=S.AANVULLING_GEVRAAGD)
    def wijziging_melden(self) -> None: ...

    @transition(field=status, source=S.AANVULLING_GEVRAAGD, target=S.INGEDIEND)
    def aanvulling_terugnemen(self) -> None:
        """Who asked does not wait for the answer: what was sent counts."""

    @transition(field=status, source=S.INGEDIEND, target=S.COMPLEET)
    def completeren(self) -> None: ...

    @transition(field=status, source=S.COMPLEET, target=S.TOEGELATEN)
    def toelaten(self) -> None: ...

    @transition(field=status, source=[S.INGEDIEND, S.AANVULLING_GEVRAAGD, S.COMPLEET], target=S.AFGEWEZEN)
    def afwijzen(self) -> None: ...

    @transition(field=status, source=[S.AFGEWEZEN, S.TOEGELATEN], target=S.INGEDIEND)
    def heropenen(self) -> None:
        """The besluit does not hold any more; compleet by itself when every akkoord still does."""

    @transition(
        field=status,
        source=[S.CONCEPT, S.VOORAANGEMELD, S.INGEDIEND, S.AANVULLING_GEVRAAGD, S.COMPLEET],
        target=S.INGETROKKEN,
    )
    def intrekken(self) -> None: ...


class Vooraanmelding(models.Model):
    """Said beforehand that somebody will look for a home: in which month and how (Z-9.6). Nothing about who."""

    aanmelding = models.OneToOneField(Aanmelding, models.CASCADE, related_name="vooraanmelding")
    gemeld_op = models.DateField()
    maand = models.DateField(db_index=True, help_text="De eerste dag van de maand van vertrek.")
    route = models.CharField(max_length=20, choices=Route.keuzes)

    objects = VooraanmeldingQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "vooraanmeldingen"
        constraints = [models.CheckConstraint(condition=Q(maand__day=1), name="vooraanmelding_hele_maand")]


class Woonkeusinschrijving(models.Model):
    """The number of the person as home seeker, in a row of its own that can be deleted whole (law 8)."""

    aanmelding = models.OneToOneField(Aanmelding, models.CASCADE, related_name="inschrijving")
    nummer = models.CharField(max_length=20)

    class Meta:
        verbose_name_plural = "Woonkeusinschrijvingen"


class Behandelaarsverklaring(models.Model):
    """Whether a behandelaar endorses the aanmelding (A-10): no name, no content, in a row of its own (law 8)."""

    aanmelding = models.OneToOneField(Aanmelding, models.CASCADE, related_name="behandelaarsverklaring")
    heeft_behandelaar = models.BooleanField()
    onderschrijft = models.BooleanField(null=True, blank=True)
    datum = models.DateField(null=True, blank=True, help_text="De dag van dat antwoord.")

    class Meta:
        verbose_name_plural = "behandelaarsverklaringen"
        constraints = [
            models.CheckConstraint(
                condition=Q(onderschrijft=None, datum=None)
                | Q(heeft_behandelaar=True, onderschrijft__isnull=False, datum__isnull=False),
                name="behandelaar_antwoord_met_datum",
            )
        ]
