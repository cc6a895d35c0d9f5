"""How much of the yearly homes each zorgorganisatie uses: no part of her own, a signal when it is out of proportion."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from opstap.protocol.basis import Belemmering
from opstap.protocol.begrippen import Keuze
from opstap.protocol.clausules import regelt
from opstap.protocol.datums import datum_voluit, hoeveel

#: With fewer homes than this a percentage says nothing (our own; the protocol gives none).
MINSTENS = 5
#: A smaller number is not told to who does not know the kandidaten (our own).
KLEIN = 5


class Deelafspraak(Keuze):
    """What the partners agreed after talking about the use of one zorgorganisatie (Z-4.10)."""

    GRENS = "grens", "een hoogste aantal voor dit jaar"
    GEEN_GRENS = "geen_grens", "geen grens: het gebruik is te verklaren"


@dataclass(frozen=True, slots=True)
class Afspraak:
    """`hoogstens` None: talked about, and no cap agreed."""

    op: date
    hoogstens: int | None


@dataclass(frozen=True, slots=True)
class Aandeel:
    """`procent` of all homes used this year. `verborgen`: the reader gets no number."""

    naam: str
    gebruikt: int
    procent: Fraction
    signaal: bool
    afspraak: Afspraak | None = None
    verborgen: bool = False

    @property
    def boven_afspraak(self) -> bool:
        grens = self.afspraak.hoogstens if self.afspraak else None
        return grens is not None and self.gebruikt > grens


@regelt("Z-4.10")
def aandelen(*, gebruikt: Mapping[str, int], drempel: int | None, afspraken: Mapping[str, Afspraak]) -> list[Aandeel]:
    """The largest first. A signal above the threshold until it was talked about; without a threshold never."""
    samen = sum(gebruikt.values())
    rijen = []
    for naam in sorted({*gebruikt, *afspraken}, key=lambda n: (-gebruikt.get(n, 0), n)):
        procent = Fraction(100 * gebruikt.get(naam, 0), samen or 1)
        boven = drempel is not None and samen >= MINSTENS and procent > drempel
        afspraak = afspraken.get(naam)
        rijen.append(Aandeel(naam, gebruikt.get(naam, 0), procent, boven and afspraak is None, afspraak))
    return rijen


def te_verbergen(aantallen: Mapping[str, int]) -> frozenset[str]:
    """Whose number is small, and the smallest of the others too until what is hidden is too much together to count
    back from the total."""
    verborgen = {naam: aantal for naam, aantal in aantallen.items() if 0 < aantal < KLEIN}
    groot = sorted((aantal, naam) for naam, aantal in aantallen.items() if aantal >= KLEIN)
    while verborgen and groot and sum(verborgen.values()) < 2 * KLEIN:
        aantal, naam = groot.pop(0)
        verborgen[naam] = aantal
    return frozenset(verborgen)


def zonder_kleine(rijen: Iterable[Aandeel]) -> list[Aandeel]:
    """Small numbers are hidden. Those rows come last by name: their place tells nothing."""
    lijst = list(rijen)
    namen = te_verbergen({rij.naam: rij.gebruikt for rij in lijst})
    verborgen = sorted((rij for rij in lijst if rij.naam in namen), key=lambda rij: rij.naam)
    achteraan = [replace(rij, verborgen=True, signaal=False) for rij in verborgen]
    return [*(rij for rij in lijst if rij.naam not in namen), *achteraan]


@regelt("Z-4.10")
def signaalzin(*, aandeel: Aandeel, drempel: int) -> str:
    """What the partners must do with it."""
    return (
        f"{aandeel.naam} gebruikt {hoeveel(aandeel.gebruikt, 'woningen')} van dit jaar: "
        f"{round(aandeel.procent)} procent. Vanaf {drempel} procent bespreken de partners dit."
    )


@regelt("Z-4.10")
def grens_waarschuwingen(*, gebruikt: int, afspraak: Afspraak | None) -> list[Belemmering]:
    """Told to who shares out the homes; nobody is refused by it (Z-4.9)."""
    if afspraak is None or afspraak.hoogstens is None or gebruikt < afspraak.hoogstens:
        return []
    melding = (
        f"Voor deze zorgorganisatie is op {datum_voluit(afspraak.op)} afgesproken: hoogstens "
        f"{hoeveel(afspraak.hoogstens, 'woningen')} dit jaar. Zij gebruikt er {gebruikt}. U besluit of dit doorgaat."
    )
    return [Belemmering("Z-4.10", melding)]


@regelt("Z-4.10")
def afspraak_belemmeringen(
    *, uitkomst: Deelafspraak, hoogstens: int | None, doet_mee: bool, op: date, peildatum: date
) -> list[Belemmering]:
    """A cap has a number; only of who guides kandidaten in this regeling; and it was talked about already."""
    gevonden = []
    if not doet_mee:
        melding = "Deze organisatie begeleidt niemand in deze regeling; kies een andere."
        gevonden.append(Belemmering("Z-4.10", melding, "organisatie"))
    if uitkomst is Deelafspraak.GRENS and hoogstens is None:
        gevonden.append(Belemmering("Z-4.10", "Vul het hoogste aantal in, of kies voor geen grens.", "hoogstens"))
    if op > peildatum:
        gevonden.append(Belemmering("Z-4.10", "Vul de dag in waarop het is besproken: vandaag of eerder.", "op"))
    return gevonden
