"""Sharing out the yearly homes, and what counts against them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from opstap.protocol.basis import Belemmering
from opstap.protocol.begrippen import Keuze, Route
from opstap.protocol.clausules import regelt
from opstap.protocol.parameters import Contingentvorm, Parameters


class Verdeelwijze(Keuze):
    """How the number of one year is shared out."""

    WONINGBEZIT = "woningbezit", "naar woningbezit: wie meer woningen heeft, geeft er meer"
    SLEUTEL = "sleutel", "naar een afgesproken sleutel, bijvoorbeeld 7 van de 10"
    AANTALLEN = "aantallen", "in afgesproken aantallen per corporatie"
    MUTATIES = "mutaties", "naar de woningen die bij elke corporatie vrijkwamen"


#: What somebody can choose; the last one goes with a number that follows from the same count.
GEKOZEN_WIJZEN = (Verdeelwijze.WONINGBEZIT, Verdeelwijze.SLEUTEL, Verdeelwijze.AANTALLEN)


class Wijzigreden(Keuze):
    """Why the number of a year, or its sharing out, becomes another one."""

    AFSPRAAK = "afspraak", "de partners hebben dit zo afgesproken"
    BEZIT = "bezit", "het woningbezit is veranderd"
    DEELNAME = "deelname", "een corporatie komt erbij of stopt"
    VRIJGEVEN = "vrijgeven", "woningen die apart stonden, komen vrij voor anderen"
    FOUT = "fout", "er stond een fout in"
    MUTATIES = "mutaties", "er zijn andere aantallen vrijgekomen woningen opgegeven"


#: Days of a year after which a forecast says something.
TE_VROEG = 60


@dataclass(frozen=True, slots=True)
class Verdeling:
    """Whole homes per name, in the order given; `regels` tells in Dutch how they came about."""

    aandelen: Mapping[str, int]
    regels: tuple[str, ...]


@regelt("Z-4.2", "Z-2.3", "H-20")
def verdeel(
    *, totaal: int, gewichten: Mapping[str, int | Fraction], wijze: Verdeelwijze = Verdeelwijze.WONINGBEZIT
) -> Verdeling:
    """Largest remainder; equal remainders go to the larger weight, then to the first name in the alphabet.

    Agreed numbers are the shares. Raises ValueError for negative numbers, when there is something to share and no
    weight at all, or when agreed numbers do not make the total.
    """
    som = sum(gewichten.values())
    if totaal < 0 or any(gewicht < 0 for gewicht in gewichten.values()):
        raise ValueError("Een aantal woningen kan niet negatief zijn; vul nul of meer in.")
    if som == 0:
        if totaal:
            raise ValueError("Niemand heeft woningbezit; vul van ten minste één corporatie het bezit in.")
        return Verdeling({naam: 0 for naam in gewichten}, ())
    if wijze is Verdeelwijze.AANTALLEN:
        if som != totaal:
            raise ValueError(f"De aantallen zijn samen {som} en niet {totaal}; vul andere aantallen in.")
        afgesproken = {naam: int(aantal) for naam, aantal in gewichten.items()}
        return Verdeling(
            afgesproken, tuple(f"{naam}: {aantal}, zo afgesproken." for naam, aantal in afgesproken.items())
        )
    precies = {naam: Fraction(totaal * gewicht) / som for naam, gewicht in gewichten.items()}
    aandelen = {naam: int(deel) for naam, deel in precies.items()}
    regels = [
        f"{naam}: {totaal} × {in_woorden(gewicht)} / {in_woorden(som)} = {in_woorden(precies[naam])}, "
        f"dus {aandelen[naam]}."
        for naam, gewicht in gewichten.items()
    ]
    volgorde = sorted(precies, key=lambda naam: (aandelen[naam] - precies[naam], -gewichten[naam], naam))
    for naam in volgorde[: totaal - sum(aandelen.values())]:
        rest = in_woorden(precies[naam] - aandelen[naam])
        aandelen[naam] += 1
        regels.append(f"{naam} krijgt er één bij, want de rest ({rest}) hoort bij de grootste: {aandelen[naam]}.")
    return Verdeling(aandelen, tuple(regels))


@regelt("P-31")
def heeft_contingent(*, parameters: Parameters) -> bool:
    """Is a number agreed, so that there are places? Only what the regeling says to have none, has none."""
    return parameters.contingentvorm is not Contingentvorm.GEEN


@regelt("P-20", "P-31")
def vorm_belemmeringen(*, parameters: Parameters, uit_mutaties: bool) -> list[Belemmering]:
    """Is the number of a year set like this here? `uit_mutaties`: it follows from the homes that became free."""
    if not heeft_contingent(parameters=parameters):
        melding = "In deze regeling is geen aantal woningen afgesproken. U hoeft hier niets vast te leggen."
        return [Belemmering("P-31", melding)]
    if (parameters.contingentvorm is Contingentvorm.PROCENT) is not uit_mutaties:
        melding = "De regeling zegt anders hoe het aantal tot stand komt. Open deze pagina opnieuw."
        return [Belemmering("P-20", melding)]
    return []


@regelt("Z-9.23", "P-31")
def telt_mee(*, route: Route, parameters: Parameters) -> bool:
    """Does a home found along this route use up a place? Not stated = no; and never where no number is agreed."""
    return heeft_contingent(parameters=parameters) and route in (parameters.telt_mee or ())


@regelt("Z-4.3", "Z-4.5", "A-25")
def contingent_belemmeringen(
    *,
    totaal: int,
    gewichten: Mapping[str, int],
    bezet: Mapping[str, int],
    wijze: Verdeelwijze = Verdeelwijze.WONINGBEZIT,
) -> list[Belemmering]:
    """May this number be set? `bezet`: places in use or reserved per name; the number never falls below that."""
    som = sum(gewichten.values())
    if totaal and not som:
        melding = "Vul van ten minste één corporatie in hoeveel woningen zij heeft."
        return [Belemmering("Z-4.2", melding, "totaal")]
    if wijze is Verdeelwijze.AANTALLEN and som != totaal:
        melding = f"De corporaties geven samen {som} woningen, en het aantal van het jaar is {totaal}; maak die gelijk."
        return [Belemmering("Z-4.2", melding, "totaal")]
    aandelen = verdeel(totaal=totaal, gewichten=gewichten, wijze=wijze).aandelen
    raad = "kies een ander jaar" if wijze is Verdeelwijze.MUTATIES else "kies een hoger aantal"
    return [
        Belemmering(
            "Z-4.5",
            f"{naam} zou {aandelen.get(naam, 0)} woningen krijgen, maar er zijn er al {aantal} in gebruik of "
            f"gereserveerd; {raad}.",
            "totaal",
        )
        for naam, aantal in bezet.items()
        if aantal > aandelen.get(naam, 0)
    ]


@regelt("Z-4.5")
def wijzigreden_belemmeringen(
    *, is_wijziging: bool, wijze: Verdeelwijze, reden: Wijzigreden | None
) -> list[Belemmering]:
    """A change during the year, and numbers that no key explains, are told with the reason."""
    if reden is not None or not (is_wijziging or wijze is Verdeelwijze.AANTALLEN):
        return []
    wat = "het aantal of de verdeling verandert" if is_wijziging else "u afgesproken aantallen invult"
    return [Belemmering("Z-4.5", f"Kies waarom {wat}; dat staat bij het contingent te lezen.", "reden")]


@dataclass(frozen=True, slots=True)
class Beurt:
    """Which corporatie is next, None when every share is used up; `regels` tells in Dutch why."""

    naam: str | None
    regels: tuple[str, ...]


@regelt("Z-2.3")
def aan_de_beurt(*, aandelen: Mapping[str, int], geleverd: Mapping[str, int]) -> Beurt:
    """Who owes most of the next home: the share of all homes so far plus this one, less what was supplied.

    `geleverd` counts what was asked too. Equal debts go to the larger share, then to the first in the alphabet.
    """
    totaal = sum(aandelen.values())
    kandidaten = [naam for naam, aandeel in aandelen.items() if geleverd.get(naam, 0) < aandeel]
    if not kandidaten:
        return Beurt(None, ("Alle woningen van dit jaar zijn al gevraagd of in gebruik.",))
    volgende = sum(geleverd.get(naam, 0) for naam in aandelen) + 1
    schuld = {naam: Fraction(volgende * aandeel, totaal) - geleverd.get(naam, 0) for naam, aandeel in aandelen.items()}
    eerste = min(kandidaten, key=lambda naam: (-schuld[naam], -aandelen[naam], naam))
    regels = tuple(
        f"{naam} hoort {in_woorden(Fraction(volgende * aandelen[naam], totaal))} van de eerste {volgende} "
        f"{'woning' if volgende == 1 else 'woningen'} te leveren; gevraagd of geleverd: {geleverd.get(naam, 0)}."
        for naam in aandelen
    )
    return Beurt(eerste, regels)


@regelt("Z-2.3")
def achterstanden(*, aandelen: Mapping[str, int], geleverd: Mapping[str, int]) -> dict[str, Fraction]:
    """How many homes each is behind her share of what all supplied together; 0 for who is level or ahead."""
    totaal, samen = sum(aandelen.values()), sum(geleverd.get(naam, 0) for naam in aandelen)
    return {
        naam: max(Fraction(0), Fraction(samen * aandeel, totaal or 1) - geleverd.get(naam, 0))
        for naam, aandeel in aandelen.items()
    }


@regelt("Z-4.5")
def verwachting(*, gebruikt: int, jaar: int, peildatum: date) -> str:
    """How many homes will be used on 31 December when it goes on like this, with the sum; empty outside that year."""
    if peildatum.year != jaar:
        return ""
    dagen = (peildatum - date(jaar, 1, 1)).days + 1
    if dagen < TE_VROEG:
        return f"Een verwachting voor 31 december is er vanaf dag {TE_VROEG} van het jaar."
    jaardagen = (date(jaar, 12, 31) - date(jaar, 1, 1)).days + 1
    tot = Fraction(gebruikt * jaardagen, dagen)
    return (
        f"Tot en met vandaag zijn {gebruikt} woningen gebruikt, in {dagen} dagen. Gaat het zo door, dan zijn het er op "
        f"31 december ongeveer {round(tot)}: {gebruikt} × {jaardagen} / {dagen} = {in_woorden(tot)}."
    )


@regelt("Z-2.3")
def keuze_belemmeringen(
    *, gekozen: str | None, huidige: str | None, route: Route, voorstel: Beurt | None, heeft_reden: bool
) -> list[Belemmering]:
    """May this corporatie be asked? Names; `gekozen` None = takes no part, `huidige`: who was asked before."""
    if gekozen is None:
        melding = "Deze corporatie doet niet mee aan de regeling; kies een andere."
        return [Belemmering("Z-2.3", melding, "corporatie")]
    if gekozen == huidige:
        return [Belemmering("Z-2.3", "Deze corporatie is al gevraagd; kies een andere.", "corporatie")]
    if route is Route.ZELF_REAGEREN or voorstel is None or voorstel.naam is None:
        return []
    if gekozen != voorstel.naam and not heeft_reden:
        melding = f"{voorstel.naam} is aan de beurt; kies waarom u een andere corporatie vraagt."
        return [Belemmering("Z-2.3", melding, "reden")]
    return []


def in_woorden(deel: Fraction | int) -> str:
    """`21`, `5,40`."""
    return str(deel) if deel.denominator == 1 else f"{float(deel):.2f}".replace(".", ",")
