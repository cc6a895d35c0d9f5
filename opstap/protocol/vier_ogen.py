"""Four eyes: a besluit over the toelating that one person proposed holds when a second one in her role confirms it."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from opstap.protocol.basis import Belemmering
from opstap.protocol.begrippen import Keuze
from opstap.protocol.clausules import regelt
from opstap.protocol.parameters import Parameters

GEEN_VOORSTEL = Belemmering("Z-2.9", "Er ligt nu geen voorstel; u hoeft niets te doen.")
ZELF = "U stelde dit besluit zelf voor. Een collega met dezelfde rol bevestigt het of stuurt het terug."
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
    *, ligt_er: bool, stelde_voor: Collection[UUID], bevestigt: Collection[UUID], anderen: bool, is_gewijzigd: bool
) -> list[Belemmering]:
    """`stelde_voor`, `bevestigt`: the person, and for whom she stands in: nobody of the one may be in the other.

    `anderen`: somebody else holds the role today. `is_gewijzigd`: another version was sent since.
    """
    if not ligt_er:
        return [GEEN_VOORSTEL]
    if set(stelde_voor) & set(bevestigt):
        return [Belemmering("Z-2.9", ZELF if anderen else f"{ZELF} {ALLEEN}")]
    if is_gewijzigd:
        melding = "De aanmelding is na het voorstel opnieuw verstuurd. Stuur het voorstel terug en beoordeel opnieuw."
        return [Belemmering("Z-2.9", melding)]
    return []


@regelt("Z-2.9")
def terugsturen_belemmeringen(*, ligt_er: bool, reden: str) -> list[Belemmering]:
    """Also by who proposed it: then she takes it back."""
    if not ligt_er:
        return [GEEN_VOORSTEL]
    if not reden.strip():
        return [Belemmering("Z-2.9", "Schrijf op waarom u het voorstel terugstuurt.", "reden")]
    return []
