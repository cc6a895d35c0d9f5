"""When somebody hears it: at once, or in the dagpost."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from opstap import clock
from opstap.partners.models import WERKWEEK, Gebruiker, Organisatie
from opstap.post.enums import Postwijze
from opstap.post.models import Link
from opstap.protocol.werkdagen import werkdagen_vanaf

UUR, MINUUT = 7, 30


def wanneer(
    ontvanger: Gebruiker | Organisatie | Link, vanaf: datetime, *, meteen: bool, uiterlijk: date | None = None
) -> dict[str, Any]:
    """The fields of a Bericht that say when it goes. Who works on few days hears of a hard date before it is past."""
    if meteen or isinstance(ontvanger, Link) or (isinstance(ontvanger, Gebruiker) and ontvanger.post_meteen):
        return {"wijze": Postwijze.METEEN, "uitvoeren_vanaf": clock.dienst_nu()}
    moment = dagpostmoment(ontvanger, vanaf)
    if uiterlijk is not None and moment.date() > uiterlijk >= (elke_werkdag := _eerste(WERKWEEK, vanaf)).date():
        return {"wijze": Postwijze.METEEN, "uitvoeren_vanaf": elke_werkdag}
    return {"wijze": Postwijze.DAGPOST, "uitvoeren_vanaf": moment}


def dagpostmoment(ontvanger: Gebruiker | Organisatie, vanaf: datetime) -> datetime:
    """The first half past seven from `vanaf` on, on a working day on which somebody works there."""
    return _eerste(ontvanger.postdagen if isinstance(ontvanger, Gebruiker) else WERKWEEK, vanaf)


def _eerste(dagen: str, vanaf: datetime) -> datetime:
    for dag in werkdagen_vanaf(vanaf.astimezone(clock.AMSTERDAM).date()):
        moment = clock.lokaal_moment(dag, UUR, MINUUT)
        if moment >= vanaf and str(dag.isoweekday()) in dagen:
            return moment
    raise AssertionError("unreachable: everybody works on some day")
