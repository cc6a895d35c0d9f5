"""Can the rent be paid, and did earlier renting go well. Codes and dates: no amounts, no reasons (Z-8.8 to Z-8.10)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from opstap.protocol.basis import Belemmering
from opstap.protocol.begrippen import Keuze
from opstap.protocol.clausules import regelt


class Betaaloordeel(Keuze):
    JA = "ja", "ja"
    MET_HULP = "met_hulp", "ja, met hulp bij geld"
    NEE = "nee", "nee"
    ONBEKEND = "onbekend", "dat is nog niet bekend"


class Vaststeller(Keuze):
    """Who looked at income and costs."""

    ZORG = "zorg", "de zorgorganisatie"
    BEWIND = "bewind", "de bewindvoerder of budgetbeheerder"
    SCHULDHULP = "schuldhulp", "de schuldhulpverlening"
    GEMEENTE = "gemeente", "de gemeente"
    KANDIDAAT = "kandidaat", "de kandidaat zelf"


class Instrument(Keuze):
    """Help with money that a regeling may ask for (Z-8.8)."""

    BUDGETBEHEER = "budgetbeheer", "budgetbeheer"
    BESCHERMINGSBEWIND = "beschermingsbewind", "beschermingsbewind"
    SCHULDHULP = "schuldhulp", "schuldhulpverlening"


class Instrumentstand(Keuze):
    NIET_NODIG = "niet_nodig", "niet nodig"
    NODIG = "nodig", "nodig, nog niet geregeld"
    GEREGELD = "geregeld", "geregeld"


class JaNeeOnbekend(Keuze):
    JA = "ja", "ja"
    NEE = "nee", "nee"
    ONBEKEND = "onbekend", "dat weet ik niet"


class Regelingstand(Keuze):
    """The betalingsregeling for huurschuld (Z-8.10)."""

    LOOPT = "loopt", "ja, en die loopt goed"
    LOOPT_NIET = "loopt_niet", "ja, maar die loopt niet goed"
    GEEN = "geen", "nee"


class Blokkadestand(Keuze):
    """Does a corporatie rent to this person (H-15); a blokkade ends, with or without paying first (H-36)."""

    GEEN = "geen", "geen blokkade"
    WEL = "wel", "wel een blokkade"
    NABETALEN = "nabetalen", "tot de oude schuld is betaald"
    OPGELOST = "opgelost", "opgelost"


@dataclass(frozen=True, slots=True)
class Instrumentfeit:
    stand: Instrumentstand | None = None
    geaccepteerd: bool | None = None


Instrumenten = Mapping[Instrument, Instrumentfeit]


@regelt("Z-8.8")
def betaalbaarheid_belemmeringen(
    *,
    oordeel: Betaaloordeel | None,
    door: Vaststeller | None,
    op: date | None,
    instrumenten: Instrumenten,
    peildatum: date,
) -> list[Belemmering]:
    """What contradicts itself; nothing is obligatory."""
    bezwaren = []
    if oordeel in (None, Betaaloordeel.ONBEKEND) and (door is not None or op is not None):
        melding = "U vulde in wie dit vaststelde, of wanneer. Kies dan ook of de kandidaat de huur kan betalen."
        bezwaren.append(Belemmering("Z-8.8", melding, "oordeel"))
    if op is not None and op > peildatum:
        bezwaren.append(Belemmering("Z-8.8", "Die dag moet nog komen. Vul in wanneer dit is vastgesteld.", "op"))
    for instrument, feit in instrumenten.items():
        if feit.geaccepteerd is not None and feit.stand is None:
            melding = f"U vulde in of de kandidaat het eens is met {instrument.label}. Kies dan ook of dat nodig is."
            bezwaren.append(Belemmering("Z-8.8", melding, instrument.value))
    return bezwaren


@regelt("Z-8.8")
def betaalbaarheid_waarschuwingen(*, oordeel: Betaaloordeel | None, instrumenten: Instrumenten) -> list[Belemmering]:
    """What stands in the way of the criterium. For zorg only; stops nobody (law 12)."""
    bezwaren = []
    if oordeel is Betaaloordeel.NEE:
        bezwaren.append("U vulde in dat de kandidaat de huur niet kan betalen. Bespreek samen wat er nodig is.")
    nodig = {i: f for i, f in instrumenten.items() if f.stand in (Instrumentstand.NODIG, Instrumentstand.GEREGELD)}
    if oordeel is Betaaloordeel.MET_HULP and not nodig:
        bezwaren.append("De kandidaat kan de huur betalen met hulp bij geld. Welke hulp dat is, vulde u niet in.")
    for instrument, feit in nodig.items():
        if feit.stand is Instrumentstand.NODIG:
            bezwaren.append(f"{instrument.label.capitalize()} is nodig en nog niet geregeld.")
        elif feit.geaccepteerd is False:
            bezwaren.append(f"{instrument.label.capitalize()} is geregeld, maar de kandidaat is het er niet mee eens.")
    return [Belemmering("Z-8.8", melding, "betaalbaarheid") for melding in bezwaren]


@regelt("I-9", "Z-8.8")
def zichtbare_hulp(instrumenten: Instrumenten) -> list[Instrument]:
    """What the corporatie reads of help with money: what is arranged, not what is needed or was thought of."""
    return [i for i in Instrument if i in instrumenten and instrumenten[i].stand is Instrumentstand.GEREGELD]


@regelt("Z-8.8", "Z-8.14")
def is_betaalbaar(*, oordeel: Betaaloordeel | None, instrumenten: Instrumenten) -> bool | None:
    """What zorg declares about this criterium; None = it says too little."""
    if oordeel in (None, Betaaloordeel.ONBEKEND):
        return None
    hulp = [feit for feit in instrumenten.values() if feit.stand not in (None, Instrumentstand.NIET_NODIG)]
    if oordeel is Betaaloordeel.NEE or any(
        feit.stand is Instrumentstand.NODIG or feit.geaccepteerd is False for feit in hulp
    ):
        return False
    return True if oordeel is Betaaloordeel.JA or hulp else None


@dataclass(frozen=True, slots=True)
class Woonverledenfeit:
    """As the zorgorganisatie declares it; the corporatie knows the date of an ontruiming (Z-8.9)."""

    ontruiming: JaNeeOnbekend | None = None
    achterstand: JaNeeOnbekend | None = None
    regeling: Regelingstand | None = None
    genoeg_betaald: JaNeeOnbekend | None = None
    verklaring_gezien_op: date | None = None


@regelt("Z-8.9", "Z-8.10", "Z-8.14")
def woonverleden_belemmeringen(*, feit: Woonverledenfeit, peildatum: date) -> list[Belemmering]:
    bezwaren = []
    if feit.achterstand is not JaNeeOnbekend.JA and (feit.regeling or feit.genoeg_betaald):
        melding = "U vulde iets in over het betalen van huurschuld. Kies dan ook dat er huurschuld is."
        bezwaren.append(Belemmering("Z-8.10", melding, "achterstand"))
    if feit.verklaring_gezien_op is not None and feit.verklaring_gezien_op > peildatum:
        melding = "Die dag moet nog komen. Vul in wanneer u de verklaring zag."
        bezwaren.append(Belemmering("Z-8.9", melding, "verklaring_gezien_op"))
    return bezwaren


@regelt("Z-8.9", "Z-8.10", "Z-8.14")
def woonverleden_gezegd(feit: Woonverledenfeit) -> str:
    """In words, where the criterium cannot be told from it; empty when zorg says nothing."""
    zinnen = []
    if feit.ontruiming is JaNeeOnbekend.JA:
        zinnen.append("Er was een ontruiming. Wanneer dat was, weet de corporatie.")
    if feit.achterstand is JaNeeOnbekend.JA:
        zinnen.append("Er is huurschuld.")
    return " ".join(zinnen)


@regelt("Z-8.10", "H-36")
def woonverleden_waarschuwingen(*, feit: Woonverledenfeit, blokkades: Collection[Blokkadestand]) -> list[Belemmering]:
    """What the corporatie will ask about. For zorg only; a past of renting shuts nobody out."""
    bezwaren: list[tuple[str, str]] = []
    if feit.achterstand is JaNeeOnbekend.JA and feit.regeling is not Regelingstand.LOOPT:
        bezwaren.append(("Z-8.10", "Er is huurschuld, en er loopt geen betalingsregeling die goed gaat."))
    if feit.achterstand is JaNeeOnbekend.JA and feit.genoeg_betaald is JaNeeOnbekend.NEE:
        bezwaren.append(("Z-8.10", "Van de huurschuld is nog niet genoeg betaald."))
    if geldende_blokkades(blokkades):
        bezwaren.append(("H-36", "Een corporatie verhuurt nog niet aan de kandidaat. Bespreek wat er nodig is."))
    return [Belemmering(clausule, melding, "woonverleden") for clausule, melding in bezwaren]


@regelt("H-15", "H-36")
def geldende_blokkades(standen: Collection[Blokkadestand]) -> list[Blokkadestand]:
    """What still counts. There is no zwarte lijst: what was solved is past, and nobody reads it (H-36)."""
    return [stand for stand in standen if stand in (Blokkadestand.WEL, Blokkadestand.NABETALEN)]
