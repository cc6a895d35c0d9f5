"""Who does something before when."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django_fsm import FSMField, transition

from evaluatie.enums import Afspraakstatus, Partij
from evaluatie.models.evaluatie import Evaluatie
from evaluatie.models.mdo import Mdo
from evaluatie.querysets import AfspraakQuerySet
from opstap.modellen import Dossierrij
from opstap.protocol.evaluatiebegrippen import EvaluatieItem
from opstap.trajecten.models import Traject

_A = Afspraakstatus


class Afspraak(Dossierrij):
    """Who does something before when; made at an evaluatie or an MDO. The words stand in a Notitie."""

    traject = models.ForeignKey(Traject, models.PROTECT, related_name="afspraken")
    evaluatie = models.ForeignKey(Evaluatie, models.CASCADE, null=True, blank=True, related_name="afspraken")
    mdo = models.ForeignKey(Mdo, models.CASCADE, null=True, blank=True, related_name="afspraken")
    item = models.CharField(max_length=24, choices=EvaluatieItem.keuzes, blank=True)
    wie = models.CharField(max_length=24, choices=Partij.keuzes)
    is_voorwaarde = models.BooleanField(default=False, help_text="Zonder dit kan de huurder niet blijven (Z-13.3).")
    uiterlijk = models.DateField()
    status = FSMField(default=_A.OPEN.value, choices=_A.keuzes, protected=True)
    afgehandeld_op = models.DateField(null=True, blank=True)

    objects = AfspraakQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "afspraken"
        ordering = ["uiterlijk", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=_A.codes()), name="afspraak_status"),
            models.CheckConstraint(
                condition=Q(evaluatie=None, mdo__isnull=False) | Q(evaluatie__isnull=False, mdo=None),
                name="afspraak_uit_een_gesprek",
            ),
            models.CheckConstraint(
                condition=Q(status=_A.OPEN.value, afgehandeld_op=None)
                | ~Q(status=_A.OPEN.value) & Q(afgehandeld_op__isnull=False),
                name="afspraak_afgehandeld_met_datum",
            ),
        ]

    def __str__(self) -> str:
        return f"afspraak ({self.traject}, {self.uiterlijk})"

    @transition(field=status, source=[_A.OPEN, _A.VERLOPEN], target=_A.NAGEKOMEN)
    def nakomen(self) -> None: ...

    @transition(field=status, source=_A.OPEN, target=_A.VERLOPEN)
    def verlopen(self) -> None:
        """Its last day is over and nobody said that it was kept."""

    @transition(field=status, source=[_A.OPEN, _A.VERLOPEN], target=_A.VERVALLEN)
    def vervallen(self) -> None: ...

    @transition(field=status, source=_A.VERLOPEN, target=_A.OPEN)
    def heropenen(self) -> None:
        """A correction: its last day is still to come."""
