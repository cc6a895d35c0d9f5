"""What the home page and the page of the besluit say about who does a duty."""

from __future__ import annotations

import uuid
from typing import Any

from django.urls import reverse

from opstap.partners.models import Gebruiker
from opstap.protocol.basis import Belemmering
from opstap.protocol.taak_geven import BESLUITTAKEN, gever_belemmeringen
from opstap.termijnen.mensen.houders import Toewijzing, toewijzingen
from opstap.termijnen.models import Termijn
from opstap.trajecten.models import Traject


def taakregel(termijn: Termijn, wie: Toewijzing) -> dict[str, Any]:
    """`wie_zin`, the one button of this row, and the link to give it away; none when there is nobody to divide with."""
    if wie.houder is None:
        knop = _knop("Ik doe dit", "taak_oppakken", termijn) if wie.is_te_verdelen else None
    else:
        mag = not wie.is_van_collega or wie.leidt
        knop = _knop("Geef terug", "taak_teruggeven", termijn) if mag else None
    return {"wie_zin": _wie_zin(wie), "knop": knop, "geven": _geven(termijn, wie)}


def besluitregel(traject: Traject, gebruiker: Gebruiker) -> dict[str, Any] | None:
    """With whom the besluit over the aanmelding lies, for colleagues, and what this person can do with that. None: it
    is done, of another organisation, or there is nobody to divide with."""
    rijen = Termijn.objects.open().voor(gebruiker).filter(traject=traject, soort__in=BESLUITTAKEN)
    termijn = rijen.select_related("organisatie").eerste_eerst().first()
    if termijn is None:
        return None
    wie = toewijzingen(gebruiker, [termijn])[termijn.pk]
    regel = taakregel(termijn, wie)
    if wie.houder is None and regel["knop"] is None:
        return None
    bij = "u" if wie.is_van_mij else wie.houder.naam if wie.houder else "het hele team"
    return {"zin": f"Ligt bij {bij}.", "handelingen": [h for h in (regel["knop"], regel["geven"]) if h]}


def mag_niet_geven(wie: Toewijzing) -> list[Belemmering]:
    """Why this person cannot give it to a colleague; empty: it is allowed."""
    heeft = wie.houder is not None and not wie.is_van_collega
    return gever_belemmeringen(houder=wie.houder.naam if wie.houder else "", heeft=heeft, leidt=wie.leidt)


def _geven(termijn: Termijn, wie: Toewijzing) -> dict[str, str] | None:
    if termijn.soort not in BESLUITTAKEN or not wie.is_te_verdelen or mag_niet_geven(wie):
        return None
    return {"tekst": "Geef aan een collega", "url": reverse("taak_geven", args=[termijn.sleutel])}


def _wie_zin(wie: Toewijzing) -> str:
    if wie.voor:
        return f"voor {wie.voor.naam}"
    if wie.houder is None:
        return ""
    return "u doet dit" if wie.is_van_mij else f"{wie.houder.naam} doet dit"


def _knop(tekst: str, naam: str, termijn: Termijn) -> dict[str, Any]:
    return {"tekst": tekst, "url": reverse(naam, args=[termijn.sleutel]), "verzoek": uuid.uuid4()}
