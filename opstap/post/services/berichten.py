"""The outbox: what somebody must hear, in the transaction of what happened."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from opstap import clock
from opstap.partners.models import Gebruiker, Organisatie
from opstap.post.berichten import BERICHTEN
from opstap.post.enums import Postwijze
from opstap.post.models import Bericht
from opstap.post.services.dagpost import dagpostmoment
from opstap.post.services.ontvangers import ontvangers
from opstap.protocol.begrippen import Rol
from opstap.protocol.feiten import TrajectAfgesloten
from opstap.protocol.termijnsoorten import Trap
from opstap.trajecten.models import Traject
from opstap.werk import luid_de_bel


def bericht_klaarzetten(
    *,
    soort: str,
    sleutel: str,
    traject: Traject,
    organisatie: Organisatie,
    rol: str,
    trap: str = Trap.VERANTWOORDELIJKE,
    gegevens: Mapping[str, Any] | None = None,
    vanaf: datetime | None = None,
    meteen: bool = False,
) -> None:
    """Tell everyone on this rung. The same (soort, sleutel, person) is told once.

    It goes along with the first dagpost after `vanaf` (now, when not given); `meteen`: in a mail of its own, at once.
    """
    vanaf, meteen = vanaf or clock.dienst_nu(), meteen or BERICHTEN[soort].meteen
    Bericht.objects.bulk_create(
        [
            Bericht(
                soort=soort,
                plek=sleutel,
                ontvanger=gebruiker,
                traject=traject,
                gegevens=dict(gegevens or {}),
                **_wanneer(gebruiker, vanaf, meteen=meteen),
            )
            for gebruiker in ontvangers(traject, organisatie, Rol(rol), Trap(trap))
        ],
        ignore_conflicts=True,
    )
    luid_de_bel()


def _wanneer(gebruiker: Gebruiker, vanaf: datetime, *, meteen: bool) -> dict[str, Any]:
    if meteen or gebruiker.post_meteen:
        return {"wijze": Postwijze.MEETEN, "uitvoeren_vanaf": clock.dienst_nu()}
    return {"wijze": Postwijze.DAGPOST, "uitvoeren_vanaf": dagpostmoment(gebruiker, vanaf)}


def herinneringen_intrekken_na(feit: TrajectAfgesloten) -> None:
    """A reminder that was not sent yet has nothing left to remind of; news of what happened still goes out."""
    niet_verstuurd = Bericht.objects.filter(klaar_op=None)  # parked too: "try again" would send it after all
    niet_verstuurd.filter(traject__sleutel=feit.traject, soort__startswith="termijn_").delete()
