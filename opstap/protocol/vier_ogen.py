"""Four eyes: a besluit over the toelating, or to withdraw one, that one person proposed holds when a second one in her
role confirms it."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from opstap.protocol.basis import Belemmering
from opstap.protocol.begrippen import Keuze
from opstap.protocol.clausules import regelt
from opstap.protocol.parameters import Parameters

GEEN_VOORSTEL = Belemmering("Z-2.9", "Er ligt nu geen voorstel; u hoeft niets te doen.")
EEN_ANDER = "Een andere collega met dezelfde rol bevestigt het of stuurt het terug."
ALLEEN = "Niemand anders heeft die rol nu. Het voorstel wacht tot de beheerder een tweede persoon die rol geeft."


class Voorstelstatus(Keuze):
    VOORGESTELD = "voorgesteld", "wacht op een tweede persoon"
    BEVESTIGD = "bevestigd"
    TERUGGESTUURD = "teruggestuurd"
    VERVALLEN = "vervallen", "niet meer nodig"


@regelt("Z-2.9")
def vier_ogen(*, parameters: Parameters) -> bool:
    return bool(parameters.vier_ogen_toelating)


@regelt("Z-2.9")
def voorstellen_belemmeringen(*, ligt_er_al: bool, parameters: Parameters) -> list[Belemmering]:
    if not vier_ogen(parameters=parameters):
        return [Belemmering("Z-2.9", "In deze regeling besluit u zonder tweede persoon; neem het besluit zelf.")]
    if ligt_er_al:
        return [Belemmering("Z-2.9", "Er ligt al een voorstel voor een besluit. Bevestig het of stuur het terug.")]
    return []


@regelt("Z-2.9")
def alleen_belemmeringen(*, parameters: Parameters) -> list[Belemmering]:
    """May one person decide alone?"""
    if not vier_ogen(parameters=parameters):
        return []
    return [Belemmering("Z-2.9", "In deze regeling bevestigt een tweede persoon het besluit. Doe een voorstel.")]


@regelt("Z-2.9")
def bevestigen_belemmeringen(
    *, ligt_er: bool, stelde_voor: Sequence[UUID], bevestigt: Sequence[UUID], anderen: bool, is_gewijzigd: bool
) -> list[Belemmering]:
    """`stelde_voor`, `bevestigt`: the person, and then for whom she stands in: nobody of the one may be in the other.

    `anderen`: somebody else holds the role today. `is_gewijzigd`: another version was sent since.
    """
    if not ligt_er:
        return [GEEN_VOORSTEL]
    if set(stelde_voor) & set(bevestigt):
        zin = f"{_waarom_niet(stelde_voor, bevestigt)} {EEN_ANDER}"
        return [Belemmering("Z-2.9", zin if anderen else f"{zin} {ALLEEN}")]
    if is_gewijzigd:
        melding = "De aanmelding is na het voorstel opnieuw verstuurd. Stuur het voorstel terug en beoordeel opnieuw."
        return [Belemmering("Z-2.9", melding)]
    return []


def _waarom_niet(stelde_voor: Sequence[UUID], bevestigt: Sequence[UUID]) -> str:
    """As it is for this person: who stands in for the proposer did not propose it."""
    if bevestigt[0] == stelde_voor[0]:
        return "U stelde dit besluit zelf voor."
    if bevestigt[0] in stelde_voor:
        return "Een collega stelde dit besluit voor toen die u verving."
    return "U vervangt nu iemand die bij dit voorstel hoort."


@regelt("Z-2.9")
def terugsturen_belemmeringen(*, ligt_er: bool, reden: str) -> list[Belemmering]:
    """Also by who proposed it: then she takes it back."""
    if not ligt_er:
        return [GEEN_VOORSTEL]
    if not reden.strip():
        return [Belemmering("Z-2.9", "Schrijf op waarom u het voorstel terugstuurt.", "reden")]
    return []
