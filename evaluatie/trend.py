"""Per point the words of every evaluatie, those that are the same together: never a score, never only a colour."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from evaluatie.dossier import itemoordelen
from evaluatie.enums import Notitiesoort
from evaluatie.models import Evaluatie, Notitie
from opstap.protocol.evaluatiebegrippen import EvaluatieItem, Inzet
from opstap.protocol.keukentafel import verloop

_NIET = "niet besproken"


def trendtabel(gehouden: Sequence[Evaluatie], items: Sequence[EvaluatieItem]) -> dict[str, Any]:
    """koppen and rijen of `onderdelen/tabel.html`, oldest first. `gehouden` with their items prefetched."""
    per_evaluatie = [itemoordelen(e) for e in gehouden]
    nummers = [e.nummer for e in gehouden]
    rijen = []
    for item in items:
        woorden = [o.get(item) for o in per_evaluatie]
        gezegd = _samen(nummers, [w.label if w else _NIET for w in woorden])
        rijen.append([item.label, gezegd, verloop(woorden=woorden)])
    rijen.append(["In het geheel", _samen(nummers, [e.get_oordeel_display() for e in gehouden]), ""])
    adviezen = [e.get_advies_display() or "niet gegeven" for e in gehouden]
    rijen.append(["Advies", _samen(nummers, adviezen), ""])
    return {
        "trendkoppen": ["Punt", "Wat er is gezegd", "Sinds vorige keer"],
        "trend": [{"cellen": cellen} for cellen in rijen],
    }


def _samen(nummers: Sequence[int], woorden: Sequence[str]) -> str:
    """Nr 1 t/m 3: gaat goed. Nr 4: heeft aandacht nodig."""
    zinnen = []
    for woord, deel in groupby(zip(nummers, woorden, strict=True), key=lambda paar: paar[1]):
        nrs = [nummer for nummer, _ in deel]
        opvolgend = len(nrs) > 1 and nrs == list(range(nrs[0], nrs[0] + len(nrs)))
        welke = f"{nrs[0]} t/m {nrs[-1]}" if opvolgend else ", ".join(map(str, nrs))
        zinnen.append(f"Nr {welke}: {woord}.")
    return " ".join(zinnen)


def inzetregels(gehouden: Sequence[Evaluatie]) -> list[tuple[str, str]]:
    """What each party did, as it was written down at the table (Z-12.8)."""
    soorten = [Notitiesoort.van_inzet(wie) for wie in Inzet]
    rijen = Notitie.objects.filter(onderwerp__in=[e.sleutel for e in gehouden], soort__in=soorten)
    teksten = {(n.onderwerp, n.soort): n.tekst for n in rijen}
    return [
        (f"Nr {e.nummer}. {soort.label}", tekst)
        for e in gehouden
        for soort in soorten
        if (tekst := teksten.get((e.sleutel, soort)))
    ]
