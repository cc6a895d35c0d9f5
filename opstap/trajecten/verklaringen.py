"""The page with everything that was said and told in a traject: by whom, when, how, about what, and what it does."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.text import capfirst

from opstap.partners.models import Gebruiker
from opstap.protocol.begrippen import Rol
from opstap.protocol.datums import datum_voluit
from opstap.protocol.verklaringen import Zegt
from opstap.protocol.verklaringsoorten import Verklaringsoort, gevolgen, is_te_weigeren, wie_zegt
from opstap.protocol.vertegenwoordigen import Vertegenwoordiging
from opstap.trajecten.enums import Wijze
from opstap.trajecten.gebeurtenissen import ZORG, ZORG_EN_VERHUUR
from opstap.trajecten.kaart import Handeling
from opstap.trajecten.models import Traject, Verklaring
from opstap.trajecten.toegang import mogelijk_namens

S = Verklaringsoort
#: Who needs to know. Who tests the aanmelding reads there whether the kandidaat stands behind it, and no more (Z-20.4).
LEZERS: Mapping[Verklaringsoort, frozenset[Rol]] = {
    S.KENNISNEMING_DELEN: ZORG,
    S.INSTEMMING_PARTIJEN: ZORG,
    S.AKKOORD_KANDIDAAT: ZORG,
    S.VERKLARING_ZORG: ZORG,
    S.INSTEMMING_DELEN: ZORG_EN_VERHUUR,
    S.KENNISNEMING_OVERDRACHT: ZORG,
    S.OVERLEG_HUURDER: ZORG_EN_VERHUUR,
    S.OVERLEG_ZORG: ZORG_EN_VERHUUR,
    S.HUURDER_GEINFORMEERD: ZORG_EN_VERHUUR,
    S.NEE_BESPROKEN: ZORG_EN_VERHUUR,
    S.MEDEWETEN_AANTEKENING: ZORG_EN_VERHUUR,
    S.WEET_VAN_PUNTEN: ZORG_EN_VERHUUR,
    S.AFSPRAAK_REAGEERTIJD: ZORG,
}


@dataclass(frozen=True, slots=True)
class Verklaringdeel:
    """What a higher room knows: of an `onderwerp` what it is, per kind where to record it and what to look at."""

    over: Mapping[UUID, str] = field(default_factory=dict)
    handelingen: Mapping[Verklaringsoort, Handeling] = field(default_factory=dict)
    let_op: Mapping[Verklaringsoort, str] = field(default_factory=dict)


def verklaringen(traject: Traject, gebruiker: Gebruiker, rollen: Iterable[Rol]) -> list[dict[str, Any]]:
    """Per kind that this person may read: the statements, newest first; also one that is still to be given."""
    delen = [import_string(naam)(traject) for naam in import_string(f"{settings.BEDRADING}.VERKLARINGEN")]
    over = {sleutel: tekst for deel in delen for sleutel, tekst in deel.over.items()}
    handelingen = {soort: h for deel in delen for soort, h in deel.handelingen.items()}
    let_op = {soort: tekst for deel in delen for soort, tekst in deel.let_op.items()}
    per_soort: dict[str, list[Verklaring]] = {}
    for rij in traject.verklaringen.order_by("-datum", "-pk"):
        per_soort.setdefault(rij.soort, []).append(rij)
    mijn = frozenset(rollen)
    return [
        {
            "code": soort.value,
            "titel": capfirst(soort.label),
            "let_op": let_op.get(soort, ""),
            "rijen": [(datum_voluit(rij.datum), zin(rij, over)) for rij in per_soort.get(soort, ())],
            "gevolgen": gevolgregels(soort),
            "handeling": _mag(handelingen.get(soort), gebruiker, traject),
            "kan_elders": soort in handelingen,
        }
        for soort in Verklaringsoort
        if LEZERS[soort] & mijn and (soort in per_soort or soort in handelingen)
    ]


def _mag(handeling: Handeling | None, gebruiker: Gebruiker, traject: Traject) -> Handeling | None:
    return handeling if handeling and mogelijk_namens(gebruiker, handeling.actie, traject) else None


def zin(rij: Verklaring, over: Mapping[UUID, str]) -> str:
    """Who said what, how and about what; a nee under curatele is the curator's."""
    soort, door = Verklaringsoort(rij.soort), Vertegenwoordiging(rij.door) if rij.door else None
    waarover = f". Over {over[rij.onderwerp]}" if rij.onderwerp is not None and rij.onderwerp in over else ""
    gezegd = f"{_GEZEGD[rij.uitspraak.zegt]}: " if is_te_weigeren(soort=soort) else ""
    return f"{gezegd}{wie_zegt(soort=soort, door=door)}, {Wijze(rij.wijze).label}{waarover}"


_GEZEGD = {Zegt.JA: "ja", Zegt.NEE: "nee", Zegt.TREKT_IN: "ja ingetrokken"}


def gevolgregels(soort: Verklaringsoort) -> list[dict[str, str]]:
    """What each answer does, in the words beside the choice."""
    return [{"bij": capfirst(bij), "doet": wat.doet, "blijft": wat.blijft} for bij, wat in gevolgen(soort=soort)]
