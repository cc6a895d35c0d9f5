"""Refusing who reacts himself for a building under pressure: the corporatie's own refusal (Z-9.21, Z-9.22)."""

from __future__ import annotations

from opstap.protocol.basis import Belemmering
from opstap.protocol.begrippen import Keuze, Route
from opstap.protocol.clausules import regelt
from opstap.protocol.parameters import Parameters


class Weigergrond(Keuze):
    """What the protocol names; about the building or where it stands, never about one tenant."""

    CONCENTRATIE = "concentratie", "in dit gebouw wonen al veel mensen die extra hulp krijgen"
    COMBINATIE = "combinatie", "de groepen bewoners in dit gebouw passen nu niet goed bij elkaar"
    OMGEVING = "omgeving", "de omgeving van de woning past niet"


@regelt("H-11")
def zoekt_samen(*, route: Route, parameters: Parameters) -> bool:
    """Does the kandidaat choose a home with the zorgorganisatie, so that the corporatie only has the last no?"""
    return route is Route.ZELF_REAGEREN and bool(parameters.zelf_zoeken_met_zorg)


@regelt("H-11")
def weigergronden(*, samen: bool) -> list[Weigergrond]:
    """Where kandidaat and zorgorganisatie choose (`samen`), she looks at the surroundings too."""
    return [grond for grond in Weigergrond if samen or grond is not Weigergrond.OMGEVING]


@regelt("H-11")
def samen_zoeken_waarschuwingen(*, samen: bool) -> list[Belemmering]:
    """Before the home is given out."""
    if not samen:
        return []
    melding = (
        "De kandidaat kiest de woning samen met de zorgorganisatie. Vraag de begeleider of zij deze woning "
        "samen kozen. Past die niet, gezien de omgeving? Dan kunt u de woning weigeren, met uw uitleg."
    )
    return [Belemmering("H-11", melding)]


@regelt("Z-9.21", "Z-9.22", "H-11")
def leefbaarheidsweigering_belemmeringen(
    *, route: Route, motivering: str, reden: Weigergrond, samen: bool
) -> list[Belemmering]:
    """The corporatie refuses a kandidaat for a complex; no aanbieding and no weigering in the count."""
    bezwaren = []
    if route is not Route.ZELF_REAGEREN:
        bezwaren.append(
            Belemmering("Z-9.21", "Weigeren om de leefbaarheid kan alleen bij een kandidaat die zelf reageert.")
        )
    if reden not in weigergronden(samen=samen):
        melding = "Dit kan alleen waar de kandidaat samen met de zorg een woning kiest. Kies een andere reden."
        bezwaren.append(Belemmering("H-11", melding, "reden"))
    if not motivering.strip():
        melding = "Schrijf op waarom u de kandidaat hier geen woning geeft."
        if not samen:
            melding = "Schrijf op waarom de leefbaarheid in dit gebouw onder druk staat."
        bezwaren.append(Belemmering("Z-9.22", melding, "motivering"))
    return bezwaren


@regelt("Z-9.21")
def leefbaarheid_waarschuwingen(*, iets_onder_druk: bool, samen: bool = False) -> list[Belemmering]:
    """The protocol asks that the building is under pressure; the corporatie judges that, and answers for it."""
    if iets_onder_druk or samen:
        return []
    melding = (
        "Bij geen van uw gebouwen staat dat de leefbaarheid onder druk staat. Leg dat eerst vast bij het gebouw, of "
        "weiger niet."
    )
    return [Belemmering("Z-9.21", melding)]
