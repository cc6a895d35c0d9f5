"""A besluit that waits for a second person (four eyes)."""

from __future__ import annotations

from uuid import UUID

from django.db import models
from django.db.models import Q
from django_fsm import FSMField, transition

from aanmelding.models.aanmelding import Aanmelding
from aanmelding.models.versie import AanmeldVersie
from opstap.modellen import Dossierrij
from opstap.protocol.vier_ogen import Voorstelstatus

S = Voorstelstatus


class Besluitvoorstel(Dossierrij):
    """What would be decided, in codes and dates; nothing of it holds yet. `voor`: who was absent when it was made."""

    aanmelding = models.ForeignKey(Aanmelding, models.CASCADE, related_name="voorstellen")
    op_versie = models.ForeignKey(AanmeldVersie, models.PROTECT, related_name="+")
    status = FSMField(default=S.VOORGESTELD.value, choices=S.keuzes, protected=True)
    inhoud = models.JSONField()
    gebruiker = models.UUIDField(null=True)
    voor = models.UUIDField(null=True)
    organisatie = models.UUIDField(null=True)
    rol = models.CharField(max_length=30)
    voorgesteld_op = models.DateField()
    afgehandeld_op = models.DateField(null=True, blank=True)
    afgehandeld_door = models.UUIDField(null=True)

    class Meta:
        verbose_name_plural = "besluitvoorstellen"
        constraints = [
            models.UniqueConstraint(
                fields=["aanmelding"], condition=Q(status=S.VOORGESTELD.value), name="besluitvoorstel_een_tegelijk"
            ),
            models.CheckConstraint(condition=Q(status__in=S.codes()), name="besluitvoorstel_status"),
            models.CheckConstraint(
                condition=Q(status=S.VOORGESTELD.value, afgehandeld_op=None)
                | (~Q(status=S.VOORGESTELD.value) & Q(afgehandeld_op__isnull=False)),
                name="besluitvoorstel_afgehandeld_met_datum",
            ),
            models.CheckConstraint(
                condition=~Q(status=S.BEVESTIGD.value)
                | Q(afgehandeld_door__isnull=False) & ~Q(afgehandeld_door=models.F("gebruiker")),
                name="besluitvoorstel_tweede_persoon",
            ),
        ]

    def __str__(self) -> str:
        return f"voorstel voor {self.aanmelding} ({self.get_status_display()})"

    @property
    def stelde_voor(self) -> list[UUID]:
        """The person, and then for whom she stood in."""
        return [sleutel for sleutel in (self.gebruiker, self.voor) if sleutel is not None]

    @property
    def is_intrekking(self) -> bool:
        """Of the toelating that holds now."""
        return "intrekking" in self.inhoud

    @transition(field=status, source=S.VOORGESTELD, target=S.BEVESTIGD)
    def bevestigen(self) -> None: ...

    @transition(field=status, source=S.VOORGESTELD, target=S.TERUGGESTUURD)
    def terugsturen(self) -> None: ...

    @transition(field=status, source=S.VOORGESTELD, target=S.VERVALLEN)
    def laten_vervallen(self) -> None:
        """The aanmelding was withdrawn, or decided without it."""


class Voorsteltekst(models.Model):
    """What was written with it, in a row of its own that can be deleted whole (law 8)."""

    voorstel = models.OneToOneField(Besluitvoorstel, models.CASCADE, related_name="tekst")
    motivering = models.TextField(max_length=1500)
    afwijking = models.TextField(max_length=1000, blank=True)
    terug = models.TextField(max_length=600, blank=True, help_text="Waarom het voorstel terugging.")

    class Meta:
        verbose_name_plural = "voorstelteksten"
