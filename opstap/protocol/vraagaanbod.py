"""Which homes are asked and which there are: by size and by rent (P-8). What somebody can pay is not known (Z-8.8)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from opstap.protocol.aandelen import te_verbergen
from opstap.protocol.begrippen import Keuze
from opstap.protocol.bemiddelen import Woningtype
from opstap.protocol.clausules import regelt
from opstap.protocol.datums import hoeveel
from opstap.protocol.woningkenmerken import KLEIN_KAMERS


class Maat(Keuze):
    KLEIN = "klein", "klein, voor één persoon"
    GROTER = "groter", "groter, ook een eengezinswoning"
    ONBEKEND = "onbekend", "niet bekend"


class Huurklasse(Keuze):
    """Our own bounds, in euros of kale huur: the source names none, and those of the law change every year."""

    LAAG = "laag", "tot €\u00a0500"
    MIDDEN = "midden", "€\u00a0500 tot €\u00a0700"
    HOOG = "hoog", "vanaf €\u00a0700"


_GRENZEN = ((Decimal(500), Huurklasse.LAAG), (Decimal(700), Huurklasse.MIDDEN))


@regelt("P-8")
def gevraagde_maat(*, huishouden: tuple[int, int] | None) -> Maat:
    """Adults and children; None: nobody said who comes along."""
    if huishouden is None:
        return Maat.ONBEKEND
    return Maat.KLEIN if sum(huishouden) == 1 else Maat.GROTER


@regelt("P-8")
def maat_van(*, woningtype: Woningtype, kamers: int | None) -> Maat:
    """By the number of rooms; where nobody knows it only a studio and an eengezinswoning say it themselves."""
    if kamers is not None:
        return Maat.KLEIN if kamers <= KLEIN_KAMERS else Maat.GROTER
    vanzelf = {Woningtype.STUDIO: Maat.KLEIN, Woningtype.EENGEZINSWONING: Maat.GROTER}
    return vanzelf.get(woningtype, Maat.ONBEKEND)


@regelt("P-8")
def huurklasse(*, kale_huur: Decimal) -> Huurklasse:
    return next((klasse for grens, klasse in _GRENZEN if kale_huur < grens), Huurklasse.HOOG)


@dataclass(frozen=True, slots=True)
class Maatregel:
    """One size: who waits, what is free per rent, what was taken. None: the reader gets no number."""

    maat: Maat
    wacht: int | None
    vrij: Mapping[Huurklasse, int]
    genomen: int | None

    @property
    def vrij_samen(self) -> int:
        return sum(self.vrij.values())


@regelt("P-8")
def vraag_en_aanbod(
    *, wacht: Iterable[Maat], vrij: Iterable[tuple[Maat, Huurklasse]], genomen: Iterable[Maat], toont_kleine: bool
) -> list[Maatregel]:
    """A line per size. Only of kandidaten a small number is hidden; what stands empty is nobody's."""
    wachtend, nam, leeg = _telling(wacht, toont_kleine), _telling(genomen, toont_kleine), Counter(vrij)
    return [
        Maatregel(maat, wachtend[maat], {klasse: leeg[maat, klasse] for klasse in Huurklasse}, nam[maat])
        for maat in Maat
    ]


def _telling(maten: Iterable[Maat], toont_kleine: bool) -> dict[Maat, int | None]:
    """With something hidden a zero is hidden too: beside a known total it would tell the other."""
    aantal = Counter(maten)
    weg = frozenset() if toont_kleine else te_verbergen({maat.value: aantal[maat] for maat in Maat})
    return {maat: None if maat in weg or (weg and not aantal[maat]) else aantal[maat] for maat in Maat}


_GROOTTE = {Maat.KLEIN: "kleine", Maat.GROTER: "grotere"}


@regelt("P-8")
def mismatch_zinnen(*, regels: Sequence[Maatregel]) -> list[str]:
    """Where more people wait than homes are free; and then where there are homes that they do not ask."""
    tekort, over = [], []
    for regel in regels:
        if regel.wacht is None or regel.maat not in _GROOTTE:
            continue
        grootte, vrij = _GROOTTE[regel.maat], regel.vrij_samen
        if regel.wacht > vrij:
            tekort.append(
                f"{hoeveel(regel.wacht, 'kandidaten')} {'wacht' if regel.wacht == 1 else 'wachten'} op een {grootte} "
                f"woning; er {'is' if vrij == 1 else 'zijn'} er {vrij} vrij."
            )
        elif vrij > regel.wacht:
            over.append(f"Er zijn meer {grootte} woningen vrij ({vrij}) dan kandidaten die erop wachten.")
    return [*tekort, *over] if tekort else []
