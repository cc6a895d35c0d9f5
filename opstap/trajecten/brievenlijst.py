"""The letters on the traject page: how far each is, whether it went out, and whether it still says what is so."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from opstap.partners.models import Gebruiker
from opstap.partners.rechten import Actie
from opstap.protocol.datums import datum_voluit
from opstap.trajecten.models import Traject
from opstap.trajecten.toegang import mogelijk_namens


def brievenlijst(traject: Traject, gebruiker: Gebruiker) -> list[dict[str, Any]]:
    """What this person may read here: what she must still do first, then the newest; with a link to what she sends.

    Of who is forgotten only that there was a letter.
    """
    leest = mogelijk_namens(gebruiker, Actie.BRIEF_ZIEN, traject)
    if not leest:
        return []
    brieven: Any = traject.brieven
    verstuurt = mogelijk_namens(gebruiker, Actie.BRIEF_VERSTUREN, traject) if traject.gewist_op is None else []
    eigen = set(brieven.van(verstuurt).values_list("pk", flat=True))
    rijen = brieven.leesbaar_voor(leest).met_stand().select_related("besluit__herzien_door").order_by("-datum", "-pk")
    regels = [_regel(traject, brief, is_eigen=brief.pk in eigen) for brief in rijen]
    return sorted(regels, key=lambda regel: not _is_te_doen(regel))


def _is_te_doen(regel: dict[str, Any]) -> bool:
    klaar = regel["verzonden_tekst"] or regel["hoeft_niet_tekst"] or regel["is_vervangen"]
    return bool(regel["opnieuw_url"] or (regel["verstuur_url"] and not klaar))


def _regel(traject: Traject, brief: Any, *, is_eigen: bool) -> dict[str, Any]:
    sleutels = [traject.sleutel, brief.sleutel]
    oud, herzien = brief.op_oude_gegevens_sinds, getattr(brief.besluit, "herzien_door", None)
    return {
        "titel": brief.titel,
        "datum_tekst": datum_voluit(brief.datum),
        "geadresseerde": brief.get_geadresseerde_display(),
        "url": reverse("brief", args=sleutels) if traject.gewist_op is None else "",
        "stand": brief.verzendstand,
        "stand_tekst": brief.verzendstand.label,
        "uitleg": brief.verzenduitleg,
        "verzonden_tekst": brief.verzonden_tekst,
        "hoeft_niet_tekst": brief.hoeft_niet_tekst,
        "verstuur_url": reverse("brief_versturen", args=sleutels) if is_eigen else "",
        "hoeft_niet_url": reverse("brief_hoeft_niet", args=sleutels)
        if is_eigen and brief.hoeft_niet_op and not herzien
        else "",
        "oud_sinds": datum_voluit(oud) if oud else "",
        "opnieuw_url": reverse("brief_opnieuw", args=sleutels) if is_eigen and oud else "",
        "geldt_niet_sinds": datum_voluit(herzien.datum) if herzien else "",
        "is_vervangen": brief.vervangen_door_id is not None,
    }
