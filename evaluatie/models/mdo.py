"""The talk with everybody, and who thinks what of it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django_fsm import FSMField, transition

from evaluatie.enums import Mdostatus, Partij
from evaluatie.models.signaal import Signaal
from evaluatie.querysets import MDO_KOMEND, MdoQuerySet
from opstap.modellen import Dossierrij, MetSleutel
from opstap.protocol.begrippen import Rol
from opstap.protocol.evaluatiebegrippen import Mdoafzegreden, MdoUitkomst, MeerBegeleiding
from opstap.trajecten.models import Besluit, Traject

_M = Mdostatus


class Mdo(Dossierrij):
    """A multidisciplinary meeting about one or more signalen; at most one to come per traject."""

    traject = models.ForeignKey(Traject, models.PROTECT, related_name="mdos")
    signalen = models.ManyToManyField(Signaal, related_name="mdos")
    is_spoed = models.BooleanField()
    gemeld_op = models.DateField()
    geinformeerd_op = models.DateField(null=True, blank=True)
    gepland_op = models.DateField(null=True, blank=True)
    afgezegd_op = models.DateField(null=True, blank=True, help_text="De laatste keer dat het niet doorging.")
    afgezegd_reden = models.CharField(max_length=20, choices=Mdoafzegreden.keuzes, blank=True)
    met_herkomst = models.BooleanField(default=False, help_text="Leest en praat mee zolang dit MDO loopt (Z-2.16).")
    gehouden_op = models.DateField(null=True, blank=True)
    aanwezig = models.JSONField(default=list, blank=True, help_text="Codes of Partij.")
    huurder_werkt_mee = models.BooleanField(null=True, blank=True)
    uitkomst = models.CharField(max_length=24, choices=MdoUitkomst.keuzes, blank=True)
    meer_begeleiding = models.CharField(max_length=12, choices=MeerBegeleiding.keuzes, blank=True)
    tijdslimiet = models.DateField(null=True, blank=True, help_text="Alleen bij spoed, alleen door de corporatie.")
    besluit = models.OneToOneField(Besluit, models.PROTECT, null=True, blank=True, related_name="mdo")
    conclusie = models.OneToOneField(
        Besluit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Het gezamenlijke besluit om de beëindiging na te streven (Z-13.13).",
    )
    afgerond_op = models.DateField(null=True, blank=True)
    status = FSMField(default=_M.GEMELD.value, choices=_M.keuzes, protected=True)

    objects = MdoQuerySet.as_manager()

    class Meta:
        verbose_name = "MDO"
        verbose_name_plural = "MDO's"
        ordering = ["-gemeld_op", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["traject"], condition=Q(status__in=MDO_KOMEND), name="mdo_een_komend_per_traject"
            ),
            models.CheckConstraint(condition=Q(status__in=_M.codes()), name="mdo_status"),
            models.CheckConstraint(
                condition=Q(gepland_op=None) | Q(geinformeerd_op__isnull=False), name="mdo_huurder_weet_het_eerst"
            ),
        ]

    def __str__(self) -> str:
        return f"MDO ({self.traject})"

    @transition(field=status, source=_M.GEMELD, target=_M.HUURDER_GEINFORMEERD)
    def huurder_informeren(self) -> None: ...

    @transition(field=status, source=[_M.HUURDER_GEINFORMEERD, _M.GEPLAND], target=_M.GEPLAND)
    def plannen(self) -> None: ...

    @transition(field=status, source=_M.GEPLAND, target=_M.HUURDER_GEINFORMEERD)
    def niet_doorgaan(self) -> None:
        """It keeps its signalen and gets another day later."""

    @transition(field=status, source=_M.GEPLAND, target=_M.GEHOUDEN)
    def houden(self) -> None: ...

    @transition(field=status, source=_M.GEHOUDEN, target=_M.AFSPRAKEN_LOPEN)
    def afspraken_laten_lopen(self) -> None: ...

    @transition(field=status, source=[_M.GEHOUDEN, _M.AFSPRAKEN_LOPEN], target=_M.AFGEROND)
    def afronden(self) -> None: ...

    @transition(
        field=status,
        source=[_M.GEMELD, _M.HUURDER_GEINFORMEERD, _M.GEPLAND, _M.GEHOUDEN, _M.AFSPRAKEN_LOPEN],
        target=_M.INGETROKKEN,
    )
    def intrekken(self) -> None: ...


class Mdooordeel(MetSleutel):
    """One role says whether it agrees that living independently does not work; of one role the newest counts."""

    mdo = models.ForeignKey(Mdo, models.CASCADE, related_name="oordelen")
    rol = models.CharField(max_length=24, choices=Rol.keuzes)
    organisatie = models.UUIDField()
    gebruiker = models.UUIDField()
    eens = models.BooleanField()
    datum = models.DateField()

    class Meta:
        verbose_name_plural = "oordelen na een MDO"
        ordering = ["pk"]


class Voorbereiding(Dossierrij):
    """A party wrote down beforehand what it wants to say; the words stand in a Notitie."""

    mdo = models.ForeignKey(Mdo, models.CASCADE, related_name="voorbereidingen")
    partij = models.CharField(max_length=24, choices=Partij.keuzes)
    op = models.DateField()

    class Meta:
        verbose_name_plural = "voorbereidingen van een MDO"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["mdo", "partij"], name="voorbereiding_een_per_partij")]


class Handtekening(models.Model):
    """A party signed the afspraken on paper (Z-13.6)."""

    mdo = models.ForeignKey(Mdo, models.CASCADE, related_name="handtekeningen")
    partij = models.CharField(max_length=24, choices=Partij.keuzes)
    getekend_op = models.DateField()

    class Meta:
        verbose_name_plural = "handtekeningen onder een MDO"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["mdo", "partij"], name="handtekening_een_per_partij")]
