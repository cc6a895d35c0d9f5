"""The search for another place to live."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django_fsm import FSMField, transition

from evaluatie.enums import Herhuisvestingstatus
from evaluatie.querysets import HERHUISVESTING_LOOPT, HerhuisvestingQuerySet
from opstap.modellen import Dossierrij
from opstap.protocol.begrippen import Hoedanigheid
from opstap.protocol.herhuisvesten import Woonuitkomst
from opstap.trajecten.models import Traject

_H = Herhuisvestingstatus


class Herhuisvesting(Dossierrij):
    """The search for another place to live; at most one that runs per traject. Not where: only that and when."""

    traject = models.ForeignKey(Traject, models.PROTECT, related_name="herhuisvestingen")
    regisseur = models.CharField(max_length=16, choices=Hoedanigheid.keuzes, help_text="Herkomst of procesregie.")
    begonnen_op = models.DateField()
    overlegd_op = models.DateField(null=True, blank=True)
    aanwezig = models.JSONField(default=list, blank=True, help_text="Codes of Partij.")
    herindicatie_nodig_op = models.DateField(null=True, blank=True)
    herindicatie_aangevraagd_op = models.DateField(null=True, blank=True)
    gevonden_op = models.DateField(null=True, blank=True)
    verhuist_op = models.DateField(null=True, blank=True)
    terugkeer_geboden_op = models.DateField(null=True, blank=True, help_text="De instelling bood een plek aan (A-31).")
    uitkomst = models.CharField(max_length=20, choices=Woonuitkomst.keuzes, blank=True)
    status = FSMField(default=_H.ZOEKT.value, choices=_H.keuzes, protected=True)

    objects = HerhuisvestingQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "herhuisvestingen"
        constraints = [
            models.UniqueConstraint(
                fields=["traject"], condition=Q(status__in=HERHUISVESTING_LOOPT), name="herhuisvesting_een_loopt"
            ),
            models.CheckConstraint(condition=Q(status__in=_H.codes()), name="herhuisvesting_status"),
            models.CheckConstraint(
                condition=Q(regisseur__in=[Hoedanigheid.HERKOMST.value, Hoedanigheid.PROCESREGIE.value]),
                name="herhuisvesting_regisseur",
            ),
            models.CheckConstraint(
                condition=Q(gevonden_op=None, verhuist_op=None) & ~Q(status=_H.GEVONDEN.value)
                | Q(gevonden_op__isnull=False, verhuist_op__isnull=False) & ~Q(status=_H.ZOEKT.value),
                name="herhuisvesting_gevonden_met_dag",
            ),
            models.CheckConstraint(
                condition=Q(uitkomst="", status=_H.ZOEKT.value) | ~Q(uitkomst="") & ~Q(status=_H.ZOEKT.value),
                name="herhuisvesting_uitkomst_als_gevonden",
            ),
        ]

    def __str__(self) -> str:
        return f"herhuisvesting ({self.traject})"

    @transition(field=status, source=_H.ZOEKT, target=_H.GEVONDEN)
    def vinden(self) -> None: ...

    @transition(field=status, source=_H.GEVONDEN, target=_H.ZOEKT)
    def opnieuw_zoeken(self) -> None:
        """The place fell through."""

    @transition(field=status, source=[_H.ZOEKT, _H.GEVONDEN], target=_H.AFGEROND)
    def afronden(self) -> None:
        """The tenancy stopped."""

    @transition(field=status, source=_H.AFGEROND, target=_H.ZOEKT)
    def herstellen(self) -> None:
        """A correction: the tenancy did not stop."""

    @transition(field=status, source=_H.AFGEROND, target=_H.GEVONDEN)
    def herstellen_met_woonplek(self) -> None:
        """The same, of a search that had found a place."""

    @transition(field=status, source=[_H.ZOEKT, _H.GEVONDEN], target=_H.INGETROKKEN)
    def intrekken(self) -> None:
        """The huurder stays after all."""
