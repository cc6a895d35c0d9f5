"""Who is invited to a meeting, and what each of them hears in a calendar of her own."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.conf import settings
from django.utils.module_loading import import_string

from opstap import clock
from opstap.partners.models import Gebruiker
from opstap.post.berichten import BERICHTEN
from opstap.post.services import uitnodiging_klaarzetten
from opstap.protocol.feiten import BetrokkenenGewijzigd
from opstap.protocol.momenten import uur
from opstap.termijnen.agenda.inhoud import uitnodiging
from opstap.termijnen.models import Moment
from opstap.trajecten.feiten import meld
from opstap.werk import elk

_STAPEL = 100


def wanneer_en_waar(moment: Moment) -> dict[str, str]:
    """What a mail says of it."""
    begin = moment.begin.astimezone(clock.AMSTERDAM)
    return {
        "tekst": f"om {uur(begin.time())} uur, {moment.get_plaats_display()}",
        "datum": begin.date().isoformat(),
    }


def uitnodigen(moment: Moment, wie: Collection[Gebruiker], wat: str, wanneer: dict[str, str] | None = None) -> None:
    """One message per person, with the calendar text as it is now. `wanneer`: as they know it, when it was moved."""
    soort = f"{moment.soort}_{wat}"
    for gebruiker in sorted(wie, key=lambda g: g.pk):
        uitnodiging_klaarzetten(
            soort=soort,
            sleutel=f"{moment.sleutel}:{moment.volgnummer}",
            traject=moment.traject,
            ontvanger=gebruiker,
            gegevens=wanneer or wanneer_en_waar(moment),
            agenda=uitnodiging(moment, gebruiker, methode=BERICHTEN[soort].agenda),
        )


def genodigden_wijzigen(moment: Moment, wie: Collection[Gebruiker]) -> bool:
    """Other people, the same hour: who is new is invited, who left hears that she need not come; did it change?

    Inside a use-case, under the lock of the traject. Who stays hears nothing; whose account ended neither.
    """
    was, wordt = set(moment.genodigden.all()), set(wie)
    if was == wordt:
        return False
    moment.verplaatsen()
    moment.volgnummer += 1
    moment.bijgewerkt_op = clock.dienst_nu()
    moment.save()
    moment.genodigden.set(wordt)
    uitnodigen(moment, [mens for mens in was - wordt if mens.is_active], "afgezegd")
    uitnodigen(moment, wordt - was, "gepland")
    return True


def genodigden_nalopen() -> None:
    """The tick: who comes to a role or loses it, is away on that day or back, without anybody telling the meeting."""
    komend = list(Moment.objects.komend().order_by("pk").values_list("pk", flat=True))
    anders = (wie for n in range(0, len(komend), _STAPEL) for wie in _met_anderen(komend[n : n + _STAPEL]))
    elk(sorted(set(anders)), lambda sleutel: meld(BetrokkenenGewijzigd(sleutel)))


def _met_anderen(momenten: Collection[int]) -> set[UUID]:
    """The trajecten of those to which others belong than were invited: asked of the room that knows the table."""
    rijen = Moment.objects.filter(pk__in=momenten).select_related("traject__regeling").prefetch_related("genodigden")
    wie: dict[int, list[Gebruiker]] = import_string(import_string(f"{settings.BEDRADING}.GENODIGDEN"))(list(rijen))
    return {m.traject.sleutel for m in rijen if m.pk in wie and set(m.genodigden.all()) != set(wie[m.pk])}
