"""Who comes along to the new home: how many, and how old the children are."""

from __future__ import annotations

from collections.abc import Collection

from aanmelding.delen.basis import Deel, Regels, Snapshot, verstuurd
from aanmelding.models import Aanmelding, Huishouden
from opstap.protocol.datums import datum_voluit
from opstap.protocol.huishouden import huishoudtekst

CODE = "huishouden"


def huishouden(aanmelding: Aanmelding) -> Huishouden | None:
    rijen = Huishouden.objects.filter(aanmelding=aanmelding).select_related("medehuurder")
    rij: Huishouden | None = rijen.first()
    return rij


def _snapshot(aanmelding: Aanmelding) -> Snapshot:
    """How many, and birth years; never who."""
    rij = huishouden(aanmelding)
    if rij is None:
        return {}
    return {CODE: {"volwassenen": 2 if rij.medehuurder_id else 1, "kinderen": sorted(rij.kinderen)}}


def huishoudens(trajecten: Collection[int]) -> dict[int, tuple[int, int] | None]:
    """Per traject the adults and children that were sent; None when nobody said so."""
    gevonden = verstuurd(CODE, trajecten)
    return {
        traject: (deel["volwassenen"], len(deel["kinderen"])) if deel else None for traject, deel in gevonden.items()
    }


def _regels(aanmelding: Aanmelding) -> Regels:
    rij = huishouden(aanmelding)
    mede = rij.medehuurder if rij else None
    regels = _huishouden(_snapshot(aanmelding))
    if mede is not None:
        regels.append(("Wie ook huurt", f"{mede.naam}, geboren op {datum_voluit(mede.geboortedatum)}"))
    return regels


def _huishouden(snapshot: Snapshot) -> Regels:
    inhoud = snapshot.get(CODE)
    if inhoud is None:
        return [("Wie er komen wonen", "")]
    jaren = ", ".join(map(str, inhoud["kinderen"]))
    return [
        ("Wie er komen wonen", huishoudtekst(volwassenen=inhoud["volwassenen"], kinderen=len(inhoud["kinderen"]))),
        *([("Geboortejaren van de kinderen", jaren)] if jaren else []),
    ]


HUISHOUDEN = Deel(
    code=CODE,
    titel=lambda traject: "Wie komen er wonen?",
    waarom="De corporatie zoekt een woning die groot genoeg is.",
    gaat_over=lambda traject: "wie er meeverhuizen, zoals een partner of kinderen",
    regels=_regels,
    is_begonnen=lambda aanmelding: huishouden(aanmelding) is not None,
    snapshot=_snapshot,
    corporatie=lambda aanmelding, snapshot: _huishouden(snapshot),
    ziet_corporatie=lambda traject: ["met hoeveel mensen de kandidaat komt wonen", "de geboortejaren van de kinderen"],
)
