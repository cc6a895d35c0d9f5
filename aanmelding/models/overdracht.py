"""The begeleiding is offered to a colleague or to another organisation, who says yes or no."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q
from django_fsm import FSMField, transition

from aanmelding.querysets import OverdrachtQuerySet
from opstap.modellen import Dossierrij
from opstap.partners.models import Gebruiker, Organisatie
from opstap.protocol.overdragen import LOPEND, Overdrachtstatus, Overdrachtweigering, antwoord_uiterlijk
from opstap.trajecten.models import Traject

S = Overdrachtstatus


class Overdracht(Dossierrij):
    """Until it takes effect on `start` nothing changes. `collega`: asked by name; empty = the organisation is asked.

    `contact`: who becomes contactpersoon, as who said yes chose.
    """

    traject = models.ForeignKey(Traject, models.CASCADE, related_name="overdrachten")
    van = models.ForeignKey(Organisatie, models.PROTECT, related_name="+")
    naar = models.ForeignKey(Organisatie, models.PROTECT, related_name="+")
    collega = models.ForeignKey(Gebruiker, models.PROTECT, null=True, blank=True, related_name="+")
    contact = models.ForeignKey(Gebruiker, models.PROTECT, null=True, blank=True, related_name="+")
    status = FSMField(default=S.AANGEBODEN.value, choices=S.keuzes, protected=True)
    reden = models.CharField(max_length=20, choices=Overdrachtweigering.keuzes, blank=True)
    aangeboden_op = models.DateField()
    start = models.DateField()
    beantwoord_op = models.DateField(null=True, blank=True)
    ingegaan_op = models.DateField(null=True, blank=True)

    objects = OverdrachtQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "overdrachten"
        constraints = [
            models.UniqueConstraint(
                fields=["traject"],
                condition=Q(status__in=sorted(s.value for s in LOPEND)),
                name="overdracht_een_lopend_per_traject",
            ),
            models.CheckConstraint(condition=Q(status__in=S.codes()), name="overdracht_status"),
            models.CheckConstraint(condition=Q(start__gt=F("aangeboden_op")), name="overdracht_begint_later"),
            models.CheckConstraint(
                condition=Q(van=F("naar"), collega__isnull=False) | (~Q(van=F("naar")) & Q(collega=None)),
                name="overdracht_aan_een_partij",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=[S.AANVAARD.value, S.INGEGAAN.value])
                | Q(beantwoord_op__isnull=False, contact__isnull=False),
                name="overdracht_aanvaard_met_contact",
            ),
            models.CheckConstraint(
                condition=~Q(status=S.GEWEIGERD.value) | (Q(beantwoord_op__isnull=False) & ~Q(reden="")),
                name="overdracht_weigering_met_reden",
            ),
            models.CheckConstraint(
                condition=Q(status=S.INGEGAAN.value, ingegaan_op__gte=F("start"))
                | (~Q(status=S.INGEGAAN.value) & Q(ingegaan_op=None)),
                name="overdracht_ingegaan_met_datum",
            ),
        ]

    def __str__(self) -> str:
        return f"overdracht {self.traject} ({self.get_status_display()})"

    @property
    def uiterlijk(self) -> date:
        """The last day to answer."""
        return antwoord_uiterlijk(aangeboden_op=self.aangeboden_op, start=self.start)

    @property
    def is_intern(self) -> bool:
        return self.van_id == self.naar_id

    @transition(field=status, source=S.AANGEBODEN, target=S.AANVAARD)
    def aanvaarden(self) -> None: ...

    @transition(field=status, source=S.AANGEBODEN, target=S.GEWEIGERD)
    def afslaan(self) -> None: ...

    @transition(field=status, source=[S.AANGEBODEN, S.AANVAARD], target=S.INGETROKKEN)
    def terugnemen(self) -> None:
        """Also when the traject closes before it takes effect."""

    @transition(field=status, source=S.AANGEBODEN, target=S.VERLOPEN)
    def laten_verlopen(self) -> None: ...

    @transition(field=status, source=S.AANVAARD, target=S.INGEGAAN)
    def laten_ingaan(self) -> None: ...
