"""The slice of TrajectFeiten about the start of the tenancy, in few queries (bedrading.FEITENLEVERANCIERS)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from opstap.post.enums import Briefsoort
from opstap.post.models import Brief
from opstap.protocol.starten import GESPREK, VAN_ZORG, Standen, Startpunt, Startstand, klaar_op
from opstap.protocol.startfeiten import KaartFeit, StartFeiten
from opstap.protocol.verklaringen import Zegt
from opstap.trajecten.enums import Verklaringsoort
from opstap.trajecten.models import Traject, Verklaring
from woningen.models import Bemiddeling, Startantwoord


def startfeiten(trajecten: Collection[Traject]) -> dict[int, StartFeiten]:
    """Of who has a home."""
    met_woning = Bemiddeling.objects.filter(traject__in=trajecten, toegewezen_op__isnull=False)
    wie = set(met_woning.values_list("traject_id", flat=True))
    if not wie:
        return {}
    gezegd: dict[int, dict[Startpunt, Startstand]] = defaultdict(dict)
    plannen = Verklaring.objects.filter(traject__in=wie, soort=Verklaringsoort.VERKLARING_ZORG)
    for ja in plannen.order_by("datum", "pk"):
        gezegd[ja.traject_id].pop(Startpunt.PLAN, None)
        if ja.uitspraak.zegt is Zegt.JA:
            gezegd[ja.traject_id][Startpunt.PLAN] = Startstand(ja.datum, ja.datum)
    beantwoord: dict[int, set[Startpunt]] = defaultdict(set)
    for rij in Startantwoord.objects.filter(traject__in=wie):
        gezegd[rij.traject_id][Startpunt(rij.punt)] = Startstand(rij.op, rij.vastgelegd_op)
        beantwoord[rij.traject_id].add(Startpunt(rij.punt))
    kaarten = _oude_kaarten(wie)
    return {pk: _start(gezegd[pk], beantwoord[pk], kaarten[pk]) for pk in wie}


def _start(gezegd: Standen, beantwoord: set[Startpunt], kaarten: list[KaartFeit]) -> StartFeiten:
    return StartFeiten(
        zorg_gevraagd=not beantwoord.isdisjoint(VAN_ZORG),
        bevestigd_op=klaar_op(gezegd, VAN_ZORG),
        gesprek_gevraagd=not beantwoord.isdisjoint(GESPREK),
        gesprek_klaar_op=klaar_op(gezegd, GESPREK),
        oude_kaarten=tuple(kaarten),
    )


def _oude_kaarten(wie: Collection[int]) -> dict[int, list[KaartFeit]]:
    kaarten: dict[int, list[KaartFeit]] = defaultdict(list)
    oud = Brief.objects.filter(traject__in=wie, soort=Briefsoort.METERKASTKAART, op_oude_gegevens_sinds__isnull=False)
    for brief in oud.select_related("vervangen_door").order_by("pk"):
        nieuw = brief.vervangen_door
        kaarten[brief.traject_id].append(
            KaartFeit(brief.sleutel, brief.op_oude_gegevens_sinds, nieuw.datum if nieuw else None)
        )
    return kaarten
