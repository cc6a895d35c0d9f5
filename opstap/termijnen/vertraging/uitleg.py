"""What was said of a duty that takes longer, as far as it still holds, and what a row says of it."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from datetime import date
from typing import Any

from django.db.models import Min, OuterRef, Subquery
from django.urls import reverse
from django.utils.text import capfirst

from opstap.protocol.vertraging import redenen
from opstap.termijnen.models import Termijn, Vertraging


def uitleg_van(termijnen: Collection[Termijn], vandaag: date) -> dict[int, Vertraging]:
    """termijn -> the last thing said of it; not of an earlier date, nor by who had the duty before. One query, and none
    when nothing is late or waits."""
    kan = {t.pk: t for t in termijnen if redenen(soort=t.kind) and (t.datum < vandaag or t.wacht(vandaag))}
    if not kan:
        return {}
    laatste = (
        Vertraging.objects.filter(termijn=OuterRef("termijn"), uitgesteld_tot=None).order_by("-pk").values("pk")[:1]
    )
    rijen = Vertraging.objects.filter(termijn__in=kan, pk=Subquery(laatste))
    return {v.termijn_id: v for v in rijen if _geldt(v, kan[v.termijn_id], vandaag)}


def _geldt(gezegd: Vertraging, termijn: Termijn, vandaag: date) -> bool:
    zelfde = termijn.organisatie is not None and gezegd.organisatie == termijn.organisatie.sleutel
    return zelfde and (gezegd.datum == termijn.datum or termijn.wacht(vandaag))


def eerst_gewacht_op(termijn: Termijn) -> date | None:
    """The day the organisation that has it now first let it wait."""
    if termijn.organisatie is None:
        return None
    keren = termijn.vertragingen.filter(wacht_tot__isnull=False, organisatie=termijn.organisatie.sleutel)
    dag: date | None = keren.aggregate(m=Min("vastgelegd_op"))["m"]
    return dag


def reden_zin(gezegd: Vertraging | None) -> str:
    return f"Later, want {gezegd.get_reden_display()}" if gezegd else ""


def uitlegregel(termijn: Termijn, gezegd: Vertraging | None, vandaag: date) -> dict[str, Any]:
    """For a row of the home page: what was said, the link to say it, and the button of what waits."""
    regel: dict[str, Any] = {"wacht_zin": termijn.wacht_zin(vandaag), "reden_zin": reden_zin(gezegd)}
    if termijn.wacht(vandaag):
        adres = reverse("taak_weer_oppakken", args=[termijn.sleutel])
        regel["knop"] = {"tekst": "Weer oppakken", "url": adres, "verzoek": uuid.uuid4()}
    if redenen(soort=termijn.kind) and (termijn.datum < vandaag or termijn.wacht(vandaag)):
        tekst = "Pas de reden aan" if gezegd else "Waarom duurt het langer?"
        regel["uitleg"] = {"tekst": tekst, "url": reverse("taak_vertraging", args=[termijn.sleutel])}
    return regel


def reden_buiten(termijn: Termijn, gezegd: Vertraging | None, vandaag: date) -> str:
    """For who stands outside the traject: nothing of a kind that says something about somebody (I-9). That it waits
    would tell which of those few kinds it is."""
    if termijn.kind.lezers is not None:
        return ""
    reden = capfirst(gezegd.get_reden_display()) if gezegd else ""
    return ". ".join(zin for zin in (termijn.wacht_zin(vandaag), reden) if zin)
