"""Which proposal waits for a second person, and what it says."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from typing import Any
from uuid import UUID

from aanmelding.models import Aanmelding, Besluitvoorstel
from opstap import clock
from opstap.protocol.begrippen import Route
from opstap.protocol.feiten import TrajectAfgesloten
from opstap.protocol.toelaten import Afwijking
from opstap.protocol.toetsing import CriteriumInvoer
from opstap.protocol.vier_ogen import Voorstelstatus

_DATUMS = frozenset({"ontruiming_datum", "overleg_kandidaat_op", "overleg_zorg_op"})


def open_voorstel(aanmelding: Aanmelding) -> Besluitvoorstel | None:
    rijen = Besluitvoorstel.objects.filter(aanmelding=aanmelding, afgehandeld_op=None)
    rij: Besluitvoorstel | None = rijen.select_related("tekst", "op_versie").first()
    return rij


def teruggestuurd_voorstel(aanmelding: Aanmelding, *, is_intrekking: bool = False) -> Besluitvoorstel | None:
    """The last one of its kind when that came back: what was typed in it stands there again."""
    rijen = Besluitvoorstel.objects.filter(aanmelding=aanmelding, inhoud__has_key="intrekking")
    if not is_intrekking:
        rijen = Besluitvoorstel.objects.filter(aanmelding=aanmelding).exclude(pk__in=rijen.values("pk"))
    laatste = rijen.select_related("tekst", "op_versie").order_by("pk").last()
    return laatste if laatste is not None and laatste.status == Voorstelstatus.TERUGGESTUURD else None


def afhandelen(voorstel: Besluitvoorstel, door: UUID | None) -> None:
    """After its transition."""
    voorstel.afgehandeld_op, voorstel.afgehandeld_door = clock.vandaag(), door
    voorstel.save()


def voorstel_laten_vervallen(aanmelding: Aanmelding) -> None:
    """Nobody need look at it any more."""
    voorstel = open_voorstel(aanmelding)
    if voorstel is not None:
        voorstel.laten_vervallen()
        afhandelen(voorstel, None)


def voorstellen_vervallen_na(feit: TrajectAfgesloten) -> None:
    """Reaction on TrajectAfgesloten: a toelating in it need not be withdrawn any more."""
    for aanmelding in Aanmelding.objects.filter(traject__sleutel=feit.traject):
        voorstel_laten_vervallen(aanmelding)


# --- codes and dates, and back -----------------------------------------------------------------------------------


def als_codes(ding: CriteriumInvoer | Afwijking, *, zonder: str = "") -> dict[str, Any]:
    """What is filled in."""
    waarden = {veld.name: getattr(ding, veld.name) for veld in fields(ding) if veld.name != zonder}
    return {naam: w.isoformat() if isinstance(w, date) else w for naam, w in waarden.items() if w is not None}


def _gelezen(codes: dict[str, Any]) -> dict[str, Any]:
    return {naam: date.fromisoformat(w) if naam in _DATUMS else w for naam, w in codes.items()}


def invoer_van(voorstel: Besluitvoorstel) -> CriteriumInvoer:
    return CriteriumInvoer(**_gelezen(voorstel.inhoud["invoer"]))


def afwijking_van(voorstel: Besluitvoorstel) -> Afwijking | None:
    codes = voorstel.inhoud["afwijking"]
    if codes is None:
        return None
    leeg = {"overleg_kandidaat_op": None, "overleg_zorg_op": None}
    return Afwijking(**(leeg | _gelezen(codes)), motivering=voorstel.tekst.afwijking)


def route_van(voorstel: Besluitvoorstel) -> Route | None:
    return Route(voorstel.inhoud["route"]) if voorstel.inhoud["route"] else None
