"""The conversation with the kandidaat: when it is or was and who are there. Nothing of what is said (Z-9.8)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time

from opstap.protocol.basis import Belemmering
from opstap.protocol.begrippen import Keuze
from opstap.protocol.clausules import regelt
from opstap.protocol.datums import datum_voluit, plus_maanden
from opstap.protocol.momenten import Plaats
from opstap.protocol.toelaten import STATUS_BESLISBAAR

#: Our own bound: a day further away is a typing error.
VOORUIT_MAANDEN = 6
#: The kandidaat has no home here yet.
GESPREKSPLAATSEN = tuple(plaats for plaats in Plaats if plaats is not Plaats.THUIS)


class Gesprekspartner(Keuze):
    """Who sat there beside the kandidaat and who decides. A code and no name."""

    BEGELEIDER = "begeleider", "de begeleider"
    MEEGEBRACHT = "meegebracht", "iemand die de kandidaat meebracht"
    COLLEGA = "collega", "een collega van wie beslist"


@dataclass(frozen=True, slots=True)
class Gesprek:
    op: date
    met: tuple[Gesprekspartner, ...] = ()


@regelt("Z-9.2", "Z-9.8", "H-23")
def gesprek_belemmeringen(*, status: str, datum: date, ingediend_op: date | None, peildatum: date) -> list[Belemmering]:
    """May it be written down that the gesprek was on `datum`?"""
    if status not in STATUS_BESLISBAAR:
        return [_NU_NIET]
    if datum > peildatum:
        return [
            Belemmering("Z-9.8", "Het gesprek ligt in de toekomst; vul de datum in als het is geweest.", "gesprek_op")
        ]
    if ingediend_op is not None and datum < ingediend_op:
        melding = f"De aanmelding is verstuurd op {datum_voluit(ingediend_op)}; kies die dag of later."
        return [Belemmering("Z-9.8", melding, "gesprek_op")]
    return []


_NU_NIET = Belemmering("Z-9.8", "Deze aanmelding ligt niet ter beoordeling; een gesprek is nu niet nodig.")


@regelt("Z-9.8")
def plannen_belemmeringen(
    *,
    status: str,
    gesprek_op: date | None,
    dag: date,
    plaats: Plaats | None,
    peildatum: date,
    om: time | None = None,
    nu: time = time.min,
) -> list[Belemmering]:
    """May a gesprek be planned on `dag`? `gesprek_op`: when it was, once that is written down. `nu`: local time."""
    if status not in STATUS_BESLISBAAR:
        return [_NU_NIET]
    if gesprek_op is not None:
        melding = f"Het gesprek was op {datum_voluit(gesprek_op)}. Klopt dat niet? Verbeter dan die dag."
        return [Belemmering("Z-9.8", melding)]
    bezwaren = []
    if dag < peildatum:
        melding = "Kies vandaag of een latere dag. Was het gesprek al? Leg dan vast wanneer het was."
        bezwaren.append(Belemmering("Z-9.8", melding, "dag"))
    elif dag > plus_maanden(peildatum, VOORUIT_MAANDEN):
        melding = f"Een gesprek is hoogstens {VOORUIT_MAANDEN} maanden vooruit; kijk de datum na."
        bezwaren.append(Belemmering("Z-9.8", melding, "dag"))
    elif dag == peildatum and om is not None and om <= nu:
        melding = "Deze tijd is vandaag al voorbij; kies een latere. Was het gesprek al? Leg dan vast wanneer het was."
        bezwaren.append(Belemmering("Z-9.8", melding, "om"))
    if plaats is not None and plaats not in GESPREKSPLAATSEN:
        bezwaren.append(Belemmering("Z-9.8", "Kies waar het gesprek is uit de lijst.", "plaats"))
    return bezwaren


@regelt("Z-9.8")
def afzeggen_belemmeringen(*, komt_nog: bool) -> list[Belemmering]:
    return [] if komt_nog else [Belemmering("Z-9.8", "Er staat geen gesprek gepland dat nog moet komen.")]
