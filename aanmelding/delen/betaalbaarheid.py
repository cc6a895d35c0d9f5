"""Whether the rent can be paid, and which help with money is arranged (Z-8.8)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from aanmelding.delen.basis import Deel, Regels, Snapshot, bij_criterium
from aanmelding.models import Aanmelding, Betaalbaarheid, Geldhulp
from opstap.protocol.basis import Belemmering
from opstap.protocol.datums import datum_voluit
from opstap.protocol.geldzaken import (
    Betaaloordeel,
    Instrument,
    Instrumentfeit,
    Instrumentstand,
    Vaststeller,
    betaalbaarheid_waarschuwingen,
    is_betaalbaar,
    zichtbare_hulp,
)

HUUR_BETALEN = 8
CODE = "betaalbaarheid"
_VRAAG = "Kan de huur betalen"


def betaalbaarheid(aanmelding: Aanmelding) -> Betaalbaarheid | None:
    rij: Betaalbaarheid | None = Betaalbaarheid.objects.filter(aanmelding=aanmelding).first()
    return rij


def instrumenten(aanmelding: Aanmelding) -> dict[Instrument, Instrumentfeit]:
    """What is filled in, in the order of the page."""
    rijen = {rij.instrument: rij for rij in Geldhulp.objects.filter(aanmelding=aanmelding)}
    return {i: Instrumentfeit(Instrumentstand(rijen[i].stand), rijen[i].geaccepteerd) for i in Instrument if i in rijen}


def _snapshot(aanmelding: Aanmelding) -> Snapshot:
    rij = betaalbaarheid(aanmelding)
    inhoud: dict[str, Any] = {}
    if rij is not None:
        inhoud |= {"oordeel": rij.oordeel, "door": rij.door, "op": rij.op.isoformat() if rij.op else None}
    if hulp := instrumenten(aanmelding):
        inhoud["hulp"] = {i.value: {"stand": f.stand, "geaccepteerd": f.geaccepteerd} for i, f in hulp.items()}
    return {CODE: inhoud} if inhoud else {}


def betaalbaar_in(versie: Snapshot) -> bool | None:
    """What a version says of the criterium."""
    oordeel = versie.get(CODE, {}).get("oordeel")
    return is_betaalbaar(oordeel=Betaaloordeel(oordeel) if oordeel else None, instrumenten=_hulp_in(versie))


def _hulp_in(versie: Snapshot) -> dict[Instrument, Instrumentfeit]:
    hulp = versie.get(CODE, {}).get("hulp", {})
    return {
        Instrument(code): Instrumentfeit(Instrumentstand(rij["stand"]), rij["geaccepteerd"])
        for code, rij in hulp.items()
    }


def _regels(aanmelding: Aanmelding) -> Regels:
    hulp = instrumenten(aanmelding).items()
    return [
        *_oordeel(_snapshot(aanmelding).get(CODE, {})),
        *((i.label.capitalize(), _hulptekst(feit)) for i, feit in hulp),
    ]


def _oordeel(inhoud: Snapshot) -> Regels:
    oordeel, door, op = (inhoud.get(naam) for naam in ("oordeel", "door", "op"))
    if not oordeel:
        return [(_VRAAG, "")]
    hoe = [f"door {Vaststeller(door).label}"] if door else []
    hoe += [f"op {datum_voluit(date.fromisoformat(op))}"] if op else []
    vastgesteld = f"vastgesteld {' '.join(hoe)}" if hoe else ""
    return [(_VRAAG, ", ".join(filter(None, (Betaaloordeel(oordeel).label, vastgesteld))))]


def _hulptekst(feit: Instrumentfeit) -> str:
    akkoord = {True: ", de kandidaat is het ermee eens", False: ", de kandidaat is het er niet mee eens", None: ""}
    return f"{feit.stand.label if feit.stand else ''}{akkoord[feit.geaccepteerd]}"


def _corporatie(aanmelding: Aanmelding, snapshot: Snapshot) -> Regels:
    """Not what is needed and not there yet: of money the corporatie reads what is arranged (I-9)."""
    hulp = _hulp_in(snapshot)
    return [
        *_oordeel(snapshot.get(CODE, {})),
        *((i.label.capitalize(), _hulptekst(hulp[i])) for i in zichtbare_hulp(hulp)),
    ]


def _waarschuwt(aanmelding: Aanmelding) -> Sequence[Belemmering]:
    rij, hulp = betaalbaarheid(aanmelding), instrumenten(aanmelding)
    oordeel = Betaaloordeel(rij.oordeel) if rij else None
    return betaalbaarheid_waarschuwingen(oordeel=oordeel, instrumenten=hulp)


BETAALBAARHEID = Deel(
    code=CODE,
    titel=lambda traject: "Huur betalen",
    waarom="De corporatie wil weten of de huur te betalen is.",
    gaat_over=lambda traject: "of de huur te betalen is",
    regels=_regels,
    is_begonnen=lambda aanmelding: bool(_snapshot(aanmelding)),
    gevraagd=bij_criterium(HUUR_BETALEN),
    waarschuwt=_waarschuwt,
    snapshot=_snapshot,
    corporatie=_corporatie,
    ziet_corporatie=lambda traject: ["of de kandidaat de huur kan betalen", "welke hulp bij geld al is geregeld"],
)
