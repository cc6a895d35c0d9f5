"""Who was asked to approve which row, and what the answer was."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django_fsm import FSMField, transition

from aanmelding.models.aanmelding import Aanmelding
from aanmelding.models.versie import AanmeldVersie
from aanmelding.querysets import AccorderingQuerySet
from opstap.modellen import Dossierrij
from opstap.partners.models import Organisatie
from opstap.partners.namens import Namens
from opstap.protocol.aanmeldstappen import BEANTWOORDERS, LEVEND, Accorderingstatus, Weigerreden
from opstap.protocol.begrippen import Rol
from opstap.protocol.voordragen import VOORDRACHT, gevraagd_deel, vraagdelen

A = Accorderingstatus


class Accordering(Dossierrij):
    """One row of the checklist, put to the organisation that must give the support (Z-2.8).

    Or the voordracht, put to the procesregisseur (Z-4.8): then `leefgebied` is VOORDRACHT.
    """

    aanmelding = models.ForeignKey(Aanmelding, models.CASCADE, related_name="accorderingen")
    gevraagd_in = models.ForeignKey(AanmeldVersie, models.PROTECT, related_name="accorderingen")
    leefgebied = models.CharField(max_length=32, choices=vraagdelen)
    organisatie = models.ForeignKey(Organisatie, models.PROTECT, related_name="accorderingen")
    rijhash = models.CharField(max_length=64)
    status = FSMField(default=A.GEVRAAGD.value, choices=A.keuzes, protected=True)
    reden = models.CharField(max_length=20, choices=Weigerreden.keuzes, blank=True)
    gevraagd_op = models.DateField()
    beantwoord_op = models.DateField(null=True, blank=True)
    gebruiker = models.UUIDField(null=True, help_text="Who answered.")
    via_link = models.UUIDField(null=True, help_text="By which link, when nobody was logged in.")
    zonder_account = models.BooleanField(default=False, help_text="Nobody could answer in Opstap when it was asked.")
    herinnerd_op = models.DateField(null=True, blank=True)
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
                condition=~Q(status=A.GEWEIGERD.value) | ~Q(reden="") | Q(leefgebied=VOORDRACHT),
                name="accordering_weigering_met_reden",
            ),
        ]

    def __str__(self) -> str:
        return f"accordering {self.deel} ({self.organisatie})"

    @property
    def deel(self) -> str:
        """What is asked, in words."""
        return gevraagd_deel(code=self.leefgebied)

    @property
    def is_voordracht(self) -> bool:
        return bool(self.leefgebied == VOORDRACHT)

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
