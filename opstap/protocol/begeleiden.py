"""The support at home as the zorgorganisatie plans it: from when, how much, and when somebody answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from opstap.protocol.basis import Belemmering
from opstap.protocol.begrippen import Keuze
from opstap.protocol.clausules import regelt
from opstap.protocol.contract import UREN_PER_WEEK
from opstap.protocol.datums import datum_voluit, plus_maanden
from opstap.protocol.parameters import Parameters


class Bereikbaarheid(Keuze):
    """For the kandidaat; the corporatie knows whom to call and no more."""

    OVERDAG = "overdag", "op werkdagen overdag"
    OOK_AVOND = "ook_avond", "ook in de avond en het weekend"
    ALTIJD = "altijd", "dag en nacht"


@regelt("A-5")
def begeleiding_belemmeringen(*, uren: int | None, parameters: Parameters) -> list[Belemmering]:
    """The hours of the form: only where the regeling writes them down, and no more than a week has."""
    if uren is None:
        return []
    if not parameters.begeleidingsuren_vastleggen:
        return [Belemmering("A-5", "Deze regeling legt geen uren begeleiding vast.", "uren")]
    if 0 < uren <= UREN_PER_WEEK:
        return []
    return [Belemmering("A-5", f"Vul een aantal uren per week in van 1 tot en met {UREN_PER_WEEK}.", "uren")]


@regelt("Z-10.4")
def begeleiding_waarschuwingen(*, start: date | None, uitstroom: date | None) -> list[Belemmering]:
    """Shown, never blocking (law 12)."""
    if start is None or uitstroom is None or start <= uitstroom:
        return []
    melding = f"De begeleiding begint op {datum_voluit(start)}, na het vertrek op {datum_voluit(uitstroom)}. Klopt dat?"
    return [Belemmering("Z-10.4", melding, "begeleiding")]


class Verandering(Keuze):
    """What happens to the support at home, and never why (Z-20.8)."""

    MEER = "meer", "er komt meer begeleiding"
    MINDER = "minder", "er komt minder begeleiding"
    AFGEROND = "afgerond", "de begeleiding stopt, want zij is niet meer nodig"
    GESTOPT = "gestopt", "de begeleiding stopt, maar er is nog wel hulp nodig"
    HERVAT = "hervat", "de begeleiding begint weer"


#: After these nobody comes any more.
STOPT = frozenset({Verandering.AFGEROND, Verandering.GESTOPT})


class Contactritme(Keuze):
    """How often there is contact, most often first. The last one is the light support that may stay (P-17)."""

    DAGELIJKS = "dagelijks", "elke dag"
    VAAK = "vaak", "een paar keer per week"
    WEKELIJKS = "wekelijks", "elke week"
    TWEEWEKELIJKS = "tweewekelijks", "om de week"
    MAANDELIJKS = "maandelijks", "elke maand"
    WAAKVLAM = "waakvlam", "alleen als de huurder belt (waakvlam)"


#: While somebody comes, and after it stopped.
_LOOPT = tuple(v for v in Verandering if v is not Verandering.HERVAT)


#: How far ahead a change or a stay can be written down: further away it is a slip of the pen (our own bound).
VOORUIT_MAANDEN = 6


@dataclass(frozen=True, slots=True)
class Begeleidingsfeit:
    """One change as it was written down."""

    soort: Verandering
    vanaf: date
    ritme: Contactritme | None = None
    uren: int | None = None


def verandering_keuzes(*, vorige: Begeleidingsfeit | None) -> tuple[Verandering, ...]:
    """What can come after the last change."""
    return (Verandering.HERVAT,) if vorige is not None and vorige.soort in STOPT else _LOOPT


@regelt("P-26", "P-34")
def verandering_belemmeringen(
    *,
    nieuw: Begeleidingsfeit,
    vorige: Begeleidingsfeit | None,
    is_afgesproken: bool,
    ingangsdatum: date,
    peildatum: date,
    parameters: Parameters,
) -> list[Belemmering]:
    """No besluit is asked: zorg and huurder agree, zorg writes it down. `vorige`: the last change, if there was one."""
    bezwaren = _vanaf(nieuw.vanaf, vorige.vanaf if vorige else None, ingangsdatum, peildatum)
    if nieuw.soort not in verandering_keuzes(vorige=vorige):
        melding = "De begeleiding loopt al. Kies of zij meer of minder wordt."
        if nieuw.soort is not Verandering.HERVAT:
            melding = "De begeleiding is gestopt. Kies dat zij weer begint, of leg niets vast."
        bezwaren.append(Belemmering("P-34", melding, "soort"))
    if nieuw.soort not in STOPT:
        bezwaren += _hoe_vaak(nieuw, vorige) + begeleiding_belemmeringen(uren=nieuw.uren, parameters=parameters)
    if not is_afgesproken:
        bezwaren.append(Belemmering("P-26", "Vink aan wie dit samen hebben afgesproken.", "akkoord"))
    return bezwaren


def _vanaf(vanaf: date, na: date | None, ingangsdatum: date, peildatum: date) -> list[Belemmering]:
    eerst, laatst = max(ingangsdatum, na or ingangsdatum), plus_maanden(peildatum, VOORUIT_MAANDEN)
    if vanaf < eerst:
        waarom = "De vorige verandering ging in op" if na and na == eerst else "De huur ging in op"
        return [Belemmering("P-34", f"{waarom} {datum_voluit(eerst)}; kies die dag of een latere.", "vanaf")]
    if vanaf > laatst:
        melding = f"Kies een dag tot en met {datum_voluit(laatst)}, of leg dit later vast."
        return [Belemmering("P-34", melding, "vanaf")]
    return []


def _hoe_vaak(nieuw: Begeleidingsfeit, vorige: Begeleidingsfeit | None) -> list[Belemmering]:
    if nieuw.ritme is None:
        return [Belemmering("P-34", "Kies hoe vaak er vanaf die dag contact is.", "ritme")]
    if vorige is None or vorige.ritme is None or nieuw.soort is Verandering.HERVAT:
        return []
    volgorde = list(Contactritme)
    verschil = volgorde.index(vorige.ritme) - volgorde.index(nieuw.ritme)
    if verschil < 0 if nieuw.soort is Verandering.MEER else verschil > 0:
        melding = f"Nu is er contact: {vorige.ritme.label}. Kies wat daar bij past: meer of minder."
        return [Belemmering("P-34", melding, "ritme")]
    return []


@regelt("P-34")
def bewoont_belemmeringen(*, bewoont: bool) -> list[Belemmering]:
    """Of what belongs to living there on a temporary contract."""
    if bewoont:
        return []
    return [Belemmering("P-34", "Er loopt nu geen tijdelijk huurcontract. Dit hoort daarbij.")]


@regelt("P-34", "Z-11.6")
def vraagt_beoordeling(*, soort: Verandering) -> bool:
    """Somebody must look at what follows when support ends too early. It never ends the tenancy by itself."""
    return soort is Verandering.GESTOPT


@regelt("P-34")
def opname_belemmeringen(
    *, van: date, verwacht_tot: date | None, terug_op: date | None, ingangsdatum: date, peildatum: date
) -> list[Belemmering]:
    """The huurder sleeps elsewhere for a while. No kind, no place, no reason: only the days."""
    bezwaren = []
    if van < ingangsdatum:
        melding = f"De huur ging in op {datum_voluit(ingangsdatum)}; kies die dag of een latere."
        bezwaren.append(Belemmering("P-34", melding, "weg_vanaf"))
    elif van > (laatst := plus_maanden(peildatum, VOORUIT_MAANDEN)):
        melding = f"Kies een dag tot en met {datum_voluit(laatst)}, of leg dit later vast."
        bezwaren.append(Belemmering("P-34", melding, "weg_vanaf"))
    if verwacht_tot is not None and verwacht_tot < van:
        bezwaren.append(Belemmering("P-34", "Kies een dag die niet voor de eerste dag ligt.", "verwacht_tot"))
    if terug_op is not None and terug_op < van:
        bezwaren.append(Belemmering("P-34", "De huurder kan niet terug zijn voor de eerste dag.", "terug_op"))
    elif terug_op is not None and terug_op > peildatum:
        melding = "Deze dag moet nog komen. Vul hem in als de huurder weer thuis is."
        bezwaren.append(Belemmering("P-34", melding, "terug_op"))
    return bezwaren


@regelt("P-34")
def valt_erin(*, dag: date, van: date, verwacht_tot: date | None, terug_op: date | None) -> bool:
    """Whether somebody is away on this day; without an expected day only the first month counts. What is planned for
    that day keeps it: people decide whether they move it."""
    tot = terug_op or verwacht_tot or plus_maanden(van, 1)
    return van <= dag < tot if terug_op else van <= dag <= tot
