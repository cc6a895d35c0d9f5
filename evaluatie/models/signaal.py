"""Somebody saw something, or Opstap counted it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django_fsm import FSMField, transition

from evaluatie.enums import Signaalstatus
from evaluatie.querysets import SignaalQuerySet
from opstap.modellen import Dossierrij
from opstap.protocol.begrippen import Rol
from opstap.protocol.evaluatiebegrippen import Signaalaanleiding, Signaalbron, Signaalsoort
from opstap.trajecten.models import Traject

_S = Signaalstatus


class Signaal(Dossierrij):
    """Somebody saw something. A code of an observable fact, never a diagnosis or a person (Z-13.1).

    Without a melder it is a proposal of Opstap (I-12, Z-13.6): it counted, a person decides.
    """

    traject = models.ForeignKey(Traject, models.PROTECT, related_name="signalen")
    soort = models.CharField(max_length=24, choices=Signaalsoort.keuzes)
    is_spoed = models.BooleanField()
    aanleiding = models.CharField(
        max_length=20, choices=Signaalaanleiding.keuzes, default=Signaalaanleiding.MELDING.value
    )
    bron = models.CharField(max_length=12, choices=Signaalbron.keuzes, default=Signaalbron.ZELF.value)
    melder = models.CharField(max_length=24, choices=Rol.keuzes, blank=True)
    melder_organisatie = models.UUIDField(null=True, blank=True)
    gemeld_op = models.DateField()
    opgepakt_op = models.DateField(null=True, blank=True)
    afgehandeld_op = models.DateField(null=True, blank=True)
    gesprek_op = models.DateField(null=True, blank=True, help_text="Met de huurder, de begeleider erbij (A-23).")
    melder_akkoord = models.BooleanField(default=False, help_text="Akkoord met afhandelen zonder MDO (I-35).")
    status = FSMField(default=_S.GEMELD.value, choices=_S.keuzes, protected=True)

    objects = SignaalQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "signalen"
        ordering = ["-gemeld_op", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=_S.codes()), name="signaal_status"),
            models.CheckConstraint(
                condition=Q(status=_S.AFGEHANDELD.value, afgehandeld_op__isnull=False)
                | ~Q(status=_S.AFGEHANDELD.value) & Q(afgehandeld_op=None),
                name="signaal_afgehandeld_met_datum",
            ),
            models.CheckConstraint(
                condition=Q(aanleiding=Signaalaanleiding.MELDING.value, melder_organisatie__isnull=False)
                & ~Q(melder="")
                | ~Q(aanleiding=Signaalaanleiding.MELDING.value) & Q(melder="", melder_organisatie=None),
                name="signaal_melder_of_voorstel",
            ),
        ]

    def __str__(self) -> str:
        return f"signaal {self.soort} ({self.traject})"

    @property
    def is_voorstel(self) -> bool:
        return self.aanleiding != Signaalaanleiding.MELDING

    @transition(field=status, source=_S.GEMELD, target=_S.OPGEPAKT)
    def oppakken(self) -> None: ...

    @transition(field=status, source=[_S.GEMELD, _S.OPGEPAKT], target=_S.NAAR_MDO)
    def doorgeven(self) -> None:
        """Goes to an MDO."""

    @transition(field=status, source=_S.OPGEPAKT, target=_S.AFGEHANDELD)
    def afhandelen(self) -> None:
        """Closed without an MDO (I-35)."""

    @transition(field=status, source=_S.NAAR_MDO, target=_S.AFGEHANDELD)
    def afronden(self) -> None:
        """The MDO is done."""

    @transition(field=status, source=[_S.GEMELD, _S.OPGEPAKT, _S.NAAR_MDO], target=_S.AFGEHANDELD)
    def vervallen(self) -> None:
        """The temporary contract is over."""
