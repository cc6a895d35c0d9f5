"""Which home fits, and the support at home: parts with a version of their own."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db import transaction

from aanmelding.delen.begeleiding import BEGELEIDING
from aanmelding.delen.woonprofiel import VRAGEN, WOONPROFIEL
from aanmelding.models import Aanmelding, Begeleidingsafspraak, Woonfactorrij, Woonprofiel
from aanmelding.services.basis import bewaren, deel_openen
from opstap import clock
from opstap.errors import eis
from opstap.partners.namens import Namens
from opstap.protocol.begeleiden import Bereikbaarheid, begeleiding_belemmeringen
from opstap.protocol.clausules import regelt
from opstap.protocol.woonprofiel import Woonfactor, Woonwensen, factor_wijziging


@regelt("C-4", "C-5", "C-6", "C-7", "C-8", "Z-20.7")
@transaction.atomic
def woonprofiel_bijwerken(
    *,
    traject: UUID,
    wensen: Woonwensen,
    factoren: Collection[Woonfactor] = (),
    versie: int | None = None,
    namens: Namens,
) -> Aanmelding:
    """The five answers, and every factor that counts from now on. `versie` is that of the part."""
    aanmelding = deel_openen(traject, WOONPROFIEL, namens=namens, versie=versie)

    def wijzigen() -> None:
        _wensen_bewaren(aanmelding, wensen)
        _factoren_bewaren(aanmelding, factoren)

    return bewaren(aanmelding, wijzigen, namens=namens, deel="woonprofiel", clausule="Z-20.7")


def _wensen_bewaren(aanmelding: Aanmelding, wensen: Woonwensen) -> None:
    if wensen.is_leeg:
        Woonprofiel.objects.filter(aanmelding=aanmelding).delete()
        return
    antwoorden = {naam: getattr(wensen, naam) or "" for naam, _, _ in VRAGEN}
    Woonprofiel.objects.update_or_create(aanmelding=aanmelding, defaults=antwoorden)


def _factoren_bewaren(aanmelding: Aanmelding, gekozen: Collection[Woonfactor]) -> None:
    """A factor that was ended today and comes back today never left; one of today that ends today never was."""
    vandaag, rijen = clock.vandaag(), Woonfactorrij.objects.filter(aanmelding=aanmelding)
    nu = {Woonfactor(factor) for factor in rijen.filter(tot=None).values_list("factor", flat=True)}
    begint, eindigt = factor_wijziging(nu=nu, gekozen=gekozen)
    rijen.filter(factor__in=eindigt, tot=None, vanaf=vandaag).delete()
    rijen.filter(factor__in=eindigt, tot=None).update(tot=vandaag)
    for factor in sorted(begint):
        if not rijen.filter(factor=factor, tot=vandaag).update(tot=None):
            Woonfactorrij.objects.create(aanmelding=aanmelding, factor=factor, vanaf=vandaag)


@regelt("A-5", "Z-10.4")
@transaction.atomic
def begeleiding_bijwerken(
    *,
    traject: UUID,
    uren: int | None = None,
    start: date | None = None,
    bereikbaar: Bereikbaarheid | None = None,
    versie: int | None = None,
    namens: Namens,
) -> Aanmelding:
    """The support at home as it is planned. `versie` is that of the part."""
    aanmelding = deel_openen(traject, BEGELEIDING, namens=namens, versie=versie)
    eis(begeleiding_belemmeringen(uren=uren, parameters=aanmelding.traject.regelingversie.parameters))

    def wijzigen() -> None:
        if uren is None and start is None and bereikbaar is None:
            Begeleidingsafspraak.objects.filter(aanmelding=aanmelding).delete()
            return
        velden = {"uren": uren, "start": start, "bereikbaar": bereikbaar or ""}
        Begeleidingsafspraak.objects.update_or_create(aanmelding=aanmelding, defaults=velden)

    return bewaren(aanmelding, wijzigen, namens=namens, deel="begeleiding", clausule="A-5")
