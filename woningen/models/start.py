"""What is talked about, confirmed and agreed on when a tenancy begins."""

from __future__ import annotations

from django.db import models

from opstap.modellen import Dossierrij, MetVersie
from opstap.protocol.begrippen import Rol
from opstap.protocol.starten import Startpunt
from opstap.trajecten.models import Traject


class Startantwoord(MetVersie):
    """Of one point the last answer: when it was talked about or begins, or not yet; with who said so."""

    traject = models.ForeignKey(Traject, models.CASCADE, related_name="startantwoorden")
    punt = models.CharField(max_length=20, choices=Startpunt.keuzes)
    op = models.DateField(null=True, blank=True, help_text="Leeg: nog niet.")
    vastgelegd_op = models.DateField()
    gebruiker = models.UUIDField(null=True)
    organisatie = models.UUIDField(null=True)
    rol = models.CharField(max_length=30, choices=Rol.keuzes)

    class Meta:
        verbose_name_plural = "startantwoorden"
        constraints = [models.UniqueConstraint(fields=["traject", "punt"], name="startantwoord_een_per_punt")]


class Woonafspraken(Dossierrij):
    """What corporatie, zorg and huurder agree on about wonen and neighbours (P-35); signed with the contract.

    Made for one home: when that falls through, they are only what was said before, to be looked at for the next.
    """

    traject = models.OneToOneField(Traject, models.CASCADE, related_name="woonafspraken")
    afspraken = models.JSONField(default=list, help_text="Codes van Woonafspraak.")
    vastgelegd_op = models.DateField(null=True, blank=True, help_text="Leeg: voor een woning die niet doorging.")

    class Meta:
        verbose_name_plural = "woonafspraken"


class Woonafspraaktekst(models.Model):
    """The own words of the parties; deletable without touching the codes (law 8)."""

    woonafspraken = models.OneToOneField(Woonafspraken, models.CASCADE, related_name="eigen")
    tekst = models.TextField(max_length=2000)

    class Meta:
        verbose_name_plural = "woonafspraakteksten"
