"""Duties around an evaluatie, for the catalogue."""

from __future__ import annotations

from opstap.protocol.begrippen import Aard, Rol
from opstap.protocol.termijnsoort import EVALUEREN, Adres, Termijnsoort, V

EVALUATIESOORTEN = (
    Termijnsoort(
        "huurstatus_opgeven", "Opgeven hoe het met de huur staat", "Z-1.6", Aard.STREEF, Rol.CONSULENT, V,
        "evaluatie:huurstatus", Adres.TRAJECT_EN_ONDERWERP, stappen=(-10, -3, 0, 1), naar_teamleider_na=7,
        gevolg="De evaluatie kan doorgaan, maar wordt zonder dit niet vastgesteld.", eigen=True, lezers=EVALUEREN,
    ),
    Termijnsoort(
        "evaluatie_vaststellen", "Zeggen of de evaluatie klopt", "Z-12.12", Aard.STREEF, None, None,
        "evaluatie:vaststellen", Adres.TRAJECT_EN_ONDERWERP, stappen=(-7, 0, 1), naar_teamleider_na=14,
        gevolg="Bij het besluit over het vaste contract is dan niet zeker of iedereen het ermee eens was.",
        eigen=True, lezers=EVALUEREN,
    ),
)  # fmt: skip
