"""Refusing who reacts himself for a building under pressure: the corporatie's own refusal (Z-9.21, Z-9.22)."""

from __future__ import annotations

from opstap.protocol.basis import Belemmering
from opstap.protocol.begrippen import Keuze, Route
from opstap.protocol.clausules import regelt


class Weigergrond(Keuze):
    """What the protocol names; about the building, never about one tenant."""

    CONCENTRATIE = "concentratie", "in dit gebouw wonen al veel mensen die extra hulp krijgen"
    COMBINATIE = "combinatie", "de groepen bewoners in dit gebouw passen nu niet goed bij elkaar"


@regelt("Z-9.21", "Z-9.22")
def leefbaarheidsweigering_belemmeringen(*, route: Route, motivering: str) -> list[Belemmering]:
    """The corporatie refuses a kandidaat for a complex; no aanbieding and no weigering in the count."""
    bezwaren = []
    if route is not Route.ZELF_REAGEREN:
        bezwaren.append(
            Belemmering("Z-9.21", "Weigeren om de leefbaarheid kan alleen bij een kandidaat die zelf reageert.")
        )
    if not motivering.strip():
        bezwaren.append(
            Belemmering("Z-9.22", "Schrijf op waarom de leefbaarheid in dit gebouw onder druk staat.", "motivering")
        )
    return bezwaren


@regelt("Z-9.21")
def leefbaarheid_waarschuwingen(*, iets_onder_druk: bool) -> list[Belemmering]:
    """The protocol asks that the building is under pressure; the corporatie judges that, and answers for it."""
    if iets_onder_druk:
        return []
    melding = (
        "Bij geen van uw gebouwen staat dat de leefbaarheid onder druk staat. Leg dat eerst vast bij het gebouw, of "
        "weiger niet."
    )
    return [Belemmering("Z-9.21", melding)]
