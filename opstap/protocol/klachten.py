"""Where somebody complains about a letter: by what it is about, and by who wrote it (Z-15)."""

from __future__ import annotations

from opstap.protocol.begrippen import Keuze
from opstap.protocol.clausules import regelt
from opstap.protocol.parameters import Klachtroute, Parameters


class Klachtonderwerp(Keuze):
    """What a letter is about; the code ends the name of its parameter."""

    TOELATING = "toelating"
    TOEWIJZING = "toewijzing"
    HUUR = "huur", "de huur en het contract"
    SAMENWERKING = "samenwerking", "overleg en een andere woonplek"


#: Whose own way it is, by the kind of organisation that wrote the letter.
_VAN_AFZENDER = {
    "corporatie": Klachtroute.GESCHILLENCOMMISSIE,
    "zorg": Klachtroute.ZORG,
    "gemeente": Klachtroute.GEMEENTE,
}


@regelt("Z-15.1", "Z-15.2", "Z-15.5", "I-32")
def klachtroute(*, onderwerp: Klachtonderwerp, afzendersoort: str, parameters: Parameters) -> Klachtroute | None:
    """What the regeling says; else the way of who wrote it. None: only that one knows."""
    if onderwerp is Klachtonderwerp.TOELATING and parameters.toelating_is_urgentiebesluit:
        return Klachtroute.GEMEENTE
    route: Klachtroute | None = getattr(parameters, f"klachtroute_{onderwerp}", None)
    return route or _VAN_AFZENDER.get(afzendersoort)


def staat_bezwaar_open(*, onderwerp: Klachtonderwerp, is_besluit: bool, parameters: Parameters) -> bool:
    """Against a besluit of the gemeente, and against nothing that only leads up to it (Awb 6:3)."""
    return is_besluit and onderwerp is Klachtonderwerp.TOELATING and bool(parameters.toelating_is_urgentiebesluit)


@regelt("Z-15.1")
def klachtadres(*, route: Klachtroute | None, afzendersoort: str, eigen: str) -> str:
    """In the middle of a sentence. `eigen` is what the sender wrote down: only where the complaint is about her."""
    is_eigen = route is None or _VAN_AFZENDER.get(afzendersoort) is route
    if is_eigen and eigen:
        return eigen
    return route.label if route else ""


_OVER_BESLUIT_GEMEENTE = "bezwaar of een klacht bij de gemeente; in haar brief staat hoe en voor welke dag"
CLIENTONDERSTEUNING = "Een onafhankelijke cliëntondersteuner kan bij elke klacht helpen. Dat kost de kandidaat niets."


@regelt("Z-15.1", "Z-15.3", "Z-15.4")
def wegwijzer(*, loketsoort: str, parameters: Parameters) -> list[tuple[str, str]]:
    """(what it is about, where to go), for who explains it. `loketsoort`: the kind of organisation that decides."""
    regels = []
    for onderwerp, waarover in _WAAROVER.items():
        soort = loketsoort if onderwerp is Klachtonderwerp.TOELATING else "corporatie"
        route = klachtroute(onderwerp=onderwerp, afzendersoort=soort, parameters=parameters)
        regels.append((waarover, route.label if route else "wie de brief stuurde"))
    return [
        *regels,
        ("De begeleiding en de hulp", Klachtroute.ZORG.label),
        ("Een besluit over Wmo of Participatiewet", _OVER_BESLUIT_GEMEENTE),
    ]


_WAAROVER = {
    Klachtonderwerp.TOELATING: "Of iemand mee mag doen",
    Klachtonderwerp.TOEWIJZING: "Welke woning iemand krijgt aangeboden",
    Klachtonderwerp.HUUR: "De huur en het contract",
}
