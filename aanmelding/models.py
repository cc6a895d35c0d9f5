"""The aanmelding: what is on the form now, every version that was sent, and who approved which row."""

from __future__ import annotations

import uuid
from typing import Any

from django.db import models
from django.db.models import F, Q
from django_fsm import FSMField, transition

from aanmelding.enums import BindingBron
from aanmelding.querysets import AccorderingQuerySet
from opstap.modellen import Dossierrij, MetSleutel
from opstap.partners.models import Organisatie
from opstap.partners.namens import Namens
from opstap.protocol.aanmelden import Rijstatus
from opstap.protocol.aanmeldstappen import (
    BEANTWOORDERS,
    LEVEND,
    Aanmeldstatus,
    Accorderingstatus,
    Intrekreden,
    Weigerreden,
)
from opstap.protocol.begrippen import Leefgebied, Rol, Route
from opstap.trajecten.models import Traject

S, A = Aanmeldstatus, Accorderingstatus


class Aanmelding(Dossierrij):
    """The form of one traject. `inhoud` is the key of what it says now: a new one at every change.

    Sending fixes that key as the key of an AanmeldVersie; akkoord points to it, so a change makes akkoord stale.
    """

    traject = models.OneToOneField(Traject, models.CASCADE, related_name="aanmelding")
    status = FSMField(default=S.CONCEPT.value, choices=S.keuzes, protected=True)
    inhoud = models.UUIDField(default=uuid.uuid4, editable=False)
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
    besloten_op = models.DateField(null=True, blank=True)
    eigen_bijdrage_op = models.DateField(null=True, blank=True, help_text="Verlaging geregeld (A-18).")
    intrekreden = models.CharField(max_length=24, choices=Intrekreden.keuzes, blank=True)

    class Meta:
        verbose_name_plural = "aanmeldingen"
        constraints = [
            models.CheckConstraint(condition=Q(status__in=S.codes()), name="aanmelding_status"),
            models.CheckConstraint(
                condition=Q(status__in=[S.CONCEPT.value, S.INGETROKKEN.value]) | Q(ingediend_op__isnull=False),
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

    @transition(field=status, source=S.CONCEPT, target=S.INGEDIEND)
    def indienen(self) -> None: ...

    @transition(field=status, source=S.INGEDIEND, target=S.INGEDIEND)
    def aanvullen(self) -> None:
        """Sent again as a new version."""

    @transition(field=status, source=S.INGEDIEND, target=S.COMPLEET)
    def completeren(self) -> None: ...

    @transition(field=status, source=S.COMPLEET, target=S.TOEGELATEN)
    def toelaten(self) -> None: ...

    @transition(field=status, source=[S.INGEDIEND, S.COMPLEET], target=S.AFGEWEZEN)
    def afwijzen(self) -> None: ...

    @transition(field=status, source=[S.CONCEPT, S.INGEDIEND, S.COMPLEET], target=S.INGETROKKEN)
    def intrekken(self) -> None: ...


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


class ChecklistRij(models.Model):
    """One leefgebied of the form: is support needed, how far is it, who gives it. No text, no scores (Z-20.8)."""

    aanmelding = models.ForeignKey(Aanmelding, models.CASCADE, related_name="rijen")
    leefgebied = models.CharField(max_length=32, choices=Leefgebied.keuzes)
    stand = models.CharField(max_length=20, choices=Rijstatus.keuzes, blank=True)
    uitvoerder = models.ForeignKey(Organisatie, models.PROTECT, null=True, blank=True, related_name="+")
    zelf = models.BooleanField(default=False, help_text="Geen organisatie: de kandidaat zelf of iemand uit de buurt.")

    class Meta:
        verbose_name_plural = "checklistrijen"
        constraints = [
            models.UniqueConstraint(fields=["aanmelding", "leefgebied"], name="checklistrij_een_per_leefgebied"),
            models.CheckConstraint(condition=Q(stand__in=["", *Rijstatus.codes()]), name="checklistrij_stand"),
            models.CheckConstraint(condition=Q(uitvoerder=None) | Q(zelf=False), name="checklistrij_een_uitvoerder"),
        ]

    def __str__(self) -> str:
        return Leefgebied(self.leefgebied).label


class AanmeldVersie(MetSleutel):
    """The form as it was sent: codes, dates and keys, never a name or free text. Never changed (law 8)."""

    aanmelding = models.ForeignKey(Aanmelding, models.CASCADE, related_name="versies")
    nummer = models.PositiveSmallIntegerField()
    datum = models.DateField()
    gebruiker = models.UUIDField(null=True)
    organisatie = models.UUIDField(null=True)
    rol = models.CharField(max_length=30)
    snapshot = models.JSONField()
    rijhashes = models.JSONField(help_text="Per leefgebied the hash of its row: equal hash, same akkoord.")

    class Meta:
        verbose_name_plural = "aanmeldversies"
        constraints = [models.UniqueConstraint(fields=["aanmelding", "nummer"], name="aanmeldversie_nummer")]

    def __str__(self) -> str:
        return f"{self.aanmelding} versie {self.nummer}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError("een verstuurde versie verandert niet")
        super().save(*args, **kwargs)


class Accordering(Dossierrij):
    """One row of the checklist, put to the organisation that must give the support (Z-2.8)."""

    aanmelding = models.ForeignKey(Aanmelding, models.CASCADE, related_name="accorderingen")
    gevraagd_in = models.ForeignKey(AanmeldVersie, models.PROTECT, related_name="accorderingen")
    leefgebied = models.CharField(max_length=32, choices=Leefgebied.keuzes)
    organisatie = models.ForeignKey(Organisatie, models.PROTECT, related_name="accorderingen")
    rijhash = models.CharField(max_length=64)
    status = FSMField(default=A.GEVRAAGD.value, choices=A.keuzes, protected=True)
    reden = models.CharField(max_length=20, choices=Weigerreden.keuzes, blank=True)
    gevraagd_op = models.DateField()
    beantwoord_op = models.DateField(null=True, blank=True)
    gebruiker = models.UUIDField(null=True, help_text="Who answered.")
    rol = models.CharField(max_length=24, choices=Rol.keuzes, help_text="Who is asked in this organisation.")

    objects = AccorderingQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "accorderingen"
        constraints = [
            models.UniqueConstraint(
                fields=["aanmelding", "leefgebied"],
                condition=Q(status__in=sorted(s.value for s in LEVEND)),
                name="accordering_een_per_leefgebied",
            ),
            models.CheckConstraint(condition=Q(status__in=A.codes()), name="accordering_status"),
            models.CheckConstraint(
                condition=~Q(status__in=[A.AKKOORD.value, A.GEWEIGERD.value]) | Q(beantwoord_op__isnull=False),
                name="accordering_antwoord_met_datum",
            ),
            models.CheckConstraint(
                condition=~Q(status=A.GEWEIGERD.value) | ~Q(reden=""), name="accordering_weigering_met_reden"
            ),
        ]

    def __str__(self) -> str:
        return f"accordering {Leefgebied(self.leefgebied).label} ({self.organisatie})"

    def is_voor(self, namens: Namens) -> bool:
        """Whether this role was asked, or leads who was asked: colleagues have nothing to do with it (Z-20.4)."""
        return namens.rol in BEANTWOORDERS[Rol(self.rol)]

    @transition(field=status, source=[A.GEVRAAGD, A.GEWEIGERD], target=A.AKKOORD)
    def akkoord_geven(self) -> None:
        """Also after a refusal: the same row, once the organisations talked."""

    @transition(field=status, source=A.GEVRAAGD, target=A.GEWEIGERD)
    def weigeren(self) -> None: ...

    @transition(field=status, source=[A.GEVRAAGD, A.AKKOORD, A.GEWEIGERD], target=A.INGETROKKEN)
    def intrekken(self) -> None:
        """The row changed in a new version, or the aanmelding is over."""
