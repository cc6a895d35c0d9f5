from __future__ import annotations

from typing import Any, Self

from django.db import models

from evaluatie.enums import Afspraakstatus, Evaluatiestatus, Herhuisvestingstatus, Mdostatus, Signaalstatus
from opstap.protocol.evaluatiebegrippen import EvaluatieSoort, Signaalaanleiding

MDO_KOMEND = (Mdostatus.GEMELD.value, Mdostatus.HUURDER_GEINFORMEERD.value, Mdostatus.GEPLAND.value)
HERHUISVESTING_LOOPT = (Herhuisvestingstatus.ZOEKT.value, Herhuisvestingstatus.GEVONDEN.value)


class EvaluatieQuerySet(models.QuerySet[Any]):
    def te_houden(self) -> Self:
        """Still to come: planned, or moved after a visit that did not go on."""
        return self.filter(status__in=[Evaluatiestatus.GEPLAND, Evaluatiestatus.NIET_DOORGEGAAN])

    def gehouden(self) -> Self:
        return self.filter(status__in=[Evaluatiestatus.GEHOUDEN, Evaluatiestatus.VASTGESTELD])

    def met_vaststelling(self) -> Self:
        """With what each party said, and how the rent stood."""
        return self.select_related("huurstatus", "reactie").prefetch_related("bevestigingen")

    def van_het_plan(self) -> Self:
        """Those that the contract planned; an extra one moves nothing of the plan and is not moved by it."""
        return self.exclude(soort=EvaluatieSoort.EXTRA)

    def nieuwste_eerst(self) -> Self:
        return self.order_by("-gehouden_op", "-nummer")


class AfspraakQuerySet(models.QuerySet[Any]):
    def open(self) -> Self:
        return self.filter(status=Afspraakstatus.OPEN)

    def niet_afgehandeld(self) -> Self:
        """Still to be kept, or lapsed and not settled by a person."""
        return self.filter(status__in=[Afspraakstatus.OPEN, Afspraakstatus.VERLOPEN])


class SignaalQuerySet(models.QuerySet[Any]):
    def open(self) -> Self:
        return self.exclude(status=Signaalstatus.AFGEHANDELD)

    def voorstellen(self) -> Self:
        """Proposals of Opstap that nobody has taken up or declined yet."""
        onbeantwoord = self.filter(status__in=[Signaalstatus.GEMELD, Signaalstatus.OPGEPAKT])
        return onbeantwoord.exclude(aanleiding=Signaalaanleiding.MELDING)


class MdoQuerySet(models.QuerySet[Any]):
    def open(self) -> Self:
        """To come, or held with something left to do."""
        return self.exclude(status__in=[Mdostatus.AFGEROND, Mdostatus.INGETROKKEN])

    def komend(self) -> Self:
        """Not held yet: a new signaal can still be talked about. Exactly the condition of the unique constraint."""
        return self.filter(status__in=MDO_KOMEND)


class HerhuisvestingQuerySet(models.QuerySet[Any]):
    def loopt(self) -> Self:
        """Exactly the condition of the unique constraint."""
        return self.filter(status__in=HERHUISVESTING_LOOPT)
