"""A duty with a date, and the steps of its ladder."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django_fsm import FSMField, transition

from opstap.modellen import Dossierrij
from opstap.partners.models import Organisatie
from opstap.protocol.begrippen import Aard, Keuze, Rol
from opstap.protocol.termijnsoorten import TERMIJNSOORTEN, Adres, Termijnsoort, Trap
from opstap.termijnen.querysets import TermijnQuerySet, TermijnstapQuerySet
from opstap.trajecten.models import Traject
from opstap.werk import Werk


class Termijnstatus(Keuze):
    OPEN = "open", "te doen"
    VOLTOOID = "voltooid", "gedaan"
    VERVALLEN = "vervallen"


class Termijn(Dossierrij):
    """A whole local day: due on `datum`, late from the next day 00:00. Made, moved and closed by herplannen only."""

    traject = models.ForeignKey(Traject, models.CASCADE, related_name="termijnen")
    soort = models.CharField(max_length=32)
    plek = models.CharField(max_length=40, blank=True, help_text="Distinguishes duties of one kind in a traject.")
    onderwerp = models.UUIDField(null=True, blank=True)
    datum = models.DateField()
    vanaf = models.DateField(null=True, blank=True)
    organisatie = models.ForeignKey(Organisatie, models.PROTECT, null=True, related_name="termijnen")
    rol = models.CharField(max_length=24, choices=Rol.keuzes)
    status = FSMField(default=Termijnstatus.OPEN.value, choices=Termijnstatus.keuzes, protected=True)
    afgedaan_op = models.DateField(null=True, blank=True)

    objects = TermijnQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "termijnen"
        indexes = [
            models.Index(fields=["organisatie", "rol", "datum", "id"], name="termijn_open", condition=Q(status="open")),
        ]
        constraints = [
            models.UniqueConstraint(fields=["traject", "soort", "plek"], name="termijn_een_keer"),
            models.CheckConstraint(condition=Q(status__in=Termijnstatus.codes()), name="termijn_status"),
            models.CheckConstraint(
                condition=Q(status="open", afgedaan_op=None) | (~Q(status="open") & Q(afgedaan_op__isnull=False)),
                name="termijn_afgedaan_met_datum",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind.tekst} ({self.traject}, {self.datum})"

    @property
    def kind(self) -> Termijnsoort:
        return TERMIJNSOORTEN[self.soort]

    @property
    def url(self) -> str:
        """The page where this duty is done."""
        sleutels: dict[Adres, list[UUID | None]] = {
            Adres.TRAJECT: [self.traject.sleutel],
            Adres.ONDERWERP: [self.onderwerp],
            Adres.TRAJECT_EN_ONDERWERP: [self.traject.sleutel, self.onderwerp],
        }
        return reverse(self.kind.pagina, args=sleutels[self.kind.adres])

    def gaat_voor(self, vandaag: date) -> bool:
        """A date with effect in law whose window is open goes before every wish, however late the wish is."""
        return self.kind.aard is Aard.UITERST and self.vanaf is not None and self.vanaf <= vandaag

    @transition(field=status, source=Termijnstatus.OPEN, target=Termijnstatus.VOLTOOID)
    def voltooien(self) -> None: ...

    @transition(field=status, source=Termijnstatus.OPEN, target=Termijnstatus.VERVALLEN)
    def vervallen(self) -> None: ...

    @transition(field=status, source=[Termijnstatus.VOLTOOID, Termijnstatus.VERVALLEN], target=Termijnstatus.OPEN)
    def heropenen(self) -> None:
        """A correction brought the duty back."""


class Termijnstap(Werk):
    """On `dag` this rung hears of the duty (or the system acts). Unique, so done once whatever runs twice."""

    termijn = models.ForeignKey(Termijn, models.CASCADE, related_name="stappen")
    dag = models.DateField()
    trap = models.CharField(max_length=20, choices=Trap.keuzes)

    objects = TermijnstapQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        verbose_name_plural = "termijnstappen"
        indexes = [
            models.Index(
                fields=["uitvoeren_vanaf", "id"],
                name="termijnstap_uitvoerbaar",
                condition=Q(klaar_op=None, geparkeerd_reden=""),
            )
        ]
        constraints = [models.UniqueConstraint(fields=["termijn", "dag", "trap"], name="termijnstap_een_keer")]
