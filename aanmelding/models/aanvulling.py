"""What was asked after sending, or reported: the form is open again until it is sent once more."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from aanmelding.models.aanmelding import Aanmelding
from opstap.modellen import Dossierrij
from opstap.protocol.aanvullen import Aanvulafloop, Aanvulsoort


class Aanvulvraag(Dossierrij):
    """`onderdelen` are codes of parts of the form, never a leefgebied: who asks does not know which there are (I-9)."""

    aanmelding = models.ForeignKey(Aanmelding, models.CASCADE, related_name="aanvulvragen")
    soort = models.CharField(max_length=12, choices=Aanvulsoort.keuzes)
    onderdelen = models.JSONField(default=list)
    gevraagd_op = models.DateField()
    gebruiker = models.UUIDField(null=True)
    organisatie = models.UUIDField(null=True)
    rol = models.CharField(max_length=30)
    afgehandeld_op = models.DateField(null=True, blank=True)
    afloop = models.CharField(max_length=14, choices=Aanvulafloop.keuzes, blank=True)

    class Meta:
        verbose_name_plural = "aanvulvragen"
        constraints = [
            models.UniqueConstraint(
                fields=["aanmelding"], condition=Q(afgehandeld_op=None), name="aanvulvraag_een_tegelijk"
            ),
            models.CheckConstraint(condition=Q(soort__in=Aanvulsoort.codes()), name="aanvulvraag_soort"),
            models.CheckConstraint(
                condition=Q(afgehandeld_op=None, afloop="")
                | Q(afgehandeld_op__isnull=False, afloop__in=Aanvulafloop.codes()),
                name="aanvulvraag_afloop_met_datum",
            ),
        ]

    def __str__(self) -> str:
        return f"{Aanvulsoort(self.soort).label} bij {self.aanmelding}"


class Aanvultekst(models.Model):
    """What was written with it, in a row of its own that can be deleted whole (law 8)."""

    vraag = models.OneToOneField(Aanvulvraag, models.CASCADE, related_name="tekst")
    tekst = models.CharField(max_length=600)

    class Meta:
        verbose_name_plural = "aanvulteksten"
