"""What is waited for after sending, as the zorgorganisatie reads it and as who tests reads it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.text import capfirst

from aanmelding.delen import Regels, gevraagde_delen
from aanmelding.models import Aanmelding, Aanvulvraag
from aanmelding.services.aanvullen import open_vraag
from opstap.protocol.aanvullen import Aanvulafloop, Aanvulsoort
from opstap.protocol.datums import datum_voluit


def vraagtekst(vraag: Aanvulvraag) -> str:
    return vraag.tekst.tekst if hasattr(vraag, "tekst") else ""


def voor_zorg(aanmelding: Aanmelding) -> dict[str, Any] | None:
    """The open question with the way to each part it is about; None when nothing is waited for."""
    vraag, traject = open_vraag(aanmelding), aanmelding.traject
    if vraag is None:
        return None
    return {
        "is_vraag": vraag.soort == Aanvulsoort.VRAAG,
        "op": vraag.gevraagd_op,
        "tekst": vraagtekst(vraag),
        "delen": [
            {"titel": deel.titel(traject), "url": reverse(f"aanmelding:{deel.code}", args=[traject.sleutel])}
            for deel in gevraagde_delen(traject)
            if deel.code in vraag.onderdelen
        ],
    }


def vraagregels(aanmelding: Aanmelding, *, bij_toets: bool = False) -> Regels:
    """All that was asked or reported after sending, and what came of it.

    `bij_toets`: in words that tell who tests no more than she may know. Never what was changed: that may tell which row
    was refused (I-9).
    """
    traject = aanmelding.traject
    namen = {
        deel.code: deel.vraagnaam(traject) if bij_toets else deel.titel(traject) for deel in gevraagde_delen(traject)
    }
    rijen = Aanvulvraag.objects.filter(aanmelding=aanmelding).select_related("tekst").order_by("pk")
    return [_regel(rij, namen) for rij in rijen]


def _regel(vraag: Aanvulvraag, namen: Mapping[str, str]) -> tuple[str, str]:
    wat = "Aanvulling gevraagd" if vraag.soort == Aanvulsoort.VRAAG else "Wijziging gemeld"
    over, tekst = ", ".join(namen[code] for code in vraag.onderdelen if code in namen), vraagtekst(vraag)
    afloop = "nog niet opnieuw verstuurd"
    if vraag.afgehandeld_op is not None:
        afloop = f"{Aanvulafloop(vraag.afloop).label} op {datum_voluit(vraag.afgehandeld_op)}"
    delen = (f"Over: {over}." if over else "", f"“{tekst}”" if tekst else "", f"{capfirst(afloop)}.")
    return f"{wat} op {datum_voluit(vraag.gevraagd_op)}", " ".join(deel for deel in delen if deel)
