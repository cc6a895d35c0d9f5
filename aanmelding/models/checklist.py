"""The leefgebieden of the form."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from aanmelding.models.aanmelding import Aanmelding
from opstap.partners.models import Organisatie
from opstap.protocol.aanmelden import Rijstatus
from opstap.protocol.begrippen import Leefgebied
from opstap.protocol.ondersteuning import Kader, Ondersteuningssoort


class ChecklistRij(models.Model):
    """One leefgebied of the form: is support needed, how far is it, who gives it. No text, no scores (Z-20.8)."""

    aanmelding = models.ForeignKey(Aanmelding, models.CASCADE, related_name="rijen")
    leefgebied = models.CharField(max_length=32, choices=Leefgebied.keuzes)
    stand = models.CharField(max_length=20, choices=Rijstatus.keuzes, blank=True)
    uitvoerder = models.ForeignKey(Organisatie, models.PROTECT, null=True, blank=True, related_name="+")
    zelf = models.BooleanField(default=False, help_text="Geen organisatie: de kandidaat zelf of iemand uit de buurt.")
    voorziening = models.BooleanField(default=False, help_text="Voor iedereen, zonder indicatie (Z-10.6).")
    soort = models.CharField(max_length=16, choices=Ondersteuningssoort.keuzes, blank=True)
    kader = models.CharField(max_length=16, choices=Kader.keuzes, blank=True)
    aangevraagd_op = models.DateField(null=True, blank=True)
    start = models.DateField(null=True, blank=True)
    afgestemd_op = models.DateField(null=True, blank=True, help_text="Met de Wmo-consulent (Z-2.7).")

    class Meta:
        verbose_name_plural = "checklistrijen"
        constraints = [
            models.UniqueConstraint(fields=["aanmelding", "leefgebied"], name="checklistrij_een_per_leefgebied"),
            models.CheckConstraint(condition=Q(stand__in=["", *Rijstatus.codes()]), name="checklistrij_stand"),
            models.CheckConstraint(
                condition=Q(zelf=False) | Q(uitvoerder=None, voorziening=False), name="checklistrij_een_uitvoerder"
            ),
            models.CheckConstraint(
                condition=Q(stand__in=[s for s in Rijstatus.codes() if s != Rijstatus.NIET_VAN_TOEPASSING])
                | Q(voorziening=False, soort="", kader="", aangevraagd_op=None, start=None, afgestemd_op=None),
                name="checklistrij_alleen_als_nodig",
            ),
        ]

    def __str__(self) -> str:
        return Leefgebied(self.leefgebied).label

    @property
    def contactpersoon(self) -> Rijcontact | None:
        return getattr(self, "contact", None)


class Rijcontact(models.Model):
    """Whom to call at the organisation that gives the support, in a row that can be deleted whole (law 8)."""

    rij = models.OneToOneField(ChecklistRij, models.CASCADE, related_name="contact")
    naam = models.CharField(max_length=120)
    telefoon = models.CharField(max_length=30, blank=True)
    email = models.EmailField(max_length=120, blank=True)

    class Meta:
        verbose_name_plural = "rijcontacten"

    def __str__(self) -> str:
        return ", ".join(deel for deel in (self.naam, self.telefoon, self.email) if deel)
