"""How many homes each corporatie gives, near a steunpunt and spread, from what becomes free per complex (C-26)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from opstap.protocol.begrippen import Keuze
from opstap.protocol.clausules import regelt
from opstap.protocol.contingent import in_woorden, verdeel
from opstap.protocol.datums import hoeveel


class Opgave(Keuze):
    STEUNPUNT = "opgave_1", "bij een steunpunt"
    GESPIKKELD = "opgave_2", "verspreid in de wijk"


@dataclass(frozen=True, slots=True)
class Complexstand:
    """`mutatiegraad`: percent of the homes that becomes free in a year, from experience. None = nobody knows."""

    corporatie: str
    woningen: int | None
    mutatiegraad: int | None
    nabij_steunpunt: bool | None

    @property
    def opgave(self) -> Opgave | None:
        """Of which it can give; None when what the sum needs is not known."""
        if self.woningen is None or self.mutatiegraad is None or self.nabij_steunpunt is None:
            return None
        return Opgave.STEUNPUNT if self.nabij_steunpunt else Opgave.GESPIKKELD

    @property
    def komt_vrij(self) -> Fraction:
        return Fraction((self.woningen or 0) * (self.mutatiegraad or 0), 100)


@dataclass(frozen=True, slots=True)
class Taakstelling:
    """Homes per corporatie, both opgaven together; `regels` tells in Dutch how; `past`: every home has a source."""

    aantallen: Mapping[str, int]
    regels: tuple[str, ...]
    past: bool


@regelt("C-26")
def taakstelling(
    *, opgaven: Mapping[Opgave, int], complexen: Sequence[Complexstand], corporaties: Sequence[str]
) -> Taakstelling:
    """Each opgave is shared by what becomes free of that kind, by largest remainder. What nobody knows counts for
    nothing, and is told."""
    samen, regels, past = Counter(dict.fromkeys(corporaties, 0)), [], True
    for opgave, aantal in opgaven.items():
        vrij = {
            naam: sum((c.komt_vrij for c in complexen if c.corporatie == naam and c.opgave is opgave), Fraction(0))
            for naam in corporaties
        }
        past = past and aantal <= sum(vrij.values())
        regels += _kop(opgave, aantal, sum(vrij.values(), Fraction(0)))
        if any(vrij.values()):
            verdeling = verdeel(totaal=aantal, gewichten=vrij)
            samen.update(verdeling.aandelen)
            regels += verdeling.regels
    return Taakstelling(samen, (*regels, *_onbekend(complexen, corporaties)), past)


def _kop(opgave: Opgave, aantal: int, vrij: Fraction) -> list[str]:
    kop = (
        f"Nodig {opgave.label}: {hoeveel(aantal, 'woningen')}. Daar komen er per jaar ongeveer {in_woorden(vrij)} vrij."
    )
    if aantal and not vrij:
        return [kop, f"Van woningen {opgave.label} is niets bekend. Dit deel is niet verdeeld."]
    return [kop, "Dat is te weinig; bespreek wat er kan."] if aantal > vrij else [kop]


def _onbekend(complexen: Sequence[Complexstand], corporaties: Sequence[str]) -> list[str]:
    mist = Counter(c.corporatie for c in complexen if c.opgave is None)
    return [
        f"{naam}: {hoeveel(mist[naam], 'complexen')} niet meegeteld, want daar is niet alles van bekend."
        for naam in corporaties
        if mist[naam]
    ]
