"""The support at home: from when, how much, and when somebody answers. The corporatie reads the hours, as in A-5."""

from __future__ import annotations

from collections.abc import Sequence

from aanmelding.delen.basis import Deel, Regels, Snapshot
from aanmelding.models import Aanmelding, Begeleidingsafspraak
from opstap.protocol.basis import Belemmering
from opstap.protocol.begeleiden import Bereikbaarheid, begeleiding_waarschuwingen
from opstap.protocol.datums import datum_voluit
from opstap.trajecten.models import Traject

CODE = "begeleiding"
UREN = "Uren begeleiding per week"


def legt_uren_vast(traject: Traject) -> bool:
    return bool(traject.regelingversie.parameters.begeleidingsuren_vastleggen)


def afspraak(aanmelding: Aanmelding) -> Begeleidingsafspraak | None:
    rij: Begeleidingsafspraak | None = Begeleidingsafspraak.objects.filter(aanmelding=aanmelding).first()
    return rij


def _snapshot(aanmelding: Aanmelding) -> Snapshot:
    rij = afspraak(aanmelding)
    if rij is None:
        return {}
    start = rij.start.isoformat() if rij.start else None
    inhoud = {"uren": rij.uren, "start": start, "bereikbaar": rij.bereikbaar}
    return {CODE: {naam: waarde for naam, waarde in inhoud.items() if waarde}}


def _regels(aanmelding: Aanmelding) -> Regels:
    rij = afspraak(aanmelding)
    return [
        *_uren(aanmelding, _snapshot(aanmelding)),
        ("De begeleiding begint op", datum_voluit(rij.start) if rij and rij.start else ""),
        ("De begeleider is bereikbaar", Bereikbaarheid(rij.bereikbaar).label if rij and rij.bereikbaar else ""),
    ]


def _uren(aanmelding: Aanmelding, snapshot: Snapshot) -> Regels:
    uren = snapshot.get(CODE, {}).get("uren", "")
    return [(UREN, str(uren))] if legt_uren_vast(aanmelding.traject) else []


def _waarschuwt(aanmelding: Aanmelding) -> Sequence[Belemmering]:
    rij = afspraak(aanmelding)
    return begeleiding_waarschuwingen(start=rij.start if rij else None, uitstroom=aanmelding.uitstroom)


BEGELEIDING = Deel(
    code=CODE,
    titel=lambda traject: "Begeleiding",
    waarom="Zo weet de kandidaat waar hij op kan rekenen, en is er begeleiding vanaf de eerste dag.",
    gaat_over=lambda traject: "hoeveel begeleiding er komt, en wie die geeft",
    regels=_regels,
    is_begonnen=lambda aanmelding: afspraak(aanmelding) is not None,
    waarschuwt=_waarschuwt,
    snapshot=_snapshot,
    corporatie=_uren,
    ziet_corporatie=lambda traject: ["de uren begeleiding per week"] if legt_uren_vast(traject) else [],
)
