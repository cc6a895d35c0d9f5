"""Plan a meeting, move it, call it off: who is invited, and what each of them hears in a calendar of her own."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from itertools import chain
from uuid import UUID

from django.db import transaction

from opstap import clock
from opstap.errors import eis
from opstap.partners.models import Afwezigheid, Gebruiker
from opstap.post.berichten import BERICHTEN
from opstap.post.services import mislukte_uitnodigingen_intrekken, uitnodiging_klaarzetten
from opstap.protocol.feiten import BetrokkenenGewijzigd, TrajectAfgesloten
from opstap.protocol.momenten import Momentplan, Momentsoort, moment_belemmeringen, uur
from opstap.termijnen.agenda.inhoud import uitnodiging
from opstap.termijnen.genodigden.kring import genodigden_van
from opstap.termijnen.models import Moment, Momentplek
from opstap.trajecten.feiten import meld
from opstap.trajecten.models import Traject
from opstap.trajecten.services import traject_vergrendelen
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
    """One message per person, with the calendar text as it is now. `wanneer`: as they know it, when it was moved.

    What did not arrive about an earlier plan is not tried again: it would come after this.
    """
    mislukte_uitnodigingen_intrekken(over=f"{moment.sleutel}:", ontvangers=wie)
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
    uitnodigen(moment, [mens for mens in was - wordt if mens.is_active], "hoeft_niet")
    uitnodigen(moment, wordt - was, "gepland")
    return True


def genodigden_nalopen() -> None:
    """The tick: who comes to a role or loses it, is away on that day or back, without anybody telling the meeting.

    An absence that was just said or stopped is waited for a moment: set right again, nobody is mailed about it.
    """
    komend = list(Moment.objects.komend().order_by("pk").values_list("pk", flat=True))
    anders = (wie for n in range(0, len(komend), _STAPEL) for wie in _met_anderen(komend[n : n + _STAPEL]))
    elk(sorted(set(anders)), lambda sleutel: meld(BetrokkenenGewijzigd(sleutel)))


def _met_anderen(momenten: Collection[int]) -> set[UUID]:
    """The trajecten of those to which others belong than were invited."""
    rijen = Moment.objects.filter(pk__in=momenten).select_related("traject__regeling").prefetch_related("genodigden")
    wie = genodigden_van(list(rijen))
    in_beraad = set(chain(*Afwezigheid.objects.net_gewijzigd().values_list("gebruiker", "vervanger")))
    anders = ((m, set(m.genodigden.all()) ^ set(wie[m.pk])) for m in rijen if m.pk in wie)
    return {m.traject.sleutel for m, mensen in anders if mensen and in_beraad.isdisjoint(g.pk for g in mensen)}


@transaction.atomic
def genodigden_bijwerken_na(feit: BetrokkenenGewijzigd) -> None:
    """Reaction: a meeting to come gets the people of its day; who stays hears nothing. Twice changes nothing."""
    traject = traject_vergrendelen(feit.traject)
    momenten = list(Moment.objects.komend().filter(traject=traject).order_by("pk"))
    for moment in momenten:
        moment.traject = traject
    wie = genodigden_van(momenten)
    for moment in momenten:
        if moment.pk in wie:
            genodigden_wijzigen(moment, wie[moment.pk])


def stand(onderwerp: UUID) -> int | None:
    """How often the meeting about this changed; None while there is none."""
    volgnummer: int | None = Moment.objects.van(onderwerp).values_list("volgnummer", flat=True).first()
    return volgnummer


@transaction.atomic
def moment_plannen(
    traject: Traject,
    *,
    soort: Momentsoort,
    onderwerp: UUID,
    dag: date,
    hoe: Momentplan,
    wie: Collection[Gebruiker],
    persoonlijk: Collection[str],
) -> Moment:
    """Plan the meeting about this onderwerp, or move it; everybody hears at once. The caller ends with
    `handeling_boeken`. `persoonlijk`: what about the person may not be typed as a place.

    Who was invited and no longer belongs to it hears that it is off. At the same time and place nobody else hears.
    """
    eis(moment_belemmeringen(plan=hoe, persoonlijk=persoonlijk))
    moment: Moment | None = Moment.objects.van(onderwerp).first()
    if moment is not None and _staat_al(moment, dag, hoe):
        genodigden_wijzigen(moment, wie)
        return moment
    was: set[Gebruiker] = set()
    eerder = wanneer_en_waar(moment) if moment is not None else None
    if moment is None:
        moment = Moment(traject=traject, soort=soort, onderwerp=onderwerp)
    else:
        was = set(moment.genodigden.all())
        moment.verplaatsen()
        moment.volgnummer += 1
    moment.begin = clock.lokaal_moment(dag, hoe.om.hour, hoe.om.minute)
    moment.minuten, moment.plaats, moment.bijgewerkt_op = hoe.minuten, hoe.plaats, clock.dienst_nu()
    moment.save()
    moment.genodigden.set(wie)
    _plek_schrijven(moment, hoe.waar)
    uitnodigen(moment, [mens for mens in was - set(wie) if mens.is_active], "hoeft_niet", eerder)
    uitnodigen(moment, was & set(wie), "verplaatst")
    uitnodigen(moment, set(wie) - was, "gepland")
    return moment


def _staat_al(moment: Moment, dag: date, hoe: Momentplan) -> bool:
    """Nothing is different: neither the time nor the place."""
    begin = clock.lokaal_moment(dag, hoe.om.hour, hoe.om.minute)
    staat = (moment.begin, moment.minuten, moment.plaats, moment.waar)
    return staat == (begin, hoe.minuten, hoe.plaats, hoe.waar.strip())


def _plek_schrijven(moment: Moment, waar: str) -> None:
    if waar := waar.strip():
        Momentplek.objects.update_or_create(moment=moment, defaults={"tekst": waar})
    else:
        Momentplek.objects.filter(moment=moment).delete()


@transaction.atomic
def moment_afzeggen(onderwerp: UUID) -> None:
    """The meeting that was still to come is off; one that was, was. Twice changes nothing."""
    for moment in Moment.objects.komend().van(onderwerp).select_related("traject"):
        _afzeggen(moment)


@transaction.atomic
def momenten_afzeggen_na(feit: TrajectAfgesloten) -> None:
    """Reaction: nobody meets any more. Twice changes nothing."""
    for moment in Moment.objects.komend().filter(traject__sleutel=feit.traject).select_related("traject"):
        _afzeggen(moment)


def _afzeggen(moment: Moment) -> None:
    moment.annuleren()
    moment.volgnummer += 1
    moment.bijgewerkt_op = clock.dienst_nu()
    moment.save()
    uitnodigen(moment, [mens for mens in moment.genodigden.all() if mens.is_active], "afgezegd")
