"""What a row of the home page says about who does it."""

from __future__ import annotations

import uuid
from typing import Any

from django.urls import reverse

from opstap.termijnen.mensen.houders import Toewijzing
from opstap.termijnen.models import Termijn


def taakregel(termijn: Termijn, wie: Toewijzing) -> dict[str, Any]:
    """`wie_zin`, and the one button of this row; no button when there is nobody to divide with."""
    if wie.houder is None:
        knop = _knop("Ik doe dit", "taak_oppakken", termijn) if wie.is_te_verdelen else None
    else:
        mag = not wie.is_van_collega or wie.leidt
        knop = _knop("Geef terug", "taak_teruggeven", termijn) if mag else None
    return {"wie_zin": _wie_zin(wie), "knop": knop}


def _wie_zin(wie: Toewijzing) -> str:
    if wie.voor:
        return f"voor {wie.voor.naam}"
    if wie.houder is None:
        return ""
    return "u doet dit" if wie.is_van_mij else f"{wie.houder.naam} doet dit"


def _knop(tekst: str, naam: str, termijn: Termijn) -> dict[str, Any]:
    return {"tekst": tekst, "url": reverse(naam, args=[termijn.sleutel]), "verzoek": uuid.uuid4()}
