"""The start of the tenancy: what is talked about, what zorg confirms, what the parties agree on, whom to call."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from opstap.protocol.basis import Belemmering, al_gebeurd_belemmeringen
from opstap.protocol.begeleiden import Bereikbaarheid
from opstap.protocol.begrippen import Keuze
from opstap.protocol.clausules import regelt
from opstap.protocol.datums import datum_voluit, plus_maanden


class Startpunt(Keuze):
    """Of the conversation only whether it was talked about: no amounts, no answers, nothing of what was said."""

    WOONLASTEN = "woonlasten", "kosten: de huur, energie, water, verzekering en belasting"
    EERSTE_MAANDEN = "eerste_maanden", "kosten: de eerste huur en de inrichting, tot er inkomen en toeslagen zijn"
    TOESLAGEN = "toeslagen", "inkomen: huurtoeslag en zorgtoeslag, en wie die aanvraagt"
    INKOMEN = "inkomen", "inkomen: waarvan de huurder leeft, en wie helpt als het geld niet genoeg is"
    ZELFSTANDIG = "zelfstandig", "zelfstandig wonen: wat de huurder zelf doet, en waarbij hulp nodig blijft"
    BEGELEIDING = "begeleiding", "begeleiding: wie komt, hoe vaak, en wie de huurder belt als het niet goed gaat"
    OVERLAST = "overlast", "overlast: wat dat is, en wat er gebeurt bij klachten"
    BUREN = "buren", "buren: wanneer de huurder kennismaakt"
    PLAN = "plan", "plan over alle leefgebieden, samen met de kandidaat gemaakt"
    START_BEGELEIDING = "start_begeleiding", "eerste dag van de begeleiding"

    @property
    def kort(self) -> str:
        """In a list of several."""
        return self.value.replace("_", " ")


#: Zorg alone answers for these.
VAN_ZORG = (Startpunt.PLAN, Startpunt.START_BEGELEIDING)
GESPREK = tuple(punt for punt in Startpunt if punt not in VAN_ZORG)


@dataclass(frozen=True, slots=True)
class Startstand:
    """`op`: the day it was talked about, the day of the plan, or the first day of the begeleiding; None = not yet."""

    op: date | None
    vastgelegd_op: date


Standen = Mapping[Startpunt, Startstand]


@regelt("H-33", "P-40", "H-39")
def gesprek_belemmeringen(*, dag: date, peildatum: date) -> list[Belemmering]:
    """That nothing was talked about yet is an answer as well."""
    return al_gebeurd_belemmeringen(dag=dag, peildatum=peildatum, clausule="H-33", wat="Het gesprek was", veld="datum")


#: How far the first day of the begeleiding may lie from today: further away it is a slip of the pen (our own bound).
MAANDEN = 12


@regelt("Z-3.3", "Z-14.8")
def bevestigen_belemmeringen(*, plan_op: date | None, start: date | None, peildatum: date) -> list[Belemmering]:
    bezwaren = []
    if plan_op is not None:
        bezwaren += al_gebeurd_belemmeringen(
            dag=plan_op, peildatum=peildatum, clausule="Z-14.8", wat="Het plan was klaar", veld="plan_op"
        )
    grens = plus_maanden(peildatum, MAANDEN)
    if start is not None and not plus_maanden(peildatum, -MAANDEN) <= start <= grens:
        melding = "De begeleiding begint hoogstens een jaar terug of een jaar vooruit. Kijk het jaar na."
        bezwaren.append(Belemmering("Z-3.3", melding, "start"))
    return bezwaren


@regelt("H-33", "P-40", "Z-3.3", "Z-10.4")
def sleutel_waarschuwingen(*, standen: Standen, ingangsdatum: date) -> list[Belemmering]:
    """Before the key: shown, never blocking (law 12)."""
    bezwaren = []
    if open_punten(standen):
        melding = "In het startgesprek is nog niet alles besproken. De sleutel geven kan wel."
        bezwaren.append(Belemmering("H-33", melding))
    start = _op(standen, Startpunt.START_BEGELEIDING)
    if start is None:
        melding = "De start van de begeleiding is niet bevestigd. Vraag die na bij de begeleider."
        bezwaren.append(Belemmering("Z-3.3", melding))
    elif start > ingangsdatum:
        melding = (
            f"De begeleiding begint op {datum_voluit(start)}, na de eerste dag van de huur. "
            "Spreek af wie er tot die dag is."
        )
        bezwaren.append(Belemmering("Z-10.4", melding))
    return bezwaren


@regelt("H-33", "A-27")
def open_punten(standen: Standen) -> list[Startpunt]:
    """What was not talked about yet."""
    return [punt for punt in GESPREK if _op(standen, punt) is None]


def klaar_op(standen: Standen, punten: Collection[Startpunt]) -> date | None:
    """The day the last of these was written down; None while one is open."""
    if any(_op(standen, punt) is None for punt in punten):
        return None
    return max(standen[punt].vastgelegd_op for punt in punten)


def _op(standen: Standen, punt: Startpunt) -> date | None:
    return standen[punt].op if punt in standen else None


class Woonafspraak(Keuze):
    """What each party promises (P-35); the code says who."""

    HUURDER_KENNISMAKEN = "huurder_kennismaken", "de huurder stelt zich voor aan de buren"
    HUURDER_BELT = "huurder_belt", "de huurder belt zelf als wonen even niet goed gaat"
    HUURDER_LUISTERT = "huurder_luistert", "de huurder praat mee als er een klacht is, en zegt wat er is gebeurd"
    CORPORATIE_EEN_GEZICHT = "corporatie_een_gezicht", "de corporatie heeft één vaste medewerker voor de huurder"
    CORPORATIE_EERST_HUURDER = "corporatie_eerst_huurder", "de corporatie praat bij een klacht eerst met de huurder"
    CORPORATIE_ZWIJGT = "corporatie_zwijgt", "de corporatie vertelt buren niets over de huurder"
    ZORG_BEREIKBAAR = "zorg_bereikbaar", "de begeleiding is te bellen voor huurder en corporatie"
    ZORG_REAGEERT = "zorg_reageert", "de begeleiding belt terug op dezelfde werkdag als er zorgen zijn"
    ZORG_KOMT = "zorg_komt", "de begeleiding komt snel langs als het misgaat, en spreekt af wat iedereen doet"


@dataclass(frozen=True, slots=True)
class Belfeit:
    """Who can be called. `avond`: the number of the organisation outside office hours."""

    naam: str
    telefoon: str
    avond: str = ""


_OVERDAG, _ALTIJD = "op werkdagen overdag", "dag en nacht"
_WANNEER = {
    Bereikbaarheid.OVERDAG: _OVERDAG,
    Bereikbaarheid.OOK_AVOND: "ook in de avond en het weekend",
    Bereikbaarheid.ALTIJD: _ALTIJD,
}
_AVOND = "in de avond, de nacht en het weekend"
#: The same for everybody in the country.
_LANDELIJK = (
    ("Gevaar: brand, ongeluk, inbraak", "Alarmnummer", "112"),
    ("Politie, zonder spoed", "Politie", "0900 8844"),
    ("Gaslucht, of geen stroom of gas", "Storingsnummer", "0800 9009"),
)


@regelt("P-36", "Z-20.8")
def kaartregels(*, contact: Belfeit, verhuurder: Belfeit, bereikbaar: Bereikbaarheid | None) -> list[dict[str, str]]:
    """Whom the huurder calls for what. Who reads the meter reads it too: no name of a zorgorganisatie, no word for
    begeleiding or Opstap, no kenmerk, no name of the huurder."""
    regels = [
        _regel("Een vraag, of het gaat niet goed", contact, _WANNEER.get(bereikbaar, _OVERDAG) if bereikbaar else ""),
        _regel("De huur, de buren of iets kapot", verhuurder, _OVERDAG),
        *(_regel(waarvoor, Belfeit(wie, nummer), _ALTIJD) for waarvoor, wie, nummer in _LANDELIJK),
    ]
    if verhuurder.avond:
        regels.insert(2, _regel("Iets kapot dat niet kan wachten", Belfeit(verhuurder.naam, verhuurder.avond), _AVOND))
    if contact.avond:
        regels.insert(1, _regel("Het kan niet wachten", Belfeit(contact.naam, contact.avond), _AVOND))
    return regels


def _regel(waarvoor: str, feit: Belfeit, wanneer: str) -> dict[str, str]:
    return {"waarvoor": waarvoor, "wie": feit.naam, "telefoon": feit.telefoon, "wanneer": wanneer}
