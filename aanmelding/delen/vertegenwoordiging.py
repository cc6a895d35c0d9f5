"""Who decides beside or instead of the kandidaat: a bewindvoerder, mentor, curator or wettelijk vertegenwoordiger."""

from __future__ import annotations

from collections.abc import Sequence

from aanmelding.delen.basis import Deel, Regels, Snapshot
from aanmelding.models import Aanmelding
from opstap import clock
from opstap.protocol.basis import Belemmering
from opstap.protocol.vertegenwoordigen import (
    Vertegenwoordiging,
    vertegenwoordiging_ontbreekt,
    vertegenwoordiging_waarschuwingen,
)
from opstap.trajecten.models import Contact

CODE = "vertegenwoordiging"
_BEWIND = Vertegenwoordiging.BEWINDVOERDER
#: Sign the contract, and are not read before it; a mentor never is.
_BIJ_CONTRACT = (Vertegenwoordiging.CURATOR, Vertegenwoordiging.WETTELIJK_VERTEGENWOORDIGER)


def contacten(aanmelding: Aanmelding) -> dict[Vertegenwoordiging, Contact]:
    """What is filled in, in the order of the page."""
    persoon = aanmelding.traject.persoon
    rijen = {rij.soort: rij for rij in persoon.contacten.all()} if persoon else {}
    return {soort: rijen[soort] for soort in Vertegenwoordiging if soort in rijen}


def _snapshot(aanmelding: Aanmelding) -> Snapshot:
    """Which kinds there are; never who. The bewindvoerder was asked before the others were."""
    soorten = [soort.value for soort in contacten(aanmelding)]
    anderen = [soort for soort in soorten if soort != _BEWIND]
    return {"bewindvoerder": _BEWIND in soorten} | ({CODE: anderen} if anderen else {})


def _regels(aanmelding: Aanmelding) -> Regels:
    rijen = contacten(aanmelding)
    if not rijen:
        return [("Wie beslist er mee", "niemand" if _is_beantwoord(aanmelding) else "")]
    return [(soort.label.capitalize(), rij.volledig) for soort, rij in rijen.items()]


def _is_beantwoord(aanmelding: Aanmelding) -> bool:
    persoon = aanmelding.traject.persoon
    return persoon is not None and persoon.beslist_mee is not None


def _corporatie(aanmelding: Aanmelding, snapshot: Snapshot) -> Regels:
    """Who the others are, the corporatie reads only where they sign: on the contract."""
    rij = contacten(aanmelding).get(_BEWIND)
    return [("Bewindvoerder", rij.wie if rij else "geen")]


def _gemist(aanmelding: Aanmelding) -> Sequence[Belemmering]:
    persoon = aanmelding.traject.persoon
    if persoon is None:
        return ()
    return vertegenwoordiging_ontbreekt(
        soorten=contacten(aanmelding), geboortedatum=persoon.geboortedatum, uitstroom=aanmelding.uitstroom
    )


def _waarschuwt(aanmelding: Aanmelding) -> Sequence[Belemmering]:
    """Not what is said already because it is missing."""
    persoon = aanmelding.traject.persoon
    if persoon is None or _gemist(aanmelding):
        return ()
    return vertegenwoordiging_waarschuwingen(
        soorten=contacten(aanmelding), geboortedatum=persoon.geboortedatum, peildatum=clock.vandaag()
    )


VERTEGENWOORDIGING = Deel(
    code=CODE,
    titel=lambda traject: "Wie beslist er mee?",
    waarom="Zo geeft de juiste persoon akkoord, en tekent iedereen die moet tekenen het contract.",
    gaat_over=lambda traject: "of er iemand meebeslist, zoals een bewindvoerder of een curator",
    regels=_regels,
    is_begonnen=_is_beantwoord,
    gemist=_gemist,
    waarschuwt=_waarschuwt,
    snapshot=_snapshot,
    corporatie=_corporatie,
    ziet_corporatie=lambda traject: ["de bewindvoerder"],
    ziet_bij_contract=lambda aanmelding: [f"de {s.label}" for s in contacten(aanmelding) if s in _BIJ_CONTRACT],
)
