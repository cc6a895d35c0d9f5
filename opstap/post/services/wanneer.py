"""When somebody hears it: at once, or in the dagpost."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from opstap import clock
from opstap.partners.models import WERKWEEK, Gebruiker, Organisatie
from opstap.post.enums import Postwijze
from opstap.post.models import Link
from opstap.protocol.werkdagen import werkdagen_vanaf

UUR, MINUUT = 7, 30


def wanneer(ontvanger: Gebruiker | Organisatie | Link, vanaf: datetime, *, meteen: bool) -> dict[str, Any]:
    """The fields of a Bericht that say when it goes."""
    if meteen or isinstance(ontvanger, Link) or (isinstance(ontvanger, Gebruiker) and ontvanger.post_meteen):
        return {"wijze": Postwijze.METEEN, "uitvoeren_vanaf": clock.dienst_nu()}
    return {"wijze": Postwijze.DAGPOST, "uitvoeren_vanaf": dagpostmoment(ontvanger, vanaf)}


def dagpostmoment(ontvanger: Gebruiker | Organisatie, vanaf: datetime) -> datetime:
    """The first half past seven from `vanaf` on, on a working day on which somebody works there."""
    dagen = ontvanger.postdagen if isinstance(ontvanger, Gebruiker) else WERKWEEK
    for dag in werkdagen_vanaf(vanaf.astimezone(clock.AMSTERDAM).date()):
        moment = clock.lokaal_moment(dag, UUR, MINUUT)
        if moment >= vanaf and str(dag.isoweekday()) in dagen:
            return moment
    raise AssertionError("unreachable: everybody works on some day")
