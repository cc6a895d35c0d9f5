"""What each party says of an evaluatie: how the rent stands, whether it is right, what the huurder thinks of it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from evaluatie.enums import Partij
from evaluatie.models.evaluatie import Evaluatie
from opstap.modellen import Dossierrij, MetSleutel
from opstap.protocol.vaststellen import MEESTE_MAANDEN, Huurstand, Reactie, Reactiewijze

_ACHTERSTAND = Huurstand.ACHTERSTAND.value


class Huurstatus(Dossierrij):
    """How the rent stands, by the corporatie that has it; in whole months, never an amount (I-7). The row keeps its own
    versie: who fills in the evaluatie meanwhile is not disturbed."""

    evaluatie = models.OneToOneField(Evaluatie, models.CASCADE, related_name="huurstatus")
    stand = models.CharField(max_length=20, choices=Huurstand.keuzes)
    maanden = models.PositiveSmallIntegerField(null=True, blank=True)
    opgegeven_op = models.DateField()

    class Meta:
        verbose_name_plural = "huurstatussen"
        constraints = [
            models.CheckConstraint(condition=Q(stand__in=Huurstand.codes()), name="huurstatus_stand"),
            models.CheckConstraint(
                condition=Q(stand=_ACHTERSTAND, maanden__gte=1, maanden__lte=MEESTE_MAANDEN)
                | ~Q(stand=_ACHTERSTAND) & Q(maanden=None),
                name="huurstatus_maanden_bij_achterstand",
            ),
        ]


class Bevestiging(MetSleutel):
    """One party says in one round whether it is right. The first of a round is of who wrote the evaluatie down."""

    evaluatie = models.ForeignKey(Evaluatie, models.CASCADE, related_name="bevestigingen")
    ronde = models.PositiveSmallIntegerField()
    partij = models.CharField(max_length=24, choices=Partij.keuzes)
    klopt = models.BooleanField()
    organisatie = models.UUIDField()
    gebruiker = models.UUIDField()
    datum = models.DateField()

    class Meta:
        verbose_name_plural = "bevestigingen"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["evaluatie", "ronde", "partij"], name="bevestiging_een_per_ronde")
        ]


class Huurderreactie(MetSleutel):
    """What the huurder says of it; her own words stand in a Notitie."""

    evaluatie = models.OneToOneField(Evaluatie, models.CASCADE, related_name="reactie")
    reactie = models.CharField(max_length=12, choices=Reactie.keuzes)
    wijze = models.CharField(max_length=12, choices=Reactiewijze.keuzes)
    datum = models.DateField()

    class Meta:
        verbose_name_plural = "reacties van huurders"
