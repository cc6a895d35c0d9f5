"""The buildings of the region, with what is known of some of their homes."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from opstap import clock
from opstap.demo.regio import Demoregio
from opstap.protocol.woningkenmerken import Leefbaarheid, Leefbaarheidsreden, Menging, Woonvorm
from woningen.gegevens import Woninggegevens
from woningen.services import complex_vastleggen, leefbaarheid_vastleggen, woning_vastleggen
from woningen.services.complexen import Complexgegevens

#: Of so many homes of each street the features are known; of the others nobody wrote them down.
BEKEND = 5
_CONSULENTEN = {"brug": "consulent", "beek": "consulent2"}
_ALLES_GOED: dict[str, Any] = {"rustige_buurt": True, "openbaar_vervoer": True, "menging": Menging.KAN_ERBIJ}
_COMPLEXEN: dict[str, dict[str, dict[str, Any]]] = {
    "brug": {
        "Kadeplein": {"aandeel_max": 6, "nabij_steunpunt": True, **_ALLES_GOED},
        "Molenhof": {"aandeel_max": 6, "nabij_steunpunt": True, "rustige_buurt": True, "menging": Menging.KAN_ERBIJ},
        "Sluisweg": {"aandeel_max": 5, "rustige_buurt": False, "menging": Menging.EERST_OVERLEG},
        "Wilgenpad": _ALLES_GOED,
        "Torenstraat": {},
    },
    "beek": {
        "Beekhof": {"aandeel_max": 5, "nabij_steunpunt": False, **_ALLES_GOED},
        "Klaverveld": {"openbaar_vervoer": False, "rustige_buurt": True},
        "Spoorlaan": {"rustige_buurt": False, "openbaar_vervoer": True, "menging": Menging.NU_NIET},
    },
}
_ONDER_DRUK = "Sluisweg"


def complexen_maken(regio: Demoregio, vandaag: date) -> None:
    """A complex per street. After the stories: what a home is like does not change whom it was offered to."""
    with clock.klok_op(vandaag):
        for code, straten in _COMPLEXEN.items():
            for straat, weet in straten.items():
                _complex(regio, code, straat, weet, vandaag)


def _complex(regio: Demoregio, code: str, straat: str, weet: dict[str, Any], vandaag: date) -> None:
    corporatie, namens = regio.organisaties[code], regio.namens(_CONSULENTEN[code])
    woonvormen = [Woonvorm.ZELFSTANDIG] if weet else []
    rij = complex_vastleggen(
        corporatie=corporatie.sleutel,
        gegevens=Complexgegevens(naam=straat, aantal_woningen=24, woonvormen=woonvormen, **weet),
        namens=namens,
    )
    if straat == _ONDER_DRUK:
        leefbaarheid_vastleggen(
            complex=rij.sleutel,
            stand=Leefbaarheid.ONDER_DRUK,
            reden=Leefbaarheidsreden.OVERLAST,
            vanaf=vandaag - timedelta(days=60),
            namens=namens,
        )
    woningen = corporatie.woningen.filter(adres__startswith=f"{straat} ").order_by("pk")[:BEKEND]
    for nummer, woning in enumerate(woningen):
        woning_vastleggen(
            woning=woning.sleutel,
            corporatie=corporatie.sleutel,
            adres=woning.adres,
            woningtype=woning.woningtype,
            kale_huur=woning.kale_huur,
            kenmerken=Woninggegevens(
                complex=rij.sleutel,
                portiek="AB"[nummer % 2],
                verdieping=nummer,
                kamers=1 + nummer % 3,
                lift=nummer > 1,
                zonder_drempels=nummer % 2 == 0,
                stil_huis=nummer % 2 == 0 and weet.get("rustige_buurt"),
                huisdier=nummer != 3,
                zelfstandig=True,
            ),
            namens=namens,
        )
