"""A number that is a percentage of the homes that became free (mutaties)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from opstap.protocol.basis import Belemmering
from opstap.protocol.clausules import regelt
from opstap.protocol.contingent import Verdeling, in_woorden, verdeel
from opstap.protocol.datums import datum_voluit, laatste_dag, plus_maanden

KWARTALEN = (1, 2, 3, 4)


@dataclass(frozen=True, slots=True)
class Mutatiebasis:
    """From which percentage, of what became free in which year, a number follows."""

    procent: int
    jaar: int


@regelt("P-20")
def verdeel_mutaties(*, procent: int, mutaties: Mapping[str, int]) -> Verdeling:
    """`mutaties`: homes that became free, per corporatie. The number is rounded once, over all together, halves up;
    then shared out by largest remainder. The first line tells the number."""
    samen = sum(mutaties.values())
    precies = Fraction(samen * procent, 100)
    totaal = int(precies + Fraction(1, 2))
    som = f"{samen} × {procent} / 100 = {in_woorden(precies)}"
    eerste = f"Samen kwamen er {samen} woningen vrij. {procent} procent daarvan: {som}, dus {totaal}."
    verdeling = verdeel(totaal=totaal, gewichten=mutaties)
    return Verdeling(verdeling.aandelen, (eerste, *verdeling.regels))


@regelt("P-20")
def opgave_belemmeringen(*, jaar: int, aantallen: Sequence[int | None], peildatum: date) -> list[Belemmering]:
    """Of a quarter that runs or did not begin, nobody knows yet how many became free. `aantallen`: per quarter."""
    if all(aantal is None for aantal in aantallen):
        return [Belemmering("P-20", "Vul van ten minste één kwartaal het aantal in; 0 mag ook.", "kwartaal_1")]
    gevonden = []
    for kwartaal, aantal in zip(KWARTALEN, aantallen, strict=True):
        einde = plus_maanden(date(jaar, 1, 1), 3 * kwartaal)
        if aantal is not None and peildatum < einde:
            melding = (
                f"Kwartaal {kwartaal} van {jaar} loopt tot en met {datum_voluit(laatste_dag(einde))}. "
                "Laat dit leeg, en vul het daarna in."
            )
            gevonden.append(Belemmering("P-20", melding, f"kwartaal_{kwartaal}"))
    return gevonden


@regelt("P-20")
def uit_mutaties_belemmeringen(*, procent: int | None, opgegeven: int, ontbreekt: Sequence[str]) -> list[Belemmering]:
    """Can the number be taken from what was registered? `ontbreekt`: who registered nothing of that year."""
    if procent is None:
        return [Belemmering("P-20", "In deze regeling is geen deel van de vrijgekomen woningen afgesproken.")]
    if ontbreekt:
        melding = f"Nog niets opgegeven van dat jaar: {', '.join(ontbreekt)}. Vraag die corporatie om haar aantallen."
        return [Belemmering("P-20", melding, "mutatiejaar")]
    if not opgegeven:
        return [Belemmering("P-20", "In dat jaar kwam er geen woning vrij; kies een ander jaar.", "mutatiejaar")]
    return []
