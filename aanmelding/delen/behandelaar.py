"""Whether a behandelaar endorses the aanmelding (A-10): for the zorgorganisatie only, in no version that is sent."""

from __future__ import annotations

from typing import TypedDict

from aanmelding.delen.basis import Deel, Regels
from aanmelding.models import Aanmelding, Behandelaarsverklaring
from opstap.protocol.datums import datum_voluit


class Behandelaarfeiten(TypedDict):
    heeft_behandelaar: bool | None
    behandelaar_onderschrijft: bool | None


def verklaring_van(aanmelding: Aanmelding) -> Behandelaarsverklaring | None:
    rij: Behandelaarsverklaring | None = Behandelaarsverklaring.objects.filter(aanmelding=aanmelding).first()
    return rij


def behandelaarfeiten(aanmelding: Aanmelding) -> Behandelaarfeiten:
    """For the criterium, from what the zorgorganisatie wrote down: never from the form of who decides."""
    rij = verklaring_van(aanmelding)
    return {
        "heeft_behandelaar": rij.heeft_behandelaar if rij else None,
        "behandelaar_onderschrijft": rij.onderschrijft if rij else None,
    }


def _regels(aanmelding: Aanmelding) -> Regels:
    rij = verklaring_van(aanmelding)
    if rij is None:
        return [("Behandelaar", "")]
    if not rij.heeft_behandelaar:
        return [("Behandelaar", "die is er niet")]
    woord = {True: "ja", False: "nee", None: "nog geen antwoord"}[rij.onderschrijft]
    op = f", op {datum_voluit(rij.datum)}" if rij.datum else ""
    return [("De behandelaar vindt dat de kandidaat eraan toe is", f"{woord}{op}")]


BEHANDELAAR = Deel(
    code="behandelaar",
    titel=lambda traject: "Behandelaar",
    waarom="In deze regeling moet de behandelaar, als die er is, het eens zijn met de aanmelding.",
    gaat_over=lambda traject: "of de behandelaar het eens is met de aanmelding",
    regels=_regels,
    is_begonnen=lambda aanmelding: verklaring_van(aanmelding) is not None,
    gevraagd=lambda parameters: bool(parameters.behandelaar_endorsement),
    naam_bij_toets="Bevestiging dat de kandidaat eraan toe is",
)
