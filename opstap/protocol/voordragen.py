"""Voordragen: who comes from detentie comes through the procesregisseur of the gemeente."""

from __future__ import annotations

from opstap.protocol.basis import Belemmering
from opstap.protocol.begrippen import Instroomroute, Keuze, Leefgebied
from opstap.protocol.clausules import regelt
from opstap.protocol.parameters import Parameters

#: What the procesregisseur is asked beside the rows of the checklist; a code as of a leefgebied.
VOORDRACHT = "voordracht"
VOORDRACHT_NAAM = "Voordracht door de procesregisseur"


class Voordrachtantwoord(Keuze):
    """The codes of `Antwoord`, in the words of who nominates. A no has no reason: there is nothing to write down."""

    AKKOORD = "akkoord", "ja, wij dragen deze kandidaat voor"
    GEWEIGERD = "geweigerd", "nee, wij dragen deze kandidaat niet voor"


@regelt("Z-4.8", "Z-6.3", "Z-7.5")
def voordracht_nodig(*, instroomroute: Instroomroute | None, parameters: Parameters) -> bool:
    """Asked for at sending; until it is there the aanmelding is not compleet, as with any akkoord that is missing."""
    return bool(parameters.voordracht_procesregie) and instroomroute is Instroomroute.DETENTIE


@regelt("Z-4.8", "Z-7.5")
def voordracht_belemmeringen(*, nodig: bool, heeft_procesregie: bool) -> list[Belemmering]:
    if not nodig or heeft_procesregie:
        return []
    zin = (
        "De procesregisseur van de gemeente moet deze kandidaat voordragen. Deze regeling heeft nog geen "
        "procesregie; vraag de beheerder van de gemeente."
    )
    return [Belemmering("Z-4.8", zin)]


def gevraagd_deel(*, code: str) -> str:
    """What an organisation is asked to agree to, in words."""
    return VOORDRACHT_NAAM if code == VOORDRACHT else Leefgebied(code).label


def vraagdelen() -> list[tuple[str, str]]:
    return [*Leefgebied.keuzes(), (VOORDRACHT, VOORDRACHT_NAAM)]
