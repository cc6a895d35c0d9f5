"""Per point the words of every evaluatie beside each other: never a number, never only a colour."""

from __future__ import annotations

from collections.abc import Sequence
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
    rijen = []
    for item in items:
        woorden = [o.get(item) for o in per_evaluatie]
        rijen.append([item.label, *(w.label if w else _NIET for w in woorden), verloop(woorden=woorden)])
    rijen.append(["In het geheel", *(e.get_oordeel_display() for e in gehouden), ""])
    rijen.append(["Advies", *(e.get_advies_display() or "niet gegeven" for e in gehouden), ""])
    return {
        "trendkoppen": ["Punt", *(f"Nr {e.nummer}" for e in gehouden), "Sinds vorige keer"],
        "trend": [{"cellen": cellen} for cellen in rijen],
    }


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
