"""Who was asked for advies about an aanmelding, and what it was."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from aanmelding.models.aanmelding import Aanmelding
from aanmelding.querysets import AdviesQuerySet
from opstap.modellen import Dossierrij
from opstap.partners.models import Organisatie
from opstap.partners.namens import Namens
from opstap.protocol.aanmeldstappen import BEANTWOORDERS
from opstap.protocol.adviseren import Adviesafloop, Adviessoort, antwoordkeuzes, in_woorden
from opstap.protocol.begrippen import Rol


class Advies(Dossierrij):
    """`gebruiker` asked it, `gegeven_door` answered."""

    aanmelding = models.ForeignKey(Aanmelding, models.CASCADE, related_name="adviezen")
    soort = models.CharField(max_length=16, choices=Adviessoort.keuzes)
    organisatie = models.ForeignKey(Organisatie, models.PROTECT, related_name="adviezen")
    rol = models.CharField(max_length=24, choices=Rol.keuzes, help_text="Who is asked in this organisation.")
    gevraagd_op = models.DateField()
    gebruiker = models.UUIDField(null=True)
    afgehandeld_op = models.DateField(null=True, blank=True)
    afloop = models.CharField(max_length=14, choices=Adviesafloop.keuzes, blank=True)
    antwoord = models.CharField(max_length=16, choices=antwoordkeuzes, blank=True)
    gegeven_door = models.UUIDField(null=True)

    objects = AdviesQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "adviezen"
        constraints = [
            models.UniqueConstraint(
                fields=["aanmelding", "organisatie"], condition=Q(afgehandeld_op=None), name="advies_een_tegelijk"
            ),
            models.CheckConstraint(condition=Q(soort__in=Adviessoort.codes()), name="advies_soort"),
            models.CheckConstraint(
                condition=Q(afgehandeld_op=None, afloop="")
                | Q(afgehandeld_op__isnull=False, afloop__in=Adviesafloop.codes()),
                name="advies_afloop_met_datum",
            ),
            models.CheckConstraint(
                condition=(Q(afloop=Adviesafloop.GEGEVEN.value) & ~Q(antwoord=""))
                | (~Q(afloop=Adviesafloop.GEGEVEN.value) & Q(antwoord="")),
                name="advies_gegeven_met_antwoord",
            ),
        ]

    def __str__(self) -> str:
        return f"advies bij {self.aanmelding} ({self.organisatie})"

    @property
    def vraag(self) -> str:
        return Adviessoort(self.soort).label

    @property
    def antwoord_in_woorden(self) -> str:
        return in_woorden(soort=Adviessoort(self.soort), antwoord=self.antwoord) if self.antwoord else ""

    def is_voor(self, namens: Namens) -> bool:
        """Whether this role was asked, or leads who was asked."""
        return namens.rol in BEANTWOORDERS[Rol(self.rol)]


class Adviestekst(models.Model):
    """What was written with it, in a row of its own that can be deleted whole (law 8)."""

    advies = models.OneToOneField(Advies, models.CASCADE, related_name="tekst")
    tekst = models.CharField(max_length=600)

    class Meta:
        verbose_name_plural = "adviesteksten"
